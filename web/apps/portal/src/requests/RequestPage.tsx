// One request: where it stands, what can be done now, what happened when.
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { call } from "../app/http";
import { useWords, wordOf } from "../app/i18n";
import { useLine } from "../app/live";
import { hold, requestQuery } from "../app/queries";
import type { Attachment, Entry, Request } from "../app/types";
import { OrderRow } from "../orders/OrderRow";
import { Icon } from "../parts/Icon";
import { Files, isOver, Linked, Moment, Ready, RequestTag } from "../parts/pieces";
import { Actions } from "./Actions";
import { marksOf } from "./next";
import { Stars } from "./Stars";

export const RequestPage = () => {
  const t = useWords();
  const { id } = useParams({ from: "/requests/$id" });
  const live = useLine((line) => line.live);
  const request = useQuery({ ...requestQuery(id), refetchInterval: live ? false : 15_000 });
  return (
    <div className="page">
      <Link to="/" className="back">
        <Icon name="back" />
        {t("my_requests")}
      </Link>
      <Ready of={request}>{(value) => <Whole request={value} />}</Ready>
    </div>
  );
};

const Whole = ({ request }: { request: Request }) => {
  const t = useWords();
  const marks = marksOf(request.steps, isOver(request.state));
  const next = wordOf("next", request.state);
  return (
    <>
      <header className="requestHead">
        <div className="line">
          <h1>{request.title}</h1>
          <RequestTag state={request.state} />
        </div>
        <p className="faint">
          {t("number", { n: request.number })} · <Moment at={request.created_at} />
        </p>
      </header>
      <div className="halves">
        <div className="half">
          <section className="card pad" aria-label={t("progress")}>
            {next && (
              <p className="nextLine" role="status">
                {next}
              </p>
            )}
            <ol className="steps">
              {request.steps.map((step, index) => (
                <li key={step.key} className={marks[index]} aria-current={marks[index] === "now" ? "step" : undefined}>
                  <span>{step.name}</span>
                  {step.done_at ? (
                    <Moment at={step.done_at} />
                  ) : (
                    marks[index] === "now" && <span className="faint">{t("running")}</span>
                  )}
                </li>
              ))}
            </ol>
            <Actions key={request.id} request={request} />
          </section>
          {request.rating != null && <p className="card pad">{t("rated", { n: request.rating })}</p>}
          {request.actions.rate && request.rating == null && (
            <Stars
              onRate={async (rating) => hold(await call<Request>("POST", `requests/${request.id}/rating`, rating))}
            />
          )}
          {request.entries.length > 0 && (
            <section>
              <h2>{t("history")}</h2>
              <ol className="entries card pad" aria-live="polite" aria-relevant="additions">
                {[...request.entries].reverse().map((entry) => (
                  <Line key={entry.id} entry={entry} />
                ))}
              </ol>
            </section>
          )}
        </div>
        <div className="half side">
          {request.order && (
            <section>
              <h2>{t("order")}</h2>
              <OrderRow order={request.order} />
            </section>
          )}
          {(request.fields.length > 0 || request.description) && (
            <section>
              <h2>{t("details")}</h2>
              <div className="card pad">
                <dl>
                  {request.fields.map((field) => (
                    <div key={field.label}>
                      <dt>{field.label}</dt>
                      <dd>{field.value}</dd>
                    </div>
                  ))}
                </dl>
                {request.description && <Linked text={request.description} />}
              </div>
            </section>
          )}
        </div>
      </div>
    </>
  );
};

const Line = ({ entry }: { entry: Entry }) => {
  const t = useWords();
  const { attachments, name } = (entry.payload ?? {}) as { attachments?: Attachment[]; name?: string };
  const mine = entry.actor.kind === "customer";
  return (
    <li className={mine ? "own" : undefined}>
      <span className="line faint">
        <span>
          <b>{mine ? t("you") : entry.actor_name}</b>{" "}
          {entry.kind === "milestone" && name ? name : wordOf("entry", entry.kind)}
        </span>
        <Moment at={entry.at} />
      </span>
      {entry.body && <Linked text={entry.body} />}
      {attachments && attachments.length > 0 && <Files files={attachments} />}
    </li>
  );
};
