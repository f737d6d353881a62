import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Forbidden } from "../../app/faces";
import { useMay } from "../../app/session";
import { tuningQuery } from "./api";
import { Learn } from "./Learn";
import { parseSearch, type Search, TABS } from "./model";
import { Questions } from "./Questions";
import { Sets } from "./Sets";
import { Try } from "./Try";
import { workbenchWords } from "./words";
import css from "./workbench.module.css";

/** `/workbench`: makes the bot better, and shows beforehand that it is. */
export const WorkbenchScreen = () => (useMay("knowledge.edit") ? <Leaves /> : <Forbidden />);

const Leaves = () => {
  const t = workbenchWords.use();
  const search: Search = useSearch({ from: "/shell/workbench" });
  const navigate = useNavigate();
  const status = useQuery(tuningQuery);
  const tab = search.tab ?? "try";
  const waits = { label: status.data?.open_questions, learn: status.data?.pending_examples };
  return (
    <div className={css.screen}>
      <header className={css.head}>
        <div role="tablist" aria-label={t("place")} className={css.tabs}>
          {TABS.map((one) => (
            <button
              key={one}
              type="button"
              role="tab"
              aria-selected={one === tab}
              onClick={() => void navigate({ to: "/workbench", search: parseSearch({ tab: one }) })}
            >
              {t(`tab.${one}`)}
              {(one === "label" || one === "learn") && (waits[one] ?? 0) > 0 && <small>{waits[one]}</small>}
            </button>
          ))}
        </div>
        {status.data && <span className={css.quiet}>{t("live", { version: status.data.live_version })}</span>}
      </header>
      {tab === "try" && <Try />}
      {tab === "label" && <Questions />}
      {tab === "sets" && <Sets />}
      {tab === "learn" && <Learn />}
    </div>
  );
};
