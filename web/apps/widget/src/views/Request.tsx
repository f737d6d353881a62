// One request as its customer sees it: where it stands, what happened when, and what can be done now.
import { useEffect, useRef, useState } from "preact/hooks";
import { useBusy, useDesk, useDraft, useLoaded } from "../desk";
import { clock, t, wordOf } from "../i18n";
import { newId } from "../state/client";
import type { Request as Asked, Attachment, Entry } from "../state/types";
import { Attach } from "./Attach";
import { isOver, OrderRow, TicketTag, Time } from "./Cards";
import { Ready, Wrong } from "./Face";
import { Icon } from "./Icon";
import { Content, Linked } from "./Message";
import { Stars } from "./Stars";

export function Request({ id }: { id: string }) {
  const { client, state, go } = useDesk();
  const loaded = useLoaded(`request:${id}`, async () => client.loadRequest(id));
  useEffect(() => () => client.store.do({ type: "request", request: null }), [id]);
  const request = state.request?.id === id ? state.request : null;
  if (!request) return <Ready of={{ ...loaded, value: null }}>{() => null}</Ready>;
  return (
    <>
      <div class="page grow">
        <div class="line">
          <h2>{request.title}</h2>
          <TicketTag state={request.state} />
        </div>
        <p class="line faint">
          <span class="number">{t("number", { n: request.number })}</span>
          <Time at={request.created_at} />
        </p>
        <section aria-label={t("progress")}>
          <ol class="steps">
            {request.steps.map((step, i) => {
              const now = !isOver(request.state) && !step.done_at && (request.steps[i - 1]?.done_at || i === 0);
              return (
                <li
                  key={step.key}
                  class={step.done_at ? "past" : now ? "now" : "later"}
                  aria-current={now ? "step" : undefined}
                >
                  <span>{step.name}</span>
                  {step.done_at && <Time at={step.done_at} />}
                </li>
              );
            })}
          </ol>
        </section>
        {request.order && (
          <OrderRow
            order={request.order}
            onClick={() => request.order && go({ at: "order", id: request.order.order_id })}
          />
        )}
        {(request.fields.length > 0 || request.description) && (
          <section>
            <h2>{t("details")}</h2>
            <dl>
              {request.fields.map((field) => (
                <div key={field.label}>
                  <dt>{field.label}</dt>
                  <dd>{field.value}</dd>
                </div>
              ))}
            </dl>
            {request.description && (
              <p class="prose">
                <Linked text={request.description} />
              </p>
            )}
          </section>
        )}
        {request.entries.length > 0 && (
          <section>
            <h2>{t("history")}</h2>
            <ul class="entries" aria-live="polite">
              {request.entries.map((entry) => (
                <Line entry={entry} key={entry.id} />
              ))}
            </ul>
          </section>
        )}
        {request.rating != null && <p class="notice">{t("rated", { n: request.rating })}</p>}
        {request.actions.rate && request.rating == null && (
          <Stars
            name="request"
            onRate={async (rating) =>
              client.store.do({
                type: "request",
                request: await client.http<Asked>("POST", `requests/${id}/rating`, rating),
              })
            }
          />
        )}
      </div>
      <Actions request={request} />
    </>
  );
}

function Line({ entry }: { entry: Entry }) {
  const { attachments, name } = (entry.payload ?? {}) as { attachments?: Attachment[]; name?: string };
  const mine = entry.actor.kind === "customer";
  return (
    <li class={mine ? "own" : ""}>
      <span class="line faint">
        <span>
          {mine ? t("you") : entry.actor_name} ·{" "}
          {entry.kind === "milestone" && name ? name : wordOf("entry", entry.kind)}
        </span>
        <Time at={entry.at} />
      </span>
      {entry.body && (
        <p class="prose">
          <Linked text={entry.body} />
        </p>
      )}
      {attachments?.map((file) => (
        <Content
          key={file.attachment_id}
          words={{ kind: file.mime.startsWith("image/") ? "image" : "file", body: "", payload: file }}
        />
      ))}
    </li>
  );
}

type Asking = "supplement" | "reject" | "withdraw" | null;

function Actions({ request }: { request: Asked }) {
  const { client, now } = useDesk();
  const [asking, setAsking] = useState<Asking>(null);
  const [done, setDone] = useState("");
  const { busy, problem, run } = useBusy();
  const { actions } = request;
  const act = async (verb: string, body?: unknown) => {
    setDone("");
    const ok = await run(async () =>
      client.store.do({
        type: "request",
        request: await client.http<Asked>("POST", `requests/${request.id}/${verb}`, body ?? {}),
      }),
    );
    if (ok) setAsking(null);
    return ok;
  };
  const waits = actions.urge_after && actions.urge_after > now;

  if (asking === "supplement" || asking === "reject") {
    const verb = asking === "supplement" ? "supplements" : "rejection";
    return (
      <Say
        key={asking}
        id={request.id}
        kind={asking}
        busy={busy}
        problem={problem}
        onCancel={() => setAsking(null)}
        onSend={(words) => act(verb, words)}
      />
    );
  }
  const { accept, reject, supplement, urge, withdraw } = actions;
  if (!accept && !reject && !supplement && !urge && !withdraw && !waits) return null;
  return (
    <div class="actions">
      {(problem || done) && (
        <p class={problem ? "wrong" : "faint"} role={problem ? "alert" : "status"}>
          {problem || done}
        </p>
      )}
      {accept && (
        <button type="button" class="button main" disabled={busy} onClick={() => act("acceptance")}>
          <Icon name="check" />
          {t("accept")}
        </button>
      )}
      {reject && (
        <button type="button" class="button" onClick={() => setAsking("reject")}>
          {t("reject")}
        </button>
      )}
      {supplement && (
        <button type="button" class="button" onClick={() => setAsking("supplement")}>
          {t("supplement")}
        </button>
      )}
      {(urge || waits) && (
        <button
          type="button"
          class="button"
          disabled={busy || !urge}
          onClick={() => act("urge").then((ok) => ok && setDone(t("urged")))}
        >
          {waits && actions.urge_after ? t("urge_at", { time: clock(actions.urge_after) }) : t("urge")}
        </button>
      )}
      {withdraw && (
        <button
          type="button"
          class="button quiet"
          disabled={busy}
          onBlur={() => setAsking(null)}
          onClick={() => (asking === "withdraw" ? act("withdrawal") : setAsking("withdraw"))}
        >
          {asking === "withdraw" ? t("withdraw_sure") : t("withdraw")}
        </button>
      )}
    </div>
  );
}

interface Kept {
  client_id: string;
  body: string;
  files: Attachment[];
}

function Say(props: {
  id: string;
  kind: "supplement" | "reject";
  busy: boolean;
  problem: string;
  onCancel(): void;
  onSend(words: { client_id: string; body: string; attachment_ids: string[] }): Promise<boolean>;
}) {
  const { draft, change, drop } = useDraft<Kept>(`${props.kind}:${props.id}`, () => ({
    client_id: newId(),
    body: "",
    files: [],
  }));
  const [uploading, setUploading] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const body = draft.body.trim();
  return (
    <form
      class="actions"
      onSubmit={async (event) => {
        event.preventDefault();
        const words = {
          client_id: draft.client_id,
          body,
          attachment_ids: draft.files.map((file) => file.attachment_id),
        };
        if (await props.onSend(words)) drop();
      }}
    >
      <textarea
        rows={3}
        maxLength={5000}
        value={draft.body}
        ref={field}
        aria-label={props.kind === "reject" ? t("reject") : t("supplement")}
        placeholder={props.kind === "reject" ? t("reject_hint") : t("supplement_hint")}
        onInput={(event) => {
          const body = event.currentTarget.value;
          change(() => ({ body }));
        }}
      />
      <Attach
        label={t("add_file")}
        files={draft.files}
        onBusy={setUploading}
        onFiles={(next) => change((before) => ({ files: next(before.files) }))}
      />
      <Wrong text={props.problem} />
      <div class="line">
        <button type="button" class="button" onClick={props.onCancel}>
          {t("cancel")}
        </button>
        <button
          type="submit"
          class="button main"
          disabled={props.busy || uploading || !(body || (props.kind === "supplement" && draft.files.length))}
        >
          {uploading ? t("uploading") : props.busy ? t("submitting") : t("submit")}
        </button>
      </div>
    </form>
  );
}
