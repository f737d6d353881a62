import { type PointerEvent, useRef } from "react";
import { COLUMNS, type ColumnKey, type ColumnPrefs, gridTemplate, resizeColumn, widthOf } from "./model/columns";
import { useTicketPrefs } from "./prefs";
import css from "./tickets.module.css";
import { ticketWords } from "./words";

const KEY_STEP_PX = 16;

export const HeaderRow = ({ prefs }: { prefs: ColumnPrefs }) => {
  const t = ticketWords.use();
  return (
    // biome-ignore lint/a11y/useSemanticElements: see TicketTable.
    // biome-ignore lint/a11y/useFocusableInteractive: headings are not interactive, their grips are.
    <div role="row" className={css.head} style={{ gridTemplateColumns: gridTemplate(prefs) }}>
      {prefs.shown.map((key) => (
        // biome-ignore lint/a11y/useSemanticElements: see TicketTable.
        // biome-ignore lint/a11y/useFocusableInteractive: as above.
        <div role="columnheader" key={key} className={css.headCell}>
          {t(`column.${key}`)}
          <Grip column={key} prefs={prefs} />
        </div>
      ))}
    </div>
  );
};

const Grip = ({ column, prefs }: { column: ColumnKey; prefs: ColumnPrefs }) => {
  const t = ticketWords.use();
  const set = useTicketPrefs((state) => state.set);
  const from = useRef<{ x: number; width: number }>(undefined);
  const width = widthOf(prefs, column);

  const drag = (event: PointerEvent<HTMLElement>) => {
    if (from.current) {
      set({ columns: resizeColumn(prefs, column, from.current.width + event.clientX - from.current.x) });
    }
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule that is dragged is a separator with a value.
    <div
      role="separator"
      tabIndex={0}
      className={css.grip}
      aria-orientation="vertical"
      aria-label={t("list.resize", { name: t(`column.${column}`) })}
      aria-valuenow={width}
      aria-valuemin={COLUMNS[column].min}
      aria-valuemax={800}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        // What is seen, which for the column that takes the rest is more than what is kept.
        const seen = event.currentTarget.parentElement?.offsetWidth ?? width;
        from.current = { x: event.clientX, width: seen };
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        from.current = undefined;
      }}
      onKeyDown={(event) => {
        const step = { ArrowLeft: -KEY_STEP_PX, ArrowRight: KEY_STEP_PX }[event.key];
        if (step) set({ columns: resizeColumn(prefs, column, width + step) });
      }}
    />
  );
};
