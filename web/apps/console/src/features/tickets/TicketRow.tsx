import { RelativeTime } from "@yingke/ui";
import { memo } from "react";
import { AppLink } from "../../app/go";
import type { Ticket } from "./api";
import { Cell, Pressure } from "./cells";
import { Elapsed, Mood, Priority, StateTag } from "./marks";
import type { ColumnPrefs } from "./model/columns";
import { waiting } from "./model/waiting";
import type { Names } from "./names";
import css from "./tickets.module.css";
import { ticketWords } from "./words";

interface TicketRowProps {
  ticket: Ticket;
  index: number;
  top: number;
  prefs: ColumnPrefs;
  template: string;
  names: Names;
  /** No longer fits the list. */
  left: boolean;
  narrow: boolean;
  onOpen: () => void;
}

/** The whole row is one link, so that a new tab, a copied address and Enter work as everywhere. */
export const TicketRow = memo((props: TicketRowProps) => {
  const t = ticketWords.use();
  const { ticket, index, top, prefs, template, names, narrow, left } = props;
  const common = {
    role: "row",
    "aria-rowindex": index + 1,
    "data-ticket": ticket.id,
    "data-left": left || undefined,
    title: left ? t("list.left") : undefined,
  };
  const style = { transform: `translateY(${top}px)` };
  if (narrow) return <Card {...props} common={common} style={style} />;
  return (
    <div {...common} className={css.row} style={{ ...style, gridTemplateColumns: template }}>
      {prefs.shown.map((column) => (
        // biome-ignore lint/a11y/useSemanticElements: see TicketTable.
        <div role="cell" key={column} className={css.cell} data-column={column}>
          {column === "title" ? (
            <AppLink href={`/tickets/${ticket.id}`} className={css.rowLink} onClick={props.onOpen}>
              <Cell column={column} ticket={ticket} names={names} />
            </AppLink>
          ) : (
            <Cell column={column} ticket={ticket} names={names} />
          )}
        </div>
      ))}
    </div>
  );
});

const Card = ({
  ticket,
  names,
  onOpen,
  common,
  style,
}: TicketRowProps & { common: React.HTMLAttributes<HTMLDivElement>; style: React.CSSProperties }) => {
  const t = ticketWords.use();
  const { ball, since_at } = waiting(ticket, []);
  return (
    <div {...common} className={`${css.row} ${css.card}`} style={style}>
      {/* biome-ignore lint/a11y/useSemanticElements: see TicketTable. */}
      <div role="cell" className={css.cardBody}>
        <div className={css.cardTop}>
          <AppLink href={`/tickets/${ticket.id}`} className={css.rowLink} onClick={onOpen}>
            <span className={css.titleCell}>
              <Pressure ticket={ticket} />
              <span className={css.ellipsis}>{ticket.title}</span>
            </span>
          </AppLink>
          <StateTag state={ticket.state} />
        </div>
        <div className={css.cardLine}>
          <span className={css.number}>#{ticket.number}</span>
          <Priority priority={ticket.priority} />
          <Mood mood={ticket.mood} />
          <span className={css.ellipsis}>{ticket.customer?.nickname}</span>
          <span className={css.spacer} />
          {ball.kind === "nobody" ? (
            <RelativeTime at={ticket.updated_at} />
          ) : (
            <span className={css.inline}>
              {t(`waiting.short.${ball.kind}`)} <Elapsed since={since_at} />
            </span>
          )}
        </div>
        <div className={css.cardLine}>
          <span className={css.ellipsis}>
            {[names.group(ticket.group_id), names.agent(ticket.agent_id) ?? t("facts.nobody")]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </div>
      </div>
    </div>
  );
};
