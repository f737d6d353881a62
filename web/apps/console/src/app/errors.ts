import { ApiError } from "./http";
import type { appWords } from "./i18n";

type AppTranslate = ReturnType<typeof appWords.use>;

/** What happened and what to do next. The server's own sentence is the best one; codes that come without get ours. */
export const errorText = (error: unknown, t: AppTranslate): string => {
  if (!(error instanceof ApiError)) return t("error.unknown");
  if (error.code === "network") return t("error.network");
  if (error.message) return error.message;
  if (error.status === 403) return t("error.forbidden");
  if (error.status === 404) return t("error.not_found");
  if (error.status === 429 || error.status === 503) return t("error.busy");
  return t("error.unknown");
};

export const isForbidden = (error: unknown): boolean => error instanceof ApiError && error.status === 403;
export const isMissing = (error: unknown): boolean => error instanceof ApiError && error.status === 404;
