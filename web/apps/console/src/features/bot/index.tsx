// The bot: what it foresees, what it can do (task flows on a canvas, with a simulator), and when it hands over.
import RobotOutlined from "@ant-design/icons/es/icons/RobotOutlined";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { go } from "../../app/go";
import type { Feature } from "../../app/registry";
import { shellRoute } from "../../app/root";
import { currentMe } from "../../app/session";
import { parseSearch } from "./model";
import { botWords } from "./words";

export const feature: Feature = {
  name: "bot",
  rail: [{ href: "/bot", title: () => botWords.t("place"), icon: RobotOutlined, order: 45, may: ["knowledge.edit"] }],
  commands: () => [
    {
      id: "go.bot",
      title: () => botWords.t("place"),
      section: "go",
      keys: "g b",
      when: () => currentMe()?.permissions.includes("knowledge.edit") ?? false,
      run: () => go("/bot"),
    },
  ],
};

export const routes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/bot",
    validateSearch: parseSearch,
    component: lazyRouteComponent(() => import("./BotScreen"), "BotScreen"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/bot/flows/$flowId",
    component: lazyRouteComponent(() => import("./flow/FlowScreen"), "FlowScreen"),
  }),
] as const;
