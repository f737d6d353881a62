import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { onFrame } from "../../app/live";
import { useMe } from "../../app/session";
import { countQuery } from "./api";
import type { TicketSearch } from "./model/filters";

/** How many tickets a list has now. Read again a little after the last change, however many come at once. */
export const useCount = (search: TicketSearch): number | undefined => {
  const me = useMe().agent.id;
  return useQuery(countQuery(search, me)).data;
};

const SETTLE_MS = 3000;

export const useLiveCounts = () => {
  const client = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onFrame("ticket", () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void client.invalidateQueries({ queryKey: ["tickets", "count"] });
      }, SETTLE_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [client]);
};
