import { describe, expect, it } from "vitest";
import {
  applyWall,
  byLongestWait,
  byState,
  clock,
  coverageOf,
  floorOf,
  goodShare,
  toneOf,
  type Wall,
  waitOf,
} from "./model";

const wall = (more: Partial<Wall> = {}): Wall => ({
  seq: 10,
  at: 1000,
  agents: [],
  queues: [],
  conversations: {},
  tickets: {},
  contacts: 0,
  records: 0,
  today: {
    conversations: 0,
    bot_only: 0,
    to_human: 0,
    tickets_created: 0,
    tickets_solved: 0,
    ratings: 0,
    ratings_good: 0,
  },
  ...more,
});
const queue = (group_id: string, waiting: number, oldest_enqueued_at: number | null = null) => ({
  group_id,
  waiting,
  oldest_enqueued_at,
  active: 0,
  ready_agents: 0,
});
const agent = (agent_id: string, state: Wall["agents"][number]["state"], since = 0, load = 0) => ({
  agent_id,
  nickname: agent_id,
  state,
  state_reason: "",
  since,
  load,
  capacity: 5,
});

describe("wall frames", () => {
  it("never go back in time", () => {
    const held = wall();
    expect(applyWall(undefined, held)).toBe(held);
    expect(applyWall(held, wall({ seq: 9, at: 5000 }))).toBe(held);
    const next = wall({ seq: 11, at: 900 });
    expect(applyWall(held, next)).toBe(next);
    const sameSeqLater = wall({ at: 1001 });
    expect(applyWall(held, sameSeqLater)).toBe(sameSeqLater);
    expect(applyWall(held, wall({ at: 999 }))).toBe(held);
  });
});

describe("queues", () => {
  it("stand by the longest wait, empty ones by name", () => {
    const queues = [queue("空b", 0, 1), queue("b", 2, 5000), queue("空a", 0), queue("a", 1, 4000)];
    expect(byLongestWait(queues, (id) => id ?? "").map((one) => one.group_id)).toEqual(["a", "b", "空a", "空b"]);
  });

  it("wait only while somebody is in them, and never less than nothing", () => {
    expect(waitOf(queue("a", 1, 1000), 61_000)).toBe(60_000);
    expect(waitOf(queue("a", 0, 1000), 61_000)).toBe(0);
    expect(waitOf(queue("a", 1, 9000), 1000)).toBe(0);
    expect([59_999, 60_000, 180_000].map(toneOf)).toEqual(["calm", "soon", "late"]);
  });
});

describe("agents", () => {
  it("stand by what they do, then by how long", () => {
    const agents = [
      agent("d", "offline"),
      agent("c", "ready", 20),
      agent("b", "ready", 10),
      agent("a", "not_responding"),
    ];
    expect(byState(agents).map((one) => one.agent_id)).toEqual(["a", "b", "c", "d"]);
  });

  it("count for the floor only while they are here", () => {
    const floor = floorOf(
      wall({
        agents: [agent("a", "ready", 0, 3), agent("b", "offline", 0, 0), agent("c", "break", 0, 1)],
        queues: [queue("a", 2, 50), queue("b", 1, 40)],
      }),
    );
    expect(floor).toMatchObject({ online: 2, ready: 1, load: 4, capacity: 10, waiting: 3, longest_since: 40 });
    expect(floorOf(wall()).longest_since).toBeUndefined();
  });
});

describe("coverage", () => {
  it("is whole when every contact has its record", () => {
    expect(coverageOf({ contacts: 6302, records: 6302 })).toMatchObject({ whole: true, ratio: "1.0", missing: 0 });
    expect(coverageOf({ contacts: 0, records: 0 })).toMatchObject({ whole: true, ratio: "1.0" });
  });
  it("is never rounded up to whole", () => {
    expect(coverageOf({ contacts: 1_000_000, records: 999_999 })).toMatchObject({
      whole: false,
      ratio: "0.9999",
      missing: 1,
    });
    expect(coverageOf({ contacts: 1, records: 2 })).toMatchObject({ whole: false });
  });
});

it("has no share of good ratings before there is a rating", () => {
  expect(goodShare(wall().today)).toBeUndefined();
  expect(goodShare({ ...wall().today, ratings: 4, ratings_good: 3 })).toBe(0.75);
});

it("shows time as a clock", () => {
  expect([0, 7_000, 187_000, 3_729_000, -5].map(clock)).toEqual(["0:00", "0:07", "3:07", "1:02:09", "0:00"]);
});
