import SwapOutlined from "@ant-design/icons/es/icons/SwapOutlined";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Avatar, Button } from "@yingke/ui";
import { type FormEvent, useState } from "react";
import { useAgents, useGroups } from "../../../app/directory";
import { errorText } from "../../../app/errors";
import { appWords, textIn, useLanguage } from "../../../app/i18n";
import { presenceOf } from "../../../app/presence";
import { useMe } from "../../../app/session";
import { useToast } from "../../../app/toast";
import { transfer } from "../api";
import { applyAnswer } from "../live";
import { words } from "../words";
import css from "./actions.module.css";
import { KeyedAction } from "./KeyedAction";

/** To a colleague or a group, with a word why. The customer keeps the place that his wait has earned. */
export const TransferButton = ({ id }: { id: string }) => (
  <KeyedAction name="transfer" keys="a" icon={<SwapOutlined aria-hidden="true" />}>
    {(close) => <TransferForm id={id} close={close} />}
  </KeyedAction>
);

type Target = { kind: "agent" | "group"; id: string };

const TransferForm = ({ id, close }: { id: string; close: () => void }) => {
  const t = words.use();
  const app = appWords.use();
  const language = useLanguage();
  const client = useQueryClient();
  const toast = useToast();
  const myId = useMe().agent.id;
  const agents = useAgents();
  const groups = useGroups();
  const [wanted, setWanted] = useState("");
  const [target, setTarget] = useState<Target>();
  const [reason, setReason] = useState("");

  const move = useMutation({
    mutationFn: () =>
      transfer(id, {
        agent_id: target?.kind === "agent" ? target.id : undefined,
        group_id: target?.kind === "group" ? target.id : undefined,
        reason: reason.trim(),
      }),
    onSuccess: (answer) => {
      close();
      toast.done(t("transfer.done"));
      applyAnswer(client, id, answer);
    },
  });

  const text = wanted.trim().toLowerCase();
  const people = [...agents.values()]
    .filter((agent) => agent.enabled && agent.id !== myId && agent.role !== "light")
    .filter(({ name, nickname }) => `${name} ${nickname}`.toLowerCase().includes(text))
    .sort((a, b) => Number(b.state === "ready") - Number(a.state === "ready") || a.load - b.load);
  const teams = [...groups.values()]
    .filter(({ kind }) => kind === "service")
    .filter(({ name }) => textIn(name, language).toLowerCase().includes(text));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (target) move.mutate();
  };

  return (
    <form className={css.form} onSubmit={submit}>
      <h2>{t("transfer.title")}</h2>
      <input
        className={css.input}
        value={wanted}
        placeholder={t("transfer.search")}
        aria-label={t("transfer.search")}
        onChange={(event) => setWanted(event.target.value)}
      />
      <div className={css.targets} role="radiogroup" aria-label={t("transfer.title")}>
        {teams.map((group) => (
          <TargetRow
            key={group.id}
            chosen={target?.id === group.id}
            choose={() => setTarget({ kind: "group", id: group.id })}
            name={textIn(group.name, language)}
            hint={t("transfer.ready_in_group", {
              count: group.member_ids.filter((member) => agents.get(member)?.state === "ready").length,
            })}
          />
        ))}
        {people.map((agent) => (
          <TargetRow
            key={agent.id}
            chosen={target?.id === agent.id}
            choose={() => setTarget({ kind: "agent", id: agent.id })}
            name={agent.name}
            avatar={
              <Avatar name={agent.name} src={agent.avatar || undefined} size={24} presence={presenceOf[agent.state]} />
            }
            hint={`${app(`agent_state.${agent.state}`)} · ${agent.load}/${agent.capacity}`}
          />
        ))}
        {teams.length + people.length === 0 && <p className={css.quiet}>{t("transfer.nobody")}</p>}
      </div>
      <textarea
        className={css.input}
        rows={2}
        maxLength={500}
        value={reason}
        placeholder={t("transfer.reason")}
        aria-label={t("transfer.reason")}
        onChange={(event) => setReason(event.target.value)}
      />
      {move.isError && (
        <p className={css.problem} role="alert">
          {errorText(move.error, app)}
        </p>
      )}
      <footer>
        <Button onClick={close}>{app("action.cancel")}</Button>
        <Button look="primary" type="submit" disabled={!target} busy={move.isPending}>
          {t("transfer.submit")}
        </Button>
      </footer>
    </form>
  );
};

interface TargetRowProps {
  chosen: boolean;
  choose: () => void;
  name: string;
  hint: string;
  avatar?: React.ReactNode;
}

const TargetRow = ({ chosen, choose, name, hint, avatar }: TargetRowProps) => (
  <label className={css.target} data-chosen={chosen || undefined}>
    <input type="radio" name="target" className="sr-only" checked={chosen} onChange={choose} />
    {avatar ?? (
      <span className={css.groupMark} aria-hidden="true">
        #
      </span>
    )}
    <span className={css.targetName}>{name}</span>
    <small>{hint}</small>
  </label>
);
