import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, EmptyState, RelativeTime, SkeletonRows, StatusTag } from "@yingke/ui";
import { useState } from "react";
import { useAgents } from "../../app/directory";
import { Broken } from "../../app/faces";
import { AppLink } from "../../app/go";
import { useToast } from "../../app/toast";
import { dismissGap, gapsQuery } from "./api";
import css from "./facts.module.css";
import { GapForm } from "./GapForm";
import { type Gap, wordingsOf } from "./model";
import { factWords } from "./words";

export const Gaps = () => {
  const t = factWords.use();
  const gaps = useQuery(gapsQuery);
  const [chosen, setChosen] = useState<Gap>();
  return (
    <>
      <p className={css.lead}>
        {t("gap.lead")}
        {gaps.data && gaps.data.answered_since > 0 && ` ${t("gap.since", { count: gaps.data.answered_since })}`}
      </p>
      {gaps.isPending && <SkeletonRows rows={8} />}
      {gaps.isError && !gaps.data && <Broken error={gaps.error} retry={() => void gaps.refetch()} />}
      {gaps.data?.items.length === 0 && <EmptyState title={t("gap.none")} hint={t("gap.none.hint")} />}
      <ul className={css.cards}>
        {gaps.data?.items.map((gap) => (
          <Card
            key={`${gap.questions[0]?.conversation_id}:${gap.questions[0]?.seq}`}
            gap={gap}
            accept={() => setChosen(gap)}
          />
        ))}
      </ul>
      {chosen && <GapForm gap={chosen} close={() => setChosen(undefined)} />}
    </>
  );
};

const Card = ({ gap, accept }: { gap: Gap; accept: () => void }) => {
  const t = factWords.use();
  const toast = useToast();
  const client = useQueryClient();
  const agents = useAgents();
  const [busy, setBusy] = useState(false);
  const aside = async () => {
    setBusy(true);
    try {
      await dismissGap(gap.questions);
      await client.invalidateQueries({ queryKey: gapsQuery.queryKey });
    } catch (error) {
      toast.failed(error);
      setBusy(false);
    }
  };
  const by = gap.answered_by ? agents.get(gap.answered_by)?.name : undefined;
  return (
    <li className={css.card}>
      <h3>{gap.question}</h3>
      <p className={css.marks}>
        <b>{t("gap.count", { count: gap.count })}</b>
        {gap.missed > 0 && <StatusTag tone="warning">{t("gap.missed", { count: gap.missed })}</StatusTag>}
        {gap.unsolved > 0 && <StatusTag tone="danger">{t("gap.unsolved", { count: gap.unsolved })}</StatusTag>}
        {gap.by_person > 0 && <StatusTag>{t("gap.person", { count: gap.by_person })}</StatusTag>}
        <span className={css.quiet}>
          <RelativeTime at={gap.last_at} />
        </span>
      </p>
      <ul className={css.examples}>
        {wordingsOf(gap).map(([wording, examples]) => (
          <li key={wording}>
            <span>{wording === gap.question ? t("gap.threads") : wording}</span>
            {examples.map((example) => (
              <AppLink key={`${example.conversation_id}:${example.seq}`} href={`/inbox/${example.conversation_id}`}>
                <RelativeTime at={example.at} />
              </AppLink>
            ))}
          </li>
        ))}
      </ul>
      {gap.answer ? (
        <blockquote className={css.answer}>
          {gap.answer}
          {by && <footer>{t("gap.by", { name: by })}</footer>}
        </blockquote>
      ) : (
        <p className={css.quiet}>{t("gap.no_answer")}</p>
      )}
      <p className={css.actions}>
        <Button look="primary" onClick={accept}>
          {t("gap.accept")}
        </Button>
        <Button busy={busy} onClick={() => void aside()}>
          {t("gap.dismiss")}
        </Button>
      </p>
    </li>
  );
};
