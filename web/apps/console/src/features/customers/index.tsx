// Pages of one customer and of one order: where lines of other screens, and the search, lead to.
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../../app/registry";
import { shellRoute } from "../../app/root";
import { connectCustomers } from "../../parts/customer/live";

export const routes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/customers/$customerId",
    component: lazyRouteComponent(() => import("./CustomerScreen"), "CustomerScreen"),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/orders/$orderId",
    component: lazyRouteComponent(() => import("./OrderScreen"), "OrderScreen"),
  }),
] as const;

export const feature: Feature = {
  name: "customers",
  connect: connectCustomers,
  withoutAntd: ["/customers", "/orders"],
};
