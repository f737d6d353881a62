// "Still not solved", after a conversation with the bot has ended: counted against the bot, so it must be easy to say.
import { useState } from "preact/hooks";
import { useDesk } from "../desk";
import { t } from "../i18n";

export function Objection({ id }: { id: string }) {
  const { client } = useDesk();
  const [state, setState] = useState<"asking" | "sending" | "said">("asking");
  if (state === "said") return <p class="notice">{t("objected")}</p>;
  return (
    <p class="notice">
      <button
        type="button"
        class="link"
        disabled={state === "sending"}
        onClick={async () => {
          setState("sending");
          try {
            await client.http<void>("POST", `conversations/${id}/objection`, { on: "widget" });
            setState("said");
          } catch {
            setState("asking");
          }
        }}
      >
        {t("still_unsolved")}
      </button>
    </p>
  );
}
