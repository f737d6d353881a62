// The workbench: try a question, label what the bot was unsure of, compare a draft on saved questions, learn in versions.
import ExperimentOutlined from "@ant-design/icons/es/icons/ExperimentOutlined";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { go } from "../../app/go";
import type { Feature } from "../../app/registry";
import { shellRoute } from "../../app/root";
import { currentMe } from "../../app/session";
import { parseSearch } from "./model";
import { workbenchWords } from "./words";

export const feature: Feature = {
  name: "workbench",
  rail: [
    {
      href: "/workbench",
      title: () => workbenchWords.t("place"),
      icon: ExperimentOutlined,
      order: 45,
      may: ["knowledge.edit"],
    },
  ],
  commands: () => [
    {
      id: "go.workbench",
      title: () => workbenchWords.t("go"),
      section: "go",
      keys: "g b",
      when: () => currentMe()?.permissions.includes("knowledge.edit") ?? false,
      run: () => go("/workbench"),
    },
  ],
  withoutAntd: ["/workbench"],
};

export const routes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/workbench",
    validateSearch: parseSearch,
    component: lazyRouteComponent(() => import("./WorkbenchScreen"), "WorkbenchScreen"),
  }),
] as const;
