import { MenuHeading, MenuItem } from "@yingke/ui";
import { useState } from "react";
import { useAgents, useGroups } from "../../app/directory";
import { appWords, textIn, useLanguage } from "../../app/i18n";
import { type FilterKey, PRIORITIES, TICKET_STATES, type TicketSearch } from "./model/filters";
import css from "./tickets.module.css";
import { useTicketTypes } from "./useTicketTypes";
import { ticketWords } from "./words";

interface FilterMenuProps {
  search: TicketSearch;
  choose: (change: Partial<TicketSearch>) => void;
}

type Kind = Exclude<FilterKey, "open" | "rebound" | "customer_id" | "order_id">;
const KINDS: Kind[] = ["state", "agent_id", "group_id", "type_id", "priority"];

/** First what to filter by, then the value, with a field to narrow down long lists. */
export const FilterMenu = ({ search, choose }: FilterMenuProps) => {
  const t = ticketWords.use();
  const [kind, setKind] = useState<Kind>();
  if (kind) return <Values kind={kind} search={search} choose={choose} />;
  return (
    <>
      <MenuItem checked={search.open === true} onChoose={() => choose({ open: search.open ? undefined : true })}>
        {t("filter.open")}
      </MenuItem>
      <MenuItem
        checked={search.rebound === true}
        onChoose={() => choose({ rebound: search.rebound ? undefined : true })}
      >
        {t("filter.rebound")}
      </MenuItem>
      {KINDS.map((one) => (
        <MenuItem key={one} onChoose={() => setKind(one)} extra="›">
          {t(`filter.${one}`)}
        </MenuItem>
      ))}
    </>
  );
};

const NARROW_FROM = 9;

const Values = ({ kind, search, choose }: FilterMenuProps & { kind: Kind }) => {
  const t = ticketWords.use();
  const [words, setWords] = useState("");
  const all = useValues(kind);
  const shown = all.filter((one) => one.label.toLowerCase().includes(words.trim().toLowerCase()));
  return (
    <>
      <MenuHeading>{t(`filter.${kind}`)}</MenuHeading>
      {all.length >= NARROW_FROM && (
        <input
          className={css.narrow}
          // biome-ignore lint/a11y/noAutofocus: the menu was opened to choose, and this narrows the choice.
          autoFocus
          value={words}
          placeholder={t("facts.search")}
          aria-label={t("facts.search")}
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      <div className={css.menuScroll}>
        {shown.map((one) => (
          <MenuItem
            key={one.value}
            checked={search[kind] === one.value}
            onChoose={() => choose({ [kind]: search[kind] === one.value ? undefined : one.value })}
          >
            {one.label}
          </MenuItem>
        ))}
      </div>
    </>
  );
};

const useValues = (kind: Kind): { value: string; label: string }[] => {
  const t = ticketWords.use();
  const app = appWords.use();
  const language = useLanguage();
  const agents = useAgents();
  const groups = useGroups();
  const types = useTicketTypes();
  switch (kind) {
    case "state":
      return TICKET_STATES.map((value) => ({ value, label: app(`ticket_state.${value}`) }));
    case "priority":
      return PRIORITIES.map((value) => ({ value, label: app(`priority.${value}`) }));
    case "agent_id":
      return [
        { value: "me", label: t("filter.me") },
        { value: "none", label: t("facts.nobody") },
        ...[...agents.values()].map((agent) => ({ value: agent.id, label: agent.name })),
      ];
    case "group_id":
      return [
        { value: "mine", label: t("filter.mine") },
        ...[...groups.values()].map((group) => ({ value: group.id, label: textIn(group.name, language) })),
      ];
    case "type_id":
      return [...types.values()].map((type) => ({ value: type.id, label: textIn(type.name, language) }));
  }
};
