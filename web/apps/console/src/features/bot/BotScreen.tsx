import { useNavigate, useSearch } from "@tanstack/react-router";
import { Forbidden } from "../../app/faces";
import { useMay } from "../../app/session";
import { Place } from "../../parts/place/Place";
import { Flows } from "./Flows";
import { Menus } from "./Menus";
import { parseSearch, TABS } from "./model";
import { Rules } from "./Rules";
import { Settings } from "./Settings";
import { botWords } from "./words";

/** `/bot`: predicted questions, keyword menus, task flows and settings side by side. */
export const BotScreen = () => (useMay("knowledge.edit") ? <Leaves /> : <Forbidden />);

const Leaves = () => {
  const t = botWords.use();
  const search = useSearch({ from: "/shell/bot", select: parseSearch });
  const navigate = useNavigate();
  const tab = search.tab ?? "rules";
  return (
    <Place
      label={t("place")}
      tabs={TABS}
      tab={tab}
      show={(one) => void navigate({ to: "/bot", search: parseSearch({ tab: one }), replace: true })}
      face={(one) => t(`tab.${one}`)}
    >
      {tab === "rules" && <Rules />}
      {tab === "menus" && <Menus />}
      {tab === "flows" && <Flows />}
      {tab === "settings" && <Settings />}
    </Place>
  );
};
