import FileAddOutlined from "@ant-design/icons/es/icons/FileAddOutlined";
import { useMemo } from "react";
import { type Command, useCommands } from "../../../app/keys";
import { useMay } from "../../../app/session";
import { newTicket } from "../../../parts/ticketform/newTicket";
import { words } from "../words";
import css from "./actions.module.css";

/** One click: a ticket with everything that the conversation already says. */
export const TicketButton = ({ id }: { id: string }) => {
  const t = words.use();
  const may = useMay("tickets.group", "tickets.all");
  useCommands(
    useMemo<Command[]>(
      () =>
        may
          ? [
              {
                id: "ticket.new",
                title: () => words.t("command.ticket"),
                section: "ticket",
                keys: "t",
                run: () => newTicket({ conversation_id: id }),
              },
            ]
          : [],
      [may, id],
    ),
  );
  return may ? (
    <button
      type="button"
      className={css.action}
      title={`${t("ticket.button")} (T)`}
      onClick={() => newTicket({ conversation_id: id })}
    >
      <FileAddOutlined aria-hidden="true" /> <span>{t("ticket.button")}</span>
    </button>
  ) : null;
};
