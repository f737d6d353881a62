// Waits as people say them.
import type { ledgerWords } from "./words";

export const durationText = (t: ReturnType<typeof ledgerWords.use>, ms: number): string => {
  if (ms < 1000) return t("duration.none");
  const seconds = Math.round(ms / 1000);
  return seconds < 90 ? t("duration.s", { n: seconds }) : t("duration.min", { n: Math.round(seconds / 60) });
};
