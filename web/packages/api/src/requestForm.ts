// A request form as data: which values are wrong, and what goes to the server. Pure.
import type { Schemas } from "./index";

type Attachment = Schemas["AttachmentView"];
type Field = Schemas["FieldDef"];
type Form = Schemas["RequestForm"];

export type Values = Record<string, unknown>;

/** Kept on the device until it is sent, so that neither a reload nor a bad network costs the customer a word. */
export interface Draft {
  client_id: string;
  values: Values;
  description: string;
  /** By field key; `""` are those of the description. */
  files: Record<string, Attachment[]>;
}

export type Complaint = "required" | "required_pick" | "number" | "phone";

const PICKED = ["select", "multi", "order_lines", "attachments", "date", "checkbox"];

export function complaints(form: Form, draft: Draft): Record<string, Complaint> {
  const found: Record<string, Complaint> = {};
  for (const field of publicFields(form)) {
    const complaint = complaint_of(
      field,
      field.kind === "attachments" ? draft.files[field.key] : draft.values[field.key],
    );
    if (complaint) found[field.key] = complaint;
  }
  return found;
}

function complaint_of(field: Field, value: unknown): Complaint | null {
  const empty =
    value === undefined ||
    value === null ||
    value === false ||
    (typeof value === "string" && !value.trim()) ||
    (Array.isArray(value) && !value.length);
  if (empty) return field.required ? (PICKED.includes(field.kind) ? "required_pick" : "required") : null;
  if ((field.kind === "number" || field.kind === "money") && !Number.isFinite(Number(value))) return "number";
  if (field.kind === "phone" && !/^[+\d][\d\s*()-]{5,19}$/.test(String(value).trim())) return "phone";
  return null;
}

export const publicFields = (form: Form): Field[] => form.fields.filter((field) => field.public);

/** Yuan as people write them become fen, numbers become numbers; what is empty stays away. */
export function toSend(form: Form, draft: Draft): Values {
  const sent: Values = {};
  for (const field of publicFields(form)) {
    const value = draft.values[field.key];
    if (field.kind === "attachments") {
      const files = draft.files[field.key] ?? [];
      if (files.length) sent[field.key] = files.map((file) => file.attachment_id);
    } else if (value === undefined || value === null || value === "") {
    } else if (field.kind === "money") sent[field.key] = Math.round(Number(value) * 100);
    else if (field.kind === "number") sent[field.key] = Number(value);
    else sent[field.key] = typeof value === "string" ? value.trim() : value;
  }
  return sent;
}

/** The prefilled values the way the form shows them. */
export function prefilled(form: Form): Values {
  const values: Values = { ...(form.values as Values) };
  for (const field of form.fields) {
    const value = values[field.key];
    if (field.kind === "money" && typeof value === "number") values[field.key] = String(value / 100);
    if (field.kind === "order_lines" && Array.isArray(value)) values[field.key] = value.map(lineNo);
  }
  return values;
}

const lineNo = (line: unknown) => (typeof line === "object" && line ? (line as { line_no: number }).line_no : line);
