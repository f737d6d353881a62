import { queryOptions } from "@tanstack/react-query";
import { request } from "../../app/http";
import type { Wall } from "./model";

export const wallQuery = queryOptions({
  queryKey: ["wall"],
  queryFn: ({ signal }) => request<Wall>("GET", "/wall", undefined, { signal }),
});
