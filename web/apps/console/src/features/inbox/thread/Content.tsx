import DownloadOutlined from "@ant-design/icons/es/icons/DownloadOutlined";
import FileOutlined from "@ant-design/icons/es/icons/FileOutlined";
import { bytesText, Money, RelativeTime, StatusTag, useLocale } from "@yingke/ui";
import { AppLink } from "../../../app/go";
import { appWords } from "../../../app/i18n";
import {
  answerIn,
  attachmentIn,
  isSafeUrl,
  linkParts,
  optionsIn,
  orderIn,
  productIn,
  ticketIn,
} from "../model/payload";
import type { Message, OptionView } from "../model/types";
import { words } from "../words";
import css from "./content.module.css";

/** What a message says, by its kind. A payload that cannot be read leaves its text. */
export const Content = ({ message }: { message: Message }) => {
  const { kind, body, payload } = message;
  switch (kind) {
    case "text":
      return <Text text={body} />;
    case "image":
    case "file":
      return <File message={message} />;
    case "order_card":
      return <Order message={message} />;
    case "product_card":
      return <Product message={message} />;
    case "ticket_card":
      return <Ticket message={message} />;
    case "options":
      return (
        <>
          {body && <Text text={body} />}
          <Options options={optionsIn(payload)} />
        </>
      );
    case "answer":
      return <Answer message={message} />;
    case "notice":
      return <Text text={body} />;
  }
};

const Text = ({ text }: { text: string }) => (
  <p className={css.text}>
    {linkParts(text).map((part, at) =>
      part.href ? (
        <a key={at} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
          {part.text}
        </a>
      ) : (
        part.text
      ),
    )}
  </p>
);

const LARGEST_PX = 240;

const File = ({ message }: { message: Message }) => {
  const t = words.use();
  const locale = useLocale();
  const file = attachmentIn(message.payload);
  if (!file) return <Text text={message.body || t("card.unreadable")} />;
  if (message.kind === "image") {
    const { width, height } = fit(file.width ?? 0, file.height ?? 0);
    return (
      <a href={file.url} target="_blank" rel="noopener noreferrer" className={css.image} title={file.name}>
        <img src={file.url} alt={file.name} width={width} height={height} loading="lazy" />
      </a>
    );
  }
  return (
    <a href={file.url} target="_blank" rel="noopener noreferrer" className={css.file} download={file.name}>
      <FileOutlined aria-hidden="true" />
      <span className={css.fileName}>
        <b>{file.name}</b>
        <small>{bytesText(file.size_bytes, locale)}</small>
      </span>
      <DownloadOutlined aria-hidden="true" />
    </a>
  );
};

/** The size a picture will have, known before it is loaded: nothing jumps. */
const fit = (width: number, height: number) => {
  if (width <= 0 || height <= 0) return { width: LARGEST_PX, height: 160 };
  const scale = Math.min(1, LARGEST_PX / width, LARGEST_PX / height);
  return { width: Math.max(40, Math.round(width * scale)), height: Math.max(40, Math.round(height * scale)) };
};

const Order = ({ message }: { message: Message }) => {
  const t = words.use();
  const app = appWords.use();
  const order = orderIn(message.payload);
  if (!order) return <Text text={message.body || t("card.unreadable")} />;
  return (
    <AppLink href={`/orders/${order.order_id}`} className={css.card}>
      <Picture url={order.image_url} />
      <span className={css.cardMain}>
        <span className={css.cardHead}>
          <b>{order.title}</b>
          <StatusTag tone={order.state === "cancelled" ? "neutral" : "brand"}>
            {app(`order_state.${order.state}`)}
          </StatusTag>
        </span>
        <small>
          {order.order_no} · {t("card.items", { count: order.item_count })} · <Money fen={order.paid_fen} />
        </small>
        {order.last_scan && (
          <small className={css.scan}>
            {order.last_scan.text} · <RelativeTime at={order.last_scan.at} />
          </small>
        )}
      </span>
    </AppLink>
  );
};

const Product = ({ message }: { message: Message }) => {
  const t = words.use();
  const product = productIn(message.payload);
  if (!product) return <Text text={message.body || t("card.unreadable")} />;
  const inside = (
    <>
      <Picture url={product.image_url} />
      <span className={css.cardMain}>
        <b>{product.title}</b>
        <small>
          {product.sku} · <Money fen={product.price_fen} />
        </small>
      </span>
    </>
  );
  return product.url && isSafeUrl(product.url) ? (
    <a href={product.url} target="_blank" rel="noopener noreferrer" className={css.card}>
      {inside}
    </a>
  ) : (
    <div className={css.card}>{inside}</div>
  );
};

const Ticket = ({ message }: { message: Message }) => {
  const t = words.use();
  const app = appWords.use();
  const ticket = ticketIn(message.payload);
  if (!ticket) return <Text text={message.body || t("card.unreadable")} />;
  return (
    <AppLink href={`/tickets/${ticket.id}`} className={css.card}>
      <span className={css.cardMain}>
        <span className={css.cardHead}>
          <b>
            #{ticket.number} {ticket.title}
          </b>
          <StatusTag tone="info">{app(`ticket_state.${ticket.state}`)}</StatusTag>
        </span>
        <small>{t("card.ticket")}</small>
      </span>
    </AppLink>
  );
};

/** Choices that the customer had; here they are only shown. */
const Options = ({ options }: { options: OptionView[] }) => (
  <ul className={css.options}>
    {options.map((option) => (
      <li key={`${option.action} ${option.label}`}>{option.label}</li>
    ))}
  </ul>
);

const Answer = ({ message }: { message: Message }) => {
  const t = words.use();
  const { source, question } = answerIn(message.payload);
  return (
    <>
      <Text text={message.body} />
      {(source || question) && (
        <p className={css.source}>{t("card.source", { source: [question, source].filter(Boolean).join(" · ") })}</p>
      )}
      <Options options={optionsIn(message.payload)} />
    </>
  );
};

const Picture = ({ url }: { url: string }) =>
  url && isSafeUrl(url) ? (
    <img src={url} alt="" width="48" height="48" loading="lazy" />
  ) : (
    <span className={css.noPicture} aria-hidden="true" />
  );
