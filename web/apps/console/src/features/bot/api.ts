import { queryOptions } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import type { PageOf } from "../../app/cache";
import { query, request } from "../../app/http";

export type Flow = Schemas["Flow"];
export type FlowView = Schemas["FlowView"];
export type Problem = Schemas["Problem"];
export type RulesView = Schemas["RulesView"];
export type Rule = Schemas["Rule"];
export type Menu = Schemas["Menu"];
export type MenusView = Schemas["MenusView"];
export type BotSettings = Schemas["BotSettings"];
export type Simulated = Schemas["Simulated"];
export type Simulate = Schemas["Simulate"];

export const rulesQuery = queryOptions({
  queryKey: ["bot", "rules"],
  queryFn: ({ signal }) => request<RulesView>("GET", "/bot/rules", undefined, { signal }),
});
export const saveRules = (version: number, rules: Rule[]) =>
  request<RulesView>("PUT", "/bot/rules", { version, rules });

export const menusQuery = queryOptions({
  queryKey: ["bot", "menus"],
  queryFn: ({ signal }) => request<MenusView>("GET", "/bot/menus", undefined, { signal }),
});
export const saveMenus = (version: number, menus: Menu[]) =>
  request<MenusView>("PUT", "/bot/menus", { version, menus });

/** What may answer a customer, as the bot would rank it. */
export const answersQuery = (q: string) =>
  queryOptions({
    queryKey: ["bot", "answers", q],
    queryFn: async ({ signal }) => {
      const path = `/knowledge${query({ q, state: "published", limit: 12 })}`;
      const page = await request<PageOf<Schemas["KnowledgeView"]>>("GET", path, undefined, { signal });
      return page.items.filter((item) => item.kind === "question" || item.kind === "article");
    },
    enabled: q !== "",
  });

export const settingsQuery = queryOptions({
  queryKey: ["bot", "settings"],
  queryFn: ({ signal }) => request<BotSettings>("GET", "/bot/settings", undefined, { signal }),
});
export const saveSettings = (settings: BotSettings) => request<BotSettings>("PUT", "/bot/settings", settings);

export const flowsQuery = queryOptions({
  queryKey: ["bot", "flows"],
  queryFn: ({ signal }) => request<FlowView[]>("GET", "/bot/flows", undefined, { signal }),
});
export const flowQuery = (id: string) =>
  queryOptions({
    queryKey: ["bot", "flow", id],
    queryFn: ({ signal }) => request<FlowView>("GET", `/bot/flows/${id}`, undefined, { signal }),
    // The draft on the screen is what is being drawn; it is never replaced under the hand.
    refetchOnWindowFocus: false,
  });
export const createFlow = (key: string, draft: Flow, idempotencyKey: string) =>
  request<FlowView>("POST", "/bot/flows", { key, draft }, { idempotencyKey });
export const saveFlow = (id: string, version: number, draft: Flow) =>
  request<FlowView>("PATCH", `/bot/flows/${id}`, { version, draft });
export const publishFlow = (id: string, version: number, on: boolean) =>
  request<FlowView>("PUT", `/bot/flows/${id}/publication`, { version, on });
export const deleteFlow = (id: string) => request<void>("DELETE", `/bot/flows/${id}`);
export const checkFlow = (draft: Flow, signal?: AbortSignal) =>
  request<Problem[]>("POST", "/bot/flow-checks", draft, { signal });
export const simulate = (ask: Simulate) => request<Simulated>("POST", "/bot/flow-simulations", ask);
