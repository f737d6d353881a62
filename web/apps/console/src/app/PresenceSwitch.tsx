import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import { Floating, MenuHeading, MenuItem, MenuLine, PresenceDot } from "@yingke/ui";
import { notOlder } from "./cache";
import { request } from "./http";
import { appWords } from "./i18n";
import { BREAKS, presenceOf } from "./presence";
import { type Me, sessionQuery, useMe } from "./session";
import css from "./shell.module.css";
import { useToast } from "./toast";

type AgentState = Schemas["AgentState"];

/** Own working state and own load, always in sight, one click to change. */
export const PresenceSwitch = () => {
  const t = appWords.use();
  const { agent } = useMe();
  const change = useChangeState();
  const state = t(`agent_state.${agent.state}`);
  return (
    <Floating
      kind="menu"
      placement="right-end"
      className={css.footButton}
      label={t("presence.label", { state, load: agent.load, capacity: agent.capacity })}
      panelLabel={t("presence.menu")}
      busy={change.isPending}
      face={
        <>
          <span className={css.footState}>
            <PresenceDot presence={presenceOf[agent.state]} />
            <span className={css.load} title={t("presence.load")}>
              {agent.load}/{agent.capacity}
            </span>
          </span>
          <span className={css.placeWord}>{state}</span>
        </>
      }
    >
      {(close) => {
        const choose = (next: AgentState, reason = "") => {
          close();
          change.mutate({ state: next, reason });
        };
        return (
          <>
            {(["ready", "busy"] as const).map((next) => (
              <MenuItem
                key={next}
                icon={<PresenceDot presence={presenceOf[next]} />}
                checked={agent.state === next}
                hint={t(`agent_state_hint.${next}`)}
                onChoose={() => choose(next)}
              >
                {t(`agent_state.${next}`)}
              </MenuItem>
            ))}
            <MenuLine />
            <MenuHeading>
              {t("agent_state.break")} · {t("agent_state_hint.break")}
            </MenuHeading>
            {BREAKS.map((reason) => (
              <MenuItem
                key={reason}
                icon={<PresenceDot presence="break" />}
                checked={agent.state === "break" && agent.state_reason === reason}
                onChoose={() => choose("break", reason)}
              >
                {t(`break.${reason}`)}
              </MenuItem>
            ))}
            <MenuLine />
            <MenuItem
              icon={<PresenceDot presence="offline" />}
              checked={agent.state === "offline"}
              hint={t("agent_state_hint.offline")}
              onChoose={() => choose("offline")}
            >
              {t("agent_state.offline")}
            </MenuItem>
          </>
        );
      }}
    </Floating>
  );
};

/** Whoever let an offer run out gets nothing new; that must not go unnoticed for the rest of the day. */
export const PausedBanner = () => {
  const t = appWords.use();
  const { agent } = useMe();
  const change = useChangeState();
  return agent.state === "not_responding" ? (
    <div className={css.banner} role="status">
      <span>{t("presence.paused")}</span>
      <button
        type="button"
        className={css.bannerButton}
        disabled={change.isPending}
        onClick={() => change.mutate({ state: "ready", reason: "" })}
      >
        {t("presence.resume")}
      </button>
    </div>
  ) : null;
};

const useChangeState = () => {
  const client = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: (body: { state: AgentState; reason: string }) =>
      request<Schemas["AgentView"] | undefined>("PUT", "/me/state", body),
    onSuccess: (agent) => {
      if (!agent) return client.invalidateQueries({ queryKey: sessionQuery.queryKey });
      client.setQueryData<Me | null>(sessionQuery.queryKey, (me) =>
        me ? { ...me, agent: notOlder(me.agent, agent) } : me,
      );
    },
    onError: toast.failed,
  });
};
