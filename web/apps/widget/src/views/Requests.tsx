// All requests of this customer, newest first.
import { useEffect } from "preact/hooks";
import { useDesk, usePages } from "../desk";
import { t } from "../i18n";
import type { TicketBrief } from "../state/types";
import { TicketRow } from "./Cards";
import { Empty, More, Ready } from "./Face";

export function Requests() {
  const { client, state, go, portal } = useDesk();
  const pages = usePages<TicketBrief>("requests");
  // The store keeps them: news over the line changes the same rows.
  useEffect(() => client.store.do({ type: "tickets", tickets: pages.items }), [pages.items.length]);
  return (
    <>
      <div class="page grow">
        <Ready of={pages.first}>
          {() =>
            state.tickets.length ? (
              <div class="stack">
                {state.tickets.map((ticket) => (
                  <TicketRow key={ticket.id} ticket={ticket} />
                ))}
                <More of={pages} />
              </div>
            ) : (
              <Empty>{t("no_requests")}</Empty>
            )
          }
        </Ready>
      </div>
      <div class="actions">
        {portal && (
          <a class="button" href={portal} target="_blank" rel="noopener noreferrer">
            {t("in_portal")}
          </a>
        )}
        <button type="button" class="button main" onClick={() => go({ at: "start" })}>
          {t("new_request")}
        </button>
      </div>
    </>
  );
}
