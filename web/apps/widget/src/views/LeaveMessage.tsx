// Nobody is there, or waiting takes too long: the words become a request that somebody answers for.
import { useState } from "preact/hooks";
import { useBusy, useDesk, useDraft } from "../desk";
import { t } from "../i18n";
import { newId } from "../state/client";
import { Wrong } from "./Face";

export function LeaveMessage() {
  const { client, state, replace } = useDesk();
  const { draft, change, drop } = useDraft("message", () => ({ client_id: newId(), body: "", contact: "" }));
  const [missing, setMissing] = useState(false);
  const { busy, problem, run } = useBusy();
  const needsContact = state.about?.anonymous ?? false;
  const send = async () => {
    if (!draft.body.trim() || (needsContact && !draft.contact.trim())) return setMissing(true);
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
          required
          value={draft.body}
          aria-invalid={missing && !draft.body.trim()}
          placeholder={t("describe_hint")}
          onInput={({ currentTarget: { value } }) => change(() => ({ body: value }))}
        />
      </label>
      {missing && !draft.body.trim() && (
        <p class="wrong" role="alert">
          {t("bad_required", { name: t("leave_body") })}
        </p>
      )}
      <label>
        <span>
          {t("leave_contact")} {!needsContact && <small class="faint">{t("optional")}</small>}
        </span>
        <input
          type="text"
          maxLength={200}
          value={draft.contact}
          aria-invalid={missing && needsContact && !draft.contact.trim()}
          placeholder={t("leave_contact_hint")}
          onInput={({ currentTarget: { value } }) => change(() => ({ contact: value }))}
        />
      </label>
      {missing && needsContact && !draft.contact.trim() && (
        <p class="wrong" role="alert">
          {t("bad_required", { name: t("leave_contact") })}
        </p>
      )}
      <Wrong text={problem} />
      <button type="submit" class="button main" disabled={busy}>
        {busy ? t("submitting") : t("submit")}
      </button>
    </form>
  );
}
