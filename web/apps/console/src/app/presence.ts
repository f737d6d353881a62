import type { Schemas } from "@yingke/api";
import type { PresenceWord } from "@yingke/ui";

/** How a state looks; two of them look like their nearest neighbour. */
export const presenceOf = {
  ready: "ready",
  busy: "busy",
  wrapup: "wrapup",
  break: "break",
  not_responding: "away",
  offline: "offline",
  offline_pending: "away",
} as const satisfies Record<Schemas["AgentState"], PresenceWord>;
