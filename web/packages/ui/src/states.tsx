// The faces of a region that has nothing to show: loading, empty, broken, not allowed. Words come from the caller.
import type { ReactNode } from "react";
import css from "./ui.module.css";

interface FaceProps {
  title: string;
  hint?: string;
  action?: ReactNode;
  /** Smaller, for a section of a panel. */
  compact?: boolean;
}

export const EmptyState = (props: FaceProps) => <Face {...props} kind="empty" />;
export const NoPermission = (props: FaceProps) => <Face {...props} kind="locked" />;

interface ErrorStateProps extends FaceProps {
  retryLabel: string;
  onRetry: () => void;
}

export const ErrorState = ({ retryLabel, onRetry, ...face }: ErrorStateProps) => (
  <Face
    {...face}
    kind="error"
    action={
      <button type="button" className={css.plainButton} onClick={onRetry}>
        {retryLabel}
      </button>
    }
  />
);

const Face = ({ title, hint, action, compact, kind }: FaceProps & { kind: "empty" | "error" | "locked" }) => (
  <div className={css.face} data-compact={compact || undefined} role={kind === "error" ? "alert" : undefined}>
    {!compact && (
      <svg viewBox="0 0 48 48" width="40" height="40" aria-hidden="true" className={css.faceMark}>
        <path
          d={FACE_MARKS[kind]}
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
    )}
    <p className={css.faceTitle}>{title}</p>
    {hint && <p className={css.faceHint}>{hint}</p>}
    {action}
  </div>
);

const FACE_MARKS = {
  empty: "M8 14h32v20H26l-8 7v-7H8zM16 22h16M16 28h9",
  error: "M24 8l18 32H6zM24 20v9M24 34v1",
  locked: "M13 22h22v18H13zM17 22v-6a7 7 0 0114 0v6M24 29v5",
};

/** Grey lines of the shape of what comes. Announced once by the region's `aria-busy`, never read line by line. */
export const SkeletonRows = ({ rows = 6, avatar = false }: { rows?: number; avatar?: boolean }) => (
  <div aria-hidden="true" className={css.skeletonRows}>
    {Array.from({ length: rows }, (_, row) => (
      <div key={row} className={css.skeletonRow}>
        {avatar && <span className={css.skeletonAvatar} />}
        <span className={css.skeletonLines}>
          <SkeletonLine width={`${40 + ((row * 37) % 35)}%`} />
          <SkeletonLine width={`${60 + ((row * 23) % 35)}%`} />
        </span>
      </div>
    ))}
  </div>
);

export const SkeletonLine = ({ width = "100%", height = 12 }: { width?: string; height?: number }) => (
  <span className={css.skeleton} style={{ width, height }} />
);
