// What the server speaks. `schema.ts` is generated from its OpenAPI document (`make generate`); never edit it.
import type { components } from "./schema";

export type Schemas = components["schemas"];
