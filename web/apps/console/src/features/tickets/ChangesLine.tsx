import { RelativeTime } from "@yingke/ui";
import { useState } from "react";
import type { Detail } from "./api";
import { actorName } from "./EntryCard";
import { type Entry, netChanges } from "./model/timeline";
import css from "./tickets.module.css";
import { useValueText } from "./useValueText";
import { ticketWords } from "./words";

const SHOWN_AT_ONCE = 1;

/** Changes in a row as one thin line; the rest of them on demand. */
export const ChangesLine = ({ ticket, entries }: { ticket: Detail; entries: Entry[] }) => {
  const t = ticketWords.use();
  const { fieldName, valueText } = useValueText(ticket);
  const [open, setOpen] = useState(false);
  const changes = netChanges(entries);
  const last = entries.at(-1);
  if (!last || (changes.length === 0 && !last.body)) return null;
  const shown = open ? changes : changes.slice(0, SHOWN_AT_ONCE);
  const who = [...new Set(entries.map((entry) => actorName(entry, t)))].join(", ");
  return (
    <div className={css.thinLine}>
      <span>{who}</span>{" "}
      {shown.map((change) => (
        <span key={change.field} className={css.change}>
          {t("detail.changed", {
            field: fieldName(change.field),
            from: valueText(change.field, change.from),
            to: valueText(change.field, change.to),
          })}
        </span>
      ))}{" "}
      {!open && changes.length > SHOWN_AT_ONCE && (
        <button type="button" className={css.linkButton} aria-expanded={open} onClick={() => setOpen(true)}>
          +{t("detail.changes", { count: changes.length - SHOWN_AT_ONCE })}
        </button>
      )}{" "}
      <RelativeTime at={last.at} />
      {last.body && <q className={css.quote}>{last.body}</q>}
    </div>
  );
};
