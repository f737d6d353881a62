import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Forbidden } from "../../app/faces";
import { useMay } from "../../app/session";
import { Place } from "../../parts/place/Place";
import { tuningQuery } from "./api";
import { Learn } from "./Learn";
import { parseSearch, TABS } from "./model";
import { Questions } from "./Questions";
import { Sets } from "./Sets";
import { Try } from "./Try";
import { workbenchWords } from "./words";
import css from "./workbench.module.css";

/** `/workbench`: makes the bot better, and shows beforehand that it is. */
export const WorkbenchScreen = () => (useMay("knowledge.edit") ? <Leaves /> : <Forbidden />);

const Leaves = () => {
  const t = workbenchWords.use();
  const search = useSearch({ from: "/shell/workbench", select: parseSearch });
  const navigate = useNavigate();
  const status = useQuery(tuningQuery);
  const tab = search.tab ?? "try";
  const waits = { label: status.data?.open_questions, learn: status.data?.pending_examples };
  return (
    <Place
      label={t("place")}
      tabs={TABS}
      tab={tab}
      show={(one) => void navigate({ to: "/workbench", search: parseSearch({ tab: one }) })}
      face={(one) => (
        <>
          {t(`tab.${one}`)}
          {(one === "label" || one === "learn") && (waits[one] ?? 0) > 0 && <small>{waits[one]}</small>}
        </>
      )}
      beside={status.data && <span className={css.quiet}>{t("live", { version: status.data.live_version })}</span>}
    >
      {tab === "try" && <Try />}
      {tab === "label" && <Questions />}
      {tab === "sets" && <Sets />}
      {tab === "learn" && <Learn />}
    </Place>
  );
};
