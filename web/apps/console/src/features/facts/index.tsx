// Facts (prices, promotions, specs, rules) with a validity and what a change of them touches; contradictions and repeats
// among knowledge; questions that knowledge leaves open.
import SafetyCertificateOutlined from "@ant-design/icons/es/icons/SafetyCertificateOutlined";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { go } from "../../app/go";
import { onFrame } from "../../app/live";
import type { Feature } from "../../app/registry";
import { shellRoute } from "../../app/root";
import { currentMe } from "../../app/session";
import { parseSearch } from "./model";
import { factWords } from "./words";

const MAY = ["knowledge.edit"] as const;

export const feature: Feature = {
  name: "facts",
  rail: [
    { href: "/facts", title: () => factWords.t("place"), icon: SafetyCertificateOutlined, order: 41, may: [...MAY] },
  ],
  commands: () => [
    {
      id: "go.facts",
      title: () => factWords.t("tab.facts"),
      section: "go",
      keys: "g f",
      when: () => MAY.some((permission) => currentMe()?.permissions.includes(permission)),
      run: () => go("/facts"),
    },
  ],
  connect: (client) =>
    onFrame("settings", ({ what }) => {
      if (what === "facts") void client.invalidateQueries({ queryKey: ["facts"] });
      if (what === "knowledge") void client.invalidateQueries({ queryKey: ["knowledge-care"] });
    }),
};

export const routes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/facts",
    validateSearch: parseSearch,
    component: lazyRouteComponent(() => import("./FactsScreen"), "FactsScreen"),
  }),
] as const;
