// HOW A SCREEN JOINS THE CONSOLE
//
// A feature is a folder `src/features/<name>/` with
//   index.tsx       exports `feature: Feature` (below) and `routes` (TanStack routes under `shellRoute` of app/root.tsx)
//   api.ts          fetches, over `request` of app/http.ts; exports query options
//   model.ts        decides; no React, no fetch; tested
//   i18n/{zh-CN,zh-TW,en}.ts   one namespace, found by its path; zh-CN is the source, the others `satisfies Translation<typeof source>`
// and one line in app/features.ts. Features never import each other. What two of them need lives in app/ or parts/.
//
// - Routes: `createRoute({ getParentRoute: () => shellRoute, path: "/tickets", validateSearch, component: lazyRouteComponent(() => import("./Screen"), "Screen") })`.
//   The screen is loaded with its route; keep index.tsx free of heavy imports. Search params are typed by `validateSearch`.
// - Links to other features: `<AppLink href="/tickets/tic_1">` or `go("/inbox/con_1")` of app/go.tsx. The places are
//   /inbox /inbox/$conversationId /tickets /tickets/$ticketId /wall /knowledge /settings /customers/$customerId /orders/$orderId
// - Rail: `rail` puts places into the left rail; `may` hides one from people who may not use it.
// - Keys, palette, `?` sheet: `commands` are active everywhere, `useCommands([...])` (app/keys.ts) while a component is
//   mounted. One registry feeds all three.
// - Palette search: `palette` adds providers that answer a query with places to go.
// - Live: `connect` registers `onFrame("ticket", …)` handlers (app/live.ts) that patch the query cache by id and version
//   with the helpers of app/cache.ts. `watch({type: "watch_ticket", …})` holds a subscription over reconnects.
// - Words: `const words = namespace<typeof source>("tickets")` (app/i18n.ts); `const t = words.use()` in components,
//   `words.t` elsewhere. Names of states, moods, priorities … are shared: `appWords`, keys such as `ticket_state.open`.
// - Who am I: `useMe()`, `useMay("tickets.all")` of app/session.ts. Colleagues and groups: app/directory.ts.
// - Client state (drafts, layout): `userStore` of app/userStore.ts, kept per agent in localStorage.
// - Size: the first screen has 250 KB of script (gzip). antd's Dropdown, Input, Form, Modal, App … cost 30-90 KB: use them in
//   lazily loaded screens (`app/Antd.tsx` is around every screen but those of `withoutAntd`); a Companion that opens
//   something of antd's wraps it in <Antd> itself; `Floating`, `MenuItem`, `Button` of @yingke/ui and app/Dialog.tsx cost nothing.
// - Messages to the person: `useToast()` of app/toast.tsx. Errors: `<Broken error retry />`, `<Forbidden />` of app/faces.tsx.

import type { QueryClient } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import type { ComponentType } from "react";
import type { Command } from "./keys";

export type Permission = Schemas["Permission"];

export interface Feature {
  name: string;
  rail?: RailPlace[];
  commands?: () => Command[];
  palette?: PaletteProvider[];
  /** Once per sign-in, before the socket opens; returns what takes the handlers away. */
  connect?: (client: QueryClient) => () => void;
  /** Places whose screens use no part of antd and are drawn without its provider (40 KB); anything else gets it. */
  withoutAntd?: string[];
  /** Stays mounted beside every screen: sounds, title badges. Draws nothing that takes room. */
  Companion?: ComponentType;
}

export interface RailPlace {
  href: string;
  /** Two characters in Chinese. */
  title: () => string;
  icon: ComponentType;
  /** Small numbers come first. */
  order: number;
  /** Any of these is enough. */
  may?: Permission[];
  Badge?: ComponentType;
}

export interface PaletteItem {
  /** Heading to stand under, when the provider answers with several kinds. */
  section?: string;
  id: string;
  title: string;
  hint?: string;
  href: string;
  icon?: ComponentType;
}

export interface PaletteProvider {
  name: string;
  title: () => string;
  search: (query: string, signal: AbortSignal) => Promise<PaletteItem[]>;
}
