import MessageOutlined from "@ant-design/icons/es/icons/MessageOutlined";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { go } from "../../app/go";
import type { Feature } from "../../app/registry";
import { shellRoute } from "../../app/root";
import { words } from "./words";

export const routes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/inbox",
    component: lazyRouteComponent(() => import("./Screen"), "Screen"),
  }),
] as const;

export const feature: Feature = {
  name: "inbox",
  rail: [
    {
      href: "/inbox",
      title: () => words.t("rail"),
      icon: MessageOutlined,
      order: 10,
      may: ["conversations.own", "conversations.all"],
    },
  ],
  commands: () => [
    { id: "go.inbox", title: () => words.t("command.go"), section: "go", keys: "g i", run: () => go("/inbox") },
  ],
};
