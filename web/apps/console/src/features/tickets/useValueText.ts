import { moneyText } from "@yingke/ui";
import { appWords, textIn, useLanguage } from "../../app/i18n";
import type { Detail } from "./api";
import { useNames } from "./names";
import { useTicketType } from "./useTicketTypes";
import { ticketWords } from "./words";

type AppKey = Parameters<ReturnType<typeof appWords.use>>[0];

const PLAIN = [
  "state",
  "priority",
  "group_id",
  "agent_id",
  "owner_id",
  "category_id",
  "order_id",
  "orders",
  "title",
  "mood",
  "rebound_count",
] as const;

/** Names and values of a ticket's properties in words, for the timeline and for conflicts. */
export const useValueText = (ticket: Detail) => {
  const t = ticketWords.use();
  const app = appWords.use();
  const language = useLanguage();
  const names = useNames();
  const { fields } = useTicketType(ticket);
  const definition = (field: string) => fields.find((one) => `fields.${one.key}` === field);

  const fieldName = (field: string): string => {
    const plain = PLAIN.find((one) => one === field);
    if (plain) return t(`change.${plain}`);
    const own = definition(field);
    return own ? textIn(own.label, language) : field.replace(/^fields\./, "");
  };

  const valueText = (field: string, value: unknown): string => {
    if (value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) {
      return t("detail.nothing");
    }
    switch (field) {
      case "state":
        return app(`ticket_state.${value}` as AppKey);
      case "priority":
        return app(`priority.${value}` as AppKey);
      case "mood":
        return app(`mood.${value}` as AppKey);
      case "group_id":
        return names.group(String(value)) ?? "…";
      case "agent_id":
      case "owner_id":
        return names.agent(String(value)) ?? "…";
      case "category_id":
        return names.category(String(value)) ?? "…";
      case "orders":
        return String((value as { order_no?: string }).order_no ?? t("detail.hidden"));
      case "order_id":
        return ticket.linked_orders.find((order) => order.order_id === value)?.order_no ?? t("detail.hidden");
      default:
        return ownValue(field, value);
    }
  };

  const ownValue = (field: string, value: unknown): string => {
    const own = definition(field);
    const option = (one: unknown) => {
      const found = own?.options?.find((each) => each.value === one);
      return found ? textIn(found.label, language) : String(one);
    };
    switch (own?.kind) {
      case "money":
        return typeof value === "number" ? moneyText(value) : String(value);
      case "select":
      case "multi":
        return (Array.isArray(value) ? value : [value]).map(option).join(language === "en" ? ", " : "、");
      case "checkbox":
        return value === true ? "✓" : "✗";
      case "attachments":
        return t("detail.hidden");
      default:
        return typeof value === "object" && !Array.isArray(value) ? t("detail.hidden") : String(value);
    }
  };

  return { fieldName, valueText };
};
