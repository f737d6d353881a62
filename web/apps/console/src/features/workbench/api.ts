import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import type { PageOf } from "../../app/cache";
import { query, request } from "../../app/http";
import type { Example, Item, Probe, Question, SetBrief, SetRun, Tuning } from "./model";

export const tuningQuery = queryOptions({
  queryKey: ["tuning", "status"],
  queryFn: ({ signal }) => request<Tuning>("GET", "/tuning", undefined, { signal }),
});
export const questionsQuery = infiniteQueryOptions({
  queryKey: ["tuning", "questions"],
  queryFn: ({ pageParam, signal }) =>
    request<PageOf<Question>>("GET", `/tuning/questions${query({ cursor: pageParam, limit: 30 })}`, undefined, {
      signal,
    }),
  initialPageParam: "",
  getNextPageParam: (page) => page.next || undefined,
});
export const examplesQuery = infiniteQueryOptions({
  queryKey: ["tuning", "examples"],
  queryFn: ({ pageParam, signal }) =>
    request<PageOf<Example>>("GET", `/tuning/examples${query({ cursor: pageParam, limit: 50 })}`, undefined, {
      signal,
    }),
  initialPageParam: "",
  getNextPageParam: (page) => page.next || undefined,
});
export const setsQuery = queryOptions({
  queryKey: ["tuning", "sets"],
  queryFn: ({ signal }) => request<SetBrief[]>("GET", "/tuning/sets", undefined, { signal }),
});
export const itemsQuery = (q: string) =>
  queryOptions({
    queryKey: ["knowledge", "pick", q],
    queryFn: async ({ signal }) =>
      (await request<PageOf<Item>>("GET", `/knowledge${query({ q, limit: 8 })}`, undefined, { signal })).items,
    enabled: q.trim() !== "",
  });

export const probe = (text: string) => request<Probe>("POST", "/tuning/probe", { text });
export const label = (id: string, body: { knowledge_id?: string | null; dismissed?: boolean }) =>
  request<void>("PUT", `/tuning/questions/${id}/label`, body);
export const addExample = (body: { text: string; lang: string; knowledge_id: string | null }) =>
  request<Example>("POST", "/tuning/examples", body);
export const dropExample = (id: string, dropped: boolean) =>
  request<void>("PUT", `/tuning/examples/${id}/dropped`, { dropped });
export const saveDraft = (draft: Schemas["Thresholds"]) => request<Tuning>("PUT", "/tuning/draft", draft);
export const learn = (note: string) => request<Tuning>("POST", "/tuning/versions", { note });
export const goBack = (version: number) => request<Tuning>("PUT", "/tuning/live", { version });
export const saveSet = (set: Schemas["SaveSet"]) => request<Schemas["QuestionSet"]>("POST", "/tuning/sets", set);
export const deleteSet = (id: string) => request<void>("DELETE", `/tuning/sets/${id}`);
export const runSet = (id: string) => request<SetRun>("POST", `/tuning/sets/${id}/run`);

/** The item that bears exactly this key. */
export const byKey = async (key: string): Promise<Item | undefined> => {
  const page = await request<PageOf<Item>>("GET", `/knowledge${query({ q: key, limit: 5 })}`);
  return page.items.find((item) => item.key === key);
};
