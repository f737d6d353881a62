// "Still not solved", after a conversation with the bot has ended: counted against the bot, so it must be easy to say.
import { useState } from "preact/hooks";
import { useBusy, useDesk } from "../desk";
import { t } from "../i18n";
import { Wrong } from "./Face";

export function Objection({ id }: { id: string }) {
  const { client } = useDesk();
  const { busy, problem, run } = useBusy();
  const [said, setSaid] = useState(false);
  const object = async () => {
    await client.change("POST", `conversations/${id}/objection`, { on: "widget" });
    setSaid(true);
  };
  return (
    <div class="notice">
      {said ? (
        t("objected")
      ) : (
        <button type="button" class="link" disabled={busy} onClick={() => run(object)}>
          {t("still_unsolved")}
        </button>
      )}
      <Wrong text={problem} />
    </div>
  );
}
