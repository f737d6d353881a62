// The screens of the console, one line each. How to add one: registry.ts.
import { feature as inbox, routes as inboxRoutes } from "../features/inbox";
import { feature as tickets, routes as ticketRoutes } from "../features/tickets";
import type { Feature } from "./registry";

export const features: Feature[] = [inbox, tickets];

export const featureRoutes = [...inboxRoutes, ...ticketRoutes] as const;
