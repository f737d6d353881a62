// What the pages read, each under its own key, so that the live line can renew it.
import { infiniteQueryOptions, QueryClient, queryOptions } from "@tanstack/react-query";
import { call, Failure } from "./http";
import type { Brief, Form, Order, Page, Request } from "./types";

export const cache = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (count, problem) =>
        count < 2 && problem instanceof Failure && (problem.status >= 500 || problem.status === 0),
      // The browser's word on being online is not asked: a call tells better.
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});

const id = encodeURIComponent;

const pagesOf = <T>(what: "requests" | "orders") =>
  infiniteQueryOptions({
    queryKey: [what] as const,
    queryFn: ({ pageParam }) => call<Page<T>>("GET", `${what}${pageParam && `?cursor=${id(pageParam)}`}`),
    initialPageParam: "",
    getNextPageParam: (page) => page.next || undefined,
  });

export const requestsQuery = pagesOf<Brief>("requests");
export const ordersQuery = pagesOf<Order>("orders");

export const requestQuery = (of: string) =>
  queryOptions({ queryKey: ["request", of], queryFn: () => call<Request>("GET", `requests/${id(of)}`) });

export const orderQuery = (of: string) =>
  queryOptions({ queryKey: ["order", of], queryFn: () => call<Order>("GET", `orders/${id(of)}`) });

export const formsQuery = (order: string | undefined) =>
  queryOptions({
    queryKey: ["forms", order ?? ""],
    queryFn: () => call<Form[]>("GET", `request-types${order ? `?order_id=${id(order)}` : ""}`),
  });

/** The answer to an action is the newest state; an older one that comes late does not undo it. */
export const hold = (request: Request) => {
  cache.setQueryData(requestQuery(request.id).queryKey, (held) =>
    held && held.version > request.version ? held : request,
  );
  cache.invalidateQueries({ queryKey: requestsQuery.queryKey });
  cache.invalidateQueries({ queryKey: ["order"] });
};
