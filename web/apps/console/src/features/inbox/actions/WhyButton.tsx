import { useQuery } from "@tanstack/react-query";
import { EmptyState, Floating, RelativeTime, SkeletonRows, StatusTag } from "@yingke/ui";
import { useAgents, useGroups } from "../../../app/directory";
import { Broken } from "../../../app/faces";
import { textIn, useLanguage } from "../../../app/i18n";
import { decisionsQuery } from "../api";
import { words } from "../words";
import css from "./actions.module.css";

/** "Why this agent": every decision of routing, with those who were asked and why not. */
export const WhyButton = ({ id }: { id: string }) => {
  const t = words.use();
  return (
    <Floating className={css.why} face={t("why.button")} panelLabel={t("why.title")}>
      {() => <Decisions id={id} />}
    </Floating>
  );
};

const REASONS = [
  "round_robin",
  "least_loaded",
  "last_agent",
  "claimed",
  "transferred",
  "taken_over",
  "nobody_ready",
  "all_full",
  "all_declined",
] as const;
const NOT_CHOSEN = [
  "offline",
  "busy",
  "break",
  "wrapup",
  "not_responding",
  "offline_pending",
  "full",
  "declined",
  "disabled",
] as const;

const Decisions = ({ id }: { id: string }) => {
  const t = words.use();
  const language = useLanguage();
  const agents = useAgents();
  const groups = useGroups();
  const decisions = useQuery(decisionsQuery(id));
  const reasonText = (reason: string) => {
    const known = REASONS.find((each) => each === reason);
    return known ? t(`why.reason.${known}`) : reason;
  };
  const candidateText = (reason: string) => {
    const known = NOT_CHOSEN.find((each) => each === reason);
    return known ? t(`why.not.${known}`) : reasonText(reason);
  };
  return (
    <div className={css.decisions}>
      <h2>{t("why.title")}</h2>
      {decisions.isPending && <SkeletonRows rows={2} />}
      {decisions.isError && <Broken compact error={decisions.error} retry={() => void decisions.refetch()} />}
      {decisions.data?.length === 0 && <EmptyState compact title={t("why.none")} />}
      {decisions.data?.map((decision) => {
        const group = decision.group_id ? groups.get(decision.group_id) : undefined;
        return (
          <section key={decision.at}>
            <p>
              <b>{decision.winner ? (agents.get(decision.winner)?.name ?? decision.winner) : t("why.nobody")}</b>{" "}
              <StatusTag tone={decision.winner ? "brand" : "warning"}>{reasonText(decision.reason)}</StatusTag>
            </p>
            <p className={css.quiet}>
              {group && `${textIn(group.name, language)} · `}
              <RelativeTime at={decision.at} />
            </p>
            {decision.candidates.length > 0 && (
              <ul>
                {decision.candidates.map((candidate) => (
                  <li key={candidate.agent_id} data-eligible={candidate.eligible || undefined}>
                    <span>{agents.get(candidate.agent_id)?.name ?? candidate.agent_id}</span>
                    <span className={css.quiet}>
                      {candidate.load}/{candidate.capacity}
                    </span>
                    <span className={css.quiet}>
                      {candidate.agent_id === decision.winner
                        ? t("why.chosen")
                        : candidate.reason && candidate.reason !== "eligible"
                          ? candidateText(candidate.reason)
                          : t("why.could")}
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </div>
  );
};
