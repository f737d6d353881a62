import { exactText, RelativeTime, useLocale } from "@yingke/ui";
import type { ReactNode } from "react";
import { useAgents, useGroups } from "../../app/directory";
import { AppLink } from "../../app/go";
import { appWords, textIn, useLanguage } from "../../app/i18n";
import { useMay, useMe } from "../../app/session";
import { fillScript } from "../../parts/sop/fill";
import { Walks } from "../../parts/sop/Walks";
import type { Detail } from "./api";
import { CategoryPicker } from "./CategoryPicker";
import { useEdit } from "./editing";
import { FactFields } from "./FactFields";
import { FirstFacts } from "./FirstFacts";
import { LinkedOrders } from "./LinkedOrders";
import { Mood } from "./marks";
import { priorityWords } from "./model/priorityWords";
import { sourceWord } from "./model/source";
import { isOver } from "./model/waiting";
import { useNames } from "./names";
import { PriorityPicker } from "./PriorityPicker";
import { PropertyPicker } from "./PropertyPicker";
import css from "./tickets.module.css";
import { useTicketType } from "./useTicketTypes";
import { ticketWords } from "./words";

/** What is known about the ticket. Each line is read first and changed where it stands. */
export const Facts = ({ ticket }: { ticket: Detail }) => {
  const t = ticketWords.use();
  const { agent } = useMe();
  const { fields } = useTicketType(ticket);
  const order = ticket.linked_orders[0];
  const fill = (text: string) =>
    fillScript(text, {
      customer: { nickname: ticket.customer?.nickname ?? "" },
      order: order && { no: order.order_no },
      agent,
    });
  return (
    <aside className={css.facts} aria-label={t("detail.facts")}>
      <FirstFacts ticket={ticket} />
      <Properties ticket={ticket} />
      {fields.length > 0 && <FactFields ticket={ticket} />}
      <LinkedOrders ticket={ticket} />
      <section className={css.factSection} aria-label={t("facts.sop")}>
        <h3>{t("facts.sop")}</h3>
        <Walks work={{ ticket_id: ticket.id }} fill={fill} />
      </section>
      <Customer ticket={ticket} />
      <Dates ticket={ticket} />
    </aside>
  );
};

const Properties = ({ ticket }: { ticket: Detail }) => {
  const t = ticketWords.use();
  const app = appWords.use();
  const language = useLanguage();
  const names = useNames();
  const type = useTicketType(ticket);
  const reason = priorityWords(ticket.priority_reason, t);
  const { save } = useEdit();
  const agents = [...useAgents().values()].filter((agent) => agent.enabled);
  const members = useGroups().get(ticket.group_id ?? "")?.member_ids ?? [];
  // Those of the ticket's group first: it is nearly always one of them.
  const order = (id: string) => (members.includes(id) ? 0 : 1);
  const frozen = isOver(ticket.state);
  return (
    <dl className={css.properties}>
      <Property name={t("facts.priority")}>
        <PriorityPicker ticket={ticket} disabled={frozen} />
        {reason && <p className={css.why}>{t("facts.why", { reason })}</p>}
      </Property>
      {ticket.mood !== "calm" && (
        <Property name={t("facts.mood")}>
          <span className={css.inline}>
            <Mood mood={ticket.mood} /> {app(`mood.${ticket.mood}`)}
          </span>
        </Property>
      )}
      <Property name={t("facts.assignee")}>
        <PropertyPicker
          label={t("facts.assignee")}
          disabled={frozen}
          shown={names.agent(ticket.agent_id)}
          empty={t("facts.nobody")}
          value={ticket.agent_id ?? ""}
          options={[
            { value: "", label: t("facts.nobody") },
            ...agents
              .sort((a, b) => order(a.id) - order(b.id))
              .map((agent) => ({
                value: agent.id,
                label: agent.id === names.me ? `${agent.name}（${t("detail.you")}）` : agent.name,
                hint: app(`agent_state.${agent.state}`),
              })),
          ]}
          onChoose={(id) => void save(id ? { agent_id: id, reason: "" } : { unassign: true, reason: "" })}
        />
      </Property>
      <Property name={t("facts.group")}>{names.group(ticket.group_id) ?? t("facts.noGroup")}</Property>
      <Property name={t("facts.type")}>{textIn(type.name, language)}</Property>
      <Property name={t("facts.category")}>
        <CategoryPicker
          value={ticket.category_id ?? undefined}
          disabled={frozen}
          onChoose={(category_id) => void save({ category_id, reason: "" })}
        />
      </Property>
      {ticket.urge_count > 0 && (
        <Property name={t("facts.urges")}>
          <strong className={css.hot}>{t("facts.times", { count: ticket.urge_count })}</strong>
        </Property>
      )}
      {ticket.rebound_count > 0 && (
        <Property name={t("facts.rebounds")}>
          <strong className={css.hot}>{t("facts.times", { count: ticket.rebound_count })}</strong>
        </Property>
      )}
      {ticket.rating && (
        <Property name={t("facts.rating")}>
          <span title={`${ticket.rating}/5`}>
            {"★".repeat(ticket.rating)}
            <span className={css.quiet}>{"★".repeat(5 - ticket.rating)}</span>
          </span>
          {ticket.rating_comment && <q className={css.quote}>{ticket.rating_comment}</q>}
        </Property>
      )}
    </dl>
  );
};

export const Property = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className={css.property}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const Customer = ({ ticket }: { ticket: Detail }) => {
  const t = ticketWords.use();
  const app = appWords.use();
  const mayTalk = useMay("conversations.own", "conversations.all");
  const { customer } = ticket;
  return (
    <section className={css.factSection}>
      <h3>{t("facts.customer")}</h3>
      {customer ? (
        <>
          <p className={css.inline}>
            <strong className={css.ellipsis}>{customer.nickname || app("customer.anonymous")}</strong>
            {customer.tier && <span className={css.tier}>{customer.tier}</span>}
            {customer.is_member && <span className={css.quiet}>{t("facts.member")}</span>}
            {customer.anonymous && <span className={css.quiet}>{t("facts.anonymous")}</span>}
          </p>
          <AppLink href={`/tickets?customer_id=${customer.id}`}>{t("facts.openTickets")}</AppLink>
        </>
      ) : (
        <p className={css.quiet}>{t("facts.noCustomer")}</p>
      )}
      {ticket.conversation_id && mayTalk && (
        <p>
          <AppLink href={`/inbox/${ticket.conversation_id}`}>{t("facts.openConversation")}</AppLink>
        </p>
      )}
    </section>
  );
};

const Dates = ({ ticket }: { ticket: Detail }) => {
  const t = ticketWords.use();
  const locale = useLocale();
  const at = (time: number) => (
    <span title={exactText(time, locale)}>
      <RelativeTime at={time} />
    </span>
  );
  return (
    <dl className={css.properties}>
      <Property name={t("facts.source")}>{t(`source.${sourceWord(ticket.source)}`)}</Property>
      {ticket.due_at != null && <Property name={t("facts.dueAt")}>{exactText(ticket.due_at, locale)}</Property>}
      <Property name={t("facts.createdAt")}>{at(ticket.created_at)}</Property>
      <Property name={t("facts.updatedAt")}>{at(ticket.updated_at)}</Property>
      {ticket.solved_at && <Property name={t("facts.solvedAt")}>{at(ticket.solved_at)}</Property>}
    </dl>
  );
};
