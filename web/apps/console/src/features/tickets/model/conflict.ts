// Two people changed one ticket. The server refuses the second (409 version_conflict); here we find out what each
// of them changed, keep what does not clash, and leave the rest to the person who was second.
import type { Schemas } from "@yingke/api";
import { changedFields, sameValue, valuesOf } from "../../../parts/ticketform/fields";

type Detail = Schemas["TicketDetail"];
type Entry = Schemas["TicketEntryView"];
export type TicketPatch = Omit<Schemas["UpdateTicket"], "version">;

/** `title`, `state` … or `fields.<key>` for a field of the type. */
export type PatchKey = string;

export interface Clash {
  key: PatchKey;
  before: unknown;
  mine: unknown;
  theirs: unknown;
}

export interface Conflict {
  /** Both changed it, differently. */
  clashes: Clash[];
  /** Mine, untouched by others: goes through as it is. */
  kept: PatchKey[];
  /** Theirs, untouched by me: shown, so that nobody is surprised. */
  arrived: PatchKey[];
  /** Who changed the ticket since I opened it, newest first. */
  by: { name: string; at: number }[];
  theirs: Detail;
  patch: TicketPatch;
}

const PLAIN_KEYS = ["title", "state", "priority", "group_id", "agent_id", "category_id"] as const;
type PlainKey = (typeof PLAIN_KEYS)[number];

export function findConflict(base: Detail, patch: TicketPatch, theirs: Detail, newer: readonly Entry[]): Conflict {
  const clashes: Clash[] = [];
  const kept: PatchKey[] = [];
  const arrived: PatchKey[] = [];
  const place = (key: PatchKey, before: unknown, mine: { value: unknown } | undefined, their: unknown) => {
    const moved = !sameValue(before, their);
    if (!mine) {
      if (moved) arrived.push(key);
    } else if (moved && !sameValue(mine.value, their)) {
      clashes.push({ key, before, mine: mine.value, theirs: their });
    } else if (!moved) {
      kept.push(key);
    }
  };
  for (const key of PLAIN_KEYS) place(key, base[key], mineOf(patch, key), theirs[key]);
  const [before, after] = [valuesOf(base.fields), valuesOf(theirs.fields)];
  const mine = valuesOf(patch.fields);
  const changed = patch.fields === undefined ? [] : changedFields(before, mine);
  for (const key of new Set([...changedFields(before, after), ...changed])) {
    place(`fields.${key}`, before[key], changed.includes(key) ? { value: mine[key] } : undefined, after[key]);
  }
  return { clashes, kept, arrived, by: authors(newer), theirs, patch };
}

/** What to send now: mine where it stands or was chosen, theirs elsewhere. Undefined: nothing of mine is left. */
export function reapply(conflict: Conflict, choose: Record<PatchKey, "mine" | "theirs">): TicketPatch | undefined {
  const mine = new Set([
    ...conflict.kept,
    ...conflict.clashes.map((c) => c.key).filter((key) => choose[key] === "mine"),
  ]);
  if (mine.size === 0) return undefined;
  const next: TicketPatch = { reason: conflict.patch.reason };
  for (const key of PLAIN_KEYS) {
    if (!mine.has(key)) continue;
    if (key === "agent_id" && conflict.patch.unassign) next.unassign = true;
    else Object.assign(next, { [key]: conflict.patch[key] });
  }
  const fields = valuesOf(conflict.patch.fields);
  const chosen = [...mine].filter((key) => key.startsWith("fields.")).map((key) => key.slice("fields.".length));
  if (chosen.length > 0) {
    next.fields = {
      ...valuesOf(conflict.theirs.fields),
      ...Object.fromEntries(chosen.map((key) => [key, fields[key]])),
    };
  }
  return next;
}

function mineOf(patch: TicketPatch, key: PlainKey): { value: unknown } | undefined {
  if (key === "agent_id" && patch.unassign) return { value: null };
  return patch[key] === undefined || patch[key] === null ? undefined : { value: patch[key] };
}

function authors(newer: readonly Entry[]): Conflict["by"] {
  const by = new Map<string, number>();
  for (const entry of newer) by.set(entry.actor_name, Math.max(entry.at, by.get(entry.actor_name) ?? 0));
  return [...by].map(([name, at]) => ({ name, at })).sort((a, b) => b.at - a.at);
}
