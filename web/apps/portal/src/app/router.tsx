import { createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import { OrderPage } from "../orders/OrderPage";
import { OrdersPage } from "../orders/OrdersPage";
import { RequestPage } from "../requests/RequestPage";
import { RequestsPage } from "../requests/RequestsPage";
import { StartPage } from "../start/StartPage";
import { NotFound, Shell } from "./Shell";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
const at = <Path extends string>(path: Path, component: () => React.ReactNode) =>
  createRoute({ getParentRoute: () => root, path, component });

export interface StartSearch {
  /** An order's id, or `-` for none. */
  order?: string;
  type?: string;
}

const start = createRoute({
  getParentRoute: () => root,
  path: "/start",
  component: StartPage,
  validateSearch: (search): StartSearch => ({
    order: typeof search.order === "string" ? search.order : undefined,
    type: typeof search.type === "string" ? search.type : undefined,
  }),
});

export const router = createRouter({
  basepath: "/portal",
  scrollRestoration: true,
  routeTree: root.addChildren([
    at("/", RequestsPage),
    at("/requests/$id", RequestPage),
    at("/orders", OrdersPage),
    at("/orders/$id", OrderPage),
    start,
  ]),
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
