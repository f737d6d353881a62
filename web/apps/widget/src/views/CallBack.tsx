// Nobody is there, or waiting takes too long: a message that is answered here, or a call back at the time that one likes.
// Both become a request that somebody answers for.
import { useState } from "preact/hooks";
import { useBusy, useDesk, useDraft } from "../desk";
import { readable, t } from "../i18n";
import { newId } from "../state/client";
import type { Failure } from "../state/http";
import { slots } from "../state/slots";
import type { Conversation, TicketBrief } from "../state/types";
import { Wrong } from "./Face";
import { Input } from "./Input";

const HERE = "here";
const SOON = "soon";

export function CallBack() {
  const { client, state, now, replace } = useDesk();
  const calls = state.about?.call_back;
  const { draft, change, drop } = useDraft("message", () => ({
    client_id: newId(),
    body: "",
    contact: "",
    wish: calls ? SOON : HERE,
  }));
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const { busy, problem, run } = useBusy();
  const times = slots(now);
  // A time that has passed since it was chosen is no choice any more.
  const wish = calls && (draft.wish === SOON || times.some((slot) => slot.key === draft.wish)) ? draft.wish : HERE;
  const needsContact = wish !== HERE || (state.about?.anonymous ?? false);

  const send = async () => {
    const body = draft.body.trim();
    const contact = draft.contact.trim();
    const missing: Record<string, string> = {};
    if (!body) missing.body = t("bad_required", { name: t("leave_body") });
    if (needsContact && !contact) missing.contact = t("bad_required", { name: t("leave_contact") });
    setWrong(missing);
    if (Object.keys(missing).length) return;
    const slot = times.find((one) => one.key === wish);
    const call = wish === HERE ? undefined : { from: slot?.from, until: slot?.until };
    await run(async () => {
      try {
        const taken = await client.http<{ conversation: Conversation; request?: TicketBrief }>(
          "POST",
          "offline-message",
          {
            client_id: draft.client_id,
            body,
            contact,
            call,
          },
        );
        drop();
        client.store.do({ type: "conversation", conversation: taken.conversation });
        if (taken.request) client.store.do({ type: "tickets", tickets: [taken.request] });
        replace(taken.request ? { at: "request", id: taken.request.id } : { at: "thread" });
      } catch (failure) {
        const found = (failure as Failure).fields.map(({ field, message }) => [
          field,
          field === "contact"
            ? t("contact_wrong")
            : field === "call"
              ? t("time_passed")
              : readable(message) || t("bad_value"),
        ]);
        if (!found.length) throw failure;
        setWrong(Object.fromEntries(found));
      }
    });
  };
  const field = (key: "body" | "contact", label: string, required: boolean, hint: string) => (
    <Input
      field={{ key, kind: key === "body" ? "long_text" : "text", label: { "zh-CN": label }, required, public: true }}
      hint={hint}
      value={draft[key]}
      problem={wrong[key]}
      onValue={(value) => change(() => ({ [key]: String(value) }))}
    />
  );
  return (
    <form
      class="page grow form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p class="faint">{t("leave_sub")}</p>
      {field("body", t("leave_body"), true, t("describe_hint"))}
      {calls && (
        <div class="field">
          <label htmlFor="f-wish">{t("wish")}</label>
          <select
            id="f-wish"
            value={wish}
            aria-invalid={!!wrong.call}
            onChange={(event) => {
              const wish = event.currentTarget.value;
              change(() => ({ wish }));
            }}
          >
            <option value={SOON}>{t("wish_soon")}</option>
            {times.map((slot) => (
              <option value={slot.key} key={slot.key}>
                {slot.label}
              </option>
            ))}
            <option value={HERE}>{t("wish_here")}</option>
          </select>
          {wrong.call && <small class="wrong">{wrong.call}</small>}
        </div>
      )}
      {field("contact", t("leave_contact"), needsContact, t("leave_contact_hint"))}
      <Wrong text={problem} />
      <button type="submit" class="button main" disabled={busy}>
        {busy ? t("submitting") : t("submit")}
      </button>
    </form>
  );
}
