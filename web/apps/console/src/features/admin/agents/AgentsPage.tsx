import { useQuery } from "@tanstack/react-query";
import { Avatar, EmptyState, type PresenceWord, SkeletonRows, StatusTag } from "@yingke/ui";
import { useState } from "react";
import { type Agent, agentsQuery, useGroups } from "../../../app/directory";
import { Broken } from "../../../app/faces";
import { appWords, textIn, useLanguage } from "../../../app/i18n";
import css from "../admin.module.css";
import { Page } from "../ui/Page";
import { SecretDialog } from "../ui/SecretDialog";
import { adminWords } from "../words";
import { AgentForm } from "./AgentForm";

const PRESENCE = {
  ready: "ready",
  busy: "busy",
  wrapup: "wrapup",
  break: "break",
  not_responding: "away",
  offline_pending: "away",
  offline: "offline",
} satisfies Record<Agent["state"], PresenceWord>;

export const AgentsPage = () => {
  const t = adminWords.use();
  const agents = useQuery(agentsQuery);
  const [asked, setAsked] = useState<Agent | "new">();
  const [secret, setSecret] = useState<{ name: string; password: string }>();
  return (
    <Page section="agents" action={{ label: t("agent.new"), run: () => setAsked("new") }}>
      {agents.isPending && <SkeletonRows rows={6} avatar />}
      {agents.isError && <Broken error={agents.error} retry={() => void agents.refetch()} />}
      {agents.data?.length === 0 && <EmptyState title={t("agent.none")} />}
      {agents.data && <List agents={agents.data} choose={setAsked} />}
      {asked && (
        <AgentForm
          key={asked === "new" ? "new" : asked.id}
          agent={asked === "new" ? undefined : asked}
          close={() => setAsked(undefined)}
          onPassword={(name, password) => setSecret({ name, password })}
        />
      )}
      {secret && (
        <SecretDialog
          title={t("agent.password", { name: secret.name })}
          hint={t("agent.password.hint")}
          secret={secret.password}
          close={() => setSecret(undefined)}
        />
      )}
    </Page>
  );
};

const List = ({ agents, choose }: { agents: Agent[]; choose: (agent: Agent) => void }) => {
  const t = adminWords.use();
  const app = appWords.use();
  const language = useLanguage();
  const groups = useGroups();
  const [words, setWords] = useState("");
  const wanted = words.trim().toLowerCase();
  const shown = agents
    .filter((agent) => `${agent.name} ${agent.nickname} ${agent.email}`.toLowerCase().includes(wanted))
    .sort((a, b) => Number(b.enabled) - Number(a.enabled));
  return (
    <>
      {agents.length > 10 && (
        <input
          className={css.filter}
          type="search"
          value={words}
          placeholder={t("agent.filter")}
          aria-label={t("agent.filter")}
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      <ul className={css.rows}>
        {shown.map((agent) => (
          <li key={agent.id} data-off={agent.enabled ? undefined : true}>
            <button type="button" className={css.rowButton} onClick={() => choose(agent)}>
              <Avatar
                name={agent.name}
                src={agent.avatar || undefined}
                size={32}
                presence={PRESENCE[agent.state]}
                presenceLabel={app(`agent_state.${agent.state}`)}
              />
              <span className={css.rowMain}>
                <strong>{agent.name}</strong>
                <span className={css.quiet}>
                  {agent.nickname} · {agent.email}
                </span>
              </span>
              <span className={css.rowNote}>
                {agent.group_ids
                  .map((id) => groups.get(id))
                  .filter((group) => group !== undefined)
                  .map((group) => textIn(group.name, language))
                  .join(language === "en" ? ", " : "、")}
              </span>
              <span className={css.rowEnd}>
                {app(`role.${agent.role}`)} · {t("agent.upTo", { count: agent.capacity })}
              </span>
              {!agent.enabled && <StatusTag>{t("off")}</StatusTag>}
            </button>
          </li>
        ))}
        {shown.length === 0 && <li className={css.quiet}>{t("search.none")}</li>}
      </ul>
    </>
  );
};
