import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { query, request } from "../../app/http";
import type { Ask, Forecast, Settings, WhatIf } from "./model";

export const forecastQuery = (group: string | undefined) =>
  queryOptions({
    queryKey: ["staffing", "forecast", group ?? ""],
    queryFn: ({ signal }) =>
      request<Forecast>("GET", `/staffing/forecast${query({ group_id: group, days: 7 })}`, undefined, { signal }),
    // Who is on duty changes all the time, the half hour every half hour.
    refetchInterval: 30_000,
  });

export const settingsQuery = queryOptions({
  queryKey: ["staffing", "settings"],
  queryFn: ({ signal }) => request<Settings>("GET", "/staffing/settings", undefined, { signal }),
});

export const saveSettings = (settings: Settings) => request<Settings>("PUT", "/staffing/settings", settings);

/** Changes nothing, so it is read like everything else. */
export const whatIfQuery = (ask: Ask) =>
  queryOptions({
    queryKey: ["staffing", "what-if", ask],
    queryFn: ({ signal }) => request<WhatIf>("POST", "/staffing/what-if", ask, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
