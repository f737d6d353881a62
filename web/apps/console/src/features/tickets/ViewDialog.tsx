import { Checkbox, Input, Modal } from "antd";
import { useState } from "react";
import { appWords } from "../../app/i18n";
import type { SavedView } from "./api";
import css from "./tickets.module.css";
import { ticketWords } from "./words";

interface ViewDialogProps {
  /** Absent: a new one. */
  view?: SavedView;
  close: () => void;
  save: (name: string, shared: boolean) => void;
}

const NAME_MOST = 40;

export const ViewDialog = ({ view, close, save }: ViewDialogProps) => {
  const t = ticketWords.use();
  const app = appWords.use();
  const [name, setName] = useState(view?.name ?? "");
  const [shared, setShared] = useState(view?.shared ?? false);
  const submit = () => {
    if (!name.trim()) return;
    save(name.trim(), shared);
    close();
  };
  return (
    <Modal
      open
      title={view ? t("view.rename") : t("view.saveTitle")}
      okText={app("action.save")}
      cancelText={app("action.cancel")}
      okButtonProps={{ disabled: !name.trim() }}
      onOk={submit}
      onCancel={close}
      width={420}
    >
      <div className={css.dialogForm}>
        <Input
          autoFocus
          aria-label={t("view.name")}
          placeholder={t("view.namePlaceholder")}
          maxLength={NAME_MOST}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={(event) => {
            if (!event.nativeEvent.isComposing) submit();
          }}
        />
        <Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)}>
          {t("view.share")}
        </Checkbox>
      </div>
    </Modal>
  );
};
