// How many people are needed when, from the shop's own past; what customers would meet if more of them asked for a person.
import TeamOutlined from "@ant-design/icons/es/icons/TeamOutlined";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { go } from "../../app/go";
import { onFrame } from "../../app/live";
import type { Feature } from "../../app/registry";
import { shellRoute } from "../../app/root";
import { currentMe } from "../../app/session";
import { parseSearch } from "./model";
import { staffingWords } from "./words";

export const feature: Feature = {
  name: "staffing",
  rail: [
    {
      href: "/staffing",
      title: () => staffingWords.t("place"),
      icon: TeamOutlined,
      order: 36,
      may: ["wall.read"],
    },
  ],
  commands: () => [
    {
      id: "go.staffing",
      title: () => staffingWords.t("go"),
      section: "go",
      keys: "g p",
      when: () => currentMe()?.permissions.includes("wall.read") ?? false,
      run: () => go("/staffing"),
    },
  ],
  connect: (client) =>
    onFrame("settings", ({ what }) => {
      if (what === "staffing") void client.invalidateQueries({ queryKey: ["staffing"] });
    }),
};

export const routes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/staffing",
    validateSearch: parseSearch,
    component: lazyRouteComponent(() => import("./StaffingScreen"), "StaffingScreen"),
  }),
] as const;
