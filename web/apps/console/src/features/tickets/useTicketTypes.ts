import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import { useMemo } from "react";
import { ticketTypesQuery } from "../../app/directory";

export const useTicketTypes = (): Map<string, Schemas["TicketTypeView"]> => {
  const { data } = useQuery(ticketTypesQuery);
  return useMemo(() => new Map((data ?? []).map((type) => [type.id, type])), [data]);
};
