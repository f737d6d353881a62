// Where the customer writes. The draft survives a reload; Enter sends, Shift+Enter breaks, and an input method that is
// still composing keeps its Enter.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useDesk } from "../desk";
import { t } from "../i18n";
import { MAX_UPLOAD_BYTES } from "../state/client";
import { Wrong } from "./Face";
import { Icon } from "./Icon";

const EMOJI = "😀 😄 😂 🙂 😊 😍 😘 🤔 😓 😢 😭 😡 👍 👎 👌 🙏 👏 💪 🤝 👋 ❤️ 💔 🎉 🎁 🌹 ☕ ✅ ❌ ❓ 📦 🚚 💰".split(
  " ",
);
const MAX_CHARACTERS = 5000;

export function Composer() {
  const { client, state, go } = useDesk();
  const [text, setText] = useState(() => client.shelf.get<string>("draft") ?? "");
  const [emoji, setEmoji] = useState(false);
  const [problem, setProblem] = useState("");
  const area = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const ready = state.about !== null;

  useEffect(() => {
    text ? client.shelf.set("draft", text) : client.shelf.drop("draft");
  }, [text]);
  useLayoutEffect(() => {
    const field = area.current;
    if (!field) return;
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 120)}px`;
  }, [text]);
  useEffect(() => {
    // On a phone the keyboard would cover what the customer came to read.
    if (matchMedia("(pointer: fine)").matches) area.current?.focus();
  }, []);

  const send = () => {
    const body = text.trim();
    if (!body || !ready) return;
    client.say("text", body);
    setText("");
    setEmoji(false);
    area.current?.focus();
  };

  const attach = (files: Iterable<File> | null | undefined) => {
    setProblem("");
    for (const file of files ?? []) {
      if (file.size > MAX_UPLOAD_BYTES) setProblem(t("file_too_big"));
      else if (ready) client.attach(file);
    }
  };

  const insert = (sign: string) => {
    const field = area.current;
    const at = field?.selectionStart ?? text.length;
    setText((text.slice(0, at) + sign + text.slice(field?.selectionEnd ?? at)).slice(0, MAX_CHARACTERS));
    requestAnimationFrame(() => field?.setSelectionRange(at + sign.length, at + sign.length));
  };

  return (
    <div class="composer">
      <Wrong text={problem} />
      {emoji && (
        <fieldset class="emoji" aria-label={t("emoji")}>
          {EMOJI.map((sign) => (
            <button type="button" key={sign} onClick={() => insert(sign)}>
              {sign}
            </button>
          ))}
        </fieldset>
      )}
      <div class="writing">
        <textarea
          ref={area}
          rows={1}
          value={text}
          maxLength={MAX_CHARACTERS}
          placeholder={t("write")}
          aria-label={t("write")}
          enterkeyhint="send"
          onInput={(event) => {
            setText(event.currentTarget.value);
            client.typing();
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
            event.preventDefault();
            send();
          }}
          onPaste={(event) => {
            const files = event.clipboardData?.files;
            if (!files?.length) return;
            event.preventDefault();
            attach(files);
          }}
        />
        <button type="button" class="send" disabled={!text.trim() || !ready} onClick={send} title={t("send")}>
          <Icon name="send" />
        </button>
      </div>
      <div class="tools">
        <button type="button" class="tool" aria-expanded={emoji} onClick={() => setEmoji(!emoji)} title={t("emoji")}>
          <Icon name="smile" />
        </button>
        <button
          type="button"
          class="tool"
          disabled={!ready}
          onClick={() => picker.current?.click()}
          title={t("add_file")}
        >
          <Icon name="plus" />
        </button>
        <button type="button" class="tool" onClick={() => go({ at: "orders", pick: true })} title={t("add_order")}>
          <Icon name="bag" />
        </button>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            attach(event.currentTarget.files);
            event.currentTarget.value = "";
          }}
        />
      </div>
    </div>
  );
}
