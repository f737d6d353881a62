import type { Schemas } from "@yingke/api";
import type { PresenceWord } from "@yingke/ui";
import type { appWords } from "./i18n";

export const BREAKS = ["meal", "rest", "training", "meeting"] as const;

/** Why somebody pauses; another client may have given a word of its own. */
export const breakWord = (reason: string, t: ReturnType<typeof appWords.use>): string => {
  const known = BREAKS.find((one) => one === reason);
  return known ? t(`break.${known}`) : reason;
};

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
