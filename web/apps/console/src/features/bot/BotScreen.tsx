import { useNavigate, useSearch } from "@tanstack/react-router";
import { Forbidden } from "../../app/faces";
import { useMay } from "../../app/session";
import css from "./bot.module.css";
import { Flows } from "./Flows";
import { parseSearch, TABS, type Tab } from "./model";
import { Rules } from "./Rules";
import { Settings } from "./Settings";
import { botWords } from "./words";

/** `/bot`: predicted questions, task flows and settings side by side. */
export const BotScreen = () => (useMay("knowledge.edit") ? <Leaves /> : <Forbidden />);

const Leaves = () => {
  const t = botWords.use();
  const search: { tab?: Tab } = useSearch({ from: "/shell/bot" });
  const navigate = useNavigate();
  const tab = search.tab ?? "rules";
  return (
    <div className={css.screen}>
      <div role="tablist" aria-label={t("place")} className={css.tabs}>
        {TABS.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            aria-selected={one === tab}
            onClick={() => void navigate({ to: "/bot", search: parseSearch({ tab: one }), replace: true })}
          >
            {t(`tab.${one}`)}
          </button>
        ))}
      </div>
      {tab === "rules" && <Rules />}
      {tab === "flows" && <Flows />}
      {tab === "settings" && <Settings />}
    </div>
  );
};
