import { createRootRoute, createRoute } from "@tanstack/react-router";
import { Home } from "./Home";
import { Missing, ScreenFailure } from "./ScreenFailure";
import { Shell } from "./Shell";

export const rootRoute = createRootRoute({ notFoundComponent: Missing, errorComponent: ScreenFailure });

/** Everything behind the sign-in hangs below this one. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "shell",
  component: Shell,
  errorComponent: ScreenFailure,
});

export const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/",
  component: Home,
});
