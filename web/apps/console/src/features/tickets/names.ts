import { useAgents, useCategories, useGroups } from "../../app/directory";
import { textIn, useLanguage } from "../../app/i18n";
import { useMe } from "../../app/session";
import { useTicketTypes } from "./useTicketTypes";
import { ticketWords } from "./words";

/** What ids are called on the ticket screens. Undefined while the directory is not there, or for what is gone. */
export const useNames = () => {
  const agents = useAgents();
  const groups = useGroups();
  const categories = useCategories();
  const types = useTicketTypes();
  const language = useLanguage();
  const me = useMe().agent.id;
  const t = ticketWords.use();
  const path = (id: string): string[] => {
    const category = categories.get(id);
    if (!category) return [];
    const above = category.parent_id && category.parent_id !== id ? path(category.parent_id) : [];
    return [...above, textIn(category.name, language)].slice(-10);
  };
  return {
    me,
    agent: (id?: string | null) => (id ? (id === me ? t("detail.you") : agents.get(id)?.name) : undefined),
    group: (id?: string | null) => {
      const group = id ? groups.get(id) : undefined;
      return group && textIn(group.name, language);
    },
    groupByKey: (key: string) => {
      const group = [...groups.values()].find((one) => one.key === key);
      return group && textIn(group.name, language);
    },
    category: (id?: string | null) => (id ? path(id).join(" / ") || undefined : undefined),
    type: (id?: string | null) => {
      const type = id ? types.get(id) : undefined;
      return type && textIn(type.name, language);
    },
  };
};

export type Names = ReturnType<typeof useNames>;
