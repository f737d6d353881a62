// The timeline as it is drawn: entries in order, small changes in a row folded into one line, a separator where a
// new day begins, and a tone that tells a customer's words from ours and from what stays among us.
import type { Schemas } from "@yingke/api";

export type Entry = Schemas["TicketEntryView"];

export type Tone =
  | "customer"
  /** Refused the result or asked for speed: stands out. */
  | "customer_pressing"
  | "public"
  | "internal"
  | "milestone"
  | "quiet";

export type TimelineItem =
  | { kind: "day"; key: string; at: number }
  | { kind: "entry"; key: string; entry: Entry; tone: Tone }
  | { kind: "changes"; key: string; entries: Entry[] };

export interface FieldChange {
  field: string;
  from: unknown;
  to: unknown;
}

export function timeline(entries: readonly Entry[], dayOf: (at: number) => string): TimelineItem[] {
  const items: TimelineItem[] = [];
  let day = "";
  for (const entry of entries) {
    const today = dayOf(entry.at);
    if (today !== day) {
      day = today;
      items.push({ kind: "day", key: `day-${today}`, at: entry.at });
    }
    const before = items.at(-1);
    if (entry.kind === "change" && !entry.body) {
      if (before?.kind === "changes" && isSame(before.entries[0], entry)) before.entries.push(entry);
      else items.push({ kind: "changes", key: `changes-${entry.seq}`, entries: [entry] });
    } else {
      items.push({ kind: "entry", key: entry.id, entry, tone: toneOf(entry) });
    }
  }
  return items;
}

/** Changes fold together while one person makes them. */
const isSame = (first: Entry | undefined, next: Entry): boolean =>
  JSON.stringify(first?.actor) === JSON.stringify(next.actor);

export function toneOf(entry: Entry): Tone {
  switch (entry.kind) {
    case "urge":
    case "reject":
      return "customer_pressing";
    case "internal_comment":
      return "internal";
    case "milestone":
      return "milestone";
    case "change":
    case "withdraw":
    case "accept":
    case "rated":
      return "quiet";
    case "created":
    case "public_reply":
    case "supplement":
      if (entry.actor.kind === "customer") return "customer";
      return entry.public ? "public" : "internal";
  }
}

export function changesOf(entry: Entry): FieldChange[] {
  const list = record(entry.payload)?.changes;
  if (!Array.isArray(list)) return [];
  return list.flatMap((raw) => {
    const change = record(raw);
    return change && typeof change.field === "string"
      ? [{ field: change.field, from: change.from ?? null, to: change.to ?? null }]
      : [];
  });
}

/** Many edits of one field in a row read as one, from the first value to the last. */
export function netChanges(entries: readonly Entry[]): FieldChange[] {
  const net = new Map<string, FieldChange>();
  for (const change of entries.flatMap(changesOf)) {
    const before = net.get(change.field);
    net.set(change.field, before ? { ...change, from: before.from } : change);
  }
  return [...net.values()].filter((change) => JSON.stringify(change.from) !== JSON.stringify(change.to));
}

export function attachmentsOf(entry: Entry): Schemas["AttachmentView"][] {
  const list = record(entry.payload)?.attachments;
  if (!Array.isArray(list)) return [];
  return list.filter((raw) => {
    const one = record(raw);
    return typeof one?.url === "string" && typeof one.attachment_id === "string";
  }) as Schemas["AttachmentView"][];
}

export interface Milestone {
  step: string;
  /** As they were when the step was finished. */
  name?: Schemas["Text"];
  text?: Schemas["Text"];
}

export function milestoneOf(entry: Entry): Milestone {
  const payload = record(entry.payload);
  const step = typeof payload?.step === "string" ? payload.step : "";
  // A step without a name of its own is named by its key, which is no word for people.
  const name = textOf(payload?.name);
  return {
    step,
    name: name?.["zh-CN"] === step ? undefined : name,
    text: textOf(payload?.text),
  };
}

/** A text in three languages; integrations may have written a plain one. */
function textOf(raw: unknown): Schemas["Text"] | undefined {
  if (typeof raw === "string") return raw ? { "zh-CN": raw } : undefined;
  const text = record(raw);
  return typeof text?.["zh-CN"] === "string" ? (text as unknown as Schemas["Text"]) : undefined;
}

/** Adds what arrived, once each, in order; an entry that came twice replaces itself. */
export function withEntries(held: readonly Entry[], arrived: readonly Entry[]): Entry[] {
  const bySeq = new Map(held.map((entry) => [entry.seq, entry]));
  for (const entry of arrived) bySeq.set(entry.seq, entry);
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** The next entry that should follow what is held; a hole means that something must be read again. */
export function hasGap(entries: readonly Entry[]): boolean {
  return entries.some((entry, i) => i > 0 && entry.seq !== (entries[i - 1] as Entry).seq + 1);
}

const record = (raw: unknown): Record<string, unknown> | undefined =>
  typeof raw === "object" && raw !== null && !Array.isArray(raw) ? (raw as Record<string, unknown>) : undefined;

const LEVELS = ["second_line", "supervisor", "manager"] as const;

/** The system's own note when a problem came back (S1-10). */
export function escalationOf(entry: Entry): { level: (typeof LEVELS)[number]; count: number } | undefined {
  const payload = record(entry.payload);
  const level = LEVELS.find((one) => one === payload?.level);
  if (payload?.code !== "escalation" || !level) return undefined;
  return { level, count: Number(payload.rebound_count) || 1 };
}

export function starsOf(entry: Entry): number {
  const stars = Number(record(entry.payload)?.stars);
  return Number.isFinite(stars) ? stars : 0;
}
