// Who the customer is to the server: opens a session, keeps its token on this device, renews it silently.
import { locale } from "../i18n";
import type { Failure, Http } from "./http";
import type { Shelf } from "./storage";
import type { Session } from "./types";

interface Kept {
  token: string;
  anonymous: boolean;
}

export interface Identity {
  token(): string | null;
  /** The shop's signed word on who this is. */
  claim(identityToken: string | undefined): void;
  /** There is somebody to go on with, without asking the server to invent a visitor. */
  known(): boolean;
  open(): Promise<Session>;
}

/** `brought`: the token of a page of ours that knows its customer already (the portal); it is not kept for other pages. */
export function createIdentity(shelf: Shelf, http: Http, entry: string, brought?: string): Identity {
  let claimed: string | undefined;
  let token: string | null = null;

  // A token of a signed-in customer is worth nothing without the shop's word: on a shared device the next person must
  // not find the orders of the one before.
  const usable = () => {
    if (brought && !claimed) return brought;
    const kept = shelf.get<Kept>("session");
    return kept && (kept.anonymous || claimed) ? kept.token : null;
  };

  const ask = (identity_token: string | undefined, visitor_token: string | null) =>
    http<Session>("POST", "session", {
      entry_key: entry,
      identity_token,
      visitor_token: visitor_token ?? undefined,
      locale,
      page_url: location.href.slice(0, 2000),
      page_title: document.title.slice(0, 200),
    });

  const open = async () => {
    token = null;
    const kept = usable();
    // What is refused is left out, one after the other: an expired word of the shop must not lock a customer out.
    let refusal: unknown;
    for (const [identity, visitor] of [
      [claimed, kept],
      [claimed, null],
      [undefined, null],
    ] as const) {
      try {
        const session = await ask(identity, visitor);
        token = session.visitor_token;
        if (!brought) shelf.set("session", { token, anonymous: session.snapshot.anonymous } satisfies Kept);
        return session;
      } catch (problem) {
        refusal = problem;
        if (![401, 422].includes((problem as Failure).status)) break;
      }
    }
    throw refusal;
  };

  return {
    token: () => token,
    claim(identityToken) {
      claimed = identityToken;
    },
    known: () => Boolean(claimed || usable()),
    // Two tabs that start together must not become two visitors.
    open: () => (navigator.locks ? navigator.locks.request(`yingke:${entry}`, open) : open()),
  };
}
