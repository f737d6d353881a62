import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import { query, request } from "../../app/http";

export type Walk = Schemas["WalkView"];
export type Sop = Schemas["KnowledgeView"];
/** What is being worked on. */
export type Work = { conversation_id: string } | { ticket_id: string };

/** Read again when a colleague goes on: the live line names this key. */
export const walksQuery = (work: Work) =>
  queryOptions({
    queryKey: ["walks", work],
    queryFn: ({ signal }) => request<Walk[]>("GET", `/walks${query({ ...work })}`, undefined, { signal }),
  });
export const sopsQuery = (work: Work, q: string) =>
  queryOptions({
    queryKey: ["knowledge", "sops", work, q],
    queryFn: ({ signal }) =>
      request<Sop[]>("GET", `/knowledge/fitting${query({ kind: "sop", q, ...work })}`, undefined, { signal }),
    placeholderData: keepPreviousData,
  });
export const startWalk = (knowledge_id: string, work: Work, idempotencyKey: string) =>
  request<Walk>("POST", "/walks", { knowledge_id, ...work }, { idempotencyKey });
export const walkOn = (walk: Walk, choice: number, note: string) =>
  request<Walk>("POST", `/walks/${walk.id}/moves`, { version: walk.version, choice, note });
export const takeBack = (walk: Walk) => request<Walk>("POST", `/walks/${walk.id}/back`, { version: walk.version });
export const endWalk = (walk: Walk) => request<Walk>("POST", `/walks/${walk.id}/end`, { version: walk.version });
