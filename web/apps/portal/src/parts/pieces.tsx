// Small pieces that several pages show: a time, a picture, people's words with their links, files, a list that goes on.
import {
  Button,
  EmptyState,
  ErrorState,
  exactText,
  relativeText,
  SkeletonRows,
  StatusTag,
  type Tone,
  useLocale,
  useNow,
} from "@yingke/ui";
import { pieces, safeUrl } from "@yingke/ui/links";
import { Fragment, type ReactNode, useState } from "react";
import { Failure, wordsOf } from "../app/http";
import { useWords, wordOf } from "../app/i18n";
import type { Attachment, OrderCard, TicketState } from "../app/types";
import { Icon } from "./Icon";

export const Time = ({ at }: { at: number }) => {
  const locale = useLocale();
  const now = useNow(30_000);
  return (
    <time className="time" dateTime={new Date(at).toISOString()} title={exactText(at, locale)}>
      {relativeText(at, Math.max(now, at), locale)}
    </time>
  );
};

/** For steps and records: the day and the minute, because people compare them. */
export const Moment = ({ at }: { at: number }) => {
  const locale = useLocale();
  const text = new Intl.DateTimeFormat(locale, {
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    year: new Date(at).getFullYear() === new Date().getFullYear() ? undefined : "numeric",
  }).format(at);
  return (
    <time className="time" dateTime={new Date(at).toISOString()} title={exactText(at, locale)}>
      {text}
    </time>
  );
};

/** A picture of the shop; when it cannot be had, a quiet mark instead of a broken one. */
export const Picture = ({ url }: { url: string }) => {
  const [broken, setBroken] = useState(false);
  const source = url && !broken ? safeUrl(url, location.href) : null;
  return (
    <span className="picture">
      {source ? <img src={source} alt="" loading="lazy" onError={() => setBroken(true)} /> : <Icon name="bag" />}
    </span>
  );
};

export const Linked = ({ text }: { text: string }) => (
  <p className="prose">
    {pieces(text).map((piece, index) =>
      typeof piece === "string" ? (
        <Fragment key={index}>{piece}</Fragment>
      ) : (
        <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
          {piece.text}
        </a>
      ),
    )}
  </p>
);

export const Files = ({ files }: { files: Attachment[] }) => {
  const shown = files.flatMap((file) => {
    const href = safeUrl(file.url, location.href);
    return href ? [{ ...file, href }] : [];
  });
  return (
    <div className="files">
      {shown.map((file) => (
        <a key={file.attachment_id} href={file.href} target="_blank" rel="noopener noreferrer">
          {file.mime.startsWith("image/") ? (
            <img src={file.href} alt={file.name} loading="lazy" />
          ) : (
            <Icon name="file" />
          )}
          {!file.mime.startsWith("image/") && <span>{file.name}</span>}
        </a>
      ))}
    </div>
  );
};

const tones: Record<TicketState, Tone> = {
  new: "info",
  open: "info",
  on_hold: "info",
  pending_customer: "warning",
  solved: "warning",
  closed: "neutral",
  withdrawn: "neutral",
  cancelled: "neutral",
  merged: "neutral",
};

/** Nothing more will happen to it. */
export const isOver = (state: TicketState) => tones[state] === "neutral";

export const RequestTag = ({ state }: { state: TicketState }) => (
  <StatusTag tone={tones[state] ?? "neutral"}>{wordOf("ticket", state)}</StatusTag>
);

export const OrderTag = ({ state }: { state: OrderCard["state"] }) => (
  <StatusTag tone={state === "shipped" ? "info" : state === "pending_payment" ? "warning" : "neutral"}>
    {wordOf("order", state)}
  </StatusTag>
);

interface ReadyProps<T> {
  of: { data: T | undefined; error: unknown; refetch(): unknown; isFetching: boolean };
  children: (value: T) => ReactNode;
}

/** What has been read; until then its shape, or why it could not be had. What is there stays while it is read again. */
export function Ready<T>({ of, children }: ReadyProps<T>) {
  const t = useWords();
  if (of.data !== undefined) return children(of.data);
  if (of.error instanceof Failure && of.error.status === 404) return <EmptyState title={t("gone")} />;
  if (of.error && !of.isFetching) {
    return <ErrorState title={wordsOf(of.error)} retryLabel={t("try_again")} onRetry={() => of.refetch()} />;
  }
  return (
    <div aria-busy="true" className="card">
      <span className="sr-only" role="status">
        {t("loading")}
      </span>
      <SkeletonRows rows={4} />
    </div>
  );
}

interface MoreProps {
  of: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    error: unknown;
    fetchNextPage(): unknown;
  };
}

export const More = ({ of }: MoreProps) => {
  const t = useWords();
  if (!of.hasNextPage) return null;
  return (
    <>
      <Wrong text={of.isFetchNextPageError ? wordsOf(of.error) : ""} />
      <Button block size="large" busy={of.isFetchingNextPage} onClick={() => of.fetchNextPage()}>
        {t("load_more")}
      </Button>
    </>
  );
};

export const Wrong = ({ text, id }: { text: string; id?: string }) =>
  text ? (
    <p className="wrong" role="alert" id={id}>
      {text}
    </p>
  ) : null;
