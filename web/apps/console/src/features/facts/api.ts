import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import type { PageOf } from "../../app/cache";
import { query, request } from "../../app/http";
import type { Cluster, Fact, Impact, Pair, SaveFact, Search, Suggestion } from "./model";

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

export const clustersQuery = queryOptions({
  queryKey: ["suggestions", "clusters"],
  queryFn: ({ signal }) => request<Cluster[]>("GET", "/suggestion-clusters", undefined, { signal }),
});
export const suggestionsQuery = (state: Suggestion["state"]) =>
  infiniteQueryOptions({
    queryKey: ["suggestions", "list", state],
    queryFn: ({ pageParam, signal }) =>
      request<PageOf<Suggestion>>("GET", `/suggestions${query({ state, cursor: pageParam, limit: 50 })}`, undefined, {
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next || undefined,
  });
export const suggestionQuery = (id: string) =>
  queryOptions({
    queryKey: ["suggestions", "one", id],
    queryFn: ({ signal }) => request<Schemas["SuggestionDetail"]>("GET", `/suggestions/${id}`, undefined, { signal }),
    refetchInterval: (held) => ((held.state.data?.sending ?? 0) > 0 ? 3000 : false),
  });
export const makeSuggestion = (body: Schemas["MakeSuggestion"], idempotencyKey: string) =>
  request<Suggestion>("POST", "/suggestions", body, { idempotencyKey });
export const saveSuggestion = (id: string, body: Schemas["SaveSuggestion"]) =>
  request<Suggestion>("PUT", `/suggestions/${id}`, body);
export const tellSuggestion = (id: string, body: Schemas["Text"], idempotencyKey: string) =>
  request<Schemas["SuggestionDetail"]>("POST", `/suggestions/${id}/news`, { body }, { idempotencyKey });
