// What texts say where they name a fact (`{{fact:key}}`), for whoever reads them rather than writes them.
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import type { PageOf } from "../../app/cache";
import { query, request } from "../../app/http";
import { appWords } from "../../app/i18n";

type Fact = Pick<Schemas["FactView"], "key" | "subject" | "value" | "unit" | "text" | "validity">;
type Words = Schemas["Text"];
/** Why a fact cannot be said. */
export type Unsaid = "upcoming" | "expired" | "gone";

/** Pages of a hundred; a shop with more facts sees the names of the rest as they are written. */
const MOST_PAGES = 10;

const allQuery = queryOptions({
  queryKey: ["facts", "said"],
  queryFn: async ({ signal }) => {
    const facts: Fact[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES && (page === 0 || cursor); page++) {
      const next = await request<PageOf<Fact>>("GET", `/facts${query({ cursor, limit: 100 })}`, undefined, { signal });
      facts.push(...next.items);
      cursor = next.next ?? undefined;
    }
    return { facts, whole: !cursor };
  },
});

/** Until the facts are there the reference stands as it is written; one that does not hold now shows its name and why. */
export const useFactsSaid = (): ((text: string, lang?: string) => string) => {
  const t = appWords.use();
  const known = useQuery(allQuery).data;
  if (!known) return (text) => text;
  const mark = (name: string, why: Unsaid) =>
    why === "gone" && !known.whole ? undefined : `〔${name} · ${t(`fact.${why}`)}〕`;
  return (text, lang) => factsSaid(text, known.facts, mark, lang);
};

const NAMED = /\{\{fact:\s*([a-z0-9_-]{1,64})(\.text)?\s*\}\}/g;

export const namesFacts = (text: string): boolean => text.includes("{{fact:");

/** In the language of the text, whatever the reader's is. */
export const factsSaid = (
  text: string,
  facts: Fact[],
  mark: (name: string, why: Unsaid) => string | undefined,
  lang = "zh-CN",
): string =>
  text.replace(NAMED, (written, key: string, whole?: string) => {
    const fact = facts.find((one) => one.key === key);
    if (!fact) return mark(key, "gone") ?? written;
    if (fact.validity !== "valid") return mark(fact.subject || key, fact.validity) ?? written;
    return (whole && wordsIn(fact.text, lang)) || measured(fact.value, wordsIn(fact.unit, lang));
  });

const wordsIn = (words: Words, lang: string): string => words[lang as keyof Words] || words["zh-CN"];

/** As the server says it: signs of money stand before the number, letters and measure words apart from it. */
const measured = (value: string, unit: string): string => {
  if (!unit) return value;
  if (/^(?:[¥$€£]|(?:NT|US|HK)\$)$/.test(unit)) return unit + value;
  return /^[%折元]$/.test(unit) ? value + unit : `${value} ${unit}`;
};
