export interface FirstFacts {
  title?: string;
  description?: string;
  fields?: unknown;
}

/** The frozen first facts, when there are any. */
export function firstFactsOf(raw: unknown): FirstFacts | undefined {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return undefined;
  const { title, description, fields } = raw as Record<string, unknown>;
  const facts: FirstFacts = {
    title: typeof title === "string" ? title : undefined,
    description: typeof description === "string" ? description : undefined,
    fields,
  };
  return facts.title || facts.description || fields ? facts : undefined;
}
