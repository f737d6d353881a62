import type { ReactNode } from "react";
import css from "./place.module.css";

interface PlaceProps<T extends string> {
  label: string;
  tabs: readonly T[];
  tab: T;
  show: (tab: T) => void;
  face: (tab: T) => ReactNode;
  /** Beside the tabs, at the end of the line. */
  beside?: ReactNode;
  children: ReactNode;
}

/** A screen of several leaves, with their tabs at its head. */
export const Place = <T extends string>({ label, tabs, tab, show, face, beside, children }: PlaceProps<T>) => (
  <div className={css.screen}>
    <header className={css.head}>
      <div role="tablist" aria-label={label} className={css.tabs}>
        {tabs.map((one) => (
          <button key={one} type="button" role="tab" aria-selected={one === tab} onClick={() => show(one)}>
            {face(one)}
          </button>
        ))}
      </div>
      {beside}
    </header>
    {children}
  </div>
);
