// Evidence: files with their progress, until each has its id.
import { useState } from "react";
import { upload, wordsOf } from "../app/http";
import { useWords } from "../app/i18n";
import type { Attachment } from "../app/types";
import { Icon } from "./Icon";
import { Picture, Wrong } from "./pieces";

const MAX_BYTES = 20 * 1024 * 1024;
const MAX_FILES = 9;

export interface AttachProps {
  label: string;
  invalid?: boolean;
  describedBy?: string;
  files: Attachment[];
  onFiles(change: (files: Attachment[]) => Attachment[]): void;
  onBusy(busy: boolean): void;
}

export const Attach = (props: AttachProps) => {
  const t = useWords();
  const [uploads, setUploads] = useState<{ id: number; name: string; part: number }[]>([]);
  const [problem, setProblem] = useState("");

  const add = async (file: File, id: number) => {
    if (file.size > MAX_BYTES) return setProblem(`${file.name}: ${t("file_too_big")}`);
    setUploads((all) => [...all, { id, name: file.name, part: 0 }]);
    try {
      const done = await upload<Attachment>(file, (part) =>
        setUploads((all) => all.map((one) => (one.id === id ? { ...one, part } : one))),
      );
      props.onFiles((files) => [...files, done]);
    } catch (failure) {
      setProblem(`${file.name}: ${wordsOf(failure)}`);
    }
    setUploads((all) => all.filter((one) => one.id !== id));
  };

  const start = async (files: File[]) => {
    setProblem(files.length > MAX_FILES - props.files.length ? t("files_max", { n: MAX_FILES }) : "");
    props.onBusy(true);
    let id = Date.now();
    for (const file of files.slice(0, MAX_FILES - props.files.length)) await add(file, id++);
    props.onBusy(false);
  };

  return (
    <div className="attach">
      {props.files.map((file) => (
        <span className="attached" key={file.attachment_id}>
          {file.mime.startsWith("image/") ? <Picture url={file.url} /> : <Icon name="file" />}
          <span className="cut">{file.name}</span>
          <button
            type="button"
            className="tool"
            aria-label={`${t("remove")} ${file.name}`}
            onClick={() =>
              props.onFiles((files) => files.filter((other) => other.attachment_id !== file.attachment_id))
            }
          >
            <Icon name="close" />
          </button>
        </span>
      ))}
      {uploads.map((one) => (
        <span className="attached" key={one.id}>
          <span className="cut">{one.name}</span>
          <progress value={one.part} max={1} aria-label={`${t("uploading")} ${one.name}`} />
        </span>
      ))}
      {props.files.length < MAX_FILES && (
        <label className="add">
          <Icon name="plus" />
          {t("add_file")}
          <input
            type="file"
            multiple
            className="sr-only"
            aria-label={props.label}
            aria-invalid={props.invalid || undefined}
            aria-describedby={props.describedBy}
            onChange={(event) => {
              start([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = "";
            }}
          />
        </label>
      )}
      <Wrong text={problem} />
    </div>
  );
};
