import { ErrorState, NoPermission } from "@yingke/ui";
import { errorText, isForbidden } from "./errors";
import { ApiError } from "./http";
import { appWords } from "./i18n";

interface BrokenProps {
  error: unknown;
  retry: () => void;
  title?: string;
  compact?: boolean;
}

/** The face of a region whose data did not come: not allowed, or broken with a way to try again. */
export const Broken = ({ error, retry, title, compact }: BrokenProps) => {
  const t = appWords.use();
  if (isForbidden(error)) return <Forbidden compact={compact} />;
  const reference = error instanceof ApiError ? error.requestId : undefined;
  return (
    <ErrorState
      compact={compact}
      title={title ?? t("error.load")}
      hint={[errorText(error, t), reference && t("error.reference", { reference })].filter(Boolean).join(" ")}
      retryLabel={t("action.retry")}
      onRetry={retry}
    />
  );
};

export const Forbidden = ({ compact }: { compact?: boolean }) => {
  const t = appWords.use();
  return <NoPermission compact={compact} title={t("forbidden.title")} hint={t("forbidden.hint")} />;
};
