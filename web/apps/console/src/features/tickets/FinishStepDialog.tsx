import { useMutation } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import { Input, Modal } from "antd";
import { useState } from "react";
import { appWords, textIn, useLanguage } from "../../app/i18n";
import { GuardBar } from "../../parts/guard/GuardBar";
import { useGuard } from "../../parts/guard/useGuard";
import { useRefused } from "../../parts/guard/useRefused";
import { type Detail, finishStep } from "./api";
import { useNames } from "./names";
import css from "./tickets.module.css";
import { useAfterMove } from "./useAfterMove";
import { useTicketType } from "./useTicketTypes";
import { ticketWords } from "./words";

interface FinishStepDialogProps {
  ticket: Detail;
  step: Schemas["StepDef"];
  close: () => void;
}

const BODY_MOST = 5000;

/** The step's own words go to the customer at once, in the customer's language; they are read here first. */
export const FinishStepDialog = ({ ticket, step, close }: FinishStepDialogProps) => {
  const t = ticketWords.use();
  const app = appWords.use();
  const language = useLanguage();
  const failed = useRefused();
  const names = useNames();
  const afterMove = useAfterMove(ticket.id);
  const [body, setBody] = useState("");
  const { steps } = useTicketType(ticket);
  const after = steps
    .slice(steps.findIndex((one) => one.key === step.key) + 1)
    .find((one) => !ticket.steps_done.some((done) => done.key === one.key));
  const finishing = useMutation({
    mutationFn: (override_reason: string) =>
      finishStep(ticket.id, { step: step.key, body: body.trim(), override_reason }),
    onSuccess: async () => {
      close();
      await afterMove();
    },
    onError: (error) => {
      failed(error);
      void afterMove();
    },
  });
  const guard = useGuard(`/tickets/${ticket.id}`, step.public ? body : "");
  const finish = () => {
    if (!guard.blocked && !finishing.isPending) finishing.mutate("");
  };
  return (
    <Modal
      open
      title={t("detail.finishTitle", { step: textIn(step.name, language) })}
      okText={step.public ? t("detail.finishDo") : t("detail.finishDoQuiet")}
      cancelText={app("action.cancel")}
      confirmLoading={finishing.isPending}
      okButtonProps={{ disabled: guard.blocked }}
      onOk={finish}
      onCancel={close}
    >
      <div className={css.dialogForm}>
        {step.public && (
          <>
            <p>{t("detail.finishTold")}</p>
            <blockquote className={css.told}>{textIn(step.text, language)}</blockquote>
          </>
        )}
        <label htmlFor="finish-body">{step.public ? t("detail.finishAdd") : t("detail.finishQuiet")}</label>
        <Input.TextArea
          id="finish-body"
          autoFocus
          className={step.public ? css.publicField : css.internalField}
          autoSize={{ minRows: 2, maxRows: 10 }}
          maxLength={BODY_MOST}
          value={body}
          onChange={(event) => setBody(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) finish();
          }}
        />
        <GuardBar text={body} {...guard} change={setBody} sendAnyway={finishing.mutate} />
        <p className={css.quiet}>
          {after
            ? t("detail.finishGoes", {
                group: names.groupByKey(after.group) ?? after.group,
                step: textIn(after.name, language),
              })
            : t("detail.finishLast")}
        </p>
      </div>
    </Modal>
  );
};
