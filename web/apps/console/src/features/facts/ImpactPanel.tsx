import { useQuery } from "@tanstack/react-query";
import { Button, EmptyState, RelativeTime, SkeletonRows, StatusTag, type Tone } from "@yingke/ui";
import { Drawer, Grid, Input } from "antd";
import { useId, useState } from "react";
import { useAgents } from "../../app/directory";
import { Broken } from "../../app/faces";
import { AppLink } from "../../app/go";
import { appWords } from "../../app/i18n";
import { useSaving } from "../../parts/form/useSaving";
import { impactQuery, startRecall } from "./api";
import css from "./facts.module.css";
import { type Impact, type Standing, standingOf, type ToldCustomer, toCorrect } from "./model";
import { factWords } from "./words";

/** What a change of a fact touches, and the correction. */
export const ImpactPanel = ({ id, close }: { id: string; close: () => void }) => {
  const t = factWords.use();
  const wide = Grid.useBreakpoint().md ?? true;
  const impact = useQuery({
    ...impactQuery(id),
    // While corrections go out their progress is news; the frames of the line tell it too.
    refetchInterval: (held) => (held.state.data?.recalls.some((recall) => recall.pending > 0) ? 3000 : false),
  });
  return (
    <Drawer
      open
      onClose={close}
      size={wide ? 720 : "100%"}
      title={impact.data ? `${impact.data.fact.subject} · ${impact.data.fact.said}` : t("impact.open")}
    >
      {impact.isPending && <SkeletonRows rows={8} />}
      {impact.isError && !impact.data && <Broken error={impact.error} retry={() => void impact.refetch()} />}
      {impact.data && <Reach impact={impact.data} />}
    </Drawer>
  );
};

const Reach = ({ impact }: { impact: Impact }) => {
  const t = factWords.use();
  const app = appWords.use();
  const { answers, scripts, tickets, customers, customers_total, editions } = impact;
  return (
    <div className={css.impact}>
      <Recall impact={impact} />
      <section>
        <h3>
          {t("impact.customers")} <span>{customers_total}</span>
        </h3>
        {customers.length === 0 && <EmptyState compact title={t("impact.nobody")} />}
        <ul className={css.told}>
          {customers.map((row) => (
            <Told key={row.customer_id} row={row} />
          ))}
        </ul>
        {customers_total > customers.length && (
          <p className={css.quiet}>{t("impact.rest", { count: customers.length })}</p>
        )}
      </section>
      <section>
        <h3>
          {t("impact.tickets")} <span>{tickets.length}</span>
        </h3>
        <ul>
          {tickets.map((ticket) => (
            <li key={ticket.id}>
              <AppLink href={`/tickets/${ticket.id}`}>
                #{ticket.number} {ticket.title}
              </AppLink>{" "}
              <StatusTag>{app(`ticket_state.${ticket.state}`)}</StatusTag>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>
          {t("impact.answers")} <span>{answers.length}</span>
        </h3>
        <ul>
          {answers.map((answer) => (
            <li key={answer.id}>
              <AppLink href={`/knowledge?q=${encodeURIComponent(answer.key)}`}>{answer.question}</AppLink>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>
          {t("impact.scripts")} <span>{scripts.length}</span>
        </h3>
        <ul>
          {scripts.map((script) => (
            <li key={script.id}>
              {script.title} <code>/{script.shortcut}</code>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{t("impact.editions")}</h3>
        <ol className={css.editions}>
          {editions.map((edition) => (
            <li key={edition.edition} value={edition.edition}>
              <b>{edition.said}</b> <span className={css.quiet}>{edition.source}</span> <RelativeTime at={edition.at} />
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
};

const STANDING = {
  current: "neutral",
  outdated: "warning",
  pending: "info",
  sent: "success",
  failed: "danger",
} satisfies Record<Standing, Tone>;

const WAYS = ["conversation", "request", "thread", "superseded", "fact_not_valid", "nowhere", "gone"] as const;

const Told = ({ row }: { row: ToldCustomer }) => {
  const t = factWords.use();
  const agents = useAgents();
  const standing = standingOf(row);
  const way = WAYS.find((one) => one === row.correction?.way);
  const place = row.conversation_id
    ? `/inbox/${row.conversation_id}`
    : row.ticket_id
      ? `/tickets/${row.ticket_id}`
      : undefined;
  return (
    <li>
      <AppLink href={`/customers/${row.customer_id}`}>{row.nickname || t("impact.unnamed")}</AppLink>
      <span className={css.quiet}>
        {t("impact.heard", { edition: row.edition, count: row.times })} ·{" "}
        {row.agent_id ? (agents.get(row.agent_id)?.name ?? "") : t("impact.bot")} · <RelativeTime at={row.told_at} />
      </span>
      <span className={css.marks}>
        <StatusTag tone={STANDING[standing]}>{t(`standing.${standing}`)}</StatusTag>
        {way && <span className={css.quiet}>{t(`way.${way}`)}</span>}
      </span>
      {place && <AppLink href={place}>{t("impact.look")}</AppLink>}
    </li>
  );
};

const Recall = ({ impact }: { impact: Impact }) => {
  const t = factWords.use();
  const id = useId();
  const { fact, recalls, customers } = impact;
  const { save, saving, problem } = useSaving("facts");
  const waiting = toCorrect(customers);
  const [body, setBody] = useState(() =>
    fact.validity === "valid"
      ? t("recall.draft", { subject: fact.subject, said: fact.said })
      : t("recall.draft.ended", { subject: fact.subject }),
  );
  return (
    <section className={css.recall}>
      <h3>{t("recall.title")}</h3>
      {recalls.map((recall) => (
        <p key={recall.id} className={css.progress}>
          <progress max={recall.pending + recall.sent + recall.failed} value={recall.sent + recall.failed} />
          <span>{t("recall.progress", { sent: recall.sent, pending: recall.pending, failed: recall.failed })}</span>
          <RelativeTime at={recall.created_at} />
        </p>
      ))}
      {waiting.length === 0 ? (
        <p className={css.quiet}>{t("recall.nobody")}</p>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!saving && body.trim())
              void save((once) => startRecall(fact.id, { "zh-CN": body }, once), t("recall.started"));
          }}
        >
          <label htmlFor={`${id}-body`}>{t("recall.words")}</label>
          <Input.TextArea
            id={`${id}-body`}
            autoSize={{ minRows: 3, maxRows: 8 }}
            maxLength={1000}
            value={body}
            onChange={(event) => setBody(event.target.value)}
          />
          {problem("body") && (
            <p role="alert" className={css.problem}>
              {problem("body")}
            </p>
          )}
          <Button look="primary" type="submit" busy={saving}>
            {t("recall.send", { count: waiting.length })}
          </Button>
          <p className={css.quiet}>{t("recall.effect")}</p>
        </form>
      )}
    </section>
  );
};
