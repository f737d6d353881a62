// One message of the thread, by kind. Whatever people write is shown as text, never as HTML.

import { pieces, safeUrl } from "@yingke/ui/links";
import { Component } from "preact";
import { useState } from "preact/hooks";
import { useBusy, useDesk } from "../desk";
import { bytes, t } from "../i18n";
import type {
  Attachment,
  MessageKind,
  Option,
  OrderCard,
  ProductCard,
  Message as Said,
  TicketBrief,
} from "../state/types";
import { OrderRow, ProductRow, TicketRow } from "./Cards";
import { Wrong } from "./Face";
import { Icon } from "./Icon";

export interface Words {
  kind: MessageKind;
  body: string;
  payload?: unknown;
}

/** Draws again only when the message itself is another one: a thread of a thousand stays light. */
export class Bubble extends Component<{ message: Said; last: boolean }> {
  shouldComponentUpdate(next: { message: Said; last: boolean }) {
    return next.message !== this.props.message || next.last !== this.props.last;
  }
  render() {
    const { message } = this.props;
    if (message.kind === "answer") return <Answer message={message} />;
    return <Content words={message} />;
  }
}

export function Content({ words, preview }: { words: Words; preview?: string }) {
  const { go } = useDesk();
  switch (words.kind) {
    case "image":
      return <Image attachment={(words.payload ?? {}) as Attachment} preview={preview} />;
    case "file":
      return <File attachment={(words.payload ?? {}) as Attachment} />;
    case "order_card": {
      const order = words.payload as OrderCard | null;
      return order?.order_no ? (
        <OrderRow order={order} onClick={() => go({ at: "order", id: order.order_id })} />
      ) : (
        <Written text={words.body} />
      );
    }
    case "product_card":
      return words.payload ? <ProductRow product={words.payload as ProductCard} /> : <Written text={words.body} />;
    case "ticket_card":
      return (
        <>
          {words.body && <Written text={words.body} />}
          {Boolean(words.payload) && <TicketRow ticket={words.payload as TicketBrief} />}
        </>
      );
    case "options":
      return (
        <>
          {words.body && <Written text={words.body} />}
          <Options options={optionsOf(words.payload)} />
        </>
      );
    default:
      return <Written text={words.body} />;
  }
}

export function Linked({ text }: { text: string }) {
  return (
    <>
      {pieces(text).map((piece) =>
        typeof piece === "string" ? (
          piece
        ) : (
          <a href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        ),
      )}
    </>
  );
}

const Written = ({ text }: { text: string }) => (
  <div class="bubble">
    <Linked text={text} />
  </div>
);

function Options({ options }: { options: Option[] }) {
  const { choose } = useDesk();
  if (!options.length) return null;
  return (
    <div class="options">
      {options.map((option) => (
        <button type="button" key={option.action + option.text} onClick={() => choose(option.text, option.action)}>
          {option.label}
        </button>
      ))}
    </div>
  );
}

function Answer({ message }: { message: Said }) {
  const { client } = useDesk();
  const { busy, problem, run } = useBusy();
  const { source, feedback } = (message.payload ?? {}) as { source?: string; feedback?: string };
  const key = `answer:${message.id}`;
  const [given, setGiven] = useState<boolean | null>(
    feedback ? feedback === "solved" : (client.shelf.get<boolean>(key) ?? null),
  );
  const give = (solved: boolean) =>
    run(async () => {
      await client.change("POST", `answers/${message.id}/feedback`, { solved });
      client.shelf.set(key, solved);
      setGiven(solved);
    });
  return (
    <>
      <div class="bubble">
        <Linked text={message.body} />
        {source && <small class="source">{t("source", { name: source })}</small>}
        <div class="verdict">
          {given === null ? (
            <>
              <span>{t("helped")}</span>
              <button type="button" class="chip" disabled={busy} onClick={() => give(true)}>
                {t("solved")}
              </button>
              <button type="button" class="chip" disabled={busy} onClick={() => give(false)}>
                {t("unsolved")}
              </button>
            </>
          ) : (
            <span role="status">
              <Icon name="check" /> {given ? t("solved") : t("unsolved")} · {t("thanks")}
            </span>
          )}
        </div>
        <Wrong text={problem} />
      </div>
      <Options options={optionsOf(message.payload).filter((option) => !option.action.startsWith("feedback."))} />
    </>
  );
}

const optionsOf = (payload: unknown): Option[] => {
  const options = (payload as { options?: Option[] } | null)?.options;
  return Array.isArray(options) ? options : [];
};

function Image({ attachment, preview }: { attachment: Attachment; preview?: string }) {
  const { client } = useDesk();
  const [broken, setBroken] = useState(false);
  const href = attachment.url ? safeUrl(client.absolute(attachment.url)) : null;
  const source = preview || href;
  if (!source || broken) return <File attachment={attachment} />;
  // The place is kept before the picture is there, so that nothing jumps.
  const { width, height } = attachment;
  const scale = width && height ? Math.min(1, 220 / width, 260 / height) : 1;
  const image = (
    <img
      src={source}
      alt={attachment.name || t("image")}
      width={width ? Math.round(width * scale) : undefined}
      height={height ? Math.round(height * scale) : undefined}
      onError={() => setBroken(true)}
    />
  );
  return href ? (
    <a class="image" href={href} target="_blank" rel="noopener noreferrer">
      {image}
    </a>
  ) : (
    <span class="image">{image}</span>
  );
}

export function File({ attachment }: { attachment: Attachment }) {
  const { client } = useDesk();
  const href = attachment.url ? safeUrl(client.absolute(attachment.url)) : null;
  return (
    <a class="card row" href={href ?? undefined} target="_blank" rel="noopener noreferrer">
      <Icon name="file" />
      <span class="grow">
        <b class="cut">{attachment.name}</b>
        <span class="faint">{bytes(attachment.size_bytes)}</span>
      </span>
    </a>
  );
}
