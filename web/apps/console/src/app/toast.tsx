import { useMemo } from "react";
import { create } from "zustand";
import { errorText } from "./errors";
import { appWords } from "./i18n";
import css from "./toast.module.css";

type Kind = "done" | "info" | "failed";

interface Toast {
  id: number;
  kind: Kind;
  text: string;
  action?: { label: string; run: () => void };
}

const SHOWN_MS = { done: 3000, info: 4000, failed: 7000 } satisfies Record<Kind, number>;
const AT_ONCE = 3;

const useToasts = create<{ toasts: Toast[] }>(() => ({ toasts: [] }));
let lastId = 0;

const show = (kind: Kind, text: string, action?: Toast["action"]) => {
  lastId += 1;
  const toast = { id: lastId, kind, text, action };
  useToasts.setState(({ toasts }) => ({
    toasts: [...toasts.filter((other) => other.text !== text), toast].slice(-AT_ONCE),
  }));
  setTimeout(() => dismiss(toast.id), action ? 7000 : SHOWN_MS[kind]);
};

const dismiss = (id: number) =>
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));

/** Short messages to the person, in one place of the screen. */
export const useToast = () => {
  const t = appWords.use();
  return useMemo(
    () => ({
      done: (text: string, action?: Toast["action"]) => show("done", text, action),
      info: (text: string, action?: Toast["action"]) => show("info", text, action),
      failed: (error: unknown) => show("failed", errorText(error, t)),
    }),
    [t],
  );
};

/** Stands in the page from the start: a screen reader only hears what changes inside a region it knows. */
export const Toasts = () => {
  const t = appWords.use();
  const toasts = useToasts((state) => state.toasts);
  return (
    <div className={css.toasts} role="status" aria-live="polite">
      {toasts.map(({ id, kind, text, action }) => (
        <div key={id} className={css.toast} data-kind={kind}>
          <span className={css.mark} aria-hidden="true">
            {{ done: "✓", info: "i", failed: "!" }[kind]}
          </span>
          <span>{text}</span>
          {action && (
            <button
              type="button"
              onClick={() => {
                dismiss(id);
                action.run();
              }}
            >
              {action.label}
            </button>
          )}
          <button type="button" aria-label={t("action.close")} onClick={() => dismiss(id)}>
            ×
          </button>
        </div>
      ))}
    </div>
  );
};
