// Calls to the server: one way to make them, one shape of failure.
import { locale, readable, t } from "../i18n";

export class Failure extends Error {
  /** Stable word of the server; `offline` when it could not be reached at all. */
  declare readonly code: string;
  declare readonly status: number;
  /** What is wrong in a form, field by field. */
  declare readonly fields: { field: string; message: string }[];

  constructor(code: string, message: string, status = 0, fields: Failure["fields"] = []) {
    super(message);
    Object.assign(this, { code, status, fields });
  }
}

/** What went wrong, in words for people. */
export function wordsOf({ code, message }: Failure): string {
  if (code === "offline") return t("unreachable");
  if (code === "too_large") return t("file_too_big");
  if (code === "unsupported_media") return t("file_kind");
  if (code === "busy" || code === "rate_limited") return t("too_busy");
  return readable(message) || t("failed");
}

export type Http = <T>(method: string, path: string, body?: unknown) => Promise<T>;

export function createHttp(base: string, token: () => string | null): Http {
  return async (method, path, body) => {
    const headers: Record<string, string> = { "Accept-Language": locale };
    const bearer = token();
    if (bearer) headers.Authorization = `Bearer ${bearer}`;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${base}api/widget/v1/${path}`, {
        method,
        headers,
        body: JSON.stringify(body),
        credentials: "omit",
        signal: AbortSignal.timeout?.(20_000),
      });
      text = await response.text();
    } catch {
      throw new Failure("offline", "");
    }
    if (!response.ok) throw failureOf(response.status, text);
    return text ? JSON.parse(text) : undefined;
  };
}

/** Uploads go through XMLHttpRequest, because `fetch` does not tell how far it has come. */
export function upload<T>(url: string, token: string, file: Blob, name: string, onProgress: (part: number) => void) {
  const request = new XMLHttpRequest();
  const done = new Promise<T>((resolve, reject) => {
    request.open("POST", url);
    request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.setRequestHeader("Accept-Language", locale);
    request.upload.onprogress = (event) => onProgress(event.total ? event.loaded / event.total : 0);
    request.onerror = request.ontimeout = request.onabort = () => reject(new Failure("offline", ""));
    request.onload = () =>
      request.status < 300
        ? resolve(JSON.parse(request.responseText))
        : reject(failureOf(request.status, request.responseText));
  });
  const form = new FormData();
  form.append("file", file, name);
  request.send(form);
  return { done, abort: () => request.abort() };
}

function failureOf(status: number, text: string): Failure {
  try {
    const { code, message, field, fields } = JSON.parse(text).error;
    return new Failure(code, message, status, field && !fields?.length ? [{ field, message }] : fields);
  } catch {
    return new Failure(status >= 500 || status === 429 ? "busy" : "bad_request", "", status);
  }
}
