import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button } from "@yingke/ui";
import { useCallback, useState } from "react";
import { Forbidden } from "../../app/faces";
import { useMay } from "../../app/session";
import { Place } from "../../parts/place/Place";
import { Facts } from "./Facts";
import { Gaps } from "./Gaps";
import { parseSearch, type Search, TABS } from "./model";
import { Pairs } from "./Pairs";
import { Voices } from "./Voices";
import { factWords } from "./words";

/** `/facts`: facts, contradictions, gaps, and what customers ask of the product, as leaves. */
export const FactsScreen = () => (useMay("knowledge.edit") ? <Leaves /> : <Forbidden />);

const Leaves = () => {
  const t = factWords.use();
  const search = useSearch({ from: "/shell/facts", select: parseSearch });
  const navigate = useNavigate();
  const tab = search.tab ?? "facts";
  const [adding, setAdding] = useState(false);
  const show = useCallback(
    (next: Search) => void navigate({ to: "/facts", search: parseSearch({ ...next }), replace: true }),
    [navigate],
  );
  return (
    <Place
      label={t("place")}
      tabs={TABS}
      tab={tab}
      show={(one) => show({ tab: one === "facts" ? undefined : one })}
      face={(one) => t(`tab.${one}`)}
      beside={
        tab === "facts" && (
          <Button look="primary" onClick={() => setAdding(true)}>
            {t("fact.new")}
          </Button>
        )
      }
    >
      {tab === "facts" && <Facts search={search} show={show} adding={adding} onAdded={() => setAdding(false)} />}
      {tab === "pairs" && <Pairs />}
      {tab === "gaps" && <Gaps />}
      {tab === "voices" && <Voices />}
    </Place>
  );
};
