// What the bot's screens decide: hit rates, the ways out of a step, undo.
import type { Schemas } from "@yingke/api";

type Flow = Schemas["Flow"];
type Step = Schemas["FlowStep"];
type Does = Schemas["Does"];
export type Kind = Does["kind"];

export const TABS = ["rules", "menus", "flows", "settings"] as const;
export type Tab = (typeof TABS)[number];

export const parseSearch = (raw: Record<string, unknown>): { tab?: Tab } => {
  const tab = TABS.find((one) => one === raw.tab);
  // Said even when it is none: what is left out keeps the address's own word.
  return { tab: tab === "rules" ? undefined : tab };
};

/** Questions of a menu whose answer is gone and that do nothing else: customers do not see them. */
export const lostItems = (menu: Schemas["Menu"], questions: Record<string, string>): number =>
  menu.items.filter((item) => item.knowledge_key && !item.action && !(item.knowledge_key in questions)).length;

export const KINDS = [
  "say",
  "ask",
  "choose",
  "pick_order",
  "pick_time",
  "pick_items",
  "branch",
  "confirm",
  "act",
  "hand_over",
] as const satisfies readonly Kind[];

/** Of those who then spoke, how many wanted just this. */
export const hitRate = (figure: { shown: number; clicked: number; asked: number }): number | undefined =>
  figure.shown === 0 ? undefined : (figure.clicked + figure.asked) / figure.shown;

export const sumFigures = <F extends { shown: number; clicked: number; asked: number }>(figures: F[]) =>
  figures.reduce(
    (sum, one) => ({
      shown: sum.shown + one.shown,
      clicked: sum.clicked + one.clicked,
      asked: sum.asked + one.asked,
    }),
    { shown: 0, clicked: 0, asked: 0 },
  );

/** A way out of a step: under which name it stands, and where it leads (empty: the end). */
export interface Way {
  port: string;
  to: string;
}

export const waysOf = (does: Does): Way[] => {
  switch (does.kind) {
    case "say":
    case "ask":
    case "pick_items":
      return [{ port: "next", to: does.next ?? "" }];
    case "choose":
      return [
        { port: "next", to: does.next ?? "" },
        ...does.options.map((option, n) => ({ port: `options.${n}`, to: option.next ?? "" })),
      ];
    case "pick_order":
    case "pick_time":
      return [
        { port: "next", to: does.next ?? "" },
        { port: "none", to: does.none ?? "" },
      ];
    case "branch":
      return [
        ...does.cases.map((one, n) => ({ port: `cases.${n}`, to: one.next ?? "" })),
        { port: "otherwise", to: does.otherwise ?? "" },
      ];
    case "confirm":
      return [
        { port: "yes", to: does.yes ?? "" },
        { port: "no", to: does.no ?? "" },
      ];
    case "act":
      return [
        { port: "done", to: does.done ?? "" },
        { port: "refused", to: does.refused ?? "" },
      ];
    case "hand_over":
      return [];
  }
};

/** The same step with one way leading elsewhere. */
export const lead = (does: Does, port: string, to: string): Does => {
  const [list, at] = port.split(".");
  if (list === "options" && does.kind === "choose")
    return { ...does, options: does.options.map((one, n) => (String(n) === at ? { ...one, next: to } : one)) };
  if (list === "cases" && does.kind === "branch")
    return { ...does, cases: does.cases.map((one, n) => (String(n) === at ? { ...one, next: to } : one)) };
  return { ...does, [port]: to } as Does;
};

export const blank = (kind: Kind): Does => {
  const text = { "zh-CN": "" };
  switch (kind) {
    case "say":
      return { kind, text };
    case "ask":
      return { kind, slot: "answer", text, expects: "text" };
    case "choose":
      return { kind, slot: "choice", text, options: [] };
    case "pick_order":
      return { kind, text, states: ["paid"] };
    case "pick_time":
      return { kind, text, resource: "visit", times: ["10:00"], days: 3, capacity: 1 };
    case "pick_items":
      return { kind, text, items: [] };
    case "branch":
      return { kind, cases: [] };
    case "confirm":
      return { kind, text };
    case "act":
      return { kind, tool: "change_address" };
    case "hand_over":
      return { kind, text };
  }
};

const STEP_WIDTH = 220;
const GRID = 20;
export const snap = (n: number) => Math.max(0, Math.round(n / GRID) * GRID);

/** Below the lowest step; its key is free. */
export const withStep = (flow: Flow, kind: Kind): { flow: Flow; key: string } => {
  const taken = new Set(flow.steps.map((step) => step.key));
  let n = flow.steps.length + 1;
  while (taken.has(`${kind}_${n}`)) n += 1;
  const key = `${kind}_${n}`;
  const y = flow.steps.length === 0 ? 40 : Math.max(...flow.steps.map((step) => step.y ?? 0)) + 140;
  const step: Step = { key, x: 40, y, does: blank(kind) };
  return { flow: { ...flow, start: flow.start || key, steps: [...flow.steps, step] }, key };
};

/** Ways that led there lead to the end. */
export const withoutStep = (flow: Flow, key: string): Flow => {
  const steps = flow.steps
    .filter((step) => step.key !== key)
    .map((step) => {
      const does = waysOf(step.does).reduce(
        (does, way) => (way.to === key ? lead(does, way.port, "") : does),
        step.does,
      );
      return does === step.does ? step : { ...step, does };
    });
  return { ...flow, steps, start: flow.start === key ? (steps[0]?.key ?? "") : flow.start };
};

export const changeStep = (flow: Flow, key: string, change: Partial<Step>): Flow => ({
  ...flow,
  steps: flow.steps.map((step) => (step.key === key ? { ...step, ...change } : step)),
});

/** Where a way leaves its step and where it arrives, on the canvas. */
export const STEP = { width: STEP_WIDTH, head: 32, row: 24 };
export const heightOf = (does: Does) => STEP.head + 28 + waysOf(does).length * STEP.row;
export const portAt = (step: Step, index: number) => ({
  x: (step.x ?? 0) + STEP.width,
  y: (step.y ?? 0) + STEP.head + 28 + index * STEP.row + STEP.row / 2,
});

/** An answer without a way of its own goes where the step goes. */
export const goesAlong = (does: Does, way: Way): boolean =>
  does.kind === "choose" && way.port.startsWith("options.") && way.to === "" && Boolean(does.next);

const GAP = { x: 80, y: 40 };

/** In columns: how far a step is from the start, the way that is led first above the others; what nothing leads to last. */
export const tidied = (flow: Flow): Flow => {
  const column = new Map<string, number>();
  const byKey = new Map(flow.steps.map((step) => [step.key, step]));
  const order: string[] = [];
  const queue = byKey.has(flow.start) ? [flow.start] : [];
  for (const key of queue) column.set(key, 0);
  for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
    order.push(key);
    const step = byKey.get(key);
    for (const way of step ? waysOf(step.does) : []) {
      if (!byKey.has(way.to) || column.has(way.to)) continue;
      column.set(way.to, (column.get(key) ?? 0) + 1);
      queue.push(way.to);
    }
  }
  const last = order.length ? Math.max(...column.values()) + 1 : 0;
  const foot = new Map<number, number>();
  const place = new Map<string, { x: number; y: number }>();
  for (const key of [...order, ...flow.steps.map((step) => step.key).filter((key) => !column.has(key))]) {
    const step = byKey.get(key);
    if (!step) continue;
    const at = column.get(key) ?? last;
    const y = foot.get(at) ?? GRID * 2;
    place.set(key, { x: snap(GRID * 2 + at * (STEP.width + GAP.x)), y });
    foot.set(at, snap(y + heightOf(step.does) + GAP.y));
  }
  return { ...flow, steps: flow.steps.map((step) => ({ ...step, ...place.get(step.key) })) };
};

/** To the left side of a card further right; to the right side of any other, so that no line runs behind the cards. */
export const wayLine = (from: { x: number; y: number }, target: Step) => {
  const y = (target.y ?? 0) + STEP.head / 2;
  const left = target.x ?? 0;
  const ahead = left >= from.x + GRID;
  const x = ahead ? left : left + STEP.width;
  const bend = ahead ? Math.max(40, (x - from.x) / 2) : 40 + Math.abs(y - from.y) / 6;
  const far = Math.max(from.x, x) + bend;
  return ahead
    ? `M${from.x} ${from.y} C${from.x + bend} ${from.y} ${x - bend} ${y} ${x} ${y}`
    : `M${from.x} ${from.y} C${far} ${from.y} ${far} ${y} ${x} ${y}`;
};

export interface History<T> {
  past: T[];
  now: T;
  future: T[];
}

const MOST_UNDO = 100;

export const history = <T>(now: T): History<T> => ({ past: [], now, future: [] });
export const changed = <T>(held: History<T>, now: T): History<T> =>
  now === held.now ? held : { past: [...held.past, held.now].slice(-MOST_UNDO), now, future: [] };
export const undone = <T>(held: History<T>): History<T> => {
  const before = held.past.at(-1);
  return before === undefined
    ? held
    : { past: held.past.slice(0, -1), now: before, future: [held.now, ...held.future] };
};
export const redone = <T>(held: History<T>): History<T> => {
  const [after, ...future] = held.future;
  return after === undefined ? held : { past: [...held.past, held.now], now: after, future };
};

export const RULE_ACTIONS = [
  "order.logistics",
  "order.logistics_stuck",
  "order.refund_status",
  "order.return",
  "order.price_protection",
] as const;
export const ANSWER = "knowledge";

/** `knowledge:invoice` → its verb and what it names; the others name nothing, or a flow. */
export const splitAction = (action: string): { verb: string; key: string } => {
  const at = action.indexOf(":");
  return at < 0 ? { verb: action, key: "" } : { verb: action.slice(0, at), key: action.slice(at + 1) };
};
export const actionOf = (verb: string, key: string) => `${verb}:${key}`;

export type RuleProblem = "empty" | "long" | "no_answer" | "never";
const LABEL_MOST = 30;

/** What would be refused, by the field in which it stands. */
export const ruleProblems = (rule: Schemas["Rule"]): Partial<Record<"label" | "action" | "since", RuleProblem>> => {
  const found: ReturnType<typeof ruleProblems> = {};
  const label = rule.label["zh-CN"].trim();
  if (!label) found.label = "empty";
  else if ([...label].length > LABEL_MOST) found.label = "long";
  const { verb, key } = splitAction(rule.action);
  if (verb === ANSWER && !key) found.action = "no_answer";
  const never = (rule.when?.since ?? []).some(
    ({ over_h, under_h }) => over_h != null && under_h != null && over_h >= under_h,
  );
  if (never) found.since = "never";
  return found;
};
