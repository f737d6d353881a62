// What the workbench decides: what pasted lines mean, and what of a run is looked at first.
import type { Schemas } from "@yingke/api";

export type Tuning = Schemas["TuningView"];
export type Probe = Schemas["ProbeView"];
export type Considered = Schemas["Considered"];
export type Reply = Schemas["ProbeReply"];
export type Question = Schemas["QuestionView"];
export type Example = Schemas["ExampleView"];
export type SetBrief = Schemas["QuestionSetBrief"];
export type SetRun = Schemas["SetRun"];
export type SetLine = Schemas["SetLine"];
export type Item = Pick<Schemas["KnowledgeView"], "id" | "key" | "question">;

export const TABS = ["try", "label", "sets", "learn"] as const;
export type Tab = (typeof TABS)[number];
export interface Search {
  tab?: Tab;
}

export const parseSearch = (raw: Record<string, unknown>): Search => {
  const tab = TABS.find((one) => one === raw.tab);
  // Said even when it is none: what is left out keeps the address's own word.
  return { tab: tab === "try" ? undefined : tab };
};

export interface Line {
  text: string;
  /** Key of the item that should answer; empty: nothing should. */
  key: string;
}

/** One question a line, the item's key after a tab or `=>`; empty lines and repeats are left out. */
export const parseLines = (pasted: string): Line[] => {
  const seen = new Set<string>();
  const lines: Line[] = [];
  for (const line of pasted.split(/\r?\n/)) {
    const [text = "", key = ""] = line.split(/\t|\s*=>\s*/).map((part) => part.trim());
    if (text && !seen.has(text)) {
      seen.add(text);
      lines.push({ text: text.slice(0, 500), key });
    }
  }
  return lines;
};

const FIRST = { worse: 0, better: 1, same: 2 } satisfies Record<SetLine["change"], number>;

/** What gets worse stands first: it is the reason not to publish. */
export const inOrder = (lines: SetLine[]): SetLine[] =>
  lines
    .map((line, place) => ({ line, place }))
    .sort((a, b) => FIRST[a.line.change] - FIRST[b.line.change] || a.place - b.place)
    .map(({ line }) => line);

/** A threshold as typed: empty is "as delivered"; anything else but a number of percent is refused. */
export const percentOf = (typed: string): number | null | undefined => {
  const text = typed.trim();
  if (!text) return null;
  const value = Number(text);
  return Number.isInteger(value) && value >= 5 && value <= 100 ? value : undefined;
};

const TONES = {
  click: "neutral",
  contact: "success",
  person: "warning",
  mood: "warning",
  rule: "warning",
  value: "warning",
  flow: "success",
  sent: "neutral",
  menu: "neutral",
  small_talk: "neutral",
  several: "success",
  live: "success",
  product: "success",
  knowledge: "success",
  choice: "neutral",
  industry: "success",
  remark: "neutral",
  nothing: "danger",
} satisfies Record<Reply["layer"], "neutral" | "success" | "warning" | "danger">;

/** How good it is that this layer answers: an answer, a person, something between, nothing at all. */
export const toneOf = (reply: Reply) => (reply.hand_over ? "warning" : TONES[reply.layer]);
