import ExclamationCircleFilled from "@ant-design/icons/es/icons/ExclamationCircleFilled";
import { useQueryClient } from "@tanstack/react-query";
import { Avatar } from "@yingke/ui";
import { appWords } from "../../../app/i18n";
import { useMe } from "../../../app/session";
import { discard, sendAgain } from "../deliver";
import { changeDraft, draftOf, useDrafts } from "../model/drafts";
import { arrived, type Outgoing } from "../model/outgoing";
import { words } from "../words";
import { Content } from "./Content";
import css from "./thread.module.css";

/** On its way, or stuck: then what went wrong and what can be done stand right below. */
export const OutgoingRow = ({ outgoing, head }: { outgoing: Outgoing; head: boolean }) => {
  const t = words.use();
  const app = appWords.use();
  const client = useQueryClient();
  const { agent } = useMe();
  const failed = outgoing.state === "failed";
  const message = arrived(outgoing, { id: outgoing.clientId, seq: 0, at: outgoing.at });

  const takeBack = () => {
    const { conversationId, internal, body } = outgoing;
    const draft = draftOf(useDrafts.getState(), conversationId);
    const mode = internal ? "note" : "reply";
    changeDraft(conversationId, { mode, [mode]: [body, draft[mode]].filter(Boolean).join("\n") });
    discard(outgoing);
  };

  return (
    <article
      className={css.message}
      data-look={outgoing.internal ? "note" : "agent"}
      data-head={head || undefined}
      data-state={outgoing.state}
    >
      <span className={css.face}>{head && <Avatar name={agent.name} src={agent.avatar || undefined} size={32} />}</span>
      <div className={css.said}>
        <div className={css.bubbleLine}>
          <div className={css.bubble}>
            <Content message={message} />
          </div>
        </div>
        {failed ? (
          <span className={css.failed} role="alert">
            <ExclamationCircleFilled aria-hidden="true" /> {t("message.failed")} {outgoing.problem}
            <button type="button" onClick={() => sendAgain(client, outgoing)}>
              {app("action.retry")}
            </button>
            {outgoing.kind === "text" && (
              <button type="button" onClick={takeBack}>
                {t("message.take_back")}
              </button>
            )}
            <button type="button" onClick={() => discard(outgoing)}>
              {t("message.discard")}
            </button>
          </span>
        ) : (
          <span className={css.mark}>{t("message.sending")}</span>
        )}
      </div>
    </article>
  );
};
