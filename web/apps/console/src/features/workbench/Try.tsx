import { useMutation } from "@tanstack/react-query";
import { Button, EmptyState, StatusTag } from "@yingke/ui";
import { useState } from "react";
import { Broken } from "../../app/faces";
import { appWords } from "../../app/i18n";
import { probe } from "./api";
import { type Considered, type Probe, type Reply, toneOf } from "./model";
import { workbenchWords } from "./words";
import css from "./workbench.module.css";

/** One question against what customers get now and what the draft would give them. */
export const Try = () => {
  const t = workbenchWords.use();
  const [text, setText] = useState("");
  const asked = useMutation({ mutationFn: probe });
  return (
    <>
      <form
        className={css.ask}
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim()) asked.mutate(text.trim());
        }}
      >
        <input
          value={text}
          maxLength={500}
          aria-label={t("try.ask")}
          placeholder={t("try.ask")}
          onChange={(event) => setText(event.target.value)}
        />
        <Button look="primary" type="submit" disabled={!text.trim() || asked.isPending}>
          {t("try.go")}
        </Button>
      </form>
      {asked.isError && <Broken error={asked.error} retry={() => asked.mutate(text.trim())} compact />}
      {asked.isIdle && <EmptyState compact title={t("try.none")} hint={t("try.none.hint")} />}
      {asked.data && <Found found={asked.data} />}
    </>
  );
};

const Found = ({ found }: { found: Probe }) => {
  const t = workbenchWords.use();
  const app = appWords.use();
  return (
    <>
      <p className={css.read}>
        {t("try.read")} <StatusTag>{t(`lang.${found.locale}`)}</StatusTag>
        <StatusTag>{app(`mood.${found.mood}`)}</StatusTag>
        {found.wants_human && <StatusTag tone="warning">{t("try.human")}</StatusTag>}
        {found.small_talk && <StatusTag>{t("try.chat")}</StatusTag>}
      </p>
      {found.asks_of_order && (
        <p className={css.quiet}>{t("try.order", { what: t(`asks.${found.asks_of_order as OrderQuestion}`) })}</p>
      )}
      <div className={css.both}>
        <Side title={t("side.live")} side={found.live} reply={found.live_reply} />
        <Side title={t("side.draft")} side={found.draft} reply={found.draft_reply} />
      </div>
    </>
  );
};

const Side = ({ title, side, reply }: { title: string; side: Considered; reply: Reply }) => {
  const t = workbenchWords.use();
  const percent = (value: number) => `${Math.round(value * 100)}%`;
  return (
    <section className={css.side}>
      <h2>
        {title} <StatusTag tone={toneOf(reply)}>{t(`layer.${reply.layer}`)}</StatusTag>
      </h2>
      <Says reply={reply} />
      <h3>
        {t("try.knowledge")} <StatusTag>{t(`would.${side.would}`)}</StatusTag>
      </h3>
      {side.tie && <p className={css.quiet}>{t("try.tie")}</p>}
      {side.taught && (
        <p className={css.quiet}>
          {t(side.taught.knowledge_id ? "try.taught" : "try.silenced", { likeness: percent(side.taught.likeness) })}
        </p>
      )}
      {side.candidates.length === 0 ? (
        <p className={css.quiet}>{t("try.nothing")}</p>
      ) : (
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t("col.item")}</th>
              <th scope="col" title={t("col.coverage.hint")}>
                {t("col.coverage")}
              </th>
              <th scope="col" title={t("col.strength.hint")}>
                BM25
              </th>
              <th scope="col" title={t("col.likeness.hint")}>
                {t("col.likeness")}
              </th>
              <th scope="col" title={t("col.certainty.hint")}>
                {t("col.certainty")}
              </th>
              <th scope="col">{t("col.gate")}</th>
            </tr>
          </thead>
          <tbody>
            {side.candidates.map((one) => (
              <tr key={one.knowledge_id} data-best={one.knowledge_id === side.answer || undefined}>
                <th scope="row">
                  {one.question} {one.draft && <StatusTag>{t("draft")}</StatusTag>}
                </th>
                <td>{percent(one.coverage)}</td>
                <td>{one.strength.toFixed(2)}</td>
                <td>{percent(one.likeness)}</td>
                <td>{one.exact ? t("exact") : percent(one.certainty)}</td>
                <td>{t(one.answers ? "gate.answer" : one.near ? "gate.near" : "gate.no")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};

/** The reply as the customer would get it, and why it is this one. */
const Says = ({ reply }: { reply: Reply }) => {
  const t = workbenchWords.use();
  const app = appWords.use();
  const about = {
    live: () => t(`asks.${reply.about as OrderQuestion}`),
    mood: () => app(`mood.${reply.about as Probe["mood"]}`),
    remark: () => t(`tone.${reply.about as "displeased" | "pleased" | "plain"}`),
  } as Record<string, (() => string) | undefined>;
  return (
    <div className={css.reply}>
      <p className={css.quiet}>{t(`why.${reply.layer}`, { about: about[reply.layer]?.() ?? reply.about })}</p>
      {reply.says.map((words) => (
        <p key={words} className={css.bubble}>
          {words}
        </p>
      ))}
      {reply.hand_over && reply.says.length === 0 && <p className={css.bubble}>{t("try.handed")}</p>}
      {reply.options.length > 0 && (
        <ul className={css.options} aria-label={t("try.options")}>
          {[...new Set(reply.options)].map((label) => (
            <li key={label}>{label}</li>
          ))}
        </ul>
      )}
    </div>
  );
};

type OrderQuestion =
  | "order.logistics"
  | "order.logistics_stuck"
  | "order.refund_status"
  | "order.cancel"
  | "order.return"
  | "order.price_protection";
