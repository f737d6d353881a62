// How somebody comes here. Pure.

/** The shop's link: `/portal#entry=yke_…&token=<identity token>`. */
export interface Arrival {
  entry: string;
  /** The shop's signed word on who this is; absent when nobody is signed in there. */
  token: string | null;
}

export function arrivalOf(fragment: string): Arrival | null {
  const parts = new URLSearchParams(fragment.replace(/^#/, ""));
  const entry = parts.get("entry");
  return entry ? { entry, token: parts.get("token") || null } : null;
}

export type Way = { do: "exchange"; entry: string; token: string } | { do: "resume"; entry: string } | { do: "ask" };

/** A link without a token means that the shop knows nobody now: who was here before must not be shown to them. */
export function wayOf(arrival: Arrival | null, lastEntry: string | null): Way {
  if (arrival) return arrival.token ? { do: "exchange", entry: arrival.entry, token: arrival.token } : { do: "ask" };
  return lastEntry ? { do: "resume", entry: lastEntry } : { do: "ask" };
}
