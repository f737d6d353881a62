import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import type { PageOf } from "../../app/cache";
import { query, request } from "../../app/http";
import {
  type BoardRow,
  type FirstRow,
  firstListQuery,
  listQuery,
  type PathFigures,
  type PathRow,
  pathListQuery,
  type Row,
  type Search,
  spanOf,
} from "./model";

export const figuresQuery = (search: Search, now: number) => {
  const ask = { ...spanOf(search, now), window: search.window };
  return queryOptions({
    queryKey: ["ledger", "figures", ask],
    queryFn: ({ signal }) =>
      request<Schemas["LedgerFigures"]>("GET", `/ledger/figures${query(ask)}`, undefined, { signal }),
    refetchInterval: 30_000,
  });
};

export const boardQuery = (search: Search, by: "item" | "entry", now: number) => {
  const ask = { ...spanOf(search, now), window: search.window, by };
  return queryOptions({
    queryKey: ["ledger", "board", ask],
    queryFn: ({ signal }) => request<BoardRow[]>("GET", `/ledger/board${query(ask)}`, undefined, { signal }),
  });
};

export const rowsQuery = (search: Search, now: number) => {
  const ask = listQuery(search, now);
  return infiniteQueryOptions({
    queryKey: ["ledger", "rows", ask],
    queryFn: ({ pageParam, signal }) =>
      request<PageOf<Row>>("GET", `/ledger${query({ ...ask, cursor: pageParam, limit: 30 })}`, undefined, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next || undefined,
  });
};

export const firstQuery = (search: Search, now: number) => {
  const ask = { ...spanOf(search, now), window: search.window };
  return queryOptions({
    queryKey: ["ledger", "first", ask],
    queryFn: ({ signal }) =>
      request<Schemas["FirstFigures"]>("GET", `/ledger/first-contact${query(ask)}`, undefined, { signal }),
    refetchInterval: 30_000,
  });
};

export const firstCasesQuery = (search: Search, now: number) => {
  const ask = firstListQuery(search, now);
  return infiniteQueryOptions({
    queryKey: ["ledger", "first", "cases", ask],
    queryFn: ({ pageParam, signal }) =>
      request<PageOf<FirstRow>>(
        "GET",
        `/ledger/first-contact/cases${query({ ...ask, cursor: pageParam, limit: 30 })}`,
        undefined,
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next || undefined,
  });
};

export const pathsQuery = (search: Search, now: number) => {
  const ask = spanOf(search, now);
  return queryOptions({
    queryKey: ["ledger", "paths", ask],
    queryFn: ({ signal }) => request<PathFigures>("GET", `/ledger/paths${query(ask)}`, undefined, { signal }),
    refetchInterval: 30_000,
  });
};

export const pathRowsQuery = (search: Search, now: number) => {
  const ask = pathListQuery(search, now);
  return infiniteQueryOptions({
    queryKey: ["ledger", "paths", "contacts", ask],
    queryFn: ({ pageParam, signal }) =>
      request<PageOf<PathRow>>(
        "GET",
        `/ledger/paths/contacts${query({ ...ask, cursor: pageParam, limit: 30 })}`,
        undefined,
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next || undefined,
  });
};
