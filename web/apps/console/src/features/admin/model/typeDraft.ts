// A ticket type being edited: what is wrong with it before it is sent, and keys that are made from names.
import type { Schemas } from "@yingke/api";

export type TicketType = Schemas["TicketTypeView"];
export type TypeDraft = Omit<TicketType, "id" | "version"> & { version?: number };
export type FieldDef = Schemas["FieldDef"];
export type StepDef = Schemas["StepDef"];
export type FieldOption = Schemas["FieldOption"];

export type DraftProblem = "name" | "key" | "key_taken" | "options" | "option_value" | "group" | "text";

/** `name`, `fields.2.options` … → what is wrong there. */
export type DraftProblems = Record<string, DraftProblem>;

const KEY = /^[a-z0-9][a-z0-9_-]{0,39}$/;

export const isKey = (key: string): boolean => KEY.test(key);

export function problemsOf(draft: TypeDraft): DraftProblems {
  const problems: DraftProblems = {};
  if (!draft.name["zh-CN"].trim()) problems.name = "name";
  if (!isKey(draft.key)) problems.key = "key";
  if (!draft.group) problems.group = "group";
  const seen = new Set<string>();
  for (const [at, field] of draft.fields.entries()) {
    const path = `fields.${at}`;
    if (!field.label["zh-CN"].trim()) problems[`${path}.label`] = "name";
    if (!isKey(field.key)) problems[`${path}.key`] = "key";
    else if (seen.has(field.key)) problems[`${path}.key`] = "key_taken";
    seen.add(field.key);
    if (!hasOptions(field.kind)) continue;
    const values = (field.options ?? []).map((option) => option.value);
    if (values.length === 0) problems[`${path}.options`] = "options";
    else if (values.some((value) => !value.trim()) || new Set(values).size < values.length)
      problems[`${path}.options`] = "option_value";
    else if ((field.options ?? []).some((option) => !option.label["zh-CN"].trim()))
      problems[`${path}.options`] = "name";
  }
  const steps = new Set<string>();
  for (const [at, step] of draft.steps.entries()) {
    const path = `steps.${at}`;
    if (!step.name["zh-CN"].trim()) problems[`${path}.name`] = "name";
    if (!isKey(step.key)) problems[`${path}.key`] = "key";
    else if (steps.has(step.key)) problems[`${path}.key`] = "key_taken";
    steps.add(step.key);
    if (!step.group) problems[`${path}.group`] = "group";
    // A public step without words would tell the customer nothing.
    if (step.public && !step.text["zh-CN"].trim()) problems[`${path}.text`] = "text";
  }
  return problems;
}

export const hasOptions = (kind: FieldDef["kind"]): boolean => kind === "select" || kind === "multi";

/** A key that is free: from the English name when there is one, else numbered. */
export function freeKey(wanted: string, taken: readonly string[], fallback: string): string {
  const base =
    wanted
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^_+|_+$/g, "")
      .slice(0, 32) || fallback;
  if (!taken.includes(base)) return base;
  for (let n = 2; ; n++) if (!taken.includes(`${base}_${n}`)) return `${base}_${n}`;
}

export const blankField = (taken: readonly string[]): FieldDef => ({
  key: freeKey("", taken, "field"),
  label: { "zh-CN": "" },
  kind: "text",
  required: false,
  options: [],
  public: true,
});

export const blankStep = (taken: readonly string[], group: string): StepDef => ({
  key: freeKey("", taken, "step"),
  name: { "zh-CN": "" },
  public: true,
  group,
  text: { "zh-CN": "" },
});

export const blankType = (taken: readonly string[], group: string): TypeDraft => ({
  key: freeKey("", taken, "type"),
  name: { "zh-CN": "" },
  description: { "zh-CN": "" },
  family: "after_sale",
  customer_can_start: false,
  order_states: [],
  group,
  base_priority: 1,
  fields: [],
  steps: [],
  enabled: true,
});

/** What fills itself, by the kind that can hold it. */
export const PREFILLS: Record<string, readonly FieldDef["kind"][]> = {
  "order.no": ["text"],
  "order.lines": ["order_lines"],
  "order.paid_fen": ["money"],
  "order.phone": ["phone", "text"],
  "order.address": ["text", "long_text"],
  "shipment.tracking_no": ["text"],
};

export const prefillsFor = (kind: FieldDef["kind"]): string[] =>
  Object.keys(PREFILLS).filter((source) => PREFILLS[source]?.includes(kind));

/** Another kind: options and sources that no longer fit fall away. */
export function withKind(field: FieldDef, kind: FieldDef["kind"]): FieldDef {
  const prefill = field.prefill && prefillsFor(kind).includes(field.prefill) ? field.prefill : null;
  return { ...field, kind, prefill, options: hasOptions(kind) ? field.options : [] };
}
