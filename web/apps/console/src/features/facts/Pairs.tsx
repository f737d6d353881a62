import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, EmptyState, RelativeTime, SkeletonRows, StatusTag } from "@yingke/ui";
import { useState } from "react";
import { Broken } from "../../app/faces";
import { AppLink } from "../../app/go";
import { useToast } from "../../app/toast";
import { useFactsSaid } from "../../parts/facts/said";
import { dismissPair, pairsQuery } from "./api";
import css from "./facts.module.css";
import type { Pair } from "./model";
import { factWords } from "./words";

export const Pairs = () => {
  const t = factWords.use();
  const pairs = useQuery(pairsQuery);
  return (
    <>
      <p className={css.lead}>{t("pair.lead")}</p>
      {pairs.isPending && <SkeletonRows rows={8} />}
      {pairs.isError && !pairs.data && <Broken error={pairs.error} retry={() => void pairs.refetch()} />}
      {pairs.data?.length === 0 && <EmptyState title={t("pair.none")} hint={t("pair.none.hint")} />}
      <ul className={css.cards}>
        {pairs.data?.map((pair) => (
          <Card key={`${pair.a.id}:${pair.b.id}`} pair={pair} />
        ))}
      </ul>
    </>
  );
};

const Card = ({ pair }: { pair: Pair }) => {
  const t = factWords.use();
  const toast = useToast();
  const said = useFactsSaid();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const fine = async () => {
    setBusy(true);
    try {
      await dismissPair(pair.a.id, pair.b.id);
      await client.invalidateQueries({ queryKey: pairsQuery.queryKey });
    } catch (error) {
      toast.failed(error);
      setBusy(false);
    }
  };
  const contradicts = pair.kind === "contradiction";
  return (
    <li className={css.card}>
      <p className={css.marks}>
        <StatusTag tone={contradicts ? "danger" : "warning"}>
          {t(contradicts ? "pair.contradiction" : "pair.duplicate")}
        </StatusTag>
        <span className={css.quiet}>{t("pair.alike", { percent: pair.alike })}</span>
        {pair.differences.map((difference) => (
          <span key={`${difference.a}:${difference.b}`} className={css.difference}>
            {difference.a} <span aria-hidden="true">≠</span> {difference.b}
          </span>
        ))}
      </p>
      <div className={css.two}>
        {[pair.a, pair.b].map((item) => (
          <div key={item.id} className={css.side}>
            <AppLink href={`/knowledge?q=${encodeURIComponent(item.key)}`}>{item.question}</AppLink>
            <p>{said(item.answer, item.lang)}</p>
            <p className={css.quiet}>
              {t("pair.asked", { count: item.asked })} · <RelativeTime at={item.updated_at} />
            </p>
          </div>
        ))}
      </div>
      <p className={css.actions}>
        <Button busy={busy} onClick={() => void fine()}>
          {t("pair.fine")}
        </Button>
      </p>
    </li>
  );
};
