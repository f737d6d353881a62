// The values of a ticket's own fields, kind by kind: what is empty, what is wrong, and what travels to the server.
// The form draws from the type's definitions; nothing here knows a particular type.
import type { Schemas } from "@yingke/api";

export type FieldDef = Schemas["FieldDef"];
export type FieldKind = Schemas["FieldKind"];
export type FieldValues = Record<string, unknown>;

/** Why a value is refused; the words are in the translations under `tickets.field.problem`. */
export type FieldProblem =
  | "required"
  | "too_long"
  | "not_a_number"
  | "not_money"
  | "not_a_date"
  | "not_a_phone"
  | "not_an_option"
  | "wrong_shape"
  | "too_many";

interface KindRules {
  empty: (value: unknown) => boolean;
  problem: (value: unknown, field: FieldDef) => FieldProblem | undefined;
}

const SHORT = 200;
const LONG = 5000;
const FILES = 20;
/** ¥10,000,000.00: more is a slip of the finger. */
const MOST_FEN = 1_000_000_000;

const nothing = (value: unknown) => value === undefined || value === null || value === "";
const blank = (value: unknown) => nothing(value) || (typeof value === "string" && value.trim() === "");
const none = (value: unknown) => nothing(value) || (Array.isArray(value) && value.length === 0);
const textOf = (limit: number) => (value: unknown) =>
  typeof value !== "string" ? "wrong_shape" : [...value].length > limit ? "too_long" : undefined;

const RULES = {
  text: { empty: blank, problem: textOf(SHORT) },
  long_text: { empty: blank, problem: textOf(LONG) },
  number: {
    empty: nothing,
    problem: (value) => (typeof value === "number" && Number.isFinite(value) ? undefined : "not_a_number"),
  },
  money: {
    empty: nothing,
    problem: (value) =>
      Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MOST_FEN ? undefined : "not_money",
  },
  date: { empty: blank, problem: (value) => (isDay(value) ? undefined : "not_a_date") },
  select: {
    empty: blank,
    problem: (value, field) => (isOption(value, field) ? undefined : "not_an_option"),
  },
  multi: {
    empty: none,
    problem: (value, field) =>
      !Array.isArray(value) ? "wrong_shape" : value.every((one) => isOption(one, field)) ? undefined : "not_an_option",
  },
  phone: { empty: blank, problem: (value) => (isPhone(value) ? undefined : "not_a_phone") },
  order_lines: {
    empty: none,
    problem: (value) =>
      Array.isArray(value) && value.every((line) => Number.isSafeInteger(line) && line > 0) ? undefined : "wrong_shape",
  },
  attachments: {
    empty: none,
    problem: (value) => (!Array.isArray(value) ? "wrong_shape" : value.length > FILES ? "too_many" : undefined),
  },
  // An unticked box that must be ticked (a consent) is an empty one.
  checkbox: { empty: (value) => value !== true, problem: () => undefined },
} satisfies Record<FieldKind, KindRules>;

export function isEmpty(field: FieldDef, value: unknown): boolean {
  return RULES[field.kind].empty(value);
}

export function problemOf(field: FieldDef, value: unknown): FieldProblem | undefined {
  const rules: KindRules = RULES[field.kind];
  if (rules.empty(value)) return field.required ? "required" : undefined;
  return rules.problem(value, field);
}

/** Every field that cannot be sent as it stands, by key. */
export function problemsOf(fields: readonly FieldDef[], values: FieldValues): Record<string, FieldProblem> {
  const problems: Record<string, FieldProblem> = {};
  for (const field of fields) {
    const problem = problemOf(field, values[field.key]);
    if (problem) problems[field.key] = problem;
  }
  return problems;
}

/** What stops staff from saving: gaps may stay open until the ticket is solved, wrong values may not. */
export function staffProblems(fields: readonly FieldDef[], values: FieldValues): Record<string, FieldProblem> {
  const problems = Object.entries(problemsOf(fields, values)).filter(([, problem]) => problem !== "required");
  return Object.fromEntries(problems);
}

/** What travels: words trimmed, empty ones as null (so that clearing a field is a change), unknown keys kept. */
export function tidyValues(fields: readonly FieldDef[], values: FieldValues): FieldValues {
  const tidy: FieldValues = { ...values };
  for (const field of fields) {
    const value = values[field.key];
    if (value === undefined) continue;
    if (field.kind === "checkbox") tidy[field.key] = value === true;
    else if (isEmpty(field, value)) tidy[field.key] = null;
    else if (typeof value === "string") tidy[field.key] = value.trim();
  }
  return tidy;
}

export const valuesOf = (raw: unknown): FieldValues =>
  typeof raw === "object" && raw !== null && !Array.isArray(raw) ? (raw as FieldValues) : {};

/** `¥1,234.50` as typed → fen; undefined when it is no amount. */
export function parseMoney(text: string): number | undefined {
  const plain = text.replace(/[¥￥,，\s]/g, "");
  if (!/^\d{1,8}(\.\d{1,2})?$/.test(plain)) return undefined;
  const [yuan = "0", fen = ""] = plain.split(".");
  return Number(yuan) * 100 + Number(fen.padEnd(2, "0"));
}

/** Fields that differ between two sets of values, by key. */
export function changedFields(before: FieldValues, after: FieldValues): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => !sameValue(before[key], after[key]));
}

/** Values that mean the same: nothing is nothing, in whichever way it is written. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (none(a) && none(b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((one, i) => sameValue(one, b[i]));
  }
  if (typeof a === "object" && typeof b === "object" && a !== null && b !== null) {
    return JSON.stringify(a) === JSON.stringify(b);
  }
  return a === b;
}

function isOption(value: unknown, field: FieldDef): boolean {
  return (field.options ?? []).some((option) => option.value === value);
}

function isDay(value: unknown): boolean {
  const match = typeof value === "string" && /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (!match) return false;
  const [, year, month, day] = match.map(Number) as [number, number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Chinese mobile and fixed lines, international numbers, and masked ones as the server shows them. */
function isPhone(value: unknown): boolean {
  if (typeof value !== "string") return false;
  const plain = value.replace(/[\s()（）-]/g, "");
  return /^\+?[0-9*]{5,20}$/.test(plain);
}
