// What texts say where they name a fact (`{{fact:key}}`), for whoever reads them rather than writes them.
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import type { PageOf } from "../../app/cache";
import { query, request } from "../../app/http";

type Fact = Pick<Schemas["FactView"], "key" | "value" | "unit" | "text">;
type Words = Schemas["Text"];

const validQuery = queryOptions({
  queryKey: ["facts", "said"],
  queryFn: ({ signal }) =>
    request<PageOf<Schemas["FactView"]>>("GET", `/facts${query({ validity: "valid", limit: 200 })}`, undefined, {
      signal,
    }),
});

/** Until the facts are there, and where one is not valid now, the reference stands as it is written. */
export const useFactsSaid = (): ((text: string, lang?: string) => string) => {
  const facts = useQuery(validQuery).data?.items ?? [];
  return (text, lang) => factsSaid(text, facts, lang);
};

/** In the language of the text, whatever the reader's is. */
export const factsSaid = (text: string, facts: Fact[], lang = "zh-CN"): string =>
  text.replace(/\{\{fact:\s*([a-z0-9_-]{1,64})(\.text)?\s*\}\}/g, (written, key: string, whole?: string) => {
    const fact = facts.find((one) => one.key === key);
    if (!fact) return written;
    return (whole && wordsIn(fact.text, lang)) || measured(fact.value, wordsIn(fact.unit, lang));
  });

const wordsIn = (words: Words, lang: string): string => words[lang as keyof Words] || words["zh-CN"];

/** As the server says it: signs of money stand before the number, letters and measure words apart from it. */
const measured = (value: string, unit: string): string => {
  if (!unit) return value;
  if (/^(?:[¥$€£]|(?:NT|US|HK)\$)$/.test(unit)) return unit + value;
  return /^[%折元]$/.test(unit) ? value + unit : `${value} ${unit}`;
};
