// What the guard found in a draft, as the composer needs it. The draft goes on changing while the answer is under way:
// only what still stands where it was found counts.
import type { Schemas } from "@yingke/api";
import type { guardWords } from "./words";

export type Finding = Schemas["Finding"];
export type GuardAnswer = Schemas["GuardView"];
type Key = Parameters<ReturnType<typeof guardWords.use>>[0];

export const CODES = {
  above_paid: "above_paid",
  wrong_paid: "wrong_paid",
  wrong_price: "wrong_price",
  not_shipped: "not_shipped",
  not_delivered: "not_delivered",
  not_refunded: "not_refunded",
  absolute: "absolute",
  date: "date",
  over_limit: "over_limit",
  word: "word",
  phone: "phone",
  id_card: "id_card",
  bank_card: "bank_card",
  email: "email",
  address: "address",
  other_order: "other_order",
} as const satisfies Record<string, Key>;

export const isKnown = (code: string): code is keyof typeof CODES => code in CODES;

export const standing = (findings: Finding[], text: string): Finding[] =>
  findings.filter((finding) => text.slice(finding.start, finding.end) === finding.text);

/** The draft with the fix in place; unchanged when the words are not there any more. */
export const applyFix = (text: string, finding: Finding): string =>
  finding.fix === undefined || finding.fix === null || text.slice(finding.start, finding.end) !== finding.text
    ? text
    : text.slice(0, finding.start) + finding.fix + text.slice(finding.end);

/** Every fix at once, from the end on, so that the places before stay right. */
export const applyAll = (text: string, findings: Finding[]): string =>
  [...findings].sort((a, b) => b.start - a.start).reduce(applyFix, text);
