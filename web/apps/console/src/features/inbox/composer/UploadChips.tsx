import CloseOutlined from "@ant-design/icons/es/icons/CloseOutlined";
import FileOutlined from "@ant-design/icons/es/icons/FileOutlined";
import { bytesText, useLocale } from "@yingke/ui";
import { appWords } from "../../../app/i18n";
import type { Attachment } from "../model/types";
import { words } from "../words";
import css from "./uploads.module.css";
import type { Uploads } from "./useUploads";

interface UploadChipsProps {
  uploads: Uploads;
  attachments: Attachment[];
  remove: (attachmentId: string) => void;
}

/** Files that will go with the next message, and those still on their way up. */
export const UploadChips = ({ uploads, attachments, remove }: UploadChipsProps) => {
  const t = words.use();
  const app = appWords.use();
  const locale = useLocale();
  if (uploads.list.length === 0 && attachments.length === 0) return null;
  return (
    <ul className={css.chips} aria-label={t("upload.label")}>
      {attachments.map((attachment) => (
        <li key={attachment.attachment_id} className={css.chip}>
          {attachment.mime.startsWith("image/") ? (
            <img src={attachment.url} alt="" width="28" height="28" />
          ) : (
            <FileOutlined aria-hidden="true" />
          )}
          <span className={css.chipName}>{attachment.name}</span>
          <small>{bytesText(attachment.size_bytes, locale)}</small>
          <button
            type="button"
            aria-label={t("upload.remove", { name: attachment.name })}
            onClick={() => remove(attachment.attachment_id)}
          >
            <CloseOutlined />
          </button>
        </li>
      ))}
      {uploads.list.map((upload) => (
        <li key={upload.key} className={css.chip} data-failed={upload.problem ? true : undefined}>
          <FileOutlined aria-hidden="true" />
          <span className={css.chipName}>{upload.name}</span>
          {upload.problem ? (
            <small role="alert">{upload.problem}</small>
          ) : (
            <progress max={1} value={upload.progress} aria-label={t("upload.progress", { name: upload.name })} />
          )}
          {upload.problem && upload.retry && (
            <button type="button" className={css.chipRetry} onClick={upload.retry}>
              {app("action.retry")}
            </button>
          )}
          <button
            type="button"
            aria-label={t("upload.remove", { name: upload.name })}
            onClick={() => uploads.remove(upload.key)}
          >
            <CloseOutlined />
          </button>
        </li>
      ))}
    </ul>
  );
};
