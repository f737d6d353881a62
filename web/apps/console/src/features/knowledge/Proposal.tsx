import { Button } from "@yingke/ui";
import { Input } from "antd";
import { useId, useState } from "react";
import { FormRow } from "../../parts/form/FormRow";
import { useSaving } from "../../parts/form/useSaving";
import { propose } from "./api";
import css from "./editor.module.css";
import type { Knowledge } from "./model";
import { knowledgeWords } from "./words";

/** Whoever only reads says what should change and why; those who answer for the item decide. */
export const Proposal = ({ item, close }: { item: Knowledge; close: () => void }) => {
  const t = knowledgeWords.use();
  const id = useId();
  const { save, saving, problem } = useSaving("knowledge");
  const [open, setOpen] = useState(false);
  const [answer, setAnswer] = useState(item.answer ?? "");
  const [note, setNote] = useState("");
  // An article and an SOP are longer than one field: there the reason says it.
  const short = item.kind === "question" || item.kind === "script";
  if (item.state !== "published") return null;
  if (item.stage) return <p className={css.begun}>{t("propose.busy")}</p>;
  if (!open) return <Button onClick={() => setOpen(true)}>{t("propose.open")}</Button>;
  const send = async () => {
    const sent = await save((once) => propose(item.id, short ? answer : "", note.trim(), once), t("propose.sent"));
    if (sent) close();
  };
  return (
    <section aria-label={t("propose.open")} className={css.proposal}>
      {short && (
        <FormRow id={`${id}-answer`} label={t("propose.answer")} problem={problem("answer")}>
          <Input.TextArea
            id={`${id}-answer`}
            autoFocus
            autoSize={{ minRows: 3, maxRows: 10 }}
            maxLength={5000}
            value={answer}
            onChange={(event) => setAnswer(event.target.value)}
          />
        </FormRow>
      )}
      <FormRow id={`${id}-note`} label={t("propose.note")} effect={t("propose.note.effect")} problem={problem("note")}>
        <Input.TextArea
          id={`${id}-note`}
          autoFocus={!short}
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </FormRow>
      <div className={css.proposalFoot}>
        <Button onClick={() => setOpen(false)}>{t("propose.cancel")}</Button>
        <Button look="primary" busy={saving} disabled={note.trim().length < 2} onClick={() => void send()}>
          {t("propose.send")}
        </Button>
      </div>
    </section>
  );
};
