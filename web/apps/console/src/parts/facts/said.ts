// What texts say where they name a fact (`{{fact:key}}`), for whoever reads them rather than writes them.

import { queryOptions, useQuery } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import type { PageOf } from "../../app/cache";
import { query, request } from "../../app/http";
import { textIn, useLanguage } from "../../app/i18n";

type Fact = Pick<Schemas["FactView"], "key" | "said" | "text">;

const validQuery = queryOptions({
  queryKey: ["facts", "said"],
  queryFn: ({ signal }) =>
    request<PageOf<Schemas["FactView"]>>("GET", `/facts${query({ validity: "valid", limit: 200 })}`, undefined, {
      signal,
    }),
});

/** Until the facts are there, and where one is not valid now, the reference stands as it is written. */
export const useFactsSaid = (): ((text: string) => string) => {
  const language = useLanguage();
  const facts = useQuery(validQuery).data?.items ?? [];
  return (text) => factsSaid(text, facts, (wording) => textIn(wording, language));
};

export const factsSaid = (text: string, facts: Fact[], reading: (wording: Fact["text"]) => string): string =>
  text.replace(/\{\{fact:\s*([a-z0-9_-]{1,64})(\.text)?\s*\}\}/g, (written, key: string, whole?: string) => {
    const fact = facts.find((one) => one.key === key);
    if (!fact) return written;
    return (whole && reading(fact.text)) || fact.said;
  });
