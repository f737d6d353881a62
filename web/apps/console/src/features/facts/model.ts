// What the screens of facts decide: which list the address means, what is wrong with a form, whom a correction reaches.
import type { Schemas } from "@yingke/api";

export type Fact = Schemas["FactView"];
export type SaveFact = Schemas["SaveFact"];
export type FactKind = Fact["kind"];
export type Validity = Fact["validity"];
export type Impact = Schemas["FactImpact"];
export type ToldCustomer = Schemas["ToldCustomer"];
export type Gap = Schemas["GapView"];
export type Pair = Schemas["PairView"];
export type Cluster = Schemas["ClusterView"];
export type Suggestion = Schemas["SuggestionView"];
export type EvidenceLink = Schemas["EvidenceLink"];

export const TABS = ["facts", "pairs", "gaps", "voices"] as const;
export const STATES = ["open", "taken", "done", "declined"] as const satisfies readonly Suggestion["state"][];
export const KINDS = ["promotion", "price", "spec", "rule"] as const satisfies readonly FactKind[];
export const VALIDITIES = ["valid", "upcoming", "expired"] as const satisfies readonly Validity[];

export interface Search {
  tab?: "pairs" | "gaps" | "voices";
  q?: string;
  kind?: FactKind;
  validity?: Validity;
  /** The fact whose reach is open. */
  fact?: string;
}

export function parseSearch(raw: Record<string, unknown>): Search {
  const search: Search = {};
  if (raw.tab === "pairs" || raw.tab === "gaps" || raw.tab === "voices") search.tab = raw.tab;
  const q = typeof raw.q === "number" ? String(raw.q) : typeof raw.q === "string" ? raw.q.trim().slice(0, 100) : "";
  if (q) search.q = q;
  const kind = KINDS.find((one) => one === raw.kind);
  if (kind) search.kind = kind;
  const validity = VALIDITIES.find((one) => one === raw.validity);
  if (validity) search.validity = validity;
  if (typeof raw.fact === "string" && /^fct_[0-9a-f]{32}$/.test(raw.fact)) search.fact = raw.fact;
  return search;
}

export const blankFact = (): SaveFact => ({
  key: "",
  kind: "rule",
  subject: "",
  sku: "",
  value: "",
  unit: { "zh-CN": "" },
  text: { "zh-CN": "" },
  valid_from: null,
  valid_to: null,
  source: "",
  owner_id: null,
});

export const formOf = (fact: Fact): SaveFact => ({
  version: fact.version,
  key: fact.key,
  kind: fact.kind,
  subject: fact.subject,
  sku: fact.sku,
  value: fact.value,
  unit: fact.unit,
  text: fact.text,
  valid_from: fact.valid_from ?? null,
  valid_to: fact.valid_to ?? null,
  source: fact.source,
  owner_id: fact.owner_id ?? null,
});

export type FactProblem = "key" | "subject" | "value" | "dates";

export function factProblems(fact: SaveFact): Partial<Record<"key" | "subject" | "value" | "valid_to", FactProblem>> {
  const problems: ReturnType<typeof factProblems> = {};
  if (!/^[a-z0-9_-]{1,64}$/.test(fact.key.trim())) problems.key = "key";
  if (!fact.subject.trim()) problems.subject = "subject";
  if (!fact.value.trim()) problems.value = "value";
  if (fact.valid_from && fact.valid_to && fact.valid_to <= fact.valid_from) problems.valid_to = "dates";
  return problems;
}

/** Who would hear a correction now: told something else, and not corrected or about to be. */
export const toCorrect = (customers: ToldCustomer[]): ToldCustomer[] =>
  customers.filter((row) => row.outdated && (!row.correction || row.correction.state === "failed"));

export type Standing = "sent" | "pending" | "failed" | "outdated" | "current";

export const standingOf = (row: ToldCustomer): Standing => {
  const state = row.correction?.state;
  if (state === "sent" || state === "pending" || state === "failed") return state;
  return row.outdated ? "outdated" : "current";
};

/** The same words asked many times are one line with a way to each of the conversations. */
export const wordingsOf = (gap: Pick<Gap, "examples">): [string, Gap["examples"]][] => {
  const found = new Map<string, Gap["examples"]>();
  for (const example of gap.examples) found.set(example.question, [...(found.get(example.question) ?? []), example]);
  return [...found];
};

/** What customers are told, by language. */
export type News = Partial<Record<Schemas["Locale"], string>>;

/** Every language that is spoken among those to be told has its words. */
export const mayTell = (body: News, to: Schemas["LanguageCount"][]): boolean =>
  to.length > 0 && to.every(({ locale }) => body[locale]?.trim());

export const newsText = (body: News): Schemas["Text"] => ({
  "zh-CN": body["zh-CN"]?.trim() ?? "",
  "zh-TW": body["zh-TW"]?.trim(),
  en: body.en?.trim(),
});
