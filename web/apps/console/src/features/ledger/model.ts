// What the ledger's screen decides: what its address means, shares, and what a figure opens.
import type { Schemas } from "@yingke/api";

export type Counts = Schemas["ClassCounts"];
export type Row = Schemas["LedgerRow"];
export type BoardRow = Schemas["BoardRow"];
export type Evidence = Schemas["Evidence"];
export type Class = Schemas["Class"];
export type FirstCounts = Schemas["FirstCounts"];
export type PathFigures = Schemas["PathFigures"];
export type PathRow = Schemas["PathRow"];
export type PathRoute = Schemas["Route"];
export type PathEnding = Schemas["Ending"];
export type PathPromise = Schemas["Promise"];
export type FirstRow = Schemas["FirstRow"];

export const TABS = ["figures", "items", "entries", "paths"] as const;
export type Tab = (typeof TABS)[number];
export const CLASSES = ["confirmed", "assumed", "pending", "gave_up", "failed", "nothing_asked"] as const;
export const MARKS = ["helped", "not_helped", "annoyed"] as const;
export const OUTCOMES = ["resolved", "unresolved", "pending", "follow_up", "nothing_asked"] as const;
export const SERVED = ["bot", "people"] as const;
export const ROUTES = ["bot", "bot_person", "person", "callback", "request"] as const;
export const ENDINGS = [
  "solved",
  "answered",
  "request_done",
  "pending",
  "open",
  "request_open",
  "unsolved",
  "abandoned",
  "nobody",
  "nothing_asked",
] as const satisfies readonly Schemas["Ending"][];
export const PROMISES = ["sooner", "as_told", "longer", "not_told"] as const;
export const CLICKS = [0, 1, 2, 3] as const;
export const SPANS = [7, 30, 90] as const;

/** What is filtered stands in the address, so that a figure can be sent to a colleague. */
export interface Search {
  tab?: Tab;
  window?: "7d";
  days?: 7 | 90;
  class?: Class;
  deflected?: true;
  entry?: string;
  credited?: string;
  item?: string;
  mark?: (typeof MARKS)[number];
  /** Opens the cases of first-contact resolution instead of the bot's conversations. */
  first?: "all" | (typeof OUTCOMES)[number];
  by?: (typeof SERVED)[number];
  route?: PathRoute;
  ending?: PathEnding;
  promise?: PathPromise;
  /** Those whose wait can be judged. */
  waited?: true;
  /** To a person; 3 = three or more. */
  clicks?: (typeof CLICKS)[number];
  /** Midnight of one day. */
  day?: number;
}

const among = <T extends string>(value: unknown, all: readonly T[]): T | undefined => all.find((one) => one === value);
const text = (value: unknown) => (typeof value === "string" && value ? value : undefined);

export const parseSearch = (raw: Record<string, unknown>): Search => {
  const tab = among(raw.tab, TABS);
  return tidy({
    tab: tab === "figures" ? undefined : tab,
    window: raw.window === "7d" ? "7d" : undefined,
    days: raw.days === 7 || raw.days === 90 ? raw.days : undefined,
    class: among(raw.class, CLASSES),
    deflected: raw.deflected === true ? true : undefined,
    entry: text(raw.entry),
    credited: text(raw.credited),
    item: text(raw.item),
    mark: among(raw.mark, MARKS),
    first: among(raw.first, ["all", ...OUTCOMES]),
    by: among(raw.by, SERVED),
    route: among(raw.route, ROUTES),
    ending: among(raw.ending, ENDINGS),
    promise: among(raw.promise, PROMISES),
    waited: raw.waited === true ? true : undefined,
    clicks: CLICKS.find((n) => n === raw.clicks),
    day: typeof raw.day === "number" && Number.isSafeInteger(raw.day) ? raw.day : undefined,
  });
};

const tidy = (search: Search): Search =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as Search;

const DAY_MS = 86_400_000;
const CHINA_MS = 8 * 3_600_000;
/** The midnight in China that began the day. */
export const midnight = (at: number) => Math.floor((at + CHINA_MS) / DAY_MS) * DAY_MS - CHINA_MS;

/** Whole days up to and with today. */
export const spanOf = (search: Search, now: number) => {
  const to = midnight(now) + DAY_MS;
  return { from: to - (search.days ?? 30) * DAY_MS, to };
};

const narrowed = (search: Search, now: number) =>
  search.day === undefined ? spanOf(search, now) : { from: search.day, to: search.day + DAY_MS };

/** What the list of first-contact cases asks the server for. */
export const firstListQuery = (search: Search, now: number) => ({
  outcome: search.first === "all" ? undefined : search.first,
  by: search.by,
  window: search.window,
  ...narrowed(search, now),
});

/** What the list of ways asks the server for. */
export const pathListQuery = (search: Search, now: number) => ({
  route: search.route,
  ending: search.ending,
  promise: search.promise,
  waited: search.waited,
  clicks: search.clicks,
  ...spanOf(search, now),
});

/** A told wait was honest when the person came then, or sooner. */
export const honestShare = ({ sooner, as_told, longer }: PathFigures["waits"]): number | undefined => {
  const told = sooner + as_told + longer;
  return told > 0 ? (sooner + as_told) / told : undefined;
};

/** No click more than two to a person (those who write it click nothing). */
export const nearShare = ({ none, one, two, more }: PathFigures["clicks"]): number | undefined => {
  const all = none + one + two + more;
  return all > 0 ? (all - more) / all : undefined;
};

/** The endings that any route has, in their order: the columns of the table. */
export const endingsOf = (routes: PathFigures["routes"]): PathEnding[] =>
  ENDINGS.filter((ending) => routes.some((route) => route.endings.some((one) => one.ending === ending)));

/** First-contact resolution: of the cases of which it is known. */
export const firstShare = ({
  resolved,
  unresolved,
}: Pick<FirstCounts, "resolved" | "unresolved">): number | undefined =>
  resolved + unresolved > 0 ? resolved / (resolved + unresolved) : undefined;

/** What the list asks the server for. */
export const listQuery = (search: Search, now: number) => {
  const span = narrowed(search, now);
  return {
    class: search.class,
    window: search.window,
    deflected: search.deflected,
    entry_id: search.entry,
    credited: search.credited,
    item: search.item,
    mark: search.mark,
    ...span,
  };
};

/** Share of those that were asked something; none when nobody was. */
export const share = (part: number, counts: Pick<Counts, "sessions">): number | undefined =>
  counts.sessions > 0 ? part / counts.sessions : undefined;

/** One of everything that stands in the way of calling a bot good: shown before the vanity figure. */
export const isFiltered = (search: Search) =>
  Boolean(
    search.class ||
      search.deflected ||
      search.entry ||
      search.credited ||
      search.item ||
      search.mark ||
      search.first ||
      search.route ||
      search.ending ||
      search.promise ||
      search.waited ||
      search.clicks !== undefined ||
      search.day !== undefined,
  );

/** The same look without what narrows it. */
export const widened = ({ tab, window, days }: Search): Search => tidy({ tab, window, days });

export const withTab = (search: Search, tab: Tab): Search =>
  tidy({ window: search.window, days: search.days, tab: tab === "figures" ? undefined : tab });
