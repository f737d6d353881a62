import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import { useEffect, useState } from "react";
import { request } from "../../../app/http";
import type { Conversation } from "../model/types";

export type AssistAnswer = Schemas["AssistView"];
export type Suggestion = Schemas["Suggestion"];

const STILL_MS = 500;

/** What helps to answer now: anew with every message, and a moment after one stops typing. */
export const useAssist = ({ id, last_seq }: Conversation, text: string, on: boolean) => {
  const draft = useStill(text);
  return useQuery({
    queryKey: ["assist", id, last_seq, draft],
    queryFn: ({ signal }) => request<AssistAnswer>("POST", `/conversations/${id}/suggestions`, { draft }, { signal }),
    enabled: on,
    // The suggestions of another conversation never stand here, not even for a moment.
    placeholderData: (before, query) => (query?.queryKey[1] === id ? before : undefined),
    staleTime: 15_000,
    gcTime: 60_000,
    retry: false,
  }).data;
};

const useStill = (text: string): string => {
  const [still, setStill] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setStill(text), STILL_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return still;
};

/** `Alt+1` … `Alt+3`, also where Alt types another character. */
export const chosenBy = (event: {
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  code: string;
}): number | undefined => {
  const digit = /^Digit([1-3])$/.exec(event.code)?.[1];
  return event.altKey && !event.ctrlKey && !event.metaKey && digit ? Number(digit) - 1 : undefined;
};
