import PaperClipOutlined from "@ant-design/icons/es/icons/PaperClipOutlined";
import { Button } from "antd";
import { useRef } from "react";
import type { FieldInputProps } from "./FieldInput";
import { FileList } from "./FileList";
import css from "./form.module.css";
import { type Attachment, useUploads } from "./useUploads";
import { formWords } from "./words";

export const AttachmentsInput = ({ id, value, disabled, describedBy, onChange }: FieldInputProps) => {
  const t = formWords.use();
  const picker = useRef<HTMLInputElement>(null);
  const files = attachmentsIn(value);
  // Several files may arrive between two drawings; each must see the one before.
  const held = useRef(files);
  held.current = files;
  const { uploads, add, again, forget } = useUploads((attachment) => {
    held.current = [...held.current, attachment];
    onChange(held.current);
  });
  return (
    <div className={css.files}>
      <FileList
        files={files}
        uploads={uploads}
        onRemove={disabled ? undefined : (gone) => onChange(files.filter((file) => file.attachment_id !== gone))}
        onAgain={again}
        onForget={forget}
      />
      <input
        ref={picker}
        className={css.hidden}
        type="file"
        multiple
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          add(event.target.files ?? []);
          event.target.value = "";
        }}
      />
      <div>
        <Button
          id={id}
          size="small"
          icon={<PaperClipOutlined />}
          disabled={disabled}
          aria-describedby={describedBy}
          onClick={() => picker.current?.click()}
        >
          {t("field.addFiles")}
        </Button>
      </div>
    </div>
  );
};

export const attachmentsIn = (value: unknown): Attachment[] =>
  Array.isArray(value)
    ? value.filter(
        (one): one is Attachment => typeof one === "object" && one !== null && typeof one.attachment_id === "string",
      )
    : [];
