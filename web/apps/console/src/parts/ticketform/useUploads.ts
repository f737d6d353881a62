import type { Schemas } from "@yingke/api";
import { useRef, useState } from "react";
import { FILE_MOST_BYTES, uploadFile } from "./api";

export type Attachment = Schemas["AttachmentView"];

/** A file on its way, or one that did not arrive and can be sent again. */
export interface Upload {
  key: number;
  file: File;
  state: "sending" | "failed" | "too_large";
}

/** Files chosen, pasted or dropped. Those that arrived are handed to `onDone`, the others are listed. */
export const useUploads = (onDone: (attachment: Attachment) => void) => {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const next = useRef(0);
  const done = useRef(onDone);
  done.current = onDone;

  const send = async ({ key, file }: Upload) => {
    try {
      const attachment = await uploadFile(file);
      setUploads((all) => all.filter((one) => one.key !== key));
      done.current(attachment);
    } catch {
      setUploads((all) => all.map((one) => (one.key === key ? { ...one, state: "failed" } : one)));
    }
  };

  const add = (files: Iterable<File>) => {
    const added = [...files].map((file): Upload => {
      next.current += 1;
      return { key: next.current, file, state: file.size > FILE_MOST_BYTES ? "too_large" : "sending" };
    });
    setUploads((all) => [...all, ...added]);
    for (const upload of added) if (upload.state === "sending") void send(upload);
  };

  const again = (upload: Upload) => {
    setUploads((all) => all.map((one) => (one.key === upload.key ? { ...one, state: "sending" } : one)));
    void send(upload);
  };

  const forget = (key: number) => setUploads((all) => all.filter((one) => one.key !== key));

  return { uploads, add, again, forget, sending: uploads.some((one) => one.state === "sending") };
};
