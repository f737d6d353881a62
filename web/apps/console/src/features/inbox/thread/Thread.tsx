import { useQuery } from "@tanstack/react-query";
import { EmptyState, SkeletonRows } from "@yingke/ui";
import { useEffect } from "react";
import { isForbidden, isMissing } from "../../../app/errors";
import { Broken } from "../../../app/faces";
import { AppLink } from "../../../app/go";
import { query } from "../../../app/http";
import { watch } from "../../../app/live";
import { conversationQuery } from "../api";
import { Foot } from "../composer/Foot";
import type { Filter } from "../model/filter";
import { words } from "../words";
import { Head } from "./Head";
import { Messages } from "./Messages";
import css from "./thread.module.css";

interface ThreadProps {
  id: string;
  filter: Filter;
  panelOpen: boolean;
  togglePanel: () => void;
}

/** One conversation: head, messages, and what stands at the foot of it. */
export const Thread = ({ id, filter, panelOpen, togglePanel }: ThreadProps) => {
  const t = words.use();
  const conversation = useQuery(conversationQuery(id));
  useEffect(() => watch({ type: "watch", conversation_id: id }), [id]);

  if (conversation.isPending) {
    return (
      <section className={css.thread} aria-busy="true" aria-label={t("thread.label")} data-whole-screen>
        <SkeletonRows rows={7} avatar />
      </section>
    );
  }
  if (!conversation.data) {
    const { error } = conversation;
    return (
      <section className={css.thread} data-broken data-whole-screen aria-label={t("thread.label")}>
        {isMissing(error) || isForbidden(error) ? (
          <EmptyState
            title={t("thread.missing")}
            hint={t("thread.missing_hint")}
            action={<AppLink href={`/inbox${query({ ...filter })}`}>{t("thread.to_list")}</AppLink>}
          />
        ) : (
          <Broken error={error} retry={() => void conversation.refetch()} />
        )}
      </section>
    );
  }
  return (
    <section className={css.thread} data-whole-screen aria-label={t("thread.label")}>
      <Head conversation={conversation.data} filter={filter} panelOpen={panelOpen} togglePanel={togglePanel} />
      <Messages conversation={conversation.data} />
      <Foot conversation={conversation.data} />
    </section>
  );
};
