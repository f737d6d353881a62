import { queryOptions } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import { request } from "../../app/http";

type AgentView = Schemas["AgentView"];
type GroupView = Schemas["GroupView"];
export type Session = Schemas["SessionView"];
export type ApiKey = Schemas["ApiKeyView"];
type TypeView = Schemas["TicketTypeView"];
type Category = Schemas["CategoryView"];

/** Small lists of settings come as plain arrays, long ones as pages. */
const listOf = async <Item>(path: string, signal: AbortSignal): Promise<Item[]> => {
  const body = await request<Item[] | { items: Item[] }>("GET", path, undefined, { signal });
  return Array.isArray(body) ? body : body.items;
};

export interface SaveAgent {
  email: string;
  name: string;
  nickname: string;
  role: AgentView["role"];
  capacity: number;
  enabled: boolean;
}
export const createAgent = (agent: Omit<SaveAgent, "enabled"> & { password: string }, key: string) =>
  request<AgentView>("POST", "/agents", agent, { idempotencyKey: key });
export const updateAgent = (id: string, change: Partial<SaveAgent> & { version: number; password?: string }) =>
  request<AgentView>("PATCH", `/agents/${id}`, change);

export type SaveGroup = Pick<GroupView, "name" | "kind" | "strategy">;
export const createGroup = (group: SaveGroup & { key: string; member_ids: string[] }, key: string) =>
  request<GroupView>("POST", "/groups", group, { idempotencyKey: key });
export const updateGroup = (id: string, change: Partial<SaveGroup> & { version: number }) =>
  request<GroupView>("PATCH", `/groups/${id}`, change);
export const seatMembers = (id: string, agent_ids: string[]) =>
  request<GroupView>("PUT", `/groups/${id}/members`, { agent_ids });

export type SaveEntry = Schemas["SaveEntry"];
export const createEntry = (entry: SaveEntry, key: string) =>
  request<Schemas["EntryView"]>("POST", "/entries", entry, { idempotencyKey: key });
export const updateEntry = (id: string, entry: SaveEntry) =>
  request<Schemas["EntryView"]>("PATCH", `/entries/${id}`, entry);
export const renewSecret = (id: string) => request<{ identity_secret: string }>("POST", `/entries/${id}/secret`);

export const apiKeysQuery = queryOptions({
  queryKey: ["api_keys"],
  queryFn: ({ signal }) => listOf<ApiKey>("/api-keys", signal),
});
export const createApiKey = (key: { name: string; permissions: Schemas["Permission"][] }, idempotencyKey: string) =>
  request<ApiKey & { key: string }>("POST", "/api-keys", key, { idempotencyKey });
export const revokeApiKey = (id: string) => request<void>("DELETE", `/api-keys/${id}`);

export const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  queryFn: ({ signal }) => listOf<Session>("/sessions", signal),
});
export const endSession = (id: string) => request<void>("DELETE", `/sessions/${id}`);
export const changePassword = (old: string, next: string) => request<void>("PUT", "/me/password", { old, new: next });

export const createType = (type: Omit<TypeView, "id" | "version">, key: string) =>
  request<TypeView>("POST", "/ticket-types", type, { idempotencyKey: key });
export const updateType = (id: string, type: Omit<TypeView, "id">) =>
  request<TypeView>("PATCH", `/ticket-types/${id}`, type);

export type SaveCategory = Omit<Category, "id">;
export const createCategory = (category: SaveCategory, key: string) =>
  request<Category>("POST", "/categories", category, { idempotencyKey: key });
export const updateCategory = (id: string, category: SaveCategory) =>
  request<Category>("PATCH", `/categories/${id}`, category);

export type GuardSettings = Schemas["GuardSettings"];
export const guardQuery = queryOptions({
  queryKey: ["guard"],
  queryFn: ({ signal }) => request<GuardSettings>("GET", "/guard", undefined, { signal }),
});
export const saveGuard = (settings: GuardSettings) => request<GuardSettings>("PUT", "/guard", settings);
export const overridesQuery = queryOptions({
  queryKey: ["guard", "overrides"],
  queryFn: ({ signal }) =>
    request<{ items: Schemas["OverrideView"][] }>("GET", "/guard/overrides?limit=50", undefined, { signal }),
});

export type Models = Schemas["ModelsView"];
export type SaveModels = Schemas["SaveModels"];
export const modelsQuery = queryOptions({
  queryKey: ["models"],
  queryFn: ({ signal }) => request<Models>("GET", "/models", undefined, { signal }),
});
export const saveModels = (settings: SaveModels) => request<Models>("PUT", "/models", settings);
export const testModels = () => request<Schemas["ModelTest"]>("POST", "/models/test");
export const modelCallsQuery = queryOptions({
  queryKey: ["models", "calls"],
  queryFn: ({ signal }) =>
    request<{ items: Schemas["ModelCallView"][] }>("GET", "/models/calls?limit=50", undefined, { signal }),
});
