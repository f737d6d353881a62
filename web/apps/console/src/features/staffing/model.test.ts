import { expect, test } from "vitest";
import {
  askOf,
  besides,
  clock,
  type EventDay,
  entrance,
  eventProblems,
  gridOf,
  HALF_HOUR,
  missingNow,
  onShopsClock,
  parseSearch,
  promiseOf,
  type Settings,
  type Slot,
  secondsText,
  tint,
  withPromise,
} from "./model";

const FROM = Date.UTC(2026, 10, 21, 16); // midnight of the 22nd in China

const slot = (place: number, people: number): Slot => ({
  at: FROM + place * HALF_HOUR,
  expected: people * 2,
  low: 0,
  high: 0,
  rests_on: 8,
  bot: 0,
  factor: 1,
  need: { load: people / 2, people, people_high: people, scheduled: people, people_patient: people },
});
/** Two days; people from ten to twelve, more each half hour. */
const slots = Array.from({ length: 96 }, (_, place) =>
  slot(place, place % 48 >= 20 && place % 48 < 24 ? (place % 48) - 18 : 0),
);
const forecast = { slots, days: 2, from: FROM };

test("hours in which nobody is needed are left out", () => {
  const grid = gridOf(forecast, false, FROM + 21 * HALF_HOUR + 1);
  expect(grid.rows.map((row) => clock(row.minute))).toEqual(["10:00", "10:30", "11:00", "11:30"]);
  expect(grid.days.map((day) => day.at)).toEqual([FROM, FROM + 86_400_000]);
  expect(grid.most).toBe(5);
  expect(grid.rows[0]?.cells.map((cell) => [cell.past, cell.now])).toEqual([
    [true, false],
    [false, false],
  ]);
  expect(grid.rows[1]?.cells[0]?.now).toBe(true);
});

test("an hour shows its busier half", () => {
  const grid = gridOf(forecast, true, FROM);
  expect(grid.rows.map((row) => row.cells[0]?.people)).toEqual([3, 5]);
  expect(grid.rows[0]?.cells[0]?.slot.at).toBe(FROM + 21 * HALF_HOUR);
});

test("arrows walk the grid and the tab key meets one cell of it", () => {
  const grid = gridOf(forecast, false, FROM + 21 * HALF_HOUR + 1);
  expect(besides(grid, 0, 0, "ArrowDown")).toEqual([1, 0]);
  expect(besides(grid, 0, 0, "ArrowRight")).toEqual([0, 1]);
  expect([besides(grid, 0, 0, "ArrowUp"), besides(grid, 3, 1, "ArrowDown"), besides(grid, 0, 0, "a")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(entrance(grid, undefined)).toBe(FROM + 21 * HALF_HOUR);
  expect(entrance(grid, FROM + 68 * HALF_HOUR)).toBe(FROM + 68 * HALF_HOUR);
});

test("no forecast makes no grid, and no handle time still shows what is expected", () => {
  expect(gridOf({ slots: [], days: 7, from: FROM }, false, FROM)).toEqual({ days: [], rows: [], most: 0 });
  const unknown = slots.map(({ need: _, ...rest }) => rest);
  const grid = gridOf({ ...forecast, slots: unknown }, false, FROM);
  expect(grid.rows).toHaveLength(4);
  expect(grid.most).toBe(10);
  expect(grid.rows[0]?.cells[0]?.people).toBeUndefined();
});

test("nobody has no colour, and the strongest stays readable", () => {
  expect([tint(0, 10), tint(1, 10), tint(10, 10), tint(5, 0)]).toEqual([0, 11, 42, 0]);
});

test("times are the shop's", () => {
  expect(new Date(onShopsClock(FROM, 480)).getUTCHours()).toBe(0);
  expect([secondsText(7.84), secondsText(45.2), secondsText(59.7), secondsText(184)]).toEqual([
    "7.8″",
    "45″",
    "1′00″",
    "3′04″",
  ]);
});

test("rubbish in the address is left out", () => {
  expect(parseSearch({ group: 3, hours: "yes", at: "x" })).toEqual({});
  expect(parseSearch({ group: "grp_1", hours: true, at: 5 })).toEqual({ group: "grp_1", hours: true, at: 5 });
});

test("empty fields are left to what was measured", () => {
  expect(askOf({ share: 20, people: Number.NaN }, undefined, 7)).toEqual({ bot_share_pct: 20, at: 7 });
  expect(askOf({ share: 0, people: 3, contacts: 10, handle: 180 }, "grp_1", 7)).toEqual({
    bot_share_pct: 0,
    group_id: "grp_1",
    people: 3,
    contacts: 10,
    handle_s: 180,
  });
});

test("who is missing now is said only when it is known", () => {
  expect(missingNow({ at: 0, needed: 5, on_duty: 3, ready: 1 })).toBe(2);
  expect(missingNow({ at: 0, needed: 2, on_duty: 3, ready: 1 })).toBe(0);
  expect(missingNow({ at: 0, on_duty: 3, ready: 1 })).toBeUndefined();
});

const SHOP = { answered_pct: 80, within_s: 20, shrinkage_pct: 30, model: "erlang_c" } as const;
const settings: Settings = { version: 1, shop: SHOP, groups: [], events: [], utc_offset_minutes: 480 };

test("a group promises what the shop does until it has its own", () => {
  expect(promiseOf(settings, "grp_1")).toEqual({ promise: SHOP, own: false });
  const own = withPromise(settings, "grp_1", { ...SHOP, within_s: 60 });
  expect(promiseOf(own, "grp_1").promise.within_s).toBe(60);
  expect(promiseOf(own, "grp_2").own).toBe(false);
  expect(withPromise(own, "grp_1", undefined).groups).toEqual([]);
  expect(withPromise(settings, undefined, { ...SHOP, within_s: 5 }).shop.within_s).toBe(5);
});

test("event days are checked before they are sent", () => {
  const day = (change: Partial<EventDay>): EventDay => ({ date: "2026-11-11", name: "双11", factor: 6, ...change });
  expect(eventProblems([day({}), day({ group_id: "grp_1" })])).toEqual({});
  expect(eventProblems([day({}), day({}), day({ name: " " }), day({ date: "" }), day({ factor: 0 })])).toEqual({
    1: "twice",
    2: "name",
    3: "date",
    4: "factor",
  });
});
