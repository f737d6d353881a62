// What the knowledge screens decide: which list the address means, whether an item is valid today, how it does, and
// what is still wrong with it before it is saved.
import type { Schemas } from "@yingke/api";
import { dayOf, dayStart } from "../../parts/form/day";

export type Knowledge = Schemas["KnowledgeView"];
export type Content = Schemas["Content"];
export type Step = Schemas["Step"];
export type Scope = Schemas["Scope"];
export type Draft = Schemas["DraftView"];
export type Version = Schemas["VersionView"];
export type FieldChange = Schemas["FieldChange"];
export type Stage = Schemas["Stage"];
export type State = Knowledge["state"];
export type Kind = Schemas["KnowledgeKind"];

export const TABS = ["items", "review", "must"] as const;
export type Tab = (typeof TABS)[number];
export const KINDS = ["question", "article", "script", "sop"] as const satisfies readonly Kind[];
export const STATES = ["published", "draft", "archived"] as const satisfies readonly State[];
export const LANGS = ["zh-CN", "zh-TW", "en"] as const;
export const ORDER_STATES = ["pending_payment", "paid", "shipped", "delivered", "completed", "cancelled"] as const;

export interface Search {
  tab?: "review" | "must";
  q?: string;
  kind?: Kind;
  state?: State;
  lang?: (typeof LANGS)[number];
  expired?: true;
  item?: string;
}

export function parseSearch(raw: Record<string, unknown>): Search {
  const search: Search = {};
  if (raw.tab === "review" || raw.tab === "must") search.tab = raw.tab;
  const q = typeof raw.q === "number" ? String(raw.q) : typeof raw.q === "string" ? raw.q.trim().slice(0, 100) : "";
  if (q) search.q = q;
  const kind = KINDS.find((one) => one === raw.kind);
  if (kind) search.kind = kind;
  const state = STATES.find((one) => one === raw.state);
  if (state) search.state = state;
  const lang = LANGS.find((one) => one === raw.lang);
  if (lang) search.lang = lang;
  if (raw.expired === true || raw.expired === "true") search.expired = true;
  if (typeof raw.item === "string" && /^kno_[0-9a-f]{32}$/.test(raw.item)) search.item = raw.item;
  return search;
}

export type Validity = "always" | "upcoming" | "valid" | "expired";

/** An expired answer is never given to a customer (S0-21), so it must be seen here. */
export function validityOf(item: Pick<Content, "valid_from" | "valid_to">, now: number): Validity {
  if (!item.valid_from && !item.valid_to) return "always";
  if (item.valid_to && item.valid_to <= now) return "expired";
  if (item.valid_from && item.valid_from > now) return "upcoming";
  return "valid";
}

/** How often it helped, of those who said; nothing to say before anybody did. */
export function helpedShare(item: Pick<Knowledge, "helped" | "not_helped">): number | undefined {
  const said = item.helped + item.not_helped;
  return said === 0 ? undefined : item.helped / said;
}

const DAY_MS = 86_400_000;

/** Valid through the whole of the last day: until the next one begins. */
export function dayAfter(last: number | null): number | null {
  if (last === null) return null;
  const next = new Date(last);
  next.setDate(next.getDate() + 1);
  return next.getTime();
}

/** The last day that an end includes. */
export const lastDayOf = (end: number | null | undefined): number | null =>
  end ? dayStart(dayOf(end - DAY_MS / 2)) : null;

export const blank = (kind: Kind, lang: string): Content => ({
  kind,
  lang,
  category: "",
  question: "",
  similar: [],
  answer: "",
  source: "",
  steps: kind === "sop" ? [{ key: "s1", title: "", text: "", choices: [] }] : [],
  scope: {},
  levels: {},
  valid_from: null,
  valid_to: null,
  must_read: false,
});

/** The part of an item that is drafted and published. */
export const contentOf = (item: Knowledge): Content => ({
  kind: item.kind,
  category: item.category,
  lang: item.lang,
  question: item.question,
  similar: item.similar,
  answer: item.answer,
  html: item.html,
  shortcut: item.shortcut,
  levels: item.levels,
  steps: item.steps,
  source: item.source,
  owner_line: item.owner_line,
  valid_from: item.valid_from,
  valid_to: item.valid_to,
  scope: item.scope,
  must_read: item.must_read,
  read_groups: item.read_groups,
});

export const QUESTION_MOST = 200;
export const ANSWER_MOST = 5000;
const SIMILAR_MOST = 100;

export type Problem = "question" | "answer" | "too_long" | "dates" | "shortcut" | "steps";

/** `whole`: about to be handed to others; while one is writing, only the question is needed. */
export function problemsOf(
  item: Content,
  whole: boolean,
): Partial<Record<"question" | "answer" | "valid_to" | "shortcut" | "steps", Problem>> {
  const problems: ReturnType<typeof problemsOf> = {};
  if (!item.question.trim()) problems.question = "question";
  const answer = item.answer?.trim() ?? "";
  if (whole && item.kind !== "sop" && !answer && !item.html) problems.answer = "answer";
  else if (!item.html && [...answer].length > ANSWER_MOST) problems.answer = "too_long";
  if (item.valid_from && item.valid_to && item.valid_to <= item.valid_from) problems.valid_to = "dates";
  if (item.kind === "script" && !item.shortcut?.trim()) problems.shortcut = "shortcut";
  if (item.kind === "sop" && whole && !walkable(item.steps ?? [])) problems.steps = "steps";
  return problems;
}

/** Every step has a title, can be reached, and leads on to a step that is there; one of them is an end. */
export function walkable(steps: Step[]): boolean {
  const first = steps[0];
  if (!first || steps.some((step) => !step.title.trim())) return false;
  const byKey = new Map(steps.map((step) => [step.key, step]));
  const reached = new Set<string>();
  const open = [first.key];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (reached.has(key)) continue;
    reached.add(key);
    for (const choice of byKey.get(key)?.choices ?? []) {
      if (!byKey.has(choice.to) || !choice.label.trim()) return false;
      open.push(choice.to);
    }
  }
  return reached.size === steps.length && steps.some((step) => (step.choices ?? []).length === 0);
}

/** A key that no step has yet. */
export function nextKey(steps: Step[]): string {
  const taken = new Set(steps.map((step) => step.key));
  let number = steps.length + 1;
  while (taken.has(`s${number}`)) number += 1;
  return `s${number}`;
}

/** One a line (or between commas); empty ones and repeats fall away. */
export const linesFrom = (text: string): string[] =>
  [...new Set(text.split("\n").map((line) => line.trim()))].filter(Boolean).slice(0, SIMILAR_MOST);
export const wordsFrom = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,，、\n]/)
      .map((word) => word.trim())
      .filter(Boolean),
  ),
];
