import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { request } from "../../app/http";
import { type GuardAnswer, standing } from "./model";

const STILL_MS = 250;

/** Where the words go, as its path. */
export type Thread = `/conversations/${string}` | `/tickets/${string}`;

/** What the guard says of a draft, a moment after one stops typing. The server checks once more when it is sent. */
export const useGuard = (thread: Thread, text: string) => {
  const settled = useSettled(text);
  const { data } = useQuery({
    queryKey: ["guard-check", thread, settled],
    queryFn: ({ signal }) => request<GuardAnswer>("POST", `${thread}/guard`, { body: settled }, { signal }),
    enabled: settled.trim() !== "",
    placeholderData: keepPreviousData,
    // Orders change: the same words may be right a minute later.
    staleTime: 15_000,
    gcTime: 60_000,
    retry: false,
  });
  const findings = text.trim() === "" ? [] : standing(data?.findings ?? [], text);
  return {
    findings,
    blocked: findings.some(({ level }) => level === "block"),
    mayOverride: data?.may_override ?? false,
  };
};

const useSettled = (text: string): string => {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), STILL_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
};
