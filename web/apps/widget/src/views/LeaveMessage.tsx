// Nobody is there, or waiting takes too long: the words become a request that somebody answers for.
import { useState } from "preact/hooks";
import { useBusy, useDesk, useDraft } from "../desk";
import { t } from "../i18n";
import { newId } from "../state/client";
import { Wrong } from "./Face";
import { Input } from "./Input";

export function LeaveMessage() {
  const { client, state, replace } = useDesk();
  const { draft, change, drop } = useDraft("message", () => ({ client_id: newId(), body: "", contact: "" }));
  const [missing, setMissing] = useState(false);
  const { busy, problem, run } = useBusy();
  const needsContact = state.about?.anonymous ?? false;
  const body = draft.body.trim();
  const contact = draft.contact.trim();

  const send = async () => {
    setMissing(true);
    if (!body || (needsContact && !contact)) return;
    if (!(await run(() => client.change("POST", "offline-message", { ...draft, body, contact })))) return;
    drop();
    replace({ at: "thread" });
  };
  const field = (key: "body" | "contact", label: string, required: boolean, hint: string) => (
    <Input
      field={{ key, kind: key === "body" ? "long_text" : "text", label: { "zh-CN": label }, required, public: true }}
      hint={hint}
      value={draft[key]}
      problem={missing && required && !draft[key].trim() ? t("bad_required", { name: label }) : ""}
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
      {field("contact", t("leave_contact"), needsContact, t("leave_contact_hint"))}
      <Wrong text={problem} />
      <button type="submit" class="button main" disabled={busy}>
        {busy ? t("submitting") : t("submit")}
      </button>
    </form>
  );
}
