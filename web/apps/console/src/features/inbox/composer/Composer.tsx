import LockOutlined from "@ant-design/icons/es/icons/LockOutlined";
import PaperClipOutlined from "@ant-design/icons/es/icons/PaperClipOutlined";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Kbd } from "@yingke/ui";
import { type ClipboardEvent, type DragEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { freshKey } from "../../../app/http";
import { type Command, useCommands } from "../../../app/keys";
import { say } from "../../../app/live";
import { useMe } from "../../../app/session";
import { GuardBar } from "../../../parts/guard/GuardBar";
import { useGuard } from "../../../parts/guard/useGuard";
import { fillScript } from "../../../parts/sop/fill";
import { usedScript } from "../api";
import { AssistStrip } from "../assist/AssistStrip";
import { chosenBy, type Suggestion as Suggested, useAssist } from "../assist/useAssist";
import { useModelDraft } from "../assist/useModelDraft";
import { send } from "../deliver";
import { changeDraft, draftOf, type Mode, useDrafts } from "../model/drafts";
import { rememberFacts } from "../model/facts";
import { useLayout } from "../model/layout";
import type { Outgoing } from "../model/outgoing";
import { isSendKey } from "../model/sendKey";
import { openVariables, replaceTrigger, type Trigger, triggerAt } from "../model/trigger";
import type { Conversation, MessageKind } from "../model/types";
import { words } from "../words";
import css from "./composer.module.css";
import { Emoji } from "./Emoji";
import { type SuggestionHandle, Suggestions } from "./Suggestions";
import { UploadChips } from "./UploadChips";
import { useUploads } from "./useUploads";

const TYPING_EVERY_MS = 3000;
const LONGEST = 5000;
const COUNT_FROM = 4500;

interface ComposerProps {
  conversation: Conversation;
  /** Somebody else's conversation: said above the field. */
  holder?: string;
  /** Not mine to answer; colleagues may still leave a note. */
  notesOnly?: boolean;
}

export const Composer = ({ conversation, holder, notesOnly = false }: ComposerProps) => {
  const t = words.use();
  const client = useQueryClient();
  const { agent } = useMe();
  const { id } = conversation;
  const draft = useDrafts((drafts) => draftOf(drafts, id));
  const sendKey = useLayout((layout) => layout.sendKey);
  const mode = notesOnly ? "note" : draft.mode;
  const text = draft[mode];
  const field = useRef<HTMLTextAreaElement>(null);
  const suggestions = useRef<SuggestionHandle>(null);
  const [trigger, setTrigger] = useState<Trigger>();
  const [dragging, setDragging] = useState(false);
  const uploads = useUploads((attachment) => {
    const { attachments } = draftOf(useDrafts.getState(), id);
    changeDraft(id, { attachments: [...attachments, attachment] });
  });

  const setMode = (next: Mode) => {
    if (notesOnly && next === "reply") return;
    changeDraft(id, { mode: next });
    setTrigger(undefined);
    field.current?.focus();
  };
  useComposerKeys(setMode);
  useGrow(field, text);

  const typedAt = useRef(0);
  const write = (next: string, caret: number) => {
    changeDraft(id, { [mode]: next.slice(0, LONGEST) });
    setTrigger(triggerAt(next, caret, mode));
    if (mode === "reply" && next !== "" && Date.now() - typedAt.current > TYPING_EVERY_MS) {
      typedAt.current = Date.now();
      say({ type: "typing", conversation_id: id });
    }
  };

  const put = (insert: string, over: Trigger | undefined) => {
    const element = field.current;
    const caret = element?.selectionStart ?? text.length;
    const next = over
      ? replaceTrigger(text, over, insert)
      : {
          text: text.slice(0, caret) + insert + text.slice(element?.selectionEnd ?? caret),
          caret: caret + insert.length,
        };
    changeDraft(id, { [mode]: next.text.slice(0, LONGEST) });
    setTrigger(undefined);
    requestAnimationFrame(() => {
      element?.focus();
      element?.setSelectionRange(next.caret, next.caret);
    });
  };

  const message = (kind: MessageKind, body: string, payload?: unknown): Outgoing => ({
    clientId: freshKey(),
    conversationId: id,
    senderId: agent.id,
    senderName: agent.nickname,
    kind,
    body,
    payload,
    internal: mode === "note",
    mentions: mode === "note" && kind === "text" ? draft.mentions.filter((each) => each !== agent.id) : [],
    at: Date.now(),
    state: "sending",
  });

  const open = mode === "reply" ? openVariables(text) : [];
  const body = text.trim();
  const files = mode === "reply" ? draft.attachments : [];
  const ready = (body !== "" || files.length > 0) && open.length === 0 && !(mode === "reply" && uploads.busy);

  const builtIn = useAssist(conversation, text, mode === "reply");
  const { draft: drafted, ask: askDraft, busy: drafting } = useModelDraft(conversation);
  const assist = builtIn && {
    ...builtIn,
    suggestions: [...(drafted ? [drafted] : []), ...builtIn.suggestions].slice(0, 3),
  };
  const takeSuggested = (suggestion: Suggested) => {
    const { script_id: scriptId, facts } = suggestion;
    if (facts?.length) rememberFacts(id, facts);
    put(
      scriptId ? fillScript(suggestion.body, { customer: conversation.customer, agent }) : suggestion.body,
      undefined,
    );
    if (scriptId) usedScript(scriptId).catch(() => undefined);
  };

  const guard = useGuard(`/conversations/${id}`, mode === "reply" ? text : "");

  const submit = (overrideReason = "") => {
    if (!ready || (guard.blocked && overrideReason === "")) return;
    for (const attachment of files) {
      send(client, message(attachment.mime.startsWith("image/") ? "image" : "file", attachment.name, attachment));
    }
    if (body) send(client, { ...message("text", body), overrideReason: overrideReason || undefined });
    changeDraft(id, mode === "reply" ? { reply: "", attachments: [] } : { note: "", mentions: [] });
    setTrigger(undefined);
  };

  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const wanted = mode === "reply" ? assist?.suggestions[chosenBy(event.nativeEvent) ?? -1] : undefined;
    if (wanted) {
      event.preventDefault();
      takeSuggested(wanted);
      return;
    }
    if (trigger && suggestions.current?.onKey(event.nativeEvent)) {
      event.preventDefault();
      return;
    }
    if (event.key === "Escape" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      if (trigger) setTrigger(undefined);
      else field.current?.blur();
      return;
    }
    if (isSendKey(event.nativeEvent, sendKey)) {
      event.preventDefault();
      submit();
    }
  };

  const onPaste = (event: ClipboardEvent) => {
    if (mode === "reply" && event.clipboardData.files.length > 0) {
      event.preventDefault();
      uploads.add([...event.clipboardData.files]);
    }
  };

  const drop = {
    onDragOver: (event: DragEvent) => {
      if (mode === "note" || !event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      setDragging(true);
    },
    onDragLeave: () => setDragging(false),
    onDrop: (event: DragEvent) => {
      if (mode === "note") return;
      event.preventDefault();
      setDragging(false);
      uploads.add([...event.dataTransfer.files]);
    },
  };

  return (
    <>
      {mode === "reply" && assist && (
        <AssistStrip answer={assist} drafting={drafting} askDraft={askDraft} take={takeSuggested} />
      )}
      <footer className={css.composer} data-mode={mode} data-dragging={dragging || undefined} {...drop}>
        {holder && !notesOnly && <p className={css.holder}>{t("foot.writing_for", { name: holder })}</p>}
        {trigger && (
          <Suggestions
            ref={suggestions}
            trigger={trigger}
            conversation={conversation}
            take={(insert) => put(insert, trigger)}
            mention={(agentId, insert) => {
              changeDraft(id, { mentions: [...new Set([...draft.mentions, agentId])] });
              put(insert, trigger);
            }}
            card={(kind, payload, label) => {
              put("", trigger);
              send(client, message(kind, label, payload));
            }}
          />
        )}
        <div className={css.modes}>
          {(notesOnly ? (["note"] as const) : (["reply", "note"] as const)).map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === mode}
              onClick={() => setMode(each)}
              title={each === "reply" ? "R" : "N"}
            >
              {each === "note" && <LockOutlined aria-hidden="true" />}
              {t(`composer.${each}`)}
            </button>
          ))}
          {mode === "note" && <span className={css.modeHint}>{t("composer.note_hint")}</span>}
        </div>
        <textarea
          ref={field}
          value={text}
          rows={2}
          maxLength={LONGEST}
          placeholder={t(mode === "reply" ? "composer.placeholder" : "composer.placeholder_note")}
          aria-label={t(mode === "reply" ? "composer.reply_to" : "composer.note_for")}
          onChange={(event) => write(event.target.value, event.target.selectionStart)}
          onSelect={(event) => {
            const { value, selectionStart, selectionEnd } = event.currentTarget;
            if (trigger && selectionStart === selectionEnd) setTrigger(triggerAt(value, selectionStart, mode));
          }}
          onKeyDown={onKey}
          onPaste={onPaste}
        />
        <GuardBar
          text={text}
          {...guard}
          change={(next) => {
            changeDraft(id, { [mode]: next.slice(0, LONGEST) });
            field.current?.focus();
          }}
          sendAnyway={submit}
        />
        {mode === "reply" && (
          <UploadChips
            uploads={uploads}
            attachments={draft.attachments}
            remove={(attachmentId) =>
              changeDraft(id, {
                attachments: draft.attachments.filter((attachment) => attachment.attachment_id !== attachmentId),
              })
            }
          />
        )}
        {open.length > 0 && (
          <p className={css.guard} role="status">
            {t("composer.open_variables", { names: open.join(" ") })}
          </p>
        )}
        <div className={css.tools}>
          <Emoji take={(emoji) => put(emoji, undefined)} />
          {mode === "reply" ? (
            <>
              <label className={css.tool} title={t("composer.attach")}>
                <PaperClipOutlined aria-hidden="true" />
                <input
                  type="file"
                  multiple
                  className="sr-only"
                  aria-label={t("composer.attach")}
                  onChange={(event) => {
                    uploads.add([...(event.target.files ?? [])]);
                    event.target.value = "";
                  }}
                />
              </label>
              <ToolSign
                sign="/"
                label={t("composer.scripts")}
                put={(sign) => beginTrigger(sign, field.current, write)}
              />
              <ToolSign
                sign="#"
                label={t("composer.objects")}
                put={(sign) => beginTrigger(sign, field.current, write)}
              />
            </>
          ) : (
            <ToolSign sign="@" label={t("composer.mention")} put={(sign) => beginTrigger(sign, field.current, write)} />
          )}
          <span className={css.rest} />
          {text.length >= COUNT_FROM && (
            <span className={css.counter}>
              {text.length}/{LONGEST}
            </span>
          )}
          <span className={css.keyHint}>
            <Kbd keys={sendKey} />
          </span>
          <Button
            look="primary"
            size="small"
            className={css.send}
            disabled={!ready || guard.blocked}
            onClick={() => submit()}
          >
            {t(mode === "reply" ? "composer.send" : "composer.save_note")}
          </Button>
        </div>
      </footer>
    </>
  );
};

const ToolSign = ({ sign, label, put }: { sign: string; label: string; put: (sign: string) => void }) => (
  <button type="button" className={css.tool} aria-label={label} title={`${label} ${sign}`} onClick={() => put(sign)}>
    {sign}
  </button>
);

/** The button does what typing the sign does. */
const beginTrigger = (
  sign: string,
  field: HTMLTextAreaElement | null,
  write: (text: string, caret: number) => void,
) => {
  if (!field) return;
  const { value, selectionStart } = field;
  const before = value.slice(0, selectionStart);
  const put = before === "" || /\s$/.test(before) ? sign : ` ${sign}`;
  write(before + put + value.slice(selectionStart), selectionStart + put.length);
  requestAnimationFrame(() => {
    field.focus();
    field.setSelectionRange(selectionStart + put.length, selectionStart + put.length);
  });
};

const useComposerKeys = (setMode: (mode: Mode) => void) => {
  const set = useRef(setMode);
  set.current = setMode;
  useCommands(
    useMemo<Command[]>(
      () => [
        {
          id: "inbox.reply",
          title: () => words.t("command.reply"),
          section: "conversation",
          keys: "r",
          run: () => set.current("reply"),
        },
        {
          id: "inbox.note",
          title: () => words.t("command.note"),
          section: "conversation",
          keys: "n",
          run: () => set.current("note"),
        },
      ],
      [],
    ),
  );
};

const TALLEST_PX = 220;

/** As tall as its text, up to a limit. */
const useGrow = (field: React.RefObject<HTMLTextAreaElement | null>, text: string) => {
  useEffect(() => {
    const element = field.current;
    if (!element) return;
    // Measured inside of a fixed frame: a composer that shrank for a moment would move the thread above it.
    const frame = element.parentElement;
    if (frame) frame.style.height = `${frame.offsetHeight}px`;
    element.style.height = "auto";
    element.style.height = `${Math.min(element.scrollHeight, TALLEST_PX)}px`;
    if (frame) frame.style.height = "";
  }, [field, text]);
};
