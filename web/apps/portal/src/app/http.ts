// Calls to the server: one way to make them, one shape of failure.
import { language, t } from "./i18n";

export class Failure extends Error {
  /** `code`: stable word of the server, or `offline` when it could not be reached. `fields`: what is wrong in a form. */
  constructor(
    readonly code: string,
    message: string,
    readonly status = 0,
    readonly fields: { field: string; message: string }[] = [],
  ) {
    super(message);
  }
}

/** What went wrong, in words for people. */
export function wordsOf(problem: unknown): string {
  if (!(problem instanceof Failure)) return t("failed");
  if (problem.code === "offline") return t("unreachable");
  if (problem.code === "too_large") return t("file_too_big");
  if (problem.code === "unsupported_media") return t("file_kind");
  if (problem.code === "busy" || problem.code === "rate_limited") return t("too_busy");
  if (problem.status === 404) return t("gone");
  return readable(problem.message) || t("failed");
}

/** The server explains in English; a reader of Chinese gets our own words instead. */
export const readable = (message: string): string =>
  language() === "en" || [...message].some((letter) => letter > "\u{7f}") ? message : "";

let bearer: string | null = null;
let refused = () => {};

/** Whose calls they are from now on, and what to do when the server does not take the token any more. */
export const speakAs = (token: string | null, onRefused: () => void) => {
  bearer = token;
  refused = onRefused;
};

export async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const token = bearer;
  let response: Response;
  let text: string;
  try {
    response = await fetch(`/api/widget/v1/${path}`, {
      method,
      headers: {
        "Accept-Language": language(),
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "Content-Type": "application/json" }),
      },
      body: JSON.stringify(body),
      credentials: "omit",
      signal: AbortSignal.timeout(20_000),
    });
    text = await response.text();
  } catch {
    throw new Failure("offline", "");
  }
  if (response.ok) return (text ? JSON.parse(text) : undefined) as T;
  if (response.status === 401 && token && token === bearer) refused();
  throw failureOf(response.status, text);
}

/** Uploads go through XMLHttpRequest, because `fetch` does not tell how far it has come. */
export const upload = <T>(file: File, onProgress: (part: number) => void): Promise<T> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/widget/v1/attachments");
    request.setRequestHeader("Authorization", `Bearer ${bearer}`);
    request.setRequestHeader("Accept-Language", language());
    request.upload.onprogress = (event) => onProgress(event.total ? event.loaded / event.total : 0);
    request.onerror = request.onabort = () => reject(new Failure("offline", ""));
    request.onload = () =>
      request.status < 300
        ? resolve(JSON.parse(request.responseText))
        : reject(failureOf(request.status, request.responseText));
    const form = new FormData();
    form.append("file", file, file.name || "image.png");
    request.send(form);
  });

function failureOf(status: number, text: string): Failure {
  try {
    const { code, message, fields } = JSON.parse(text).error;
    return new Failure(code, message, status, fields ?? []);
  } catch {
    return new Failure(status >= 500 || status === 429 ? "busy" : "bad_request", "", status);
  }
}

export const newId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
