import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { Forbidden } from "../../app/faces";
import { useMay } from "../../app/session";
import { Place } from "../../parts/place/Place";
import { Board } from "./Board";
import { Figures } from "./Figures";
import css from "./ledger.module.css";
import { parseSearch, type Search, SPANS, TABS, withTab } from "./model";
import { Paths } from "./Paths";
import { ledgerWords } from "./words";

/** `/ledger`: what became of the bot's conversations, and how we know. */
export const LedgerScreen = () => (useMay("wall.read") ? <Leaves /> : <Forbidden />);

const Leaves = () => {
  const t = ledgerWords.use();
  const search = useSearch({ from: "/shell/ledger", select: parseSearch });
  const navigate = useNavigate();
  // The days end with the one in which the screen was opened: a list must not shift under the reader.
  const [now] = useState(() => Date.now());
  const tab = search.tab ?? "figures";
  const show = useCallback(
    (next: Search) => void navigate({ to: "/ledger", search: parseSearch({ ...next }) }),
    [navigate],
  );
  return (
    <Place
      label={t("place")}
      tabs={TABS}
      tab={tab}
      show={(one) => show(withTab(search, one))}
      face={(one) => t(`tab.${one}`)}
      beside={
        <>
          <fieldset className={css.choices} hidden={tab === "paths"}>
            <legend>{t("window")}</legend>
            {(["72h", "7d"] as const).map((one) => (
              <button
                key={one}
                type="button"
                className={css.chip}
                aria-pressed={(search.window ?? "72h") === one}
                title={t(`window.${one}.hint`)}
                onClick={() => show({ ...search, window: one === "7d" ? one : undefined })}
              >
                {t(`window.${one}`)}
              </button>
            ))}
          </fieldset>
          <fieldset className={css.choices}>
            <legend>{t("days")}</legend>
            {SPANS.map((one) => (
              <button
                key={one}
                type="button"
                className={css.chip}
                aria-pressed={(search.days ?? 30) === one}
                onClick={() => show({ ...search, day: undefined, days: one === 30 ? undefined : one })}
              >
                {t("days.count", { count: one })}
              </button>
            ))}
          </fieldset>
        </>
      }
    >
      {tab === "paths" ? (
        <Paths search={search} show={show} now={now} />
      ) : tab === "figures" ? (
        <Figures search={search} show={show} now={now} />
      ) : (
        <Board by={tab === "items" ? "item" : "entry"} search={search} show={show} now={now} />
      )}
    </Place>
  );
};
