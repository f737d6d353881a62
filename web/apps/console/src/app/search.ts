import type { Schemas } from "@yingke/api";
import { moneyText } from "@yingke/ui";
import { query, request } from "./http";
import { appWords } from "./i18n";
import type { PaletteItem, PaletteProvider } from "./registry";

interface Found {
  customers?: Schemas["CustomerView"][];
  orders?: Schemas["OrderCard"][];
  tickets?: Schemas["TicketBrief"][];
  conversations?: Schemas["ConversationView"][];
}

/** What `GET /search` finds, as places to go. */
export const searchProvider: PaletteProvider = {
  name: "search",
  title: () => appWords.t("action.search"),
  search: async (text, signal) =>
    foundItems(await request<Found>("GET", `/search${query({ q: text })}`, undefined, { signal })),
};

const foundItems = (found: Found): PaletteItem[] => {
  const { t } = appWords;
  return [
    ...(found.customers ?? []).map((customer) => ({
      section: t("search.customers"),
      id: customer.id,
      title: customer.nickname || t("customer.anonymous"),
      hint: [customer.tier, customer.phone].filter(Boolean).join(" · "),
      href: `/customers/${customer.id}`,
    })),
    ...(found.orders ?? []).map((order) => ({
      section: t("search.orders"),
      id: order.order_id,
      title: order.order_no,
      hint: `${t(`order_state.${order.state}`)} · ${moneyText(order.paid_fen)} · ${order.title}`,
      href: `/orders/${order.order_id}`,
    })),
    ...(found.tickets ?? []).map((ticket) => ({
      section: t("search.tickets"),
      id: ticket.id,
      title: `#${ticket.number} ${ticket.title}`,
      hint: t(`ticket_state.${ticket.state}`),
      href: `/tickets/${ticket.id}`,
    })),
    ...(found.conversations ?? []).map((conversation) => ({
      section: t("search.conversations"),
      id: conversation.id,
      title: conversation.customer.nickname || t("customer.anonymous"),
      hint: conversation.last_preview,
      href: `/inbox/${conversation.id}`,
    })),
  ];
};
