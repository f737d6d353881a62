// The ledger of verified resolutions: did the bot help, per day, per answer, per entry. Every figure opens its rows.
import AuditOutlined from "@ant-design/icons/es/icons/AuditOutlined";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { go } from "../../app/go";
import type { Feature } from "../../app/registry";
import { shellRoute } from "../../app/root";
import { currentMe } from "../../app/session";
import { parseSearch } from "./model";
import { ledgerWords } from "./words";

export const feature: Feature = {
  name: "ledger",
  rail: [
    {
      href: "/ledger",
      title: () => ledgerWords.t("place"),
      icon: AuditOutlined,
      order: 35,
      may: ["wall.read"],
    },
  ],
  commands: () => [
    {
      id: "go.ledger",
      title: () => ledgerWords.t("go"),
      section: "go",
      keys: "g l",
      when: () => currentMe()?.permissions.includes("wall.read") ?? false,
      run: () => go("/ledger"),
    },
  ],
  withoutAntd: ["/ledger"],
};

export const routes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/ledger",
    validateSearch: parseSearch,
    component: lazyRouteComponent(() => import("./LedgerScreen"), "LedgerScreen"),
  }),
] as const;
