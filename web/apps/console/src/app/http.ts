import { currentLanguage } from "./i18n";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

interface RequestOptions {
  /** For creating calls: the same key again returns the first answer. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** What the server refused or the network lost. `code` is stable and may be compared; `message` is for people. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly field?: string,
    readonly requestId?: string,
    readonly retryAfterMs?: number,
  ) {
    super(message);
    this.name = "ApiError";
  }

  /** The same call may succeed later without anybody changing anything. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** One call of `/api/v1`. `path` begins with a slash: `/conversations/counts`. */
export const request = async <T>(
  method: Method,
  path: string,
  body?: unknown,
  options: RequestOptions = {},
): Promise<T> => {
  const headers: Record<string, string> = { "Accept-Language": currentLanguage() };
  if (body !== undefined && !(body instanceof FormData)) headers["Content-Type"] = "application/json";
  if (options.idempotencyKey) headers["Idempotency-Key"] = options.idempotencyKey;
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      headers,
      credentials: "same-origin",
      body: body === undefined ? undefined : body instanceof FormData ? body : JSON.stringify(body),
      signal: options.signal,
    });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new ApiError(0, "network", "");
  }
  if (!response.ok) throw await readError(response);
  const text = await response.text();
  return (text === "" ? undefined : JSON.parse(text)) as T;
};

const readError = async (response: Response): Promise<ApiError> => {
  const retryAfter = Number(response.headers.get("Retry-After"));
  return errorFromBody(response.status, await response.text(), retryAfter > 0 ? retryAfter * 1000 : undefined);
};

/** A proxy in between may answer with a page of its own; then only the status is known. */
export const errorFromBody = (status: number, text: string, retryAfterMs?: number): ApiError => {
  try {
    const { error } = JSON.parse(text) as {
      error: { code: string; message: string; field?: string; request_id?: string };
    };
    return new ApiError(status, error.code, error.message, error.field, error.request_id, retryAfterMs);
  } catch {
    return new ApiError(
      status,
      status === 401 ? "unauthenticated" : "internal",
      "",
      undefined,
      undefined,
      retryAfterMs,
    );
  }
};

/** `{a: 1, b: undefined, c: ""}` → `?a=1` */
export const query = (params: Record<string, string | number | boolean | undefined | null>): string => {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    if (value !== undefined && value !== null && value !== "") search.set(key, String(value));
  }
  const text = search.toString();
  return text ? `?${text}` : "";
};

export const freshKey = (): string => crypto.randomUUID();
