// What hangs on a message, read with care: it has come through other programs.
import type { Attachment, OptionView, OrderCard, ProductCard, TicketBrief } from "./types";

const has = <Key extends string>(value: unknown, ...keys: Key[]): value is Record<Key, unknown> =>
  typeof value === "object" && value !== null && keys.every((key) => key in value);

export const attachmentIn = (payload: unknown): Attachment | undefined =>
  has(payload, "url", "name") && isSafeUrl(String(payload.url)) ? (payload as unknown as Attachment) : undefined;

export const orderIn = (payload: unknown): OrderCard | undefined =>
  has(payload, "order_id", "order_no", "state") ? (payload as unknown as OrderCard) : undefined;

export const productIn = (payload: unknown): ProductCard | undefined =>
  has(payload, "product_id", "title") ? (payload as unknown as ProductCard) : undefined;

export const ticketIn = (payload: unknown): TicketBrief | undefined =>
  has(payload, "id", "number", "state") ? (payload as unknown as TicketBrief) : undefined;

export const optionsIn = (payload: unknown): OptionView[] =>
  has(payload, "options") && Array.isArray(payload.options)
    ? payload.options.filter((option): option is OptionView => has(option, "label"))
    : [];

export const answerIn = (payload: unknown): { source: string; question: string } => ({
  source: has(payload, "source") && typeof payload.source === "string" ? payload.source : "",
  question: has(payload, "question") && typeof payload.question === "string" ? payload.question : "",
});

export const noticeIn = (payload: unknown): { code: string; params: Record<string, string | number> } => {
  const params: Record<string, string | number> = {};
  if (has(payload, "params") && typeof payload.params === "object" && payload.params !== null) {
    for (const [key, value] of Object.entries(payload.params)) {
      if (typeof value === "string" || typeof value === "number") params[key] = value;
    }
  }
  return { code: has(payload, "code") && typeof payload.code === "string" ? payload.code : "", params };
};

/** Links and pictures of a thread lead to this host or the open web, never into script. */
export const isSafeUrl = (url: string): boolean => /^(?:https?:\/\/|\/(?!\/))/i.test(url);

export interface TextPart {
  text: string;
  href?: string;
}

/** Addresses in a text, to be made clickable; everything else stays plain text. */
export const linkParts = (text: string): TextPart[] => {
  const parts: TextPart[] = [];
  let from = 0;
  for (const found of text.matchAll(/https?:\/\/[^\s<>"'，。！？；、）】》]+/gi)) {
    if (found.index > from) parts.push({ text: text.slice(from, found.index) });
    parts.push({ text: found[0], href: found[0] });
    from = found.index + found[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
};
