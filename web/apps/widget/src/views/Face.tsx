// The faces of a place that has nothing to show yet: loading, broken, empty.
import type { ComponentChildren } from "preact";
import type { Loaded } from "../desk";
import { t } from "../i18n";
import { wordsOf } from "../state/http";

export function Skeleton({ rows = 3 }: { rows?: number }) {
  return (
    <div role="status" aria-label={t("loading")} class="stack">
      {Array.from({ length: rows }, (_, i) => (
        <div class="skeleton" key={i} />
      ))}
    </div>
  );
}

export function Empty({ children }: { children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}

/** Content once it is there; until then its place is kept, and a failure offers another try. */
export function Ready<T>({ of, children }: { of: Loaded<T>; children: (value: T) => ComponentChildren }) {
  if (of.value !== null) return <>{children(of.value)}</>;
  if (!of.problem) return <Skeleton />;
  return (
    <div class="empty" role="alert">
      <p>{wordsOf(of.problem)}</p>
      <button type="button" class="button" onClick={of.again}>
        {t("try_again")}
      </button>
    </div>
  );
}

/** What did not work, said aloud once it is there. */
export const Wrong = ({ text }: { text: string }) =>
  text ? (
    <p class="wrong" role="alert">
      {text}
    </p>
  ) : null;

export const More = ({ of }: { of: { busy: boolean; problem: string; onMore?: "" | (() => unknown) } }) => (
  <>
    <Wrong text={of.problem} />
    {of.onMore && (
      <button type="button" class="button" disabled={of.busy} onClick={of.onMore}>
        {of.busy ? t("loading") : t("load_more")}
      </button>
    )}
  </>
);
