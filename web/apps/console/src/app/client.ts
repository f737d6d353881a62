import { QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "./http";

/** Server state lives here by id; live frames patch it (live.ts, cache.ts), so nothing is fetched again on focus. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (error instanceof ApiError && error.status === 401) queryClient.setQueryData(["session"], null);
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && error instanceof ApiError && error.passing,
      retryDelay: (failures, error) =>
        (error instanceof ApiError ? error.retryAfterMs : undefined) ?? Math.min(8000, 500 * 2 ** failures),
    },
    mutations: {
      onError: (error) => {
        if (error instanceof ApiError && error.status === 401) queryClient.setQueryData(["session"], null);
      },
    },
  },
});
