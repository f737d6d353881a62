import { useEffect, useRef, useState } from "react";
import { errorText } from "../../../app/errors";
import { ApiError, errorFromBody } from "../../../app/http";
import { appWords, currentLanguage } from "../../../app/i18n";
import type { Attachment } from "../model/types";
import { words } from "../words";

export const LARGEST_BYTES = 20 * 1024 * 1024;
const AT_ONCE = 10;

export interface Upload {
  key: number;
  name: string;
  /** 0..1 */
  progress: number;
  problem?: string;
  retry?: () => void;
}

export interface Uploads {
  list: Upload[];
  busy: boolean;
  add: (files: File[]) => void;
  remove: (key: number) => void;
}

/** Files on their way up, with progress. What has arrived belongs to the draft. */
export const useUploads = (arrived: (attachment: Attachment) => void): Uploads => {
  const t = words.use();
  const app = appWords.use();
  const [list, setList] = useState<Upload[]>([]);
  const running = useRef(new Map<number, XMLHttpRequest>());
  const lastKey = useRef(0);
  const done = useRef(arrived);
  done.current = arrived;

  useEffect(() => {
    const requests = running.current;
    return () => {
      for (const request of requests.values()) request.abort();
    };
  }, []);

  const change = (key: number, change: Partial<Upload>) =>
    setList((uploads) => uploads.map((upload) => (upload.key === key ? { ...upload, ...change } : upload)));

  const remove = (key: number) => {
    running.current.get(key)?.abort();
    running.current.delete(key);
    setList((uploads) => uploads.filter((upload) => upload.key !== key));
  };

  const start = (key: number, file: File) => {
    change(key, { progress: 0, problem: undefined });
    const { request, finished } = upload(file, (progress) => change(key, { progress }));
    running.current.set(key, request);
    finished.then(
      (attachment) => {
        remove(key);
        done.current(attachment);
      },
      (error: unknown) => change(key, { problem: errorText(error, app), retry: () => start(key, file) }),
    );
  };

  const add = (files: File[]) => {
    for (const file of files.slice(0, AT_ONCE)) {
      lastKey.current += 1;
      const key = lastKey.current;
      const tooLarge = file.size > LARGEST_BYTES;
      setList((uploads) => [
        ...uploads,
        { key, name: file.name, progress: 0, problem: tooLarge ? t("upload.too_large") : undefined },
      ]);
      if (!tooLarge) start(key, file);
    }
  };

  return { list, busy: list.some((upload) => !upload.problem), add, remove };
};

/** fetch tells nothing about the way up; XMLHttpRequest does. */
const upload = (file: File, onProgress: (share: number) => void) => {
  const request = new XMLHttpRequest();
  const finished = new Promise<Attachment>((resolve, reject) => {
    request.open("POST", "/api/v1/attachments");
    request.setRequestHeader("Accept-Language", currentLanguage());
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status < 300) resolve(JSON.parse(request.responseText) as Attachment);
      else reject(errorFromBody(request.status, request.responseText));
    };
    request.onerror = () => reject(new ApiError(0, "network", ""));
  });
  const form = new FormData();
  form.append("file", file, file.name);
  request.send(form);
  return { request, finished };
};
