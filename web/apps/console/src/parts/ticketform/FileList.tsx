import CloseOutlined from "@ant-design/icons/es/icons/CloseOutlined";
import LoadingOutlined from "@ant-design/icons/es/icons/LoadingOutlined";
import PaperClipOutlined from "@ant-design/icons/es/icons/PaperClipOutlined";
import ReloadOutlined from "@ant-design/icons/es/icons/ReloadOutlined";
import { bytesText, useLocale } from "@yingke/ui";
import { Button } from "antd";
import css from "./form.module.css";
import type { Attachment, Upload } from "./useUploads";
import { formWords } from "./words";

interface FileListProps {
  files: readonly Attachment[];
  uploads?: readonly Upload[];
  onRemove?: (attachmentId: string) => void;
  onAgain?: (upload: Upload) => void;
  onForget?: (key: number) => void;
}

/** Files that are there, on their way, or did not arrive. */
export const FileList = ({ files, uploads = [], onRemove, onAgain, onForget }: FileListProps) => {
  const t = formWords.use();
  const locale = useLocale();
  if (files.length + uploads.length === 0) return null;
  return (
    <div className={css.files}>
      {files.map((file) => (
        <div key={file.attachment_id} className={css.file}>
          {file.mime.startsWith("image/") ? (
            <img className={css.thumb} src={file.url} alt="" loading="lazy" />
          ) : (
            <PaperClipOutlined aria-hidden="true" />
          )}
          <a className={css.fileName} href={file.url} target="_blank" rel="noreferrer" title={file.name}>
            {file.name}
          </a>
          <span className={css.quiet}>{bytesText(file.size_bytes, locale)}</span>
          {onRemove && (
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined />}
              aria-label={t("file.remove", { name: file.name })}
              onClick={() => onRemove(file.attachment_id)}
            />
          )}
        </div>
      ))}
      {uploads.map((upload) => (
        <div
          key={upload.key}
          className={css.file}
          data-failed={upload.state === "sending" ? undefined : true}
          role={upload.state === "sending" ? "status" : "alert"}
        >
          {upload.state === "sending" && <LoadingOutlined aria-hidden="true" />}
          <span className={css.fileName}>{t(`file.${upload.state}`, { name: upload.file.name })}</span>
          {upload.state === "failed" && onAgain && (
            <Button size="small" type="text" icon={<ReloadOutlined />} onClick={() => onAgain(upload)}>
              {t("file.again")}
            </Button>
          )}
          {upload.state !== "sending" && onForget && (
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined />}
              aria-label={t("file.remove", { name: upload.file.name })}
              onClick={() => onForget(upload.key)}
            />
          )}
        </div>
      ))}
    </div>
  );
};
