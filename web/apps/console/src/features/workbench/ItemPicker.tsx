import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { itemsQuery } from "./api";
import type { Item } from "./model";
import { workbenchWords } from "./words";
import css from "./workbench.module.css";

interface ItemPickerProps {
  /** Words to look for at first. */
  start?: string;
  pick: (item: Item) => void;
}

const PAUSE_MS = 250;

/** Finds the item that should answer, in the order in which the bot would take them. */
export const ItemPicker = ({ start = "", pick }: ItemPickerProps) => {
  const t = workbenchWords.use();
  const [typed, setTyped] = useState(start);
  const [asked, setAsked] = useState(start);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useQuery(itemsQuery(asked));
  return (
    <div className={css.picker}>
      <input
        value={typed}
        aria-label={t("pick")}
        placeholder={t("pick")}
        maxLength={200}
        onChange={(event) => setTyped(event.target.value)}
      />
      <ul>
        {found.data?.map((item) => (
          <li key={item.id}>
            <button type="button" onClick={() => pick(item)}>
              {item.question} <small>{item.key}</small>
            </button>
          </li>
        ))}
        {found.isSuccess && found.data.length === 0 && <li className={css.quiet}>{t("pick.none")}</li>}
      </ul>
    </div>
  );
};
