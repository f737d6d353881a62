const SOURCES = [
  "agent",
  "widget",
  "portal",
  "order_list",
  "order_page",
  "offline_message",
  "callback",
  "api",
] as const;
export type Source = (typeof SOURCES)[number] | "other";

/** Integrations may name a source that we have no word for. */
export const sourceWord = (source: string): Source =>
  (SOURCES as readonly string[]).includes(source) ? (source as Source) : "other";
