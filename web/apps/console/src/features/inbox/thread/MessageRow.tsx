import CheckOutlined from "@ant-design/icons/es/icons/CheckOutlined";
import CopyOutlined from "@ant-design/icons/es/icons/CopyOutlined";
import LockOutlined from "@ant-design/icons/es/icons/LockOutlined";
import RobotOutlined from "@ant-design/icons/es/icons/RobotOutlined";
import { Avatar, exactText, timeText, useLocale } from "@yingke/ui";
import { useAgents } from "../../../app/directory";
import { appWords } from "../../../app/i18n";
import { useMe } from "../../../app/session";
import { useToast } from "../../../app/toast";
import type { Conversation, Message } from "../model/types";
import { words } from "../words";
import { Content } from "./Content";
import css from "./thread.module.css";

interface MessageRowProps {
  message: Message;
  head: boolean;
  tail: boolean;
  conversation: Conversation;
}

/** Who speaks is told by side, ground and sign; colour alone tells nothing. */
export const MessageRow = ({ message, head, tail, conversation }: MessageRowProps) => {
  const locale = useLocale();
  const look = message.internal ? "note" : message.sender_kind;
  return (
    <article className={css.message} data-look={look} data-head={head || undefined}>
      <span className={css.face}>{head && <Face message={message} conversation={conversation} />}</span>
      <div className={css.said}>
        {head && <Name message={message} conversation={conversation} />}
        <div className={css.bubbleLine}>
          <div className={css.bubble} title={exactText(message.at, locale)}>
            <Content message={message} />
          </div>
          <HoverActions message={message} />
        </div>
        {tail && message.sender_kind === "agent" && !message.internal && (
          <Mark read={message.seq <= conversation.customer_read_seq} />
        )}
      </div>
    </article>
  );
};

const Face = ({ message, conversation }: { message: Message; conversation: Conversation }) => {
  const agents = useAgents();
  const app = appWords.use();
  if (message.sender_kind === "bot") {
    return (
      <span className={css.botFace} aria-hidden="true">
        <RobotOutlined />
      </span>
    );
  }
  const agent = message.sender_kind === "agent" ? agents.get(message.sender_id ?? "") : undefined;
  const name = agent?.name || message.sender_name || conversation.customer.nickname || app("customer.anonymous");
  return <Avatar name={name} src={agent?.avatar || undefined} size={32} />;
};

const Name = ({ message, conversation }: { message: Message; conversation: Conversation }) => {
  const t = words.use();
  const app = appWords.use();
  const locale = useLocale();
  const agents = useAgents();
  const myId = useMe().agent.id;
  const agent = message.sender_kind === "agent" ? agents.get(message.sender_id ?? "") : undefined;
  const names = {
    customer: conversation.customer.nickname || app("customer.anonymous"),
    agent: message.sender_id === myId ? t("thread.me") : (agent?.name ?? message.sender_name ?? t("thread.agent")),
    bot: t("thread.bot"),
    system: "",
  } satisfies Record<Message["sender_kind"], string>;
  return (
    <header className={css.name}>
      {message.internal && (
        <span className={css.noteMark}>
          <LockOutlined aria-hidden="true" /> {t("thread.note")}
        </span>
      )}
      <span>{names[message.sender_kind]}</span>
      <time dateTime={new Date(message.at).toISOString()}>{timeText(message.at, locale)}</time>
    </header>
  );
};

const Mark = ({ read }: { read: boolean }) => {
  const t = words.use();
  return (
    <span className={css.mark} data-read={read || undefined}>
      <CheckOutlined aria-hidden="true" />
      {t(read ? "message.read" : "message.sent")}
    </span>
  );
};

const HoverActions = ({ message }: { message: Message }) => {
  const app = appWords.use();
  const toast = useToast();
  if (!message.body) return null;
  return (
    <span className={css.hover}>
      <button
        type="button"
        aria-label={app("action.copy")}
        title={app("action.copy")}
        onClick={() => {
          navigator.clipboard.writeText(message.body).then(() => toast.done(app("action.copied")), toast.failed);
        }}
      >
        <CopyOutlined />
      </button>
    </span>
  );
};
