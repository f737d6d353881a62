import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import { useMemo } from "react";
import { ticketTypesQuery } from "../../app/directory";

export type TicketType = Schemas["TicketTypeView"];

export const useTicketTypes = (): Map<string, TicketType> => {
  const { data } = useQuery(ticketTypesQuery);
  return useMemo(() => new Map((data ?? []).map((type) => [type.id, type])), [data]);
};

/** What a ticket of this type holds and which way it goes; without fields and steps as long as the types are not here. */
export const useTicketType = (ticket: { type_id: string }): Pick<TicketType, "name" | "fields" | "steps"> =>
  useTicketTypes().get(ticket.type_id) ?? NO_TYPE;
const NO_TYPE = { name: { "zh-CN": "" }, fields: [], steps: [] };
