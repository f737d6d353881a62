// Who is here: exchanges the shop's word for a visitor token, keeps that on this device, and ends with it.
import { create } from "zustand";
import { arrivalOf, type Way, wayOf } from "./arrival";
import { call, Failure, speakAs } from "./http";
import { language } from "./i18n";
import { forget, remember, remembered, watch } from "./shelf";
import type { Schemas, Snapshot } from "./types";

export type Session =
  | { at: "opening" }
  /** `none`: open it from the shop; `expired`: open it again; `unreachable`: trying again can help. */
  | { at: "out"; why: "none" | "expired" | "unreachable" }
  | { at: "in"; entry: string; token: string; snapshot: Snapshot };

export const useSession = create<Session>(() => ({ at: "opening" }));

let way: Way = { do: "ask" };

export const startSession = () => {
  const arrival = arrivalOf(location.hash);
  if (arrival) history.replaceState(history.state, "", location.pathname + location.search);
  way = wayOf(arrival, remembered("entry"));
  if (way.do === "ask" && arrival) forget(`token:${arrival.entry}`);
  open();
  // A link opened while the portal already stands in this tab changes nothing but the fragment.
  addEventListener("hashchange", () => arrivalOf(location.hash) && location.reload());
};

/** Again, after the server could not be reached. */
export const open = async () => {
  if (way.do === "ask") return become({ at: "out", why: "none" });
  become({ at: "opening" });
  const { entry } = way;
  try {
    if (way.do === "exchange") {
      const session = await exchange(entry, way.token);
      remember("entry", entry);
      remember(`token:${entry}`, session.visitor_token);
      enter(entry, session.visitor_token, session.snapshot);
    } else {
      const token = remembered<string>(`token:${entry}`);
      if (!token) return become({ at: "out", why: "none" });
      speakAs(token, () => {});
      await call<Snapshot>("GET", "snapshot");
      const session = await renew(entry, token);
      if (session.visitor_token !== token) remember(`token:${entry}`, session.visitor_token);
      enter(entry, session.visitor_token, session.snapshot);
    }
  } catch (problem) {
    const waits =
      problem instanceof Failure && (problem.code === "offline" || problem.status >= 500 || problem.status === 429);
    if (waits) return become({ at: "out", why: "unreachable" });
    forget(`token:${entry}`);
    become({ at: "out", why: "expired" });
  }
};

export const leave = () => {
  const session = useSession.getState();
  if (session.at !== "in") return;
  forget(`token:${session.entry}`);
  // Half-written words go as well: the next person at this device must not find them.
  forget(`draft:${session.snapshot.customer_id}:`);
  become({ at: "out", why: "none" });
};

/** In the language of today, and with a new token when this one grows old: else the widget's own session on this page
 * would replace it behind our back. Only with a token that has just been taken: for any other a stranger would come in. */
const renew = (entry_key: string, visitor_token: string) =>
  call<Schemas["WidgetSession"]>("POST", "session", {
    entry_key,
    visitor_token,
    locale: language(),
  } satisfies Schemas["OpenSession"]);

const exchange = (entry: string, token: string) =>
  call<Schemas["WidgetSession"]>("POST", "session", {
    entry_key: entry,
    identity_token: token,
    locale: language(),
    page_url: location.href.slice(0, 2000),
    page_title: document.title.slice(0, 200),
  } satisfies Schemas["OpenSession"]);

const enter = (entry: string, token: string, snapshot: Snapshot) => {
  way = { do: "resume", entry };
  speakAs(token, () => {
    forget(`token:${entry}`);
    become({ at: "out", why: "expired" });
  });
  // Another tab has signed out or come in as somebody else: this one follows.
  watch(`token:${entry}`, () => location.reload());
  become({ at: "in", entry, token, snapshot });
};

const become = (next: Session) => {
  if (next.at === "out") speakAs(null, () => {});
  useSession.setState(next, true);
};

export const useCustomer = () => {
  const session = useSession();
  if (session.at !== "in") throw new Error("nobody is here");
  return session.snapshot;
};
