import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import type { PageOf } from "../../app/cache";
import { query, request } from "../../app/http";
import type { Fact, Impact, Pair, SaveFact, Search } from "./model";

export const factsQuery = ({ q, kind, validity }: Search) =>
  infiniteQueryOptions({
    queryKey: ["facts", "list", { q, kind, validity }],
    queryFn: ({ pageParam, signal }) =>
      request<PageOf<Fact>>("GET", `/facts${query({ q, kind, validity, cursor: pageParam, limit: 50 })}`, undefined, {
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next || undefined,
  });

export const impactQuery = (id: string) =>
  queryOptions({
    queryKey: ["facts", "impact", id],
    queryFn: ({ signal }) => request<Impact>("GET", `/facts/${id}/impact`, undefined, { signal }),
  });

export const createFact = (fact: SaveFact, idempotencyKey: string) =>
  request<Fact>("POST", "/facts", fact, { idempotencyKey });
export const updateFact = (id: string, fact: SaveFact) => request<Fact>("PATCH", `/facts/${id}`, fact);
export const startRecall = (id: string, body: Schemas["Text"], idempotencyKey: string) =>
  request<Schemas["RecallView"]>("POST", `/facts/${id}/recalls`, { body }, { idempotencyKey });

export const gapsQuery = queryOptions({
  queryKey: ["knowledge-care", "gaps"],
  queryFn: ({ signal }) => request<Schemas["GapsView"]>("GET", "/knowledge-gaps", undefined, { signal }),
});
export const acceptGap = (body: Schemas["AcceptGap"], idempotencyKey: string) =>
  request<Schemas["KnowledgeView"]>("POST", "/knowledge-gaps/drafts", body, { idempotencyKey });
export const dismissGap = (questions: Schemas["AskedAt"][]) =>
  request<void>("POST", "/knowledge-gaps/dismissals", { questions });

export const pairsQuery = queryOptions({
  queryKey: ["knowledge-care", "pairs"],
  queryFn: ({ signal }) => request<Pair[]>("GET", "/knowledge-pairs", undefined, { signal }),
});
export const dismissPair = (a: string, b: string) => request<void>("POST", "/knowledge-pairs/dismissals", { a, b });
