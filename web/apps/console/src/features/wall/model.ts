// The wall as people read it from four metres: queues with the longest wait first, agents by what they do now,
// numbers of today, and whether every contact has its record.
import type { Schemas } from "@yingke/api";

export type Wall = Schemas["WallView"];
export type WallAgent = Wall["agents"][number];
export type WallQueue = Wall["queues"][number];
export type AgentState = Schemas["AgentState"];
export type WaitTone = "calm" | "soon" | "late";

/** One minute is noticed, three are too long: the platforms count a first answer after three minutes as missed. */
export const SOON_MS = 60_000;
export const LATE_MS = 180_000;

/** Frames may overtake each other or the snapshot: the newest one stays. */
export function applyWall(held: Wall | undefined, arrived: Wall): Wall {
  if (!held) return arrived;
  if (arrived.seq !== held.seq) return arrived.seq > held.seq ? arrived : held;
  return arrived.at >= held.at ? arrived : held;
}

export function waitOf(queue: WallQueue, now: number): number {
  const since = queue.oldest_enqueued_at;
  return queue.waiting > 0 && since ? Math.max(0, now - since) : 0;
}

export function toneOf(wait_ms: number): WaitTone {
  if (wait_ms >= LATE_MS) return "late";
  return wait_ms >= SOON_MS ? "soon" : "calm";
}

/**
 * Order of queues: whoever has waited longest stands first. By enqueue time, not by elapsed time, so that rows only
 * change places when somebody arrives or leaves.
 */
export function byLongestWait(queues: readonly WallQueue[], nameOf: (id: string | null) => string): WallQueue[] {
  const key = (queue: WallQueue) =>
    queue.waiting > 0 && queue.oldest_enqueued_at ? queue.oldest_enqueued_at : Number.POSITIVE_INFINITY;
  return [...queues].sort((a, b) => {
    const [first, second] = [key(a), key(b)];
    if (first !== second) return first - second;
    return nameOf(a.group_id ?? null).localeCompare(nameOf(b.group_id ?? null), "zh");
  });
}

/** Who can take something stands first, who is away stands last. */
const STATE_ORDER = {
  not_responding: 0,
  ready: 1,
  busy: 2,
  wrapup: 3,
  offline_pending: 4,
  break: 5,
  offline: 6,
} satisfies Record<AgentState, number>;

export function byState(agents: readonly WallAgent[]): WallAgent[] {
  return [...agents].sort(
    (a, b) => STATE_ORDER[a.state] - STATE_ORDER[b.state] || a.since - b.since || a.agent_id.localeCompare(b.agent_id),
  );
}

export interface Floor {
  waiting: number;
  active: number;
  longest_since?: number;
  online: number;
  ready: number;
  load: number;
  capacity: number;
}

/** The whole floor in a few numbers; people who are away have no capacity. */
export function floorOf(wall: Wall): Floor {
  const here = wall.agents.filter((agent) => agent.state !== "offline");
  const since = wall.queues.flatMap((queue) =>
    queue.waiting > 0 && queue.oldest_enqueued_at ? [queue.oldest_enqueued_at] : [],
  );
  return {
    waiting: sum(wall.queues, (queue) => queue.waiting),
    active: wall.conversations.active ?? 0,
    longest_since: since.length > 0 ? Math.min(...since) : undefined,
    online: here.length,
    ready: here.filter((agent) => agent.state === "ready").length,
    load: sum(here, (agent) => agent.load),
    capacity: sum(here, (agent) => agent.capacity),
  };
}

export interface Coverage {
  records: number;
  contacts: number;
  missing: number;
  whole: boolean;
  /** `1.0000`, never rounded up to whole when something is missing. */
  ratio: string;
}

/** Records ÷ contacts must be 1.0 (S1-12). No contact yet is whole, not zero. */
export function coverageOf(wall: Pick<Wall, "contacts" | "records">): Coverage {
  const { contacts, records } = wall;
  const ratio = contacts === 0 ? 1 : records / contacts;
  const shown = Math.floor(ratio * 10_000) / 10_000;
  return {
    records,
    contacts,
    missing: Math.max(0, contacts - records),
    whole: records === contacts,
    ratio: records === contacts ? "1.0" : shown.toFixed(4),
  };
}

export function goodShare(today: Wall["today"]): number | undefined {
  return today.ratings > 0 ? today.ratings_good / today.ratings : undefined;
}

/** `3:07`, `1:02:09`: grows at the front only, so that nothing jumps each second. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

const sum = <T>(list: readonly T[], of: (item: T) => number): number =>
  list.reduce((total, item) => total + of(item), 0);
