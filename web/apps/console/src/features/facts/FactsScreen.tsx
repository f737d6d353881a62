import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button } from "@yingke/ui";
import { useCallback, useState } from "react";
import { Forbidden } from "../../app/faces";
import { useMay } from "../../app/session";
import { Facts } from "./Facts";
import css from "./facts.module.css";
import { Gaps } from "./Gaps";
import { parseSearch, type Search, TABS } from "./model";
import { Pairs } from "./Pairs";
import { factWords } from "./words";

/** `/facts`: facts, contradictions, gaps, as three leaves. */
export const FactsScreen = () => (useMay("knowledge.edit") ? <Leaves /> : <Forbidden />);

const Leaves = () => {
  const t = factWords.use();
  const search: Search = useSearch({ from: "/shell/facts" });
  const navigate = useNavigate();
  const tab = search.tab ?? "facts";
  const [adding, setAdding] = useState(false);
  const show = useCallback(
    (next: Search) => void navigate({ to: "/facts", search: parseSearch({ ...next }), replace: true }),
    [navigate],
  );
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
              onClick={() => show({ tab: one === "facts" ? undefined : one })}
            >
              {t(`tab.${one}`)}
            </button>
          ))}
        </div>
        {tab === "facts" && (
          <Button look="primary" onClick={() => setAdding(true)}>
            {t("fact.new")}
          </Button>
        )}
      </header>
      {tab === "facts" && <Facts search={search} show={show} adding={adding} onAdded={() => setAdding(false)} />}
      {tab === "pairs" && <Pairs />}
      {tab === "gaps" && <Gaps />}
    </div>
  );
};
