// What the staffing screen decides: the grid of days and half hours, how strong a cell is, what the shop's clock says, and
// what the forms send.
import type { Schemas } from "@yingke/api";

export type Forecast = Schemas["StaffingForecast"];
export type Slot = Schemas["StaffingSlot"];
export type Settings = Schemas["StaffingSettings"];
export type Promised = Schemas["StaffingPromise"];
export type EventDay = Schemas["EventDay"];
export type Ask = Schemas["AskWhatIf"];
export type WhatIf = Schemas["WhatIf"];
export type Service = Schemas["StaffingService"];

export const HALF_HOUR = 1_800_000;
const DAY = 86_400_000;

export interface Search {
  group?: string;
  /** Rows of an hour instead of half an hour. */
  hours?: true;
  /** The cell whose reasons are open. */
  at?: number;
}

export const parseSearch = (raw: Record<string, unknown>): Search => ({
  ...(typeof raw.group === "string" && raw.group ? { group: raw.group } : {}),
  ...(raw.hours === true ? { hours: true as const } : {}),
  ...(typeof raw.at === "number" && Number.isSafeInteger(raw.at) ? { at: raw.at } : {}),
});

export interface Cell {
  /** The half hour behind it; of an hour the busier one. */
  slot: Slot;
  people: number | undefined;
  past: boolean;
  now: boolean;
}

export interface Row {
  /** Minutes after midnight. */
  minute: number;
  cells: Cell[];
}

export interface Grid {
  days: { at: number; event?: string; factor: number }[];
  rows: Row[];
  most: number;
}

/** Half hours as rows, days as columns; hours before the first and after the last in which anybody is needed are left out. */
export const gridOf = (forecast: Pick<Forecast, "slots" | "days" | "from">, hours: boolean, now: number): Grid => {
  const step = hours ? 2 : 1;
  const { slots, days } = forecast;
  const at = (day: number, place: number) => slots[day * 48 + place];
  const rows: Row[] = [];
  for (let place = 0; place < 48; place += step) {
    const cells: Cell[] = [];
    for (let day = 0; day < days; day++) {
      const both = Array.from({ length: step }, (_, i) => at(day, place + i)).filter((slot) => slot !== undefined);
      const slot = both.reduce<Slot | undefined>(
        (most, one) => (most && weight(most) >= weight(one) ? most : one),
        undefined,
      );
      const first = both[0];
      if (!slot || !first) continue;
      const end = first.at + step * HALF_HOUR;
      cells.push({ slot, people: slot.need?.people, past: end <= now, now: first.at <= now && now < end });
    }
    if (cells.length > 0) rows.push({ minute: place * 30, cells });
  }
  const wanted = rows.map((row) => row.cells.some((cell) => weight(cell.slot) > 0.05));
  const first = wanted.indexOf(true);
  const last = wanted.lastIndexOf(true);
  const kept = first < 0 ? [] : rows.slice(first, last + 1);
  return {
    days: Array.from({ length: slots.length > 0 ? days : 0 }, (_, day) => {
      const midnight = at(day, 0);
      return {
        at: midnight?.at ?? forecast.from + day * DAY,
        event: midnight?.event ?? undefined,
        factor: midnight?.factor ?? 1,
      };
    }),
    rows: kept,
    most: Math.max(0, ...kept.flatMap((row) => row.cells.map((cell) => cell.people ?? cell.slot.expected))),
  };
};

const weight = (slot: Slot) => (slot.need ? slot.need.people + slot.need.load / 1_000 : slot.expected);

/** Where an arrow leads from a cell; none at the border. */
export const besides = (grid: Grid, row: number, column: number, key: string): [number, number] | undefined => {
  const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key] ?? [0, 0];
  if (!down && !right) return undefined;
  const there: [number, number] = [row + (down ?? 0), column + (right ?? 0)];
  return grid.rows[there[0]]?.cells[there[1]] ? there : undefined;
};

/** The one cell that the tab key reaches: the chosen one, or that of now, or the first. */
export const entrance = (grid: Grid, chosen: number | undefined): number | undefined => {
  const cells = grid.rows.flatMap((row) => row.cells);
  const cell = cells.find((one) => one.slot.at === chosen) ?? cells.find((one) => one.now) ?? cells[0];
  return cell?.slot.at;
};

/** Per cent of the brand colour behind a cell: none for nobody, never so much that the number is hard to read. */
export const tint = (value: number, most: number): number =>
  value <= 0 || most <= 0 ? 0 : Math.round(8 + 34 * Math.min(1, value / most));

/** The shop's clock, wherever the reader is: a formatter for UTC gets this. */
export const onShopsClock = (at: number, offsetMinutes: number) => at + offsetMinutes * 60_000;

/** 570 → `09:30`. */
export const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** Seconds as people say them: 45 → `45″`, 184 → `3′04″`; under ten seconds with a decimal. */
export const secondsText = (seconds: number): string => {
  if (seconds < 9.95) return `${Math.round(seconds * 10) / 10}″`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}″`;
  return `${Math.floor(whole / 60)}′${String(whole % 60).padStart(2, "0")}″`;
};

/** How many are missing now; none when nobody can say. */
export const missingNow = ({ needed, on_duty }: Forecast["now"]): number | undefined =>
  needed === undefined || needed === null ? undefined : Math.max(0, needed - on_duty);

export interface Question {
  share: number;
  people?: number;
  handle?: number;
  patience?: number;
  chats?: number;
  contacts?: number;
}

/** What the form asks the server; an empty field is left to what was measured. */
export const askOf = (question: Question, group: string | undefined, at: number | undefined): Ask => ({
  bot_share_pct: question.share,
  ...(group ? { group_id: group } : {}),
  ...(at !== undefined && question.contacts === undefined ? { at } : {}),
  ...given("people", question.people),
  ...given("handle_s", question.handle),
  ...given("patience_s", question.patience),
  ...given("concurrency", question.chats),
  ...given("contacts", question.contacts),
});

const given = <Key extends string>(key: Key, value: number | undefined) =>
  value === undefined || Number.isNaN(value) ? {} : ({ [key]: value } as Record<Key, number>);

/** The promise of a group: its own, or the shop's. */
export const promiseOf = (settings: Settings, group: string | undefined): { promise: Promised; own: boolean } => {
  const own = group ? settings.groups?.find((one) => one.group_id === group) : undefined;
  return own ? { promise: own, own: true } : { promise: settings.shop, own: false };
};

/** The settings with this promise in its place; without one, a group keeps the shop's. */
export const withPromise = (settings: Settings, group: string | undefined, promise: Promised | undefined): Settings => {
  if (!group) return promise ? { ...settings, shop: promise } : settings;
  const others = (settings.groups ?? []).filter((one) => one.group_id !== group);
  return { ...settings, groups: promise ? [...others, { ...promise, group_id: group }] : others };
};

export type EventProblem = "date" | "name" | "factor" | "twice";

/** What is wrong with each of the event days, by place. */
export const eventProblems = (events: EventDay[]): Record<number, EventProblem> => {
  const found: Record<number, EventProblem> = {};
  const seen = new Set<string>();
  events.forEach((event, place) => {
    const key = `${event.date} ${event.group_id ?? ""}`;
    if (!/^\d{4}-\d{2}-\d{2}$/.test(event.date)) found[place] = "date";
    else if (!event.name.trim() || event.name.trim().length > 40) found[place] = "name";
    else if (!(event.factor >= 0.05 && event.factor <= 100)) found[place] = "factor";
    else if (seen.has(key)) found[place] = "twice";
    seen.add(key);
  });
  return found;
};
