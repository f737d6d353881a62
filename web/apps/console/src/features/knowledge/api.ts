import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import type { PageOf } from "../../app/cache";
import { query, request } from "../../app/http";
import type { Knowledge, SaveKnowledge, Search } from "./model";

export type Script = Schemas["ScriptView"];
export type SaveScript = Schemas["SaveScript"];

export const itemsQuery = ({ q, state, lang }: Search) =>
  infiniteQueryOptions({
    queryKey: ["knowledge", "list", { q, state, lang }],
    queryFn: ({ pageParam, signal }) =>
      request<PageOf<Knowledge>>(
        "GET",
        `/knowledge${query({ q, state, lang, cursor: pageParam, limit: 50 })}`,
        undefined,
        {
          signal,
        },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next || undefined,
  });

export const createItem = (item: SaveKnowledge, idempotencyKey: string) =>
  request<Knowledge>("POST", "/knowledge", item, { idempotencyKey });
export const updateItem = (id: string, item: SaveKnowledge) => request<Knowledge>("PATCH", `/knowledge/${id}`, item);

/** The server gives the most fitting ones, this many at most. */
export const SCRIPTS_MOST = 100;

export const scriptsQuery = (q: string | undefined) =>
  queryOptions({
    queryKey: ["scripts", "list", q],
    queryFn: async ({ signal }) => {
      const body = await request<Script[] | PageOf<Script>>(
        "GET",
        `/scripts${query({ q, limit: SCRIPTS_MOST })}`,
        undefined,
        { signal },
      );
      return Array.isArray(body) ? body : body.items;
    },
  });
export const createScript = (script: SaveScript, idempotencyKey: string) =>
  request<Script>("POST", "/scripts", script, { idempotencyKey });
export const updateScript = (id: string, script: SaveScript) => request<Script>("PATCH", `/scripts/${id}`, script);
export const deleteScript = (id: string) => request<void>("DELETE", `/scripts/${id}`);
