import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@yingke/ui";
import { useMemo, useRef } from "react";
import { useAgents } from "../../../app/directory";
import { type Command, useCommands } from "../../../app/keys";
import { useMay, useMe } from "../../../app/session";
import { useToast } from "../../../app/toast";
import { accept, transfer } from "../api";
import { applyAnswer } from "../live";
import type { Conversation } from "../model/types";
import { words } from "../words";
import { Composer } from "./Composer";
import css from "./composer.module.css";

/** What one can do here and now: take it, write, or only read. */
export const Foot = ({ conversation }: { conversation: Conversation }) => {
  const t = words.use();
  const myId = useMe().agent.id;
  const supervise = useMay("supervise");
  const agents = useAgents();
  const { state, agent_id } = conversation;
  switch (state) {
    case "queued":
      return <TakeBar conversation={conversation} />;
    case "offered":
      return agent_id === myId ? (
        <TakeBar conversation={conversation} />
      ) : (
        <p className={css.bar}>{t("foot.offered_to", { name: agents.get(agent_id ?? "")?.name ?? "" })}</p>
      );
    case "active":
    case "wrapup":
      if (agent_id === myId) return <Composer conversation={conversation} />;
      return (
        <>
          {supervise && <TakeOverBar conversation={conversation} holder={agents.get(agent_id ?? "")?.name ?? ""} />}
          <Composer conversation={conversation} holder={agents.get(agent_id ?? "")?.name} notesOnly={!supervise} />
        </>
      );
    case "bot":
      return supervise ? <TakeOverBar conversation={conversation} /> : <p className={css.bar}>{t("foot.bot")}</p>;
    case "ended":
      return <p className={css.bar}>{t("foot.ended")}</p>;
    case "offline_message":
      return <p className={css.bar}>{t("foot.offline_message")}</p>;
  }
};

/** A supervisor steps in: from then on it is his. */
const TakeOverBar = ({ conversation, holder }: { conversation: Conversation; holder?: string }) => {
  const t = words.use();
  const client = useQueryClient();
  const toast = useToast();
  const myId = useMe().agent.id;
  const { id } = conversation;
  const take = useMutation({
    mutationFn: () => transfer(id, { agent_id: myId, reason: "" }),
    onSuccess: (answer) => applyAnswer(client, id, answer),
    onError: toast.failed,
  });
  return (
    <div className={css.bar} data-slim={holder !== undefined || undefined}>
      <span>{holder === undefined ? t("foot.bot") : t("foot.held_by", { name: holder })}</span>
      <Button size="small" busy={take.isPending} onClick={() => take.mutate()}>
        {t("foot.take_over")}
      </Button>
    </div>
  );
};

const TakeBar = ({ conversation }: { conversation: Conversation }) => {
  const t = words.use();
  const client = useQueryClient();
  const toast = useToast();
  const { id } = conversation;
  const take = useMutation({
    mutationFn: () => accept(id),
    onSuccess: (answer) => applyAnswer(client, id, answer),
    onError: (error) => {
      toast.failed(error);
      void client.invalidateQueries({ queryKey: ["conversation", id] });
    },
  });
  const run = useRef(take.mutate);
  run.current = take.mutate;
  useCommands(
    useMemo<Command[]>(
      () => [
        {
          id: "offer.accept",
          title: () => words.t("command.accept"),
          section: "conversation",
          keys: "y",
          run: () => run.current(),
        },
      ],
      [],
    ),
  );
  return (
    <div className={css.bar}>
      <span>{t("foot.waiting")}</span>
      <Button look="primary" busy={take.isPending} onClick={() => take.mutate()} title="Y">
        {t("offer.accept")}
      </Button>
    </div>
  );
};
