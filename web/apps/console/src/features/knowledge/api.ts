import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import type { PageOf } from "../../app/cache";
import { query, request } from "../../app/http";
import type { Content, Draft, Knowledge, Search, Stage, Version } from "./model";

export type ImportPlan = Schemas["ImportPlan"];
export type Format = Schemas["Format"];

export const itemsQuery = ({ q, kind, state, lang, expired }: Search, stage?: Stage) =>
  infiniteQueryOptions({
    queryKey: ["knowledge", "list", { q, kind, state, lang, expired, stage }],
    queryFn: ({ pageParam, signal }) =>
      request<PageOf<Knowledge>>(
        "GET",
        `/knowledge${query({ q, kind, state, lang, expired, stage, cursor: pageParam, limit: 50 })}`,
        undefined,
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next || undefined,
  });

const read = <T>(key: unknown[], path: string) =>
  queryOptions({
    queryKey: key,
    queryFn: ({ signal }) => request<T>("GET", path, undefined, { signal }),
    staleTime: 0,
  });

export const itemQuery = (id: string) => read<Knowledge>(["knowledge", "one", id], `/knowledge/${id}`);
/** Follows the item as it was read at `itemReadAt`: one that has just been published has no working copy to ask for. */
export const draftQuery = (id: string, itemReadAt: number) =>
  queryOptions({
    queryKey: ["knowledge-draft", id, itemReadAt],
    queryFn: ({ signal }) => request<Draft>("GET", `/knowledge/${id}/draft`, undefined, { signal }),
    placeholderData: (before, held) => (held?.queryKey[1] === id ? before : undefined),
    gcTime: 10_000,
  });
export const versionsQuery = (id: string) =>
  read<Version[]>(["knowledge", "versions", id], `/knowledge/${id}/versions`);
export const readersQuery = (id: string) =>
  read<Schemas["ReaderView"][]>(["must_read", id], `/knowledge/${id}/readers`);
export const mustReadQuery = read<Knowledge[]>(["knowledge", "must-read"], "/knowledge/must-read");
export const ownerLinesQuery = read<Schemas["OwnerLineView"][]>(["knowledge", "owner-lines"], "/knowledge/owner-lines");

export const createItem = (content: Content, idempotencyKey: string) =>
  request<Knowledge>("POST", "/knowledge", { ...content, key: "", state: "draft" }, { idempotencyKey });
export const saveDraft = (id: string, content: Content, version?: number) =>
  request<Draft>("PUT", `/knowledge/${id}/draft`, { content, version });
export const discardDraft = (id: string) => request<void>("DELETE", `/knowledge/${id}/draft`);
export const moveDraft = (id: string, to: Stage, version: number, note: string) =>
  request<Draft>("PUT", `/knowledge/${id}/draft/stage`, { to, version, note });
export const publish = (id: string, version: number, note: string, minor: boolean) =>
  request<Knowledge>("POST", `/knowledge/${id}/publication`, { version, note, minor });
export const rollBack = (id: string, version: number, to: number, note: string) =>
  request<Knowledge>("POST", `/knowledge/${id}/rollback`, { version, to, note });
export const archive = (id: string) => request<Knowledge>("PUT", `/knowledge/${id}/archive`);
export const restore = (id: string) => request<Knowledge>("DELETE", `/knowledge/${id}/archive`);
export const confirmRead = (id: string, version: number) =>
  request<void>("PUT", `/knowledge/${id}/confirmation`, { version });
export const importFile = (format: Format, data: string, apply: boolean) =>
  request<ImportPlan>("POST", "/knowledge/import", { format, data, apply });
export const exportAddress = (format: Format, { kind, state, lang }: Search) =>
  `/api/v1/knowledge/export${query({ format, kind, state, lang })}`;

/** What somebody would change who may not: it goes to review with a reason. */
export const propose = (id: string, answer: string, note: string, idempotencyKey: string) =>
  request<Draft>("POST", `/knowledge/${id}/proposal`, { answer, note }, { idempotencyKey });
