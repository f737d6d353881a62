import { PresenceDot, type PresenceWord, useNow } from "@yingke/ui";
import { AppLink } from "../../app/go";
import { appWords } from "../../app/i18n";
import { breakWord } from "../../app/presence";
import { type AgentState, byState, clock, type Wall, type WallAgent } from "./model";
import css from "./wall.module.css";
import { wallWords } from "./words";

const PRESENCE = {
  ready: "ready",
  busy: "busy",
  wrapup: "wrapup",
  break: "break",
  not_responding: "away",
  offline_pending: "away",
  offline: "offline",
} satisfies Record<AgentState, PresenceWord>;

/** Who is here and since when; people who have gone home are only counted. */
export const Agents = ({ wall }: { wall: Wall }) => {
  const t = wallWords.use();
  const here = byState(wall.agents).filter((agent) => agent.state !== "offline" || agent.load > 0);
  const away = wall.agents.length - here.length;
  return (
    <section className={css.panel}>
      <h2>
        {t("agents")}
        {away > 0 && <small>{t("agents.offline", { count: away })}</small>}
      </h2>
      {wall.agents.length === 0 && <p className={css.none}>{t("agents.none")}</p>}
      <ul className={css.agents}>
        {here.map((agent) => (
          <Agent key={agent.agent_id} agent={agent} />
        ))}
      </ul>
    </section>
  );
};

const Agent = ({ agent }: { agent: WallAgent }) => {
  const t = wallWords.use();
  const app = appWords.use();
  const now = useNow(1000);
  const { load, capacity } = agent;
  return (
    <li className={css.agent} data-state={agent.state} data-full={(load >= capacity && capacity > 0) || undefined}>
      <AppLink href={`/inbox?box=all&agent_id=${agent.agent_id}`} className={css.agentLink}>
        <span className={css.agentName}>{agent.nickname}</span>
        <span className={css.agentState}>
          <PresenceDot presence={PRESENCE[agent.state]} />
          <span className={css.clip}>{breakWord(agent.state_reason, app) || app(`agent_state.${agent.state}`)}</span>
          <span className={css.since}>{clock(now - agent.since)}</span>
        </span>
        <span className={css.agentLoad} title={t("agent.load", { load, capacity })}>
          <Pips load={load} capacity={capacity} />
          <span className={css.loadNumber}>
            {load}/{capacity}
          </span>
        </span>
      </AppLink>
    </li>
  );
};

const MOST_PIPS = 12;

/** One mark for each conversation one may hold. */
const Pips = ({ load, capacity }: { load: number; capacity: number }) => (
  <span className={css.pips} aria-hidden="true">
    {Array.from({ length: Math.min(MOST_PIPS, Math.max(capacity, load)) }, (_, pip) => (
      <span key={pip} data-on={pip < load || undefined} data-over={pip >= capacity || undefined} />
    ))}
  </span>
);
