// What stands in each column of the list.
import FireOutlined from "@ant-design/icons/es/icons/FireOutlined";
import SyncOutlined from "@ant-design/icons/es/icons/SyncOutlined";
import { RelativeTime } from "@yingke/ui";
import type { ReactNode } from "react";
import { appWords, textIn, useLanguage } from "../../app/i18n";
import type { Ticket } from "./api";
import { Due, Elapsed, Mood, Priority, StateTag } from "./marks";
import type { ColumnKey } from "./model/columns";
import { sourceWord } from "./model/source";
import { isOver, waiting } from "./model/waiting";
import type { Names } from "./names";
import css from "./tickets.module.css";
import { useTicketTypes } from "./useTicketTypes";
import { ticketWords } from "./words";

interface CellProps {
  ticket: Ticket;
  names: Names;
}

export const Cell = ({ column, ...props }: CellProps & { column: ColumnKey }): ReactNode => {
  const Shown = CELLS[column];
  return <Shown {...props} />;
};

const Title = ({ ticket }: CellProps) => (
  <span className={css.titleCell}>
    <Pressure ticket={ticket} />
    <span className={css.ellipsis} title={ticket.title}>
      {ticket.title}
    </span>
  </span>
);

/** Customers who urge, or whom we failed before, are seen before the words are read. */
export const Pressure = ({ ticket }: { ticket: Ticket }) => {
  const t = ticketWords.use();
  if (isOver(ticket.state)) return null;
  return (
    <>
      {ticket.due_at != null && <Due brief at={ticket.due_at} />}
      {ticket.rebound_count > 0 && (
        <span
          className={css.pressure}
          data-kind="rebound"
          title={t("waiting.rebound", { count: ticket.rebound_count })}
        >
          <SyncOutlined aria-hidden="true" />
          <span className="sr-only">{t("facts.rebounds")}</span> {ticket.rebound_count}
        </span>
      )}
      {ticket.urge_count > 0 && (
        <span className={css.pressure} data-kind="urge" title={t("waiting.urged", { count: ticket.urge_count })}>
          <FireOutlined aria-hidden="true" />
          <span className="sr-only">{t("facts.urges")}</span> {ticket.urge_count}
        </span>
      )}
    </>
  );
};

const Waiting = ({ ticket }: CellProps) => {
  const t = ticketWords.use();
  const { ball, since_at } = waiting(ticket, []);
  if (ball.kind === "nobody") return <span className={css.quiet}>—</span>;
  return (
    <span className={css.inline} data-ball={ball.kind}>
      {t(`waiting.short.${ball.kind}`)} <Elapsed since={since_at} />
    </span>
  );
};

const Step = ({ ticket }: CellProps) => {
  const language = useLanguage();
  const type = useTicketTypes().get(ticket.type_id);
  const step = waiting(ticket, type?.steps ?? []).next;
  if (!step || !type) return <span className={css.quiet}>—</span>;
  const name = textIn(step.name, language);
  return (
    <span className={css.ellipsis} title={name}>
      <span className={css.stepCount}>
        {type.steps.indexOf(step) + 1}/{type.steps.length}
      </span>{" "}
      {name}
    </span>
  );
};

const Assignee = ({ ticket, names }: CellProps) => {
  const t = ticketWords.use();
  const group = names.group(ticket.group_id);
  const agent = names.agent(ticket.agent_id);
  const text = [group, agent ?? t("facts.nobody")].filter(Boolean).join(" · ");
  return (
    <span className={agent ? css.ellipsis : `${css.ellipsis} ${css.quiet}`} title={text}>
      {text}
    </span>
  );
};

const Customer = ({ ticket }: CellProps) => {
  const app = appWords.use();
  const { customer } = ticket;
  if (!customer) return <span className={css.quiet}>—</span>;
  return (
    <span className={css.inline}>
      <Mood mood={ticket.mood} />
      <span className={css.ellipsis} title={customer.nickname}>
        {customer.nickname || app("customer.anonymous")}
      </span>
      {customer.tier && <span className={css.tier}>{customer.tier}</span>}
    </span>
  );
};

const Source = ({ ticket }: CellProps) => {
  const t = ticketWords.use();
  return t(`source.${sourceWord(ticket.source)}`);
};

const words = (text: string | null | undefined) =>
  text ? (
    <span className={css.ellipsis} title={text}>
      {text}
    </span>
  ) : (
    <span className={css.quiet}>—</span>
  );

const CELLS = {
  number: ({ ticket }) => <span className={css.number}>#{ticket.number}</span>,
  title: Title,
  state: ({ ticket }) => <StateTag state={ticket.state} />,
  waiting: Waiting,
  priority: ({ ticket }) => <Priority priority={ticket.priority} />,
  customer: Customer,
  step: Step,
  assignee: Assignee,
  type: ({ ticket, names }) => words(names.type(ticket.type_id)),
  category: ({ ticket, names }) => words(names.category(ticket.category_id)),
  order: ({ ticket }) => words(ticket.order_no),
  updated: ({ ticket }) => <RelativeTime at={ticket.updated_at} />,
  created: ({ ticket }) => <RelativeTime at={ticket.created_at} />,
  source: Source,
  rating: ({ ticket }) => words(ticket.rating ? "★".repeat(ticket.rating) : null),
} satisfies Record<ColumnKey, (props: CellProps) => ReactNode>;
