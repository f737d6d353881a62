// Knowledge: the questions the bot answers with their answers, and the reply texts (话术) that agents insert.
import ReadOutlined from "@ant-design/icons/es/icons/ReadOutlined";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { go } from "../../app/go";
import type { Feature } from "../../app/registry";
import { shellRoute } from "../../app/root";
import { currentMe } from "../../app/session";
import { parseSearch } from "./model";
import { knowledgeWords } from "./words";

const MAY = ["conversations.own", "conversations.all", "knowledge.edit", "scripts.edit"] as const;

export const feature: Feature = {
  name: "knowledge",
  rail: [
    {
      href: "/knowledge",
      title: () => knowledgeWords.t("place"),
      icon: ReadOutlined,
      order: 40,
      may: [...MAY],
    },
  ],
  commands: () => [
    {
      id: "go.knowledge",
      title: () => knowledgeWords.t("place"),
      section: "go",
      keys: "g k",
      when: () => MAY.some((permission) => currentMe()?.permissions.includes(permission)),
      run: () => go("/knowledge"),
    },
  ],
};

export const routes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/knowledge",
    validateSearch: parseSearch,
    component: lazyRouteComponent(() => import("./KnowledgeScreen"), "KnowledgeScreen"),
  }),
] as const;
