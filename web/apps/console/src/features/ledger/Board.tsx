import { useQuery } from "@tanstack/react-query";
import { EmptyState, SkeletonRows } from "@yingke/ui";
import { Broken } from "../../app/faces";
import { useLanguage } from "../../app/i18n";
import { boardQuery } from "./api";
import css from "./ledger.module.css";
import { type BoardRow, type Search, share, withTab } from "./model";
import { ledgerWords } from "./words";

interface BoardProps {
  by: "item" | "entry";
  search: Search;
  show: (search: Search) => void;
  now: number;
}

/** Which answers help, which make people angry; which entries work. Every number opens its conversations. */
export const Board = ({ by, search, show, now }: BoardProps) => {
  const t = ledgerWords.use();
  const board = useQuery(boardQuery(search, by, now));
  if (board.isError) return <Broken error={board.error} retry={() => void board.refetch()} />;
  if (!board.data) return <SkeletonRows rows={8} />;
  if (board.data.length === 0) return <EmptyState title={t("board.none")} hint={t("none.hint")} />;
  return (
    <div className={css.scroll}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t(by === "item" ? "board.item" : "board.entry")}</th>
            {by === "item" && (
              <>
                <th scope="col">{t("board.asked")}</th>
                <th scope="col">{t("board.helped")}</th>
                <th scope="col">{t("board.not_helped")}</th>
                <th scope="col">{t("board.annoyed")}</th>
                <th scope="col" title={t("board.mood.hint")}>
                  {t("board.mood")}
                </th>
              </>
            )}
            <th scope="col">{t("resolved")}</th>
            {(["confirmed", "assumed", "gave_up", "failed"] as const).map((part) => (
              <th key={part} scope="col">
                {t(`class.${part}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {board.data.map((row) => (
            <BoardLine
              key={row.knowledge_id ?? row.entry_id}
              row={row}
              by={by}
              open={(next) => show({ ...withTab(search, "figures"), ...next })}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
};

const BoardLine = ({ row, by, open }: { row: BoardRow; by: "item" | "entry"; open: (search: Search) => void }) => {
  const t = ledgerWords.use();
  const language = useLanguage();
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  const steps = new Intl.NumberFormat(language, { signDisplay: "exceptZero", maximumFractionDigits: 1 });
  const solved = share(row.counts.resolved, row.counts);
  const of: Search = by === "item" ? { credited: row.knowledge_id ?? undefined } : { entry: row.entry_id ?? undefined };
  const said: Search = { item: row.knowledge_id ?? undefined };
  const shift = row.asked > 0 ? row.mood_shift / row.asked : 0;
  return (
    <tr>
      <th scope="row">{row.name || t("board.gone")}</th>
      {by === "item" && (
        <>
          <Cell n={row.asked} open={() => open(said)} />
          <Cell n={row.helped} open={() => open({ ...said, mark: "helped" })} />
          <Cell n={row.not_helped} open={() => open({ ...said, mark: "not_helped" })} />
          <Cell n={row.annoyed} bad={row.annoyed > 0} open={() => open({ ...said, mark: "annoyed" })} />
          <td data-bad={shift > 0.2 || undefined}>{steps.format(shift)}</td>
        </>
      )}
      <td>{solved === undefined ? "–" : percent.format(solved)}</td>
      {(["confirmed", "assumed", "gave_up", "failed"] as const).map((part) => (
        <Cell key={part} n={row.counts[part]} open={() => open({ ...of, class: part })} />
      ))}
    </tr>
  );
};

const Cell = ({ n, open, bad }: { n: number; open: () => void; bad?: boolean }) => {
  const language = useLanguage();
  return (
    <td data-bad={bad || undefined}>
      {n > 0 ? (
        <button type="button" className={css.link} onClick={open}>
          {n.toLocaleString(language)}
        </button>
      ) : (
        "0"
      )}
    </td>
  );
};
