import { Modal } from "antd";
import css from "../admin.module.css";
import { adminWords } from "../words";
import { CopyBlock } from "./CopyBlock";

interface SecretDialogProps {
  title: string;
  /** What it is for and where it belongs. */
  hint: string;
  secret: string;
  close: () => void;
}

/** A secret that is shown this once. It closes by its button only, not by a click beside it. */
export const SecretDialog = ({ title, hint, secret, close }: SecretDialogProps) => {
  const t = adminWords.use();
  return (
    <Modal
      open
      title={title}
      okText={t("secret.kept")}
      cancelButtonProps={{ hidden: true }}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      onOk={close}
    >
      <div className={css.stack}>
        <p>{hint}</p>
        <CopyBlock text={secret} label={title} />
        <p className={css.warn}>{t("secret.once")}</p>
      </div>
    </Modal>
  );
};
