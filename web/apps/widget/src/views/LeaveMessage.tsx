// Nobody is there, or waiting takes too long: the words become a request that somebody answers for.
import { useState } from "preact/hooks";
import { useBusy, useDesk, useDraft } from "../desk";
import { t } from "../i18n";
import { newId } from "../state/client";
import { Wrong } from "./Face";

export function LeaveMessage() {
  const { client, state, replace } = useDesk();
  const { draft, change, drop } = useDraft("message", () => ({ client_id: newId(), body: "", contact: "" }));
  const [missing, setMissing] = useState<"body" | "contact" | "">("");
  const { busy, problem, run } = useBusy();
  const needsContact = state.about?.anonymous ?? false;
  const send = async () => {
    const gap = !draft.body.trim() ? "body" : needsContact && !draft.contact.trim() ? "contact" : "";
    setMissing(gap);
    if (gap) return;
    const sent = await run(() =>
      client.change("POST", "offline-message", { ...draft, body: draft.body.trim(), contact: draft.contact.trim() }),
    );
    if (!sent) return;
    drop();
    replace({ at: "requests" });
  };
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
      <label>
        {t("leave_body")}
        <textarea
          rows={5}
          maxLength={5000}
          value={draft.body}
          aria-invalid={missing === "body"}
          placeholder={t("describe_hint")}
          onInput={({ currentTarget: { value } }) => change(() => ({ body: value }))}
        />
      </label>
      <label>
        <span>
          {t("leave_contact")} {!needsContact && <small>{t("optional")}</small>}
        </span>
        <input
          type="text"
          maxLength={200}
          value={draft.contact}
          aria-invalid={missing === "contact"}
          placeholder={t("leave_contact_hint")}
          onInput={({ currentTarget: { value } }) => change(() => ({ contact: value }))}
        />
      </label>
      <Wrong
        text={
          missing ? t("bad_required", { name: missing === "body" ? t("leave_body") : t("leave_contact") }) : problem
        }
      />
      <button type="submit" class="button main" disabled={busy}>
        {busy ? t("submitting") : t("submit")}
      </button>
    </form>
  );
}
