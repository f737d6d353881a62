import LockOutlined from "@ant-design/icons/es/icons/LockOutlined";
import PaperClipOutlined from "@ant-design/icons/es/icons/PaperClipOutlined";
import SendOutlined from "@ant-design/icons/es/icons/SendOutlined";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Floating, Kbd, MenuItem } from "@yingke/ui";
import { useMemo, useRef } from "react";
import { useAgents } from "../../app/directory";
import { freshKey } from "../../app/http";
import { useCommands } from "../../app/keys";
import { GuardBar } from "../../parts/guard/GuardBar";
import { useGuard } from "../../parts/guard/useGuard";
import { useRefused } from "../../parts/guard/useRefused";
import { FileList } from "../../parts/ticketform/FileList";
import { useUploads } from "../../parts/ticketform/useUploads";
import { commentOn, type Detail, refreshTicket, replyTo, type Ticket } from "./api";
import { ComposerField } from "./ComposerField";
import { takesReplies } from "./model/actions";
import { mentionedIn } from "./model/mentions";
import { type ComposerMode, type Draft, draftKey, useTicketDrafts } from "./prefs";
import css from "./tickets.module.css";
import { ticketWords } from "./words";

const BODY_MOST = 5000;

interface Sending {
  draft: Draft;
  state?: Ticket["state"];
  /** Why it goes out although the guard holds it back. */
  reason?: string;
}

/** Two sheets, one for the customer and one for colleagues, each with its own ground, words and button. */
export const Composer = ({ ticket }: { ticket: Detail }) => {
  const t = ticketWords.use();
  const failed = useRefused();
  const client = useQueryClient();
  const agents = useAgents();
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const open = takesReplies(ticket.state);
  const chosen = useTicketDrafts((state) => state.modes[ticket.id]);
  const mode: ComposerMode = open ? (chosen ?? "public") : "internal";
  const { draft, write } = useDraft(ticket.id, mode);
  const switchTo = useTicketDrafts((state) => state.switchTo);
  const { uploads, add, again, forget, sending } = useUploads((file) =>
    write((now) => ({ ...now, files: [...now.files, file] })),
  );

  const send = useMutation({
    mutationFn: async ({ draft: sent, state, reason }: Sending) => {
      const reply = {
        client_id: sent.client_id,
        body: sent.text.trim(),
        attachment_ids: sent.files.map((file) => file.attachment_id),
        mentions: mode === "internal" ? mentionedIn(sent.text, [...agents.values()]) : [],
        state,
        override_reason: reason,
      };
      await (mode === "public" ? replyTo(ticket.id, reply) : commentOn(ticket.id, reply));
    },
    onSuccess: async (_answer, { draft: sent }) => {
      // What was typed while it was on its way is the beginning of the next one.
      write((now) => (now.client_id === sent.client_id ? emptyDraft() : now));
      await refreshTicket(client, ticket.id);
    },
    onError: failed,
  });
  const guard = useGuard(`/tickets/${ticket.id}`, mode === "public" ? draft.text : "");

  const length = [...draft.text].length;
  const empty = draft.text.trim() === "" && draft.files.length === 0;
  const blocked = empty || length > BODY_MOST || sending || send.isPending;
  const submit = (state?: Ticket["state"]) => {
    if (!blocked && !guard.blocked) send.mutate({ draft, state });
  };
  const sendAnyway = (reason: string) => {
    if (!blocked) send.mutate({ draft, reason });
  };

  const turn = (next: ComposerMode) => {
    switchTo(ticket.id, next);
    requestAnimationFrame(() => field.current?.focus());
  };
  useComposerKeys(turn);

  return (
    <section
      className={css.composer}
      data-mode={mode}
      aria-label={t(`composer.${mode}`)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        add(event.dataTransfer.files);
      }}
    >
      <div className={css.composerTabs} role="tablist" aria-label={t("composer.switch")}>
        {(["public", "internal"] as const).map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            aria-selected={mode === one}
            disabled={one === "public" && !open}
            title={one === "public" && !open ? t("composer.over") : undefined}
            onClick={() => turn(one)}
          >
            {one === "internal" && <LockOutlined aria-hidden="true" />} {t(`composer.${one}`)}
          </button>
        ))}
        <span className={css.composerSign}>
          {mode === "public" ? t("composer.publicSign") : t("composer.internalSign")}
        </span>
      </div>
      {!open && <p className={css.composerOver}>{t("composer.over")}</p>}
      <ComposerField
        ref={field}
        label={t(`composer.${mode}`)}
        placeholder={t(mode === "public" ? "composer.publicPlaceholder" : "composer.internalPlaceholder")}
        text={draft.text}
        mentions={mode === "internal" ? [...agents.values()].filter((agent) => agent.enabled) : undefined}
        onChange={(text) => write((now) => ({ ...now, text }))}
        onFiles={add}
        onSubmit={() => submit()}
      />
      <GuardBar
        text={draft.text}
        {...guard}
        change={(text) => {
          write((now) => ({ ...now, text }));
          field.current?.focus();
        }}
        sendAnyway={sendAnyway}
      />
      <FileList
        files={draft.files}
        uploads={uploads}
        onAgain={again}
        onForget={forget}
        onRemove={(id) => write((now) => ({ ...now, files: now.files.filter((file) => file.attachment_id !== id) }))}
      />
      <div className={css.composerFoot}>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            add([...(event.target.files ?? [])]);
            event.target.value = "";
          }}
        />
        <button
          type="button"
          className={css.iconButton}
          aria-label={t("composer.attach")}
          title={t("composer.attach")}
          onClick={() => picker.current?.click()}
        >
          <PaperClipOutlined />
        </button>
        {length > BODY_MOST && (
          <span className={css.problem} role="alert">
            {t("composer.tooLong", { count: length })}
          </span>
        )}
        <span className={css.spacer} />
        <span className={`${css.quiet} ${css.wideOnly}`}>
          <Kbd keys="mod+enter" />
        </span>
        {mode === "public" && (
          <Floating
            className={css.iconButton}
            face="▾"
            label={t("composer.more")}
            kind="menu"
            placement="top-end"
            disabled={blocked || guard.blocked}
          >
            {(close) =>
              (
                [
                  ["pending_customer", "composer.sendAndPend"],
                  ["solved", "composer.sendAndSolve"],
                ] as const
              ).map(([state, words]) => (
                <MenuItem
                  key={state}
                  onChoose={() => {
                    close();
                    submit(state);
                  }}
                >
                  {t(words)}
                </MenuItem>
              ))
            }
          </Floating>
        )}
        <Button
          look={mode === "public" ? "primary" : "plain"}
          className={css.sendButton}
          busy={send.isPending}
          disabled={blocked || guard.blocked}
          onClick={() => submit()}
        >
          {mode === "public" ? <SendOutlined aria-hidden="true" /> : <LockOutlined aria-hidden="true" />}{" "}
          {t(mode === "public" ? "composer.sendPublic" : "composer.sendInternal")}
        </Button>
      </div>
    </section>
  );
};

const emptyDraft = (): Draft => ({ text: "", files: [], client_id: freshKey() });

const useDraft = (ticketId: string, mode: ComposerMode) => {
  const key = draftKey(ticketId, mode);
  const kept = useTicketDrafts((state) => state.drafts[key]);
  const put = useTicketDrafts((state) => state.write);
  const blank = useMemo(emptyDraft, [key]);
  const write = (change: (now: Draft) => Draft) => put(key, change(useTicketDrafts.getState().drafts[key] ?? blank));
  return { draft: kept ?? blank, write };
};

const useComposerKeys = (turn: (mode: ComposerMode) => void) => {
  const latest = useRef(turn);
  latest.current = turn;
  useCommands(
    useMemo(
      () => [
        {
          id: "ticket.reply",
          title: () => ticketWords.t("composer.public"),
          section: "ticket" as const,
          keys: "r",
          run: () => latest.current("public"),
        },
        {
          id: "ticket.note",
          title: () => ticketWords.t("composer.internal"),
          section: "ticket" as const,
          keys: "n",
          run: () => latest.current("internal"),
        },
      ],
      [],
    ),
  );
};
