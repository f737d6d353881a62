import { useInfiniteQuery } from "@tanstack/react-query";
import { RelativeTime } from "@yingke/ui";
import { visitsQuery } from "./api";
import css from "./customer.module.css";
import { More, Region } from "./Region";
import { words } from "./words";

/** The pages the customer looks at, newest first, as he walks. */
export const Trail = ({ id }: { id: string }) => {
  const t = words.use();
  const visits = useInfiniteQuery(visitsQuery(id));
  const items = visits.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Region query={visits} empty={items.length === 0} emptyText={t("trail.none")}>
      <ol className={css.trail}>
        {items.map(({ url, title, at }, index) => (
          <li key={`${at} ${url}`} data-now={index === 0 || undefined}>
            <PageLink url={url} title={title} />
            <small>
              <RelativeTime at={at} />
            </small>
          </li>
        ))}
      </ol>
      <More query={visits} />
    </Region>
  );
};

/** The address comes from the visitor's browser: only the open web is followed. */
const PageLink = ({ url, title }: { url: string; title: string }) =>
  /^https?:\/\//i.test(url) ? (
    <a href={url} target="_blank" rel="noopener noreferrer nofollow" title={url}>
      {title || url}
    </a>
  ) : (
    <span title={url}>{title || url}</span>
  );
