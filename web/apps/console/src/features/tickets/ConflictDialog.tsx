import { RelativeTime } from "@yingke/ui";
import { Modal, Radio } from "antd";
import { useState } from "react";
import type { Detail } from "./api";
import { useEdit } from "./editing";
import type { Conflict } from "./model/conflict";
import css from "./tickets.module.css";
import { useValueText } from "./useValueText";
import { ticketWords } from "./words";

/** A colleague was faster. Shows what both changed; nothing of mine is lost and nothing of theirs is overwritten unseen. */
export const ConflictDialog = ({ ticket, conflict }: { ticket: Detail; conflict: Conflict }) => {
  const t = ticketWords.use();
  const { settle, drop, saving } = useEdit();
  const { fieldName, valueText } = useValueText(ticket);
  const [choose, setChoose] = useState<Record<string, "mine" | "theirs">>({});
  const undecided = conflict.clashes.some((clash) => !choose[clash.key]);
  const names = (keys: string[]) => keys.map(fieldName).join(", ");
  const [first] = conflict.by;
  return (
    <Modal
      open
      title={t("conflict.title")}
      okText={t(conflict.clashes.length > 0 ? "conflict.reapply" : "conflict.saveMine")}
      cancelText={t("conflict.drop")}
      okButtonProps={{ disabled: undecided }}
      confirmLoading={saving}
      onOk={() => void settle(choose)}
      onCancel={drop}
      mask={{ closable: false }}
    >
      <div className={css.dialogForm}>
        <p>
          {first ? t("conflict.by", { who: conflict.by.map((one) => one.name).join(", ") }) : t("conflict.someone")}{" "}
          {first && <RelativeTime at={first.at} />}
        </p>
        {conflict.clashes.length > 0 && <p>{t("conflict.clash")}</p>}
        {conflict.clashes.map((clash) => (
          <fieldset key={clash.key} className={css.clash}>
            <legend>{fieldName(clash.key)}</legend>
            <p className={css.quiet}>{t("conflict.before", { value: valueText(clash.key, clash.before) })}</p>
            <Radio.Group
              vertical
              value={choose[clash.key]}
              onChange={(event) => setChoose((now) => ({ ...now, [clash.key]: event.target.value }))}
              options={(["mine", "theirs"] as const).map((side) => ({
                value: side,
                label: `${t(`conflict.${side}`)} — ${valueText(clash.key, clash[side])}`,
              }))}
            />
          </fieldset>
        ))}
        {conflict.arrived.length > 0 && (
          <p className={css.quiet}>{t("conflict.arrived", { list: names(conflict.arrived) })}</p>
        )}
        {conflict.kept.length > 0 && <p className={css.quiet}>{t("conflict.kept", { list: names(conflict.kept) })}</p>}
      </div>
    </Modal>
  );
};
