import { useInfiniteQuery } from "@tanstack/react-query";
import { PriorityMark, RelativeTime, StatusTag, type Tone } from "@yingke/ui";
import { flat } from "../../app/cache";
import { AppLink } from "../../app/go";
import { appWords } from "../../app/i18n";
import { ticketsQuery } from "./api";
import css from "./customer.module.css";
import { More, Region } from "./Region";
import { words } from "./words";

export const TICKET_TONES = {
  new: "warning",
  open: "info",
  pending_customer: "note",
  on_hold: "neutral",
  solved: "success",
  closed: "neutral",
  withdrawn: "neutral",
  cancelled: "neutral",
  merged: "neutral",
} as const satisfies Record<string, Tone>;

export const Tickets = ({ id }: { id: string }) => {
  const t = words.use();
  const app = appWords.use();
  const tickets = useInfiniteQuery(ticketsQuery(id));
  const items = flat(tickets.data);
  return (
    <Region query={tickets} empty={items.length === 0} emptyText={t("tickets.none")}>
      <ul className={css.lines}>
        {items.map((ticket) => (
          <li key={ticket.id}>
            <AppLink href={`/tickets/${ticket.id}`} className={css.line}>
              <PriorityMark priority={ticket.priority} label={app(`priority.${ticket.priority}`)} />
              <span className={css.lineMain}>
                <span>
                  #{ticket.number} {ticket.title}
                </span>
                <small>
                  <RelativeTime at={ticket.updated_at} />
                </small>
              </span>
              <StatusTag tone={TICKET_TONES[ticket.state]}>{app(`ticket_state.${ticket.state}`)}</StatusTag>
            </AppLink>
          </li>
        ))}
      </ul>
      <More query={tickets} />
    </Region>
  );
};
