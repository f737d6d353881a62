// What stands before the caret: `/` begins a script, `@` names a colleague, `#` an order or a product.
import type { Mode } from "./drafts";

export interface Trigger {
  kind: "script" | "mention" | "object";
  query: string;
  /** Range of the trigger in the text, sign included. */
  from: number;
  to: number;
}

const KINDS = { "/": "script", "@": "mention", "#": "object" } as const;
const LONGEST = 30;

/** A sign counts at the beginning or after a space, so that addresses and mail names stay text. */
export const triggerAt = (text: string, caret: number, mode: Mode): Trigger | undefined => {
  for (let at = caret - 1; at >= 0 && caret - at <= LONGEST; at -= 1) {
    const sign = text[at] ?? "";
    if (/\s/.test(sign)) return undefined;
    if (sign !== "/" && sign !== "@" && sign !== "#") continue;
    const before = text[at - 1];
    if (before !== undefined && !/[\s，。！？；：、（(]/.test(before)) continue;
    const kind = KINDS[sign];
    // Notes name people; scripts and cards go to the customer.
    if ((kind === "mention") !== (mode === "note")) return undefined;
    return { kind, query: text.slice(at + 1, caret), from: at, to: caret };
  }
  return undefined;
};

export const replaceTrigger = (text: string, trigger: Trigger, put: string): { text: string; caret: number } => ({
  text: text.slice(0, trigger.from) + put + text.slice(trigger.to),
  caret: trigger.from + put.length,
});

/** `{{word}}`: letters of any script. */
const OPEN = /\{\{\s*(?:fact:\s*)?[\p{L}\d_.-]+\s*\}\}/gu;

/** Variables still open in a text; it should not go to a customer like this. */
export const openVariables = (text: string): string[] => [...new Set(text.match(OPEN) ?? [])];
