import { type ReactNode, useEffect, useRef } from "react";
import css from "./overlays.module.css";

interface DialogProps {
  label: string;
  close: () => void;
  wide?: boolean;
  children: ReactNode;
}

/** The browser's own modal dialog: it keeps the focus inside, gives it back, and closes with Escape. */
export const Dialog = ({ label, close, wide, children }: DialogProps) => {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it by the keyboard; this is the click beside it.
    <dialog
      ref={dialog}
      className={css.dialog}
      data-wide={wide || undefined}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) close();
      }}
    >
      {children}
    </dialog>
  );
};
