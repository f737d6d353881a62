// The screens of the console, one line each. How to add one: registry.ts.
import { feature as inbox, routes as inboxRoutes } from "../features/inbox";
import type { Feature } from "./registry";

export const features: Feature[] = [inbox];

export const featureRoutes = [...inboxRoutes] as const;
