// The panel's side of the protocol: session, snapshot, live line, outbox, tabs. Views call it and read `store.state`.
import { createHttp, type Failure, type Http, upload, wordsOf } from "./http";
import { createIdentity } from "./identity";
import { type Line, openLine } from "./line";
import type { Pending } from "./outbox";
import { createSender } from "./sender";
import { openShelf, type Shelf } from "./storage";
import { createStore, type Store } from "./store";
import type { Attachment, Conversation, Hears, Message, MessageKind, Page, Request, Session, Snapshot } from "./types";
import { createVisits } from "./visits";

const POLL_MS = 6000;
export const MAX_UPLOAD_BYTES = 20 * 1024 * 1024;

export type Link = "idle" | "starting" | "live" | "polling" | "down";

export interface Client {
  store: Store;
  shelf: Shelf;
  http: Http;
  readonly link: Link;
  /** Clicks since the panel was opened, or since the last words: so many it takes to a person. */
  clicks: number;
  /** The session could not be opened, for a reason that waiting does not mend (entry unknown or switched off). */
  readonly refusal: Failure | null;
  start(): void;
  known(): boolean;
  identify(token: string): void;
  visit(url: string, title: string): void;
  say(kind: MessageKind, body: string, payload?: unknown): void;
  attach(file: File): void;
  upload(file: File, onProgress: (part: number) => void): { done: Promise<Attachment>; abort(): void };
  retry(client_id: string): void;
  forget(client_id: string): void;
  typing(): void;
  read(seq: number): void;
  /** A call that changes the conversation; its news comes over the line, or by a fresh snapshot without one. */
  change(method: string, path: string, body?: unknown): Promise<void>;
  older(): Promise<boolean>;
  loadRequest(id: string): Promise<void>;
  /** The local picture of an upload, until the server has its own. */
  preview(client_id: string): string | undefined;
  absolute(url: string): string;
}

export const newId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
};

export function createClient(
  base: string,
  entry: string,
  claim: string | undefined,
  onLink: () => void,
  brought?: string,
): Client {
  const store = createStore();
  const shelf = openShelf(entry);
  let token = (): string | null => null;
  const ask = createHttp(base, () => token());
  /** A token that is not taken any more is renewed silently, once. */
  const http: Http = async <T>(method: string, path: string, body?: unknown) => {
    try {
      return await ask<T>(method, path, body);
    } catch (problem) {
      if ((problem as Failure).status !== 401) throw problem;
      await open();
      return ask<T>(method, path, body);
    }
  };
  const identity = createIdentity(shelf, ask, entry, brought);
  token = identity.token;
  identity.claim(claim);
  const visits = createVisits();
  const files = new Map<string, { file: File; url: string }>();

  let link: Link = "idle";
  let refusal: Failure | null = null;
  let line: Line | null = null;
  let generation = 0;
  let opening: Promise<void> | null = null;
  let poll = 0;
  let typedAt = 0;
  let past: Conversation[] | undefined;

  const setLink = (next: Link) => {
    if (link === next) return;
    link = next;
    onLink();
    if (next === "live" || next === "polling") sender.flush();
  };

  const sender = createSender(store, shelf, http, {
    link: () => (link === "live" || link === "polling" ? link : "down"),
    frame: (frame) => line?.say(frame) ?? false,
    unanswered: () => line?.drop(),
  });

  // --- session -------------------------------------------------------------------------------------------------

  const open = (pause?: number) => {
    opening ??= enterAgain(pause).finally(() => {
      opening = null;
    });
    return opening;
  };

  const enterAgain = async (pause = 1000) => {
    const mine = ++generation;
    line?.stop();
    line = null;
    clearTimeout(poll);
    store.do({ type: "disconnected" });
    setLink(store.state.about ? "down" : "starting");
    try {
      const session: Session = await identity.open();
      if (mine !== generation) return;
      refusal = null;
      // Opening a session tells the page already.
      visits.known(location.href);
      enter(session.snapshot);
      connect(mine);
    } catch (problem) {
      if (mine !== generation) return;
      const { status } = problem as Failure;
      if (status >= 400 && status < 500 && status !== 429) refusal = problem as Failure;
      setLink("down");
      onLink();
      setTimeout(
        () => mine === generation && open(Math.min(pause * 2, 60_000)),
        refusal ? 60_000 : pause * (0.5 + Math.random()),
      );
    }
  };

  const enter = (snapshot: Snapshot) => {
    const before = store.state.about?.customer_id;
    if (before && before !== snapshot.customer_id) past = undefined;
    store.do({ type: "snapshot", snapshot });
    for (const item of shelf.all<Pending>("out:")) {
      if (item.customer_id !== snapshot.customer_id) continue;
      store.do({ type: "say", item: { ...item, state: item.state === "failed" ? "failed" : "waiting", after: 0 } });
      // Already in the thread: it was committed, only the answer was lost.
      if (!store.state.outbox.some((other) => other.client_id === item.client_id)) shelf.drop(`out:${item.client_id}`);
    }
    if (store.state.request) loadRequest(store.state.request.id).catch(() => {});
  };

  const refresh = async () => {
    const mine = generation;
    try {
      const snapshot = await http<Snapshot>("GET", "snapshot");
      if (mine === generation) enter(snapshot);
      return true;
    } catch {
      return false;
    }
  };

  // --- live line -----------------------------------------------------------------------------------------------

  const connect = (mine: number) => {
    const address = () =>
      `${base.replace(/^http/, "ws")}api/widget/v1/socket?token=${encodeURIComponent(token() ?? "")}`;
    line = openLine(address, {
      open: () => line?.say({ type: "hello", after: store.state.seq }),
      heard: (frame) => mine === generation && heard(frame),
      closed(failures) {
        if (mine !== generation) return;
        store.do({ type: "disconnected" });
        if (link !== "polling") setLink("down");
        // Perhaps only sockets are blocked on the way, or the token has been refused: a plain call tells.
        if (failures === 2) fallBack(mine);
      },
    });
  };

  const fallBack = async (mine: number) => {
    clearTimeout(poll);
    const reached = await refresh();
    if (mine !== generation || link === "live") return;
    setLink(reached ? "polling" : "down");
    poll = window.setTimeout(() => mine === generation && link !== "live" && fallBack(mine), POLL_MS);
  };

  const heard = (frame: Hears) => {
    store.do({ type: "heard", frame, now: Date.now() });
    // What was missed comes first; it may hold the answer to something that would otherwise be sent again.
    if (frame.type === "welcome" || frame.type === "upto") settled();
    else if (frame.type === "reset") refresh().then((ok) => (ok ? settled() : line?.drop()));
    else if (frame.type === "refused" && frame.code === "unauthenticated") open();
    if (store.state.request_stale && store.state.request) loadRequest(store.state.request.id).catch(() => {});
  };

  const settled = () => {
    clearTimeout(poll);
    if (link === "live" || !line) return;
    setLink("live");
    visits.tell((frame) => line?.say(frame) ?? false);
  };

  const loadRequest = async (id: string) => {
    store.do({ type: "request", request: await http<Request>("GET", `requests/${id}`) });
  };

  // --- the page ------------------------------------------------------------------------------------------------

  const wake = () => line?.wake();
  addEventListener("online", wake);
  addEventListener("offline", () => line?.drop());
  document.addEventListener("visibilitychange", () => document.hidden || wake());
  // An open socket keeps a page out of the browser's back/forward cache.
  addEventListener("pagehide", () => {
    line?.stop();
    line = null;
  });
  addEventListener("pageshow", (event) => event.persisted && link !== "idle" && open());
  shelf.watch((key, value) => {
    if (key === "session") {
      if (identity.known()) client.start();
    } else if (key.startsWith("out:") && value) {
      const item = value as Pending;
      if (item.customer_id === store.state.about?.customer_id) store.do({ type: "overheard", item, now: Date.now() });
    }
  });
  addEventListener("beforeunload", (event) => {
    if (store.state.outbox.some((item) => item.state === "uploading")) event.preventDefault();
  });

  const client: Client = {
    store,
    shelf,
    http,
    clicks: 0,
    get link() {
      return link;
    },
    get refusal() {
      return refusal;
    },
    known: identity.known,
    start() {
      if (link === "idle") open();
      // Who is on duty is not told over the line.
      else if (link === "live") refresh();
    },
    identify(next) {
      // Words that wait were said by the same person, before the shop told us who that is.
      const waiting = store.state.about?.anonymous ? store.state.outbox : [];
      identity.claim(next);
      opening = null;
      open().then(() => {
        const customer_id = store.state.about?.customer_id;
        if (customer_id) for (const item of waiting) sender.say({ ...item, customer_id });
      });
    },
    visit: visits.visit,
    say(kind, body, payload) {
      client.clicks = 0;
      const customer_id = store.state.about?.customer_id;
      if (!customer_id) return;
      sender.say({
        client_id: newId(),
        customer_id,
        kind,
        body,
        payload,
        at: Date.now(),
        state: "waiting",
        tries: 0,
        after: 0,
      });
    },
    attach(file) {
      const customer_id = store.state.about?.customer_id;
      if (!customer_id) return;
      const client_id = newId();
      const kind = /^image\/(png|jpeg|gif|webp)$/.test(file.type) ? "image" : "file";
      files.set(client_id, { file, url: kind === "image" ? URL.createObjectURL(file) : "" });
      const payload = { name: file.name, size_bytes: file.size, mime: file.type };
      sender.say({
        client_id,
        customer_id,
        kind,
        body: "",
        payload,
        at: Date.now(),
        state: "uploading",
        progress: 0,
        tries: 0,
        after: 0,
      });
      carry(client_id);
    },
    upload: (file, onProgress) =>
      upload<Attachment>(`${base}api/widget/v1/attachments`, token() ?? "", file, file.name || "image.png", onProgress),
    retry(client_id) {
      const item = store.state.outbox.find((item) => item.client_id === client_id);
      const unsent = item && files.has(client_id) && !(item.payload as Attachment).attachment_id;
      if (unsent) carry(client_id);
      else sender.retry(client_id);
    },
    forget: sender.forget,
    typing() {
      if (store.state.conversation?.state !== "active" || Date.now() - typedAt < 3000) return;
      typedAt = Date.now();
      line?.say({ type: "typing" });
    },
    read(seq) {
      const conversation = store.state.conversation;
      if (!conversation || seq <= conversation.customer_read_seq || link !== "live") return;
      line?.say({ type: "read", conversation_id: conversation.id, seq });
    },
    async change(method, path, body) {
      const answer = await http<Partial<Conversation> | undefined>(method, path, body);
      if (answer?.id?.startsWith("con_") && answer.version !== undefined) {
        store.do({ type: "conversation", conversation: answer as Conversation });
      }
      if (link !== "live") await refresh();
    },
    async older() {
      const first = store.state.groups[0];
      if (first?.more) return page(first.id, first.created_at, first.items[0]?.seq);
      past ??= (await http<Page<Conversation>>("GET", "conversations?limit=100")).items;
      // Newest first: the next one back in time.
      const earlier = past.find((one) => !first || one.created_at < first.created_at);
      return earlier ? page(earlier.id, earlier.created_at) : false;
    },
    loadRequest,
    preview: (client_id) => files.get(client_id)?.url,
    absolute: (url) => new URL(url, base).href,
  };

  const page = async (id: string, created_at: number, before?: number) => {
    const query = before === undefined ? "" : `&before=${before}`;
    const { items, has_more } = await http<{ items: Message[]; has_more: boolean }>(
      "GET",
      `conversations/${id}/messages?limit=40${query}`,
    );
    store.do({ type: "history", id, created_at, messages: items, more: has_more });
    return true;
  };

  const carry = (client_id: string) => {
    const file = files.get(client_id)?.file;
    if (!file) return;
    const change = (change: Partial<Pending>) => store.do({ type: "change", client_id, change });
    change({ state: "uploading", progress: 0, why: undefined });
    client
      .upload(file, (progress) => change({ progress }))
      .done.then(
        (attachment) => {
          const item = store.state.outbox.find((item) => item.client_id === client_id);
          if (!item) return;
          const kind = attachment.mime.startsWith("image/") ? "image" : "file";
          shelf.set(`out:${client_id}`, { ...item, kind, payload: attachment, state: "waiting" });
          change({ kind, payload: attachment, state: "waiting" });
        },
        (problem: Failure) => {
          if (problem.status === 401) open();
          change({ state: "failed", why: wordsOf(problem) });
        },
      );
  };

  return client;
}
