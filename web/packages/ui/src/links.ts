// Finds addresses in what people write. Only http and https become links, and nothing is ever read as HTML.

export type Piece = string | { href: string; text: string };

const ADDRESS = /https?:\/\/[^\s<>"'，。！？；、）】》」]+/gi;

export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    // Punctuation after an address belongs to the sentence.
    const address = match[0].replace(/[.,;:!?)\]}]+$/, "");
    const href = safeUrl(address);
    if (!href) continue;
    if (match.index > end) found.push(text.slice(end, match.index));
    found.push({ href, text: address });
    end = match.index + address.length;
  }
  if (end < text.length) found.push(text.slice(end));
  return found;
}

/** An address that may be opened or shown, or nothing. */
export function safeUrl(address: string, base?: string): string | null {
  try {
    const url = new URL(address, base);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}
