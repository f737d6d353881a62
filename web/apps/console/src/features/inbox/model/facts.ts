// Facts that were put into a draft with a script or a suggested answer. They go along with the message, so that the customer is known to have
// been told; the server keeps those whose words really stand in it.
const AT_MOST = 20;
const inserted = new Map<string, string[]>();

export const rememberFacts = (conversationId: string, facts: string[]) => {
  const known = inserted.get(conversationId) ?? [];
  inserted.set(conversationId, [...new Set([...facts, ...known])].slice(0, AT_MOST));
};

export const factsPayload = (conversationId: string): { facts: string[] } | undefined => {
  const facts = inserted.get(conversationId);
  return facts?.length ? { facts } : undefined;
};

export const namesFacts = (text: string): boolean => /\{\{\s*fact:/.test(text);
