import ArrowLeftOutlined from "@ant-design/icons/es/icons/ArrowLeftOutlined";
import EllipsisOutlined from "@ant-design/icons/es/icons/EllipsisOutlined";
import ProfileOutlined from "@ant-design/icons/es/icons/ProfileOutlined";
import { Button, Floating, MenuItem } from "@yingke/ui";
import { useMemo, useRef, useState } from "react";
import { go } from "../../app/go";
import { appWords, textIn, useLanguage } from "../../app/i18n";
import { useCommands } from "../../app/keys";
import { useMe } from "../../app/session";
import { useToast } from "../../app/toast";
import { newTicket } from "../../parts/ticketform/newTicket";
import type { Detail, Ticket } from "./api";
import type { FactsPane } from "./DetailScreen";
import { useEdit } from "./editing";
import { FinishStepDialog } from "./FinishStepDialog";
import { Mood, StateTag } from "./marks";
import { type Action, actionsFor } from "./model/actions";
import { waiting } from "./model/waiting";
import { useTicketPrefs } from "./prefs";
import { TransferDialog } from "./TransferDialog";
import css from "./tickets.module.css";
import { useTicketType } from "./useTicketTypes";
import { ticketWords } from "./words";

export const Head = ({ ticket, facts }: { ticket: Detail; facts: FactsPane }) => {
  const t = ticketWords.use();
  const app = appWords.use();
  const language = useLanguage();
  const toast = useToast();
  const me = useMe().agent.id;
  const { save, saving } = useEdit();
  const [dialog, setDialog] = useState<"finish" | "transfer">();
  const { next } = waiting(ticket, useTicketType(ticket).steps);
  const { main, others } = actionsFor(ticket, Boolean(next), me);

  const setState = async (state: Ticket["state"]) => {
    const before = ticket.state;
    if (!(await save({ state, reason: "" }))) return;
    const undo =
      before === "new" || before === "closed" ? undefined : { label: t("detail.undo"), run: () => void back(before) };
    toast.done(t("detail.stateChanged", { state: app(`ticket_state.${state}`) }), undo);
  };
  const back = (state: Ticket["state"]) => save({ state, reason: "" });

  const run = (action: Action) => {
    switch (action) {
      case "finish":
        return setDialog("finish");
      case "transfer":
        return setDialog("transfer");
      case "take":
        return void save({ agent_id: me, reason: "" });
      case "pend":
        return void setState("pending_customer");
      case "hold":
        return void setState("on_hold");
      case "resume":
      case "reopen":
        return void setState("open");
      case "solve":
        return void setState("solved");
      case "cancel":
        return void setState("cancelled");
      case "followUp":
        return newTicket({ draft: followUp(ticket) });
    }
  };
  const label = (action: Action) =>
    action === "finish" && next ? t("detail.finish", { step: textIn(next.name, language) }) : t(`detail.${action}`);

  useTicketKeys(
    run,
    [main, ...others].filter((action) => action !== undefined),
  );

  return (
    <header className={css.detailHead}>
      <button type="button" className={css.iconButton} aria-label={t("detail.back")} onClick={() => go(backTo())}>
        <ArrowLeftOutlined />
      </button>
      <button
        type="button"
        className={css.numberButton}
        title={t("detail.copyNumber")}
        onClick={() =>
          void navigator.clipboard?.writeText(`#${ticket.number}`).then(() => toast.done(t("detail.copied")))
        }
      >
        #{ticket.number}
      </button>
      <TitleEdit ticket={ticket} />
      <StateTag state={ticket.state} />
      <Mood mood={ticket.mood} />
      <span className={css.spacer} />
      <span className={css.actions}>
        {others.includes("take") && (
          <Button onClick={() => run("take")} busy={saving} className={css.wideOnly}>
            {t("detail.take")}
          </Button>
        )}
        {others.includes("transfer") && (
          <Button onClick={() => run("transfer")} className={css.wideOnly}>
            {t("detail.transfer")}
          </Button>
        )}
        {main && (
          <Button look="primary" onClick={() => run(main)} busy={saving} className={css.mainAction}>
            {label(main)}
          </Button>
        )}
        {others.length > 0 && (
          <Floating
            className={css.iconButton}
            face={<EllipsisOutlined />}
            label={t("detail.more")}
            kind="menu"
            placement="bottom-end"
          >
            {(close) =>
              others.map((action) => (
                <MenuItem
                  key={action}
                  danger={action === "cancel"}
                  onChoose={() => {
                    close();
                    run(action);
                  }}
                >
                  {label(action)}
                </MenuItem>
              ))
            }
          </Floating>
        )}
        <button
          type="button"
          className={css.iconButton}
          aria-label={t("detail.showFacts")}
          aria-expanded={facts.open}
          title={t("detail.showFacts")}
          onClick={facts.toggle}
        >
          <ProfileOutlined />
        </button>
      </span>
      {dialog === "finish" && next && (
        <FinishStepDialog ticket={ticket} step={next} close={() => setDialog(undefined)} />
      )}
      {dialog === "transfer" && <TransferDialog ticket={ticket} close={() => setDialog(undefined)} />}
    </header>
  );
};

const backTo = (): string => {
  const { last } = useTicketPrefs.getState();
  const search = new URLSearchParams(
    Object.entries(last).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  ).toString();
  return `/tickets${search ? `?${search}` : ""}`;
};

const followUp = (ticket: Detail) => ({
  type_id: ticket.type_id,
  title: ticket.title,
  customer_id: ticket.customer?.id,
  conversation_id: ticket.conversation_id,
  order_id: ticket.order_id,
  category_id: ticket.category_id,
  fields: ticket.fields,
});

const KEYS = { finish: "f", transfer: "x", take: "a" } as const satisfies Partial<Record<Action, string>>;

const useTicketKeys = (run: (action: Action) => void, possible: Action[]) => {
  const latest = useRef({ run, possible });
  latest.current = { run, possible };
  useCommands(
    useMemo(
      () =>
        (Object.keys(KEYS) as (keyof typeof KEYS)[]).map((action) => ({
          id: `ticket.${action}`,
          title: () => ticketWords.t(action === "finish" ? "detail.finishNext" : `detail.${action}`),
          section: "ticket" as const,
          keys: KEYS[action],
          when: () => latest.current.possible.includes(action),
          run: () => latest.current.run(action),
        })),
      [],
    ),
  );
};

/** The title is text until it is clicked. */
const TitleEdit = ({ ticket }: { ticket: Detail }) => {
  const t = ticketWords.use();
  const { save } = useEdit();
  const [typed, setTyped] = useState<string>();
  const finish = () => {
    const title = typed?.trim();
    setTyped(undefined);
    if (title && title !== ticket.title) void save({ title, reason: "" });
  };
  if (typed === undefined) {
    return (
      <h1 className={css.title}>
        <button type="button" title={ticket.title} onClick={() => setTyped(ticket.title)}>
          {ticket.title}
        </button>
      </h1>
    );
  }
  return (
    <input
      className={css.titleInput}
      // biome-ignore lint/a11y/noAutofocus: the person has just asked to edit it.
      autoFocus
      value={typed}
      maxLength={200}
      aria-label={t("column.title")}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter") finish();
        if (event.key === "Escape") {
          event.stopPropagation();
          setTyped(undefined);
        }
      }}
    />
  );
};
