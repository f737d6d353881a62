// What the knowledge screens decide: which list the address means, whether an item is valid today, how it does.
import type { Schemas } from "@yingke/api";

export type Knowledge = Schemas["KnowledgeView"];
export type SaveKnowledge = Schemas["SaveKnowledge"];
export type State = Knowledge["state"];

export const TABS = ["items", "scripts"] as const;
export const STATES = ["published", "draft", "archived"] as const satisfies readonly State[];
export const LANGS = ["zh-CN", "zh-TW", "en"] as const;

export interface Search {
  tab?: "scripts";
  q?: string;
  state?: State;
  lang?: (typeof LANGS)[number];
}

export function parseSearch(raw: Record<string, unknown>): Search {
  const search: Search = {};
  if (raw.tab === "scripts") search.tab = "scripts";
  const q = typeof raw.q === "number" ? String(raw.q) : typeof raw.q === "string" ? raw.q.trim().slice(0, 100) : "";
  if (q) search.q = q;
  const state = STATES.find((one) => one === raw.state);
  if (state) search.state = state;
  const lang = LANGS.find((one) => one === raw.lang);
  if (lang) search.lang = lang;
  return search;
}

export type Validity = "always" | "upcoming" | "valid" | "expired";

/** An expired answer is never given to a customer (S0-21), so it must be seen here. */
export function validityOf(item: Pick<Knowledge, "valid_from" | "valid_to">, now: number): Validity {
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

/** `2026-11-11` as its first moment here; undefined for nothing. */
export function dayStart(day: string): number | undefined {
  const at = Date.parse(`${day}T00:00:00`);
  return Number.isNaN(at) ? undefined : at;
}

/** Valid through the whole of the day: until the next one begins. */
export function dayEnd(day: string): number | undefined {
  const start = dayStart(day);
  if (start === undefined) return undefined;
  const next = new Date(start);
  next.setDate(next.getDate() + 1);
  return next.getTime();
}

export function dayOf(at: number | null | undefined): string {
  if (!at) return "";
  const date = new Date(at);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The last day that an end includes. */
export const lastDayOf = (end: number | null | undefined): string => (end ? dayOf(end - DAY_MS / 2) : "");

export const blankItem = (lang: string): SaveKnowledge => ({
  key: "",
  category: "",
  lang,
  question: "",
  similar: [],
  answer: "",
  source: "",
  state: "draft",
  valid_from: null,
  valid_to: null,
});

export const QUESTION_MOST = 200;
export const ANSWER_MOST = 5000;
const SIMILAR_MOST = 100;

export type ItemProblem = "question" | "answer" | "too_long" | "dates";

export function itemProblems(item: SaveKnowledge): Partial<Record<"question" | "answer" | "valid_to", ItemProblem>> {
  const problems: ReturnType<typeof itemProblems> = {};
  if (!item.question.trim()) problems.question = "question";
  if (!item.answer.trim()) problems.answer = "answer";
  else if ([...item.answer].length > ANSWER_MOST) problems.answer = "too_long";
  if (item.valid_from && item.valid_to && item.valid_to <= item.valid_from) problems.valid_to = "dates";
  return problems;
}

/** One question a line; empty lines and repeats fall away. */
export const similarFrom = (text: string): string[] =>
  [...new Set(text.split("\n").map((line) => line.trim()))].filter(Boolean).slice(0, SIMILAR_MOST);
