import ApiOutlined from "@ant-design/icons/es/icons/ApiOutlined";
import EditOutlined from "@ant-design/icons/es/icons/EditOutlined";
import GlobalOutlined from "@ant-design/icons/es/icons/GlobalOutlined";
import ShopOutlined from "@ant-design/icons/es/icons/ShopOutlined";
import { Link } from "@tanstack/react-router";
import { Avatar, MoodDot, RelativeTime, WaitingTime } from "@yingke/ui";
import { memo } from "react";
import { useAgents } from "../../../app/directory";
import { appWords } from "../../../app/i18n";
import { useMe } from "../../../app/session";
import { draftOf, unsentText, useDrafts } from "../model/drafts";
import type { Filter } from "../model/filter";
import { useMoments } from "../model/moments";
import type { Conversation } from "../model/types";
import { words } from "../words";
import css from "./list.module.css";

const CHANNEL_ICONS = {
  widget: GlobalOutlined,
  portal: ShopOutlined,
  manual: EditOutlined,
  api: ApiOutlined,
} as const satisfies Record<Conversation["channel"], unknown>;

interface RowProps {
  conversation: Conversation;
  filter: Filter;
  selected: boolean;
}

export const Row = memo(({ conversation, filter, selected }: RowProps) => {
  const t = words.use();
  const app = appWords.use();
  const { customer, mood, unread_agent } = conversation;
  const name = customer.nickname || app("customer.anonymous");
  const Channel = CHANNEL_ICONS[conversation.channel];
  return (
    <Link
      to="/inbox/$conversationId"
      params={{ conversationId: conversation.id }}
      search={filter}
      className={css.row}
      // The router writes aria-current itself; what is drawn does not depend on it.
      aria-current={selected ? "page" : undefined}
      data-selected={selected || undefined}
      preload={false}
      draggable={false}
    >
      <Avatar name={name} size={36} />
      <span className={css.main}>
        <span className={css.line}>
          <strong className={css.name} data-unread={unread_agent > 0 || undefined}>
            {name}
          </strong>
          {customer.tier && <span className={css.tier}>{customer.tier}</span>}
          <span className={css.channel} title={app(`channel.${conversation.channel}`)}>
            <Channel aria-label={app(`channel.${conversation.channel}`)} />
          </span>
          <span className={css.clock}>
            <RowClock conversation={conversation} />
          </span>
        </span>
        <span className={css.line}>
          {mood !== "calm" && <MoodDot mood={mood} label={app(`mood.${mood}`)} />}
          <Preview conversation={conversation} />
          <Viewers id={conversation.id} holder={conversation.agent_id ?? undefined} />
          {unread_agent > 0 && (
            <span className={css.unread} role="img" aria-label={t("row.unread", { count: unread_agent })}>
              {unread_agent > 99 ? "99+" : unread_agent}
            </span>
          )}
        </span>
      </span>
    </Link>
  );
});

/** Waiting is the loudest: its clock takes the place of the time of the last activity. */
const RowClock = ({ conversation }: { conversation: Conversation }) => {
  const t = words.use();
  const since = waitsSince(conversation);
  return since === undefined ? (
    <RelativeTime at={conversation.last_message_at ?? conversation.created_at} className={css.quietTime} />
  ) : (
    <WaitingTime since={since} label={t("row.waiting")} />
  );
};

const waitsSince = ({ state, enqueued_at, waiting_since }: Conversation): number | undefined => {
  if (state === "queued" || state === "offered") return enqueued_at ?? waiting_since ?? undefined;
  return state === "active" ? (waiting_since ?? undefined) : undefined;
};

const Preview = ({ conversation }: { conversation: Conversation }) => {
  const t = words.use();
  const app = appWords.use();
  const draft = useDrafts((drafts) => unsentText(draftOf(drafts, conversation.id)));
  if (draft) {
    return (
      <span className={css.preview}>
        <b className={css.draft}>{t("row.draft")}</b> {draft}
      </span>
    );
  }
  const { state, last_sender, last_preview } = conversation;
  const who = last_sender === "agent" ? t("row.agent_said") : last_sender === "bot" ? t("row.bot_said") : "";
  return (
    <span className={css.preview}>
      {state !== "active" && <span className={css.state}>{app(`conversation_state.${state}`)}</span>}
      {who}
      {last_preview || t("row.nothing_said")}
    </span>
  );
};

/** Who else has this thread open. */
const Viewers = ({ id, holder }: { id: string; holder: string | undefined }) => {
  const t = words.use();
  const me = useMe().agent.id;
  const agents = useAgents();
  const ids = useMoments((moments) => moments.viewers[id]);
  const others = (ids ?? []).filter((each) => each !== me);
  const owner = holder && holder !== me ? agents.get(holder) : undefined;
  const shown = others.length > 0 ? others.map((each) => agents.get(each)) : [owner];
  return shown.slice(0, 2).map(
    (agent) =>
      agent && (
        <span key={agent.id} className={css.viewer} data-looking={others.includes(agent.id) || undefined}>
          <Avatar
            name={agent.name}
            src={agent.avatar || undefined}
            size={18}
            title={t(others.includes(agent.id) ? "row.viewing" : "row.held_by", { name: agent.name })}
          />
        </span>
      ),
  );
};
