import { PriorityMark } from "@yingke/ui";
import { Input, Modal } from "antd";
import { useState } from "react";
import { appWords } from "../../app/i18n";
import type { Detail, Ticket } from "./api";
import { useEdit } from "./editing";
import { Priority } from "./marks";
import { PRIORITIES } from "./model/filters";
import { PropertyPicker } from "./PropertyPicker";
import css from "./tickets.module.css";
import { ticketWords } from "./words";

/** Raising is one click; lowering asks why (it never happens by itself, DOMAIN §3.6). */
export const PriorityPicker = ({ ticket, disabled }: { ticket: Detail; disabled: boolean }) => {
  const t = ticketWords.use();
  const app = appWords.use();
  const { save } = useEdit();
  const [lower, setLower] = useState<Ticket["priority"]>();
  const [reason, setReason] = useState("");
  const done = () => {
    setLower(undefined);
    setReason("");
  };
  const submit = () => {
    if (!reason.trim()) return;
    void save({ priority: lower, reason: reason.trim() });
    done();
  };
  return (
    <>
      <PropertyPicker
        label={t("facts.priority")}
        disabled={disabled}
        shown={<Priority priority={ticket.priority} />}
        empty=""
        value={ticket.priority}
        options={[...PRIORITIES].reverse().map((value) => ({
          value,
          label: app(`priority.${value}`),
          icon: <PriorityMark priority={value} label="" />,
        }))}
        onChoose={(value) => {
          const next = value as Ticket["priority"];
          if (PRIORITIES.indexOf(next) < PRIORITIES.indexOf(ticket.priority)) setLower(next);
          else void save({ priority: next, reason: "" });
        }}
      />
      {lower && (
        <Modal
          open
          title={t("facts.lowerReason")}
          okText={t("facts.lower")}
          cancelText={app("action.cancel")}
          okButtonProps={{ disabled: !reason.trim() }}
          onOk={submit}
          onCancel={done}
          width={440}
        >
          <div className={css.dialogForm}>
            <p className={css.quiet}>{t("facts.lowerHint")}</p>
            <Input
              autoFocus
              aria-label={t("detail.reason")}
              value={reason}
              maxLength={200}
              onChange={(event) => setReason(event.target.value)}
              onPressEnter={(event) => {
                if (!event.nativeEvent.isComposing) submit();
              }}
            />
          </div>
        </Modal>
      )}
    </>
  );
};
