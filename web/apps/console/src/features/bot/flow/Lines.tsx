import { Button } from "@yingke/ui";
import type { ReactNode } from "react";
import css from "../bot.module.css";
import { botWords } from "../words";

interface LinesProps<T> {
  list: T[];
  set: (list: T[]) => void;
  /** What one more begins as. */
  fresh: T;
  add: string;
  children: (one: T, put: (change: Partial<T>) => void) => ReactNode;
}

/** Entries of a step one below the other, each of which can go, and a button for one more. */
export const Lines = <T,>({ list, set, fresh, add, children }: LinesProps<T>) => {
  const t = botWords.use();
  return (
    <>
      {list.map((one, n) => (
        <div key={n} className={css.line}>
          {children(one, (change) => set(list.with(n, { ...one, ...change })))}
          <Button size="small" look="quiet" onClick={() => set(list.filter((_, at) => at !== n))}>
            {t("remove")}
          </Button>
        </div>
      ))}
      <Button size="small" onClick={() => set([...list, fresh])}>
        {add}
      </Button>
    </>
  );
};
