import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import { request } from "../../app/http";
import { appWords } from "../../app/i18n";
import { orderQuery } from "../../parts/ticketform/api";
import type { FilterKey, TicketSearch } from "./model/filters";
import { useNames } from "./names";
import { ticketWords } from "./words";

/** The words on each chip. */
export const useFilterLabels = (search: TicketSearch): Partial<Record<FilterKey, string>> => {
  const t = ticketWords.use();
  const app = appWords.use();
  const names = useNames();
  const order = useQuery(orderQuery(search.order_id)).data;
  const customer = useQuery({
    queryKey: ["customer", search.customer_id],
    queryFn: ({ signal }) =>
      request<Schemas["CustomerView"]>("GET", `/customers/${search.customer_id}`, undefined, { signal }),
    enabled: Boolean(search.customer_id),
  }).data;
  const labels: Partial<Record<FilterKey, string>> = {};
  const put = (key: FilterKey, value: string | undefined) => {
    labels[key] = `${t(`filter.${key}`)}: ${value ?? "…"}`;
  };
  if (search.open) labels.open = t("filter.open");
  if (search.state) put("state", app(`ticket_state.${search.state}`));
  if (search.rebound) labels.rebound = t("filter.rebound");
  if (search.group_id) put("group_id", search.group_id === "mine" ? t("filter.mine") : names.group(search.group_id));
  if (search.agent_id) put("agent_id", special(search.agent_id, t) ?? names.agent(search.agent_id));
  if (search.type_id) put("type_id", names.type(search.type_id));
  if (search.priority) put("priority", app(`priority.${search.priority}`));
  if (search.customer_id) put("customer_id", customer?.nickname);
  if (search.order_id) put("order_id", order?.order_no);
  return labels;
};

const special = (agent: string, t: ReturnType<typeof ticketWords.use>): string | undefined =>
  agent === "me" ? t("filter.me") : agent === "none" ? t("facts.nobody") : undefined;
