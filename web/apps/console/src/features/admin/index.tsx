// Settings: who works here, where customers come in, what tickets look like, and one's own account. Each place is a
// folder; `model/sections.ts` lists them with who may see them, and makes them searchable.
import SettingOutlined from "@ant-design/icons/es/icons/SettingOutlined";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { go } from "../../app/go";
import type { Feature } from "../../app/registry";
import { shellRoute } from "../../app/root";
import { adminWords } from "./words";

export const feature: Feature = {
  name: "admin",
  rail: [{ href: "/settings", title: () => adminWords.t("place"), icon: SettingOutlined, order: 90 }],
  commands: () => [
    { id: "go.settings", title: () => adminWords.t("place"), section: "go", keys: "g s", run: () => go("/settings") },
  ],
};

const screen = lazyRouteComponent(() => import("./SettingsScreen"), "SettingsScreen");

export const routes = [
  createRoute({ getParentRoute: () => shellRoute, path: "/settings", component: screen }),
  createRoute({ getParentRoute: () => shellRoute, path: "/settings/$section", component: screen }),
] as const;
