import ArrowLeftOutlined from "@ant-design/icons/es/icons/ArrowLeftOutlined";
import ProfileOutlined from "@ant-design/icons/es/icons/ProfileOutlined";
import { Avatar, Button, MoodDot, StatusTag, type Tone, WaitingTime } from "@yingke/ui";
import { useMemo } from "react";
import { useAgents, useGroups } from "../../../app/directory";
import { AppLink, go } from "../../../app/go";
import { query } from "../../../app/http";
import { appWords, textIn, useLanguage } from "../../../app/i18n";
import { type Command, useCommands } from "../../../app/keys";
import { useMay, useMe } from "../../../app/session";
import { EndButton } from "../actions/EndButton";
import { TicketButton } from "../actions/TicketButton";
import { TransferButton } from "../actions/TransferButton";
import { WhyButton } from "../actions/WhyButton";
import type { Filter } from "../model/filter";
import { useMoments } from "../model/moments";
import type { Conversation, ConversationState } from "../model/types";
import { words } from "../words";
import css from "./thread.module.css";

const TONES: Record<ConversationState, Tone> = {
  bot: "info",
  queued: "warning",
  offered: "warning",
  active: "success",
  wrapup: "info",
  ended: "neutral",
  offline_message: "note",
};

interface HeadProps {
  conversation: Conversation;
  filter: Filter;
  panelOpen: boolean;
  togglePanel: () => void;
}

export const Head = ({ conversation, filter, panelOpen, togglePanel }: HeadProps) => {
  const t = words.use();
  const app = appWords.use();
  const language = useLanguage();
  const groups = useGroups();
  const supervise = useMay("supervise");
  const myId = useMe().agent.id;
  const { id, customer, state, mood, waiting_since, enqueued_at, group_id, agent_id } = conversation;
  const name = customer.nickname || app("customer.anonymous");
  const group = group_id ? groups.get(group_id) : undefined;
  const movable = state === "active" || (supervise && (state === "queued" || state === "offered"));
  const endable = state === "active" || state === "wrapup" || (supervise && (state === "bot" || state === "queued"));
  const mine = agent_id === myId;
  const waits =
    state === "queued" || state === "offered" ? enqueued_at : state === "active" ? waiting_since : undefined;
  const back = `/inbox${query({ ...filter })}`;

  useCommands(
    useMemo<Command[]>(
      () => [
        {
          id: "inbox.back",
          title: () => words.t("command.back"),
          section: "conversation",
          keys: "escape",
          keysOnly: true,
          run: () => go(back),
        },
      ],
      [back],
    ),
  );

  return (
    <header className={css.head}>
      <AppLink href={back} className={css.back} aria-label={t("thread.to_list")}>
        <ArrowLeftOutlined />
      </AppLink>
      <Avatar name={name} size={36} />
      <div className={css.title}>
        <h1>
          <AppLink href={`/customers/${customer.id}`}>{name}</AppLink>
          {customer.tier && <span className={css.tier}>{customer.tier}</span>}
          {mood !== "calm" && (
            <span className={css.mood}>
              <MoodDot mood={mood} /> {app(`mood.${mood}`)}
            </span>
          )}
        </h1>
        <p>
          <StatusTag tone={TONES[state]}>{app(`conversation_state.${state}`)}</StatusTag>
          {waits && (
            <span>
              {t("row.waiting")} <WaitingTime since={waits} />
            </span>
          )}
          {group && <span className={css.facts}>{textIn(group.name, language)}</span>}
          <Holder id={agent_id ?? undefined} />
          {(agent_id || group_id) && <WhyButton id={id} />}
          <Viewers id={id} />
        </p>
      </div>
      <div className={css.actions}>
        <TicketButton id={id} />
        {movable && (mine || supervise) && <TransferButton id={id} />}
        {endable && (mine || supervise) && <EndButton conversation={conversation} />}
        <Button
          look="quiet"
          size="small"
          className={css.iconOnly}
          aria-pressed={panelOpen}
          aria-label={t("panel.toggle")}
          title={t("panel.toggle")}
          onClick={togglePanel}
        >
          <ProfileOutlined aria-hidden="true" />
        </Button>
      </div>
    </header>
  );
};

const Holder = ({ id }: { id: string | undefined }) => {
  const t = words.use();
  const myId = useMe().agent.id;
  const agents = useAgents();
  if (!id) return null;
  const name = id === myId ? t("thread.me") : agents.get(id)?.name;
  return name ? <span className={css.facts}>{name}</span> : null;
};

const Viewers = ({ id }: { id: string }) => {
  const t = words.use();
  const myId = useMe().agent.id;
  const agents = useAgents();
  const viewers = useMoments((moments) => moments.viewers[id]);
  const names = (viewers ?? []).filter((each) => each !== myId).flatMap((each) => agents.get(each)?.name ?? []);
  return names.length > 0 ? (
    <span className={css.viewing}>{t("thread.viewing", { names: names.slice(0, 3).join("、") })}</span>
  ) : null;
};
