import PaperClipOutlined from "@ant-design/icons/es/icons/PaperClipOutlined";
import type { Schemas } from "@yingke/api";
import { bytesText, useLocale } from "@yingke/ui";
import css from "./tickets.module.css";

export const Attachments = ({ files }: { files: readonly Schemas["AttachmentView"][] }) => {
  const locale = useLocale();
  if (files.length === 0) return null;
  return (
    <div className={css.attachments}>
      {files.map((file) =>
        file.mime.startsWith("image/") ? (
          <a key={file.attachment_id} href={file.url} target="_blank" rel="noreferrer" className={css.picture}>
            <img src={file.url} alt={file.name} loading="lazy" width={file.width ?? 120} height={file.height ?? 120} />
          </a>
        ) : (
          <a key={file.attachment_id} href={file.url} target="_blank" rel="noreferrer" className={css.fileLink}>
            <PaperClipOutlined aria-hidden="true" />
            <span className={css.ellipsis}>{file.name}</span>
            <span className={css.quiet}>{bytesText(file.size_bytes, locale)}</span>
          </a>
        ),
      )}
    </div>
  );
};
