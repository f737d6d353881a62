// What the customer may do now: a button is there only when it works.
import { Button, timeText, useLocale, useNow } from "@yingke/ui";
import { useEffect, useState } from "react";
import { call } from "../app/http";
import { useWords } from "../app/i18n";
import { cache, hold, requestQuery } from "../app/queries";
import type { Request } from "../app/types";
import { Wrong } from "../parts/pieces";
import { useBusy } from "../parts/useBusy";
import { urging } from "./next";
import { Say, type SayKind } from "./Say";

type Asking = SayKind | "withdraw" | null;

export const Actions = ({ request }: { request: Request }) => {
  const t = useWords();
  const locale = useLocale();
  const now = useNow(1000);
  const [asking, setAsking] = useState<Asking>(null);
  const [done, setDone] = useState({ text: "", state: request.state });
  const { busy, problem, run } = useBusy();
  const { accept, reject, supplement, withdraw, urge_after } = request.actions;

  const act = async (verb: string, thanks: string, body: unknown = {}) => {
    setDone({ text: "", state: request.state });
    const ok = await run(async () => {
      const after = await call<Request>("POST", `requests/${request.id}/${verb}`, body);
      hold(after);
      setDone({ text: thanks, state: after.state });
    });
    if (ok) setAsking(null);
    return ok;
  };

  // The server knows best whether urging is possible again; when its time has come it is asked.
  const due = !request.actions.urge && urge_after != null && urge_after <= now;
  useEffect(() => {
    if (due) cache.invalidateQueries({ queryKey: requestQuery(request.id).queryKey });
  }, [due, request.id]);
  const urge = urging(request.actions, now);

  if ((asking === "supplement" && supplement) || (asking === "reject" && reject)) {
    return (
      <Say
        key={asking}
        id={request.id}
        kind={asking}
        busy={busy}
        problem={problem}
        onCancel={() => setAsking(null)}
        onSend={(words) =>
          asking === "supplement"
            ? act("supplements", t("supplemented"), words)
            : act("rejection", t("rejected"), words)
        }
      />
    );
  }
  return (
    <>
      <p className="done" role="status">
        {/* Thanks for the last step would be odd beside the news of the next one. */}
        {done.state === request.state && done.text}
      </p>
      <Wrong text={problem} />
      <div className="actions">
        {accept && (
          <Button look="primary" size="large" disabled={busy} onClick={() => act("acceptance", t("accepted"))}>
            {t("accept")}
          </Button>
        )}
        {reject && (
          <Button size="large" onClick={() => setAsking("reject")}>
            {t("reject")}
          </Button>
        )}
        {supplement && (
          <Button size="large" onClick={() => setAsking("supplement")}>
            {t("supplement")}
          </Button>
        )}
        {urge && (
          <Button size="large" disabled={busy || urge.at === "later"} onClick={() => act("urge", t("urged"))}>
            {urge.at === "now" ? t("urge") : t("urge_at", { time: timeText(urge.time, locale) })}
          </Button>
        )}
        {withdraw && (
          <Button
            look={asking === "withdraw" ? "danger" : "quiet"}
            size="large"
            disabled={busy}
            onClick={() => (asking === "withdraw" ? act("withdrawal", t("withdrawn")) : setAsking("withdraw"))}
          >
            {asking === "withdraw" ? t("withdraw_sure") : t("withdraw")}
          </Button>
        )}
        {asking === "withdraw" && (
          <Button look="quiet" size="large" onClick={() => setAsking(null)}>
            {t("cancel")}
          </Button>
        )}
      </div>
    </>
  );
};
