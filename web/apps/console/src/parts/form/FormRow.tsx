import type { ReactNode } from "react";
import css from "./form.module.css";

interface FormRowProps {
  id?: string;
  label: string;
  /** One sentence: what happens when it is changed. */
  effect?: string;
  problem?: string;
  children: ReactNode;
}

export const FormRow = ({ id, label, effect, problem, children }: FormRowProps) => (
  <div className={css.formRow}>
    {id ? (
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
    ) : (
      <span className={css.label}>{label}</span>
    )}
    {effect && <p className={css.effect}>{effect}</p>}
    {children}
    {problem && (
      <p className={css.problem} role="alert">
        {problem}
      </p>
    )}
  </div>
);
