// While the customer waits for a person: the honest place in the queue, and ways out of it.
import { useBusy, useDesk } from "../desk";
import { t, waitOf } from "../i18n";
import { Wrong } from "./Face";

export function Queue() {
  const { client, state, go } = useDesk();
  const { busy, problem, run } = useBusy();
  const conversation = state.conversation;
  if (conversation?.state !== "queued" && conversation?.state !== "offered") return null;
  const wait = waitOf(conversation.wait_ms);
  const n = conversation.position;
  const place =
    conversation.state === "offered"
      ? t("queue_soon")
      : n
        ? wait
          ? t("queue_place_wait", { n, wait })
          : t("queue_place", { n })
        : "";
  return (
    <div class="queue">
      <b class="number" role="status">
        {place || t("queue_soon")}
      </b>
      <div class="ways">
        <button type="button" class="link" disabled={busy} onClick={() => run(() => client.change("DELETE", "human"))}>
          {t("queue_leave")}
        </button>
        <button type="button" class="link" onClick={() => go({ at: "message" })}>
          {state.about?.call_back ? t("queue_call") : t("leave_message")}
        </button>
        <button type="button" class="link" onClick={() => go({ at: "start" })}>
          {t("door_request")}
        </button>
      </div>
      <Wrong text={problem} />
    </div>
  );
}
