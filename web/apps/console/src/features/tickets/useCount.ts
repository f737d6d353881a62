import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { onFrame } from "../../app/live";
import { countQuery } from "./api";
import type { TicketSearch } from "./model/filters";

/** The server counts this far and no further. */
const COUNTED_TO = 1000;

/** How many tickets a list has now: `12`, `1,000+`. Read again a little after a change, however many come at once. */
export const useCount = (search: TicketSearch): string => {
  const total = useQuery(countQuery(search)).data;
  if (total === undefined) return "";
  return total >= COUNTED_TO ? `${COUNTED_TO.toLocaleString("en")}+` : String(total);
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
