import type { ButtonHTMLAttributes, Ref } from "react";
import css from "./button.module.css";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary` for the one thing to do here, `quiet` for what stands in rows and heads. */
  look?: "primary" | "plain" | "quiet" | "danger";
  size?: "small" | "middle" | "large";
  /** Working on it: shown, and not clickable twice. */
  busy?: boolean;
  block?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** The button of the first screen; screens that load antd's forms use antd's, which looks the same. */
export const Button = ({ look = "plain", size = "middle", busy, block, disabled, children, ...rest }: ButtonProps) => (
  <button
    type="button"
    {...rest}
    className={rest.className ? `${css.button} ${rest.className}` : css.button}
    data-look={look}
    data-size={size}
    data-block={block || undefined}
    disabled={disabled || busy}
    aria-busy={busy || undefined}
  >
    {busy && <span className={css.spinner} aria-hidden="true" />}
    {children}
  </button>
);
