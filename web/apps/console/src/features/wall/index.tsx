// The live wall: the whole floor on one screen, read from four metres. The server sends whole frames while somebody
// watches (`watch_wall`); `model.ts` orders and judges them.
import FundProjectionScreenOutlined from "@ant-design/icons/es/icons/FundProjectionScreenOutlined";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { go } from "../../app/go";
import { onFrame } from "../../app/live";
import type { Feature } from "../../app/registry";
import { shellRoute } from "../../app/root";
import { currentMe } from "../../app/session";
import { wallQuery } from "./api";
import { applyWall } from "./model";
import { wallWords } from "./words";

export const feature: Feature = {
  name: "wall",
  rail: [
    {
      href: "/wall",
      title: () => wallWords.t("place"),
      icon: FundProjectionScreenOutlined,
      order: 30,
      may: ["wall.read"],
    },
  ],
  commands: () => [
    {
      id: "go.wall",
      title: () => wallWords.t("go"),
      section: "go",
      keys: "g w",
      when: () => currentMe()?.permissions.includes("wall.read") ?? false,
      run: () => go("/wall"),
    },
  ],
  connect: (client) =>
    onFrame("wall", ({ wall }) => {
      client.setQueryData(wallQuery.queryKey, (held) => applyWall(held, wall));
    }),
};

export const routes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/wall",
    component: lazyRouteComponent(() => import("./WallScreen"), "WallScreen"),
  }),
] as const;
