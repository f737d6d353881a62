// The screens of the console, one line each. How to add one: registry.ts.
import { feature as admin, routes as adminRoutes } from "../features/admin";
import { feature as bot, routes as botRoutes } from "../features/bot";
import { routes as customerRoutes, feature as customers } from "../features/customers";
import { routes as factRoutes, feature as facts } from "../features/facts";
import { feature as inbox, routes as inboxRoutes } from "../features/inbox";
import { feature as knowledge, routes as knowledgeRoutes } from "../features/knowledge";
import { feature as ledger, routes as ledgerRoutes } from "../features/ledger";
import { feature as staffing, routes as staffingRoutes } from "../features/staffing";
import { routes as ticketRoutes, feature as tickets } from "../features/tickets";
import { feature as wall, routes as wallRoutes } from "../features/wall";
import { feature as workbench, routes as workbenchRoutes } from "../features/workbench";
import type { Feature } from "./registry";

export const features: Feature[] = [
  inbox,
  tickets,
  customers,
  wall,
  ledger,
  staffing,
  workbench,
  knowledge,
  facts,
  bot,
  admin,
];

export const featureRoutes = [
  ...inboxRoutes,
  ...ticketRoutes,
  ...customerRoutes,
  ...wallRoutes,
  ...ledgerRoutes,
  ...staffingRoutes,
  ...workbenchRoutes,
  ...knowledgeRoutes,
  ...factRoutes,
  ...botRoutes,
  ...adminRoutes,
] as const;
