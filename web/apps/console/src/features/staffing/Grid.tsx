import { useRef } from "react";
import { useLanguage } from "../../app/i18n";
import { besides, clock, entrance, type Grid as GridModel, tint } from "./model";
import css from "./staffing.module.css";
import type { ShopTime } from "./time";
import { staffingWords } from "./words";

interface GridProps {
  grid: GridModel;
  chosen: number | undefined;
  select: (at: number | undefined) => void;
  time: ShopTime;
}

/** Days beside each other, half hours below each other; the darker, the more people. */
export const Grid = ({ grid, chosen, select, time }: GridProps) => {
  const t = staffingWords.use();
  const language = useLanguage();
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const table = useRef<HTMLTableElement>(null);
  const reached = entrance(grid, chosen);
  return (
    <div className={css.scroll}>
      <table className={css.grid} ref={table}>
        <thead>
          <tr>
            <td className={css.hour} />
            {grid.days.map((day) => {
              const { weekday, date } = time.head(day.at);
              return (
                <th key={day.at} scope="col" className={css.day}>
                  {weekday}
                  <small className={css.date}>{date}</small>
                  {day.event && (
                    <small className={css.event} title={t("event.times", { name: day.event, factor: day.factor })}>
                      {t("event.times", { name: day.event, factor: day.factor })}
                    </small>
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {grid.rows.map((row, y) => (
            <tr key={row.minute}>
              <th scope="row" className={css.hour} data-hour={row.minute % 60 === 0 || undefined}>
                {clock(row.minute)}
              </th>
              {row.cells.map(({ slot, people, past, now }, x) => {
                const words = {
                  day: time.day(slot.at),
                  time: time.clock(slot.at),
                  people: people ?? 0,
                  expected: number.format(slot.expected),
                };
                const shown = people ?? slot.expected;
                const label = t(people === undefined ? "cell.expected" : "cell.label", words);
                return (
                  <td key={slot.at} className={css.box}>
                    <button
                      type="button"
                      className={css.cell}
                      style={{ "--tint": `${tint(shown, grid.most)}%` } as React.CSSProperties}
                      data-past={past || undefined}
                      data-now={now || undefined}
                      data-nobody={shown < 0.05 || undefined}
                      aria-pressed={slot.at === chosen}
                      aria-label={label}
                      title={label}
                      tabIndex={slot.at === reached ? 0 : -1}
                      onKeyDown={(event) => {
                        const there = besides(grid, y, x, event.key);
                        if (!there) return;
                        event.preventDefault();
                        const line = table.current?.tBodies[0]?.rows[there[0]];
                        line?.querySelectorAll<HTMLElement>("button")[there[1]]?.focus();
                      }}
                      onClick={() => select(slot.at === chosen ? undefined : slot.at)}
                    >
                      {shown < 0.05 ? "·" : number.format(people ?? slot.expected)}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
