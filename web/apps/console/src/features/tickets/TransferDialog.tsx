import { useMutation } from "@tanstack/react-query";
import { Input, Modal, Segmented, Select } from "antd";
import { useState } from "react";
import { useAgents, useGroups } from "../../app/directory";
import { appWords, textIn, useLanguage } from "../../app/i18n";
import { useToast } from "../../app/toast";
import { type Detail, transferTicket } from "./api";
import css from "./tickets.module.css";
import { useAfterMove } from "./useAfterMove";
import { ticketWords } from "./words";

const REASON_MOST = 500;

/** To a colleague or a group, never without a reason (S3-17). */
export const TransferDialog = ({ ticket, close }: { ticket: Detail; close: () => void }) => {
  const t = ticketWords.use();
  const app = appWords.use();
  const language = useLanguage();
  const toast = useToast();
  const afterMove = useAfterMove(ticket.id);
  const agents = useAgents();
  const groups = useGroups();
  const [kind, setKind] = useState<"group" | "agent">("group");
  const [to, setTo] = useState<string>();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);

  const sending = useMutation({
    mutationFn: (target: string) =>
      transferTicket(ticket.id, { [kind === "group" ? "group_id" : "agent_id"]: target, reason: reason.trim() }),
    onSuccess: async () => {
      close();
      await afterMove();
    },
    onError: (error) => toast.failed(error),
  });
  const submit = () => {
    setTried(true);
    if (to && reason.trim()) sending.mutate(to);
  };

  const options =
    kind === "group"
      ? [...groups.values()]
          .filter((group) => group.id !== ticket.group_id || ticket.agent_id)
          .map((group) => ({ value: group.id, label: textIn(group.name, language) }))
      : [...agents.values()]
          .filter((agent) => agent.enabled && agent.id !== ticket.agent_id)
          .map((agent) => ({
            value: agent.id,
            label: `${agent.name} · ${app(`agent_state.${agent.state}`)}`,
          }));

  return (
    <Modal
      open
      title={t("detail.transferTitle")}
      okText={t("detail.transfer")}
      cancelText={app("action.cancel")}
      confirmLoading={sending.isPending}
      onOk={submit}
      onCancel={close}
    >
      <div className={css.dialogForm}>
        <Segmented
          aria-label={t("detail.transferTo")}
          options={[
            { value: "group", label: t("detail.transferGroup") },
            { value: "agent", label: t("detail.transferAgent") },
          ]}
          value={kind}
          onChange={(value) => {
            setKind(value as "group" | "agent");
            setTo(undefined);
          }}
        />
        <Select
          autoFocus
          aria-label={t("detail.transferTo")}
          placeholder={t("facts.choose")}
          status={tried && !to ? "error" : undefined}
          showSearch={{ optionFilterProp: "label" }}
          options={options}
          value={to}
          onChange={setTo}
        />
        <Input.TextArea
          aria-label={t("detail.reason")}
          placeholder={t("detail.reasonPlaceholder")}
          status={tried && !reason.trim() ? "error" : undefined}
          autoSize={{ minRows: 3, maxRows: 8 }}
          maxLength={REASON_MOST}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <p className={tried && !reason.trim() ? css.problem : css.quiet}>{t("detail.reasonNeeded")}</p>
      </div>
    </Modal>
  );
};
