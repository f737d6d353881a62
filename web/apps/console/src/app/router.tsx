import { createRouter } from "@tanstack/react-router";
import { featureRoutes } from "./features";
import { linkThrough } from "./go";
import { homeRoute, rootRoute, shellRoute } from "./root";

const routeTree = rootRoute.addChildren([shellRoute.addChildren([homeRoute, ...featureRoutes])]);

export const router = createRouter({
  routeTree,
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  scrollRestoration: false,
});

linkThrough((href, replace) => {
  if (replace) router.history.replace(href);
  else router.history.push(href);
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
