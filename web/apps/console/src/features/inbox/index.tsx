import MessageOutlined from "@ant-design/icons/es/icons/MessageOutlined";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { lazy } from "react";
import { go } from "../../app/go";
import type { Feature } from "../../app/registry";
import { shellRoute } from "../../app/root";
import { connectInbox } from "./live";
import { filterOf } from "./model/filter";
import { words } from "./words";

const inboxRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/inbox",
  validateSearch: filterOf,
  component: lazyRouteComponent(() => import("./Screen"), "Screen"),
});

/** Drawn by the screen itself, beside the list that stays. */
const conversationRoute = createRoute({ getParentRoute: () => inboxRoute, path: "$conversationId" });

export const routes = [inboxRoute.addChildren([conversationRoute])] as const;

export const feature: Feature = {
  name: "inbox",
  rail: [
    {
      href: "/inbox",
      title: () => words.t("rail"),
      icon: MessageOutlined,
      order: 10,
      may: ["conversations.own", "conversations.all"],
      Badge: lazy(async () => ({ default: (await import("./Companion")).UnreadBadge })),
    },
  ],
  commands: () => [
    { id: "go.inbox", title: () => words.t("command.go"), section: "go", keys: "g i", run: () => go("/inbox") },
  ],
  connect: connectInbox,
  withoutAntd: ["/inbox"],
  Companion: lazy(async () => ({ default: (await import("./Companion")).Companion })),
};
