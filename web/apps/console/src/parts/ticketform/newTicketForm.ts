// The form of a new ticket before it is sent: where it begins, what is missing, what travels.
import type { Schemas } from "@yingke/api";
import {
  type FieldDef,
  type FieldProblem,
  type FieldValues,
  isEmpty,
  staffProblems,
  tidyValues,
  valuesOf,
} from "./fields";

export type TicketType = Schemas["TicketTypeView"];
export type CreateTicket = Schemas["CreateTicket"];

export interface NewTicketForm {
  type_id?: string;
  title: string;
  description: string;
  order_id?: string;
  group_id?: string;
  priority?: Schemas["Priority"];
  fields: FieldValues;
}

/** What the form is about, kept from where it was opened. */
export interface NewTicketLinks {
  conversation_id?: string;
  customer_id?: string;
  category_id?: string;
  mood?: Schemas["Mood"];
  line_nos?: number[];
}

export const TITLE_MOST = 200;
export const DESCRIPTION_MOST = 5000;
export const emptyForm = (): NewTicketForm => ({ title: "", description: "", fields: {} });

export function formFrom(draft: Partial<CreateTicket>): NewTicketForm {
  return {
    type_id: draft.type_id || undefined,
    title: draft.title ?? "",
    description: draft.description ?? "",
    order_id: draft.order_id ?? undefined,
    group_id: draft.group_id ?? undefined,
    priority: draft.priority ?? undefined,
    fields: valuesOf(draft.fields),
  };
}

export function linksFrom(draft: Partial<CreateTicket>): NewTicketLinks {
  return {
    conversation_id: draft.conversation_id ?? undefined,
    customer_id: draft.customer_id ?? undefined,
    category_id: draft.category_id ?? undefined,
    mood: draft.mood ?? undefined,
    line_nos: draft.line_nos,
  };
}

/** Another type: what was typed stays where the new type has a field of that name and kind. */
export function withType(form: NewTicketForm, before: TicketType | undefined, type: TicketType): NewTicketForm {
  const fields: FieldValues = {};
  for (const field of type.fields) {
    const old = before?.fields.find((one) => one.key === field.key);
    const value = form.fields[field.key];
    if (value !== undefined && (!old || old.kind === field.kind)) fields[field.key] = value;
  }
  return { ...form, type_id: type.id, fields };
}

/** Fills from the order what the type says comes from there, and what nobody has filled yet (S0-19). */
export function prefilled(fields: readonly FieldDef[], values: FieldValues, order: Schemas["OrderView"]): FieldValues {
  const next = { ...values };
  for (const field of fields) {
    if (!field.prefill || !isEmpty(field, values[field.key])) continue;
    const value = fromOrder(field.prefill, order);
    if (value !== undefined) next[field.key] = value;
  }
  return next;
}

export interface FormProblems {
  type: boolean;
  title?: FieldProblem;
  description?: FieldProblem;
  fields: Record<string, FieldProblem>;
  count: number;
}

export function formProblems(form: NewTicketForm, type: TicketType | undefined): FormProblems {
  const title = form.title.trim() === "" ? "required" : [...form.title].length > TITLE_MOST ? "too_long" : undefined;
  const description = [...form.description].length > DESCRIPTION_MOST ? "too_long" : undefined;
  const fields = type ? staffProblems(type.fields, form.fields) : {};
  const count = Number(!type) + Number(!!title) + Number(!!description) + Object.keys(fields).length;
  return { type: !type, title, description, fields, count };
}

export function toCreate(form: NewTicketForm, type: TicketType, links: NewTicketLinks): CreateTicket {
  const lines = type.fields.find((field) => field.kind === "order_lines");
  const chosen = lines && (form.fields[lines.key] as number[] | undefined);
  return {
    type_id: type.id,
    title: form.title.trim(),
    description: form.description.trim(),
    customer_id: links.customer_id,
    conversation_id: links.conversation_id,
    category_id: links.category_id,
    mood: links.mood,
    order_id: form.order_id,
    line_nos: form.order_id ? (chosen ?? links.line_nos ?? []) : [],
    group_id: form.group_id,
    priority: form.priority,
    fields: tidyValues(type.fields, form.fields),
  };
}

/** Has anybody typed something that would be a pity to lose? */
export function isTouched(form: NewTicketForm, start: NewTicketForm): boolean {
  return JSON.stringify(form) !== JSON.stringify(start);
}

function fromOrder(source: string, order: Schemas["OrderView"]): unknown {
  switch (source) {
    case "order.no":
      return order.order_no;
    case "order.lines":
      // One line is no choice; of several only the customer knows which.
      return order.lines.length === 1 ? [order.lines[0]?.line_no] : undefined;
    case "order.paid_fen":
      return order.paid_fen;
    case "order.phone":
      return order.phone || undefined;
    case "order.address":
      return order.address || undefined;
    case "shipment.tracking_no":
      return order.shipments[0]?.tracking_no;
    default:
      return undefined;
  }
}
