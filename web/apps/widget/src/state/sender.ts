// Carries the outbox to the server: in order, one at a time, again and again until the server has answered.
import type { Failure, Http } from "./http";
import { nextToSend, type Pending } from "./outbox";
import type { Shelf } from "./storage";
import type { Store } from "./store";
import type { Says, Sent } from "./types";

const ACK_MS = 12_000;

export interface Sender {
  say(item: Pending): void;
  retry(client_id: string): void;
  forget(client_id: string): void;
  /** Look whether something can go now. */
  flush(): void;
}

export interface Carrier {
  /** `live`: over the socket; `polling`: over plain calls; `down`: not at all. */
  link(): "live" | "polling" | "down";
  frame(frame: Says): boolean;
  /** The socket has not answered in time. */
  unanswered(): void;
}

export function createSender(store: Store, shelf: Shelf, http: Http, carrier: Carrier): Sender {
  let timer = 0;
  let ackTimer = 0;
  const keep = (item: Pending) => shelf.set(`out:${item.client_id}`, item);

  const flush = () => {
    clearTimeout(timer);
    const link = carrier.link();
    if (link === "down") return;
    const next = nextToSend(store.state.outbox, Date.now());
    if (!next) return;
    if ("wait_ms" in next) {
      timer = window.setTimeout(flush, next.wait_ms + 20);
      return;
    }
    const { client_id, kind, body, payload } = next.send;
    const message = { client_id, kind, body, payload };
    store.do({ type: "change", client_id, change: { state: "flying" } });
    if (link === "live" && carrier.frame({ type: "send", ...message })) {
      clearTimeout(ackTimer);
      ackTimer = window.setTimeout(() => {
        if (store.state.outbox.some((item) => item.client_id === client_id && item.state === "flying"))
          carrier.unanswered();
      }, ACK_MS);
    } else {
      http<Sent>("POST", "messages", message).then(
        (sent) => store.do({ type: "sent", sent }),
        (problem: Failure) => {
          const retry = problem.code === "offline" || problem.status >= 500 || problem.status === 429;
          store.do({
            type: "heard",
            frame: { type: "refused", client_id, code: problem.code, message: problem.message, retry },
            now: Date.now(),
          });
        },
      );
    }
  };

  // The device keeps exactly what the outbox holds, less what is still being uploaded.
  let before = store.state.outbox;
  store.onChange(() => {
    const now = store.state.outbox;
    if (now === before) return;
    const left = before.filter((item) => !now.some((other) => other.client_id === item.client_id));
    for (const item of left) shelf.drop(`out:${item.client_id}`);
    before = now;
    flush();
  });

  return {
    say(item) {
      if (item.state !== "uploading") keep(item);
      store.do({ type: "say", item });
    },
    retry(client_id) {
      store.do({ type: "change", client_id, change: { state: "waiting", tries: 0, after: 0, why: undefined } });
    },
    forget(client_id) {
      shelf.drop(`out:${client_id}`);
      store.do({ type: "forget", client_id });
    },
    flush,
  };
}
