// `@name` in a comment: which colleague is being typed, and who was meant in the end.
export interface Named {
  id: string;
  name: string;
  nickname: string;
}

export interface MentionAt {
  /** Where the `@` stands. */
  start: number;
  words: string;
}

const LONGEST_NAME = 24;

/** The mention that the caret stands in, if any. An address such as a@b is none. */
export function mentionAt(text: string, caret: number): MentionAt | undefined {
  const start = text.lastIndexOf("@", caret - 1);
  if (start < 0 || caret - start > LONGEST_NAME) return undefined;
  const before = text[start - 1];
  if (before !== undefined && /[A-Za-z0-9._-]/.test(before)) return undefined;
  const words = text.slice(start + 1, caret);
  return /[\s@]/.test(words) ? undefined : { start, words };
}

export function matching<T extends Named>(people: readonly T[], words: string, most = 8): T[] {
  const wanted = words.toLowerCase();
  const rank = (one: T) => {
    const names = [one.name.toLowerCase(), one.nickname.toLowerCase()];
    if (names.some((name) => name.startsWith(wanted))) return 0;
    return names.some((name) => name.includes(wanted)) ? 1 : 2;
  };
  return people
    .map((one) => ({ one, rank: rank(one) }))
    .filter(({ rank: r }) => r < 2)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ one }) => one);
}

export function insertMention(
  text: string,
  at: MentionAt,
  caret: number,
  name: string,
): { text: string; caret: number } {
  const head = `${text.slice(0, at.start)}@${name} `;
  return { text: head + text.slice(caret).replace(/^ /, ""), caret: head.length };
}

/** Whom the finished text names. Of two names that begin alike the longer one is meant. */
export function mentionedIn(text: string, people: readonly Named[]): string[] {
  const byLength = [...people].sort((a, b) => b.name.length - a.name.length);
  const found = new Set<string>();
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    const meant = byLength.find((one) => one.name && text.startsWith(one.name, at + 1));
    if (meant) found.add(meant.id);
  }
  return [...found];
}
