import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, EmptyState, RelativeTime, SkeletonRows, StatusTag } from "@yingke/ui";
import { Broken } from "../../app/faces";
import { AppLink } from "../../app/go";
import { textIn, useLanguage } from "../../app/i18n";
import { useSaving } from "../../parts/form/useSaving";
import { createFlow, type FlowView, flowsQuery } from "./api";
import css from "./bot.module.css";
import { botWords } from "./words";

/** What the bot can do, and whether customers get it. */
export const Flows = () => {
  const t = botWords.use();
  const language = useLanguage();
  const navigate = useNavigate();
  const { data, isPending, isError, error, refetch } = useQuery(flowsQuery);
  const { save, saving } = useSaving("bot");
  if (isPending) return <SkeletonRows rows={5} />;
  if (isError) return <Broken error={error} retry={() => void refetch()} />;
  const begin = async () => {
    const taken = new Set(data.map((flow) => flow.key));
    let n = data.length + 1;
    while (taken.has(`flow_${n}`)) n += 1;
    const draft = {
      name: { "zh-CN": t("flow.new.name", { n }) },
      words: [],
      start: "say_1",
      steps: [{ key: "say_1", x: 40, y: 40, does: { kind: "say" as const, text: { "zh-CN": t("flow.new.text") } } }],
    };
    const made = await save((once) => createFlow(`flow_${n}`, draft, once), null);
    if (made) void navigate({ to: "/bot/flows/$flowId", params: { flowId: made.id } });
  };
  return (
    <>
      <div className={css.head}>
        <p className={css.lead}>{t("flows.lead")}</p>
        <Button look="primary" busy={saving} onClick={() => void begin()}>
          {t("flow.new")}
        </Button>
      </div>
      {data.length === 0 && <EmptyState title={t("flows.none")} hint={t("flows.none.hint")} />}
      <ul className={css.list}>
        {data.map((flow) => (
          <li key={flow.id}>
            <AppLink href={`/bot/flows/${flow.id}`} className={css.rule}>
              <span className={css.main}>
                <strong>{textIn(flow.draft.name, language)}</strong>
                <span className={css.quiet}>{(flow.draft.words ?? []).slice(0, 6).join(" · ")}</span>
              </span>
              <span className={css.quiet}>{t("flow.steps", { count: flow.draft.steps.length })}</span>
              <span className={css.quiet}>
                <RelativeTime at={flow.updated_at} />
              </span>
              <FlowState flow={flow} />
            </AppLink>
          </li>
        ))}
      </ul>
    </>
  );
};

export const FlowState = ({ flow }: { flow: FlowView }) => {
  const t = botWords.use();
  return (
    <span className={css.states}>
      {flow.published == null ? (
        <StatusTag tone="neutral">{t("flow.draft")}</StatusTag>
      ) : (
        <StatusTag tone="success">{t("flow.live", { number: flow.published })}</StatusTag>
      )}
      {flow.changed && <StatusTag tone="warning">{t("flow.changed")}</StatusTag>}
      {flow.problems.length > 0 && (
        <StatusTag tone="danger">{t("flow.problems", { count: flow.problems.length })}</StatusTag>
      )}
    </span>
  );
};
