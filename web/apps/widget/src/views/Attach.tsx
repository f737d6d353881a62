// Evidence for a form: files with their progress, until each has its id.
import { useState } from "preact/hooks";
import { useDesk } from "../desk";
import { t } from "../i18n";
import { MAX_UPLOAD_BYTES } from "../state/client";
import { type Failure, wordsOf } from "../state/http";
import type { Attachment } from "../state/types";
import { Picture } from "./Cards";
import { Wrong } from "./Face";
import { Icon } from "./Icon";

interface Upload {
  name: string;
  part: number;
}

export interface AttachProps {
  label: string;
  invalid?: boolean;
  files: Attachment[];
  onFiles(change: (files: Attachment[]) => Attachment[]): void;
  onBusy(busy: boolean): void;
}

export function Attach(props: AttachProps) {
  const { client } = useDesk();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const [problem, setProblem] = useState("");

  const add = async (file: File) => {
    if (file.size > MAX_UPLOAD_BYTES) return setProblem(t("file_too_big"));
    const upload: Upload = { name: file.name, part: 0 };
    setUploads((all) => [...all, upload]);
    try {
      const done = client.upload(file, (part) => {
        upload.part = part;
        setUploads((all) => [...all]);
      }).done;
      const attachment = await done;
      props.onFiles((files) => [...files, attachment]);
    } catch (failure) {
      setProblem(`${file.name}：${wordsOf(failure as Failure)}`);
    }
    setUploads((all) => all.filter((one) => one !== upload));
  };

  const start = async (files: File[]) => {
    setProblem("");
    props.onBusy(true);
    for (const file of files.slice(0, 9 - props.files.length)) await add(file);
    props.onBusy(false);
  };

  return (
    <div class="attach">
      {props.files.map((file) => (
        <span class="attached" key={file.attachment_id}>
          {file.mime.startsWith("image/") ? <Picture url={file.url} icon="file" /> : <Icon name="file" />}
          <span class="cut">{file.name}</span>
          <button
            type="button"
            class="tool"
            aria-label={`${t("remove")} ${file.name}`}
            onClick={() => props.onFiles((files) => files.filter((other) => other !== file))}
          >
            <Icon name="close" />
          </button>
        </span>
      ))}
      {uploads.map((upload) => (
        <span class="attached" key={upload.name}>
          <span class="cut">{upload.name}</span>
          <progress value={upload.part} max={1} aria-label={t("uploading")} />
        </span>
      ))}
      {props.files.length < 9 && (
        <label class="button">
          <Icon name="plus" />
          {t("add")}
          <input
            type="file"
            multiple
            class="sr"
            aria-label={props.label}
            aria-invalid={props.invalid}
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
}
