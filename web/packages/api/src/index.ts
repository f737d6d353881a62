// The typed client. `schema.ts` is generated from the server's OpenAPI document (`make generate`); never edit it.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];
export type { paths };

/** Client for one origin; cookies go along, so the console needs no token. */
export const createApi = (headers?: Record<string, string>) =>
  createClient<paths>({ baseUrl: "/", credentials: "same-origin", headers });
