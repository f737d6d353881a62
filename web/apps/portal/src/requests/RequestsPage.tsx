import { useInfiniteQuery, useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { EmptyState } from "@yingke/ui";
import { useWords, wordOf } from "../app/i18n";
import { useLine } from "../app/live";
import { requestQuery, requestsQuery } from "../app/queries";
import type { Brief, Request } from "../app/types";
import { Icon } from "../parts/Icon";
import { isOver, More, Ready, RequestTag, Time } from "../parts/pieces";
import { nextStep } from "./next";

/** So many open requests are read whole, to show their next step; people have one or two. */
const WHOLE = 8;

/** 我的服务: what is going on first, then what is over. */
export const RequestsPage = () => {
  const t = useWords();
  const live = useLine((line) => line.live);
  const list = useInfiniteQuery({ ...requestsQuery, refetchInterval: live ? false : 15_000 });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const open = items.filter((one) => !isOver(one.state));
  const over = items.filter((one) => isOver(one.state));
  const whole = useQueries({ queries: open.slice(0, WHOLE).map((one) => requestQuery(one.id)) });
  return (
    <div className="page">
      <div className="head">
        <h1>{t("my_requests")}</h1>
        <Link to="/start" className="primary">
          {t("new_request")}
        </Link>
      </div>
      <Ready of={list}>
        {() =>
          items.length ? (
            <>
              {open.length > 0 && <Rows title={t("going_on")} items={open} whole={whole.map((one) => one.data)} />}
              {over.length > 0 && <Rows title={t("over")} items={over} />}
              <More of={list} />
            </>
          ) : (
            <EmptyState title={t("no_requests")} hint={t("no_requests_hint")} />
          )
        }
      </Ready>
    </div>
  );
};

const Rows = ({ title, items, whole }: { title: string; items: Brief[]; whole?: (Request | undefined)[] }) => (
  <section>
    <h2>{title}</h2>
    <ul className="stack">
      {items.map((one) => (
        <Row key={one.id} brief={one} request={whole?.find((other) => other?.id === one.id)} />
      ))}
    </ul>
  </section>
);

export const Row = ({ brief, request }: { brief: Brief; request?: Request }) => {
  const t = useWords();
  const working = brief.state === "new" || brief.state === "open" || brief.state === "on_hold";
  const step = working && request ? nextStep(request.steps) : undefined;
  const next = step ? t("next_step", { step }) : wordOf("next", brief.state);
  return (
    <li>
      <Link className="card row" to="/requests/$id" params={{ id: brief.id }}>
        <span className="grow">
          <span className="line">
            <b className="two">{brief.title}</b>
            <RequestTag state={brief.state} />
          </span>
          {next && <span className="next">{next}</span>}
          <span className="line faint">
            <span>{t("number", { n: brief.number })}</span>
            <Time at={brief.updated_at} />
          </span>
        </span>
        <Icon name="next" />
      </Link>
    </li>
  );
};
