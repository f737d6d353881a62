import ArrowDownOutlined from "@ant-design/icons/es/icons/ArrowDownOutlined";
import ArrowUpOutlined from "@ant-design/icons/es/icons/ArrowUpOutlined";
import HolderOutlined from "@ant-design/icons/es/icons/HolderOutlined";
import { type ReactNode, useState } from "react";
import css from "../admin.module.css";
import { move } from "../model/order";
import { adminWords } from "../words";

interface SortableListProps<T> {
  items: readonly T[];
  keyOf: (item: T, index: number) => string;
  nameOf: (item: T) => string;
  numbered?: boolean;
  onSort: (items: T[]) => void;
  children: (item: T, index: number) => ReactNode;
}

/** A list whose order means something: dragged by its handle, or moved with the arrows. */
export const SortableList = <T,>({ items, keyOf, nameOf, numbered, onSort, children }: SortableListProps<T>) => {
  const t = adminWords.use();
  const [dragged, setDragged] = useState<number>();
  const [over, setOver] = useState<number>();
  const shift = (from: number, to: number) => onSort(move(items, from, to));
  return (
    <ol className={css.sortable}>
      {items.map((item, index) => (
        <li
          key={keyOf(item, index)}
          className={css.sortItem}
          data-over={(over === index && dragged !== undefined && dragged !== index) || undefined}
          data-dragged={dragged === index || undefined}
          onDragOver={(event) => {
            if (dragged === undefined) return;
            event.preventDefault();
            setOver(index);
          }}
          onDrop={(event) => {
            event.preventDefault();
            if (dragged !== undefined) shift(dragged, index);
            setDragged(undefined);
            setOver(undefined);
          }}
        >
          <span
            className={css.handle}
            draggable
            title={t("order.drag")}
            aria-hidden="true"
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = "move";
              const row = event.currentTarget.closest("li");
              if (row) event.dataTransfer.setDragImage(row, 8, 8);
              setDragged(index);
            }}
            onDragEnd={() => {
              setDragged(undefined);
              setOver(undefined);
            }}
          >
            <HolderOutlined />
          </span>
          {numbered && <span className={css.seat}>{index + 1}</span>}
          <div className={css.sortBody}>{children(item, index)}</div>
          <span className={css.arrows}>
            <button
              type="button"
              aria-label={t("order.up", { name: nameOf(item) })}
              disabled={index === 0}
              onClick={() => shift(index, index - 1)}
            >
              <ArrowUpOutlined />
            </button>
            <button
              type="button"
              aria-label={t("order.down", { name: nameOf(item) })}
              disabled={index === items.length - 1}
              onClick={() => shift(index, index + 1)}
            >
              <ArrowDownOutlined />
            </button>
          </span>
        </li>
      ))}
    </ol>
  );
};
