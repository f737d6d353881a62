import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { Button, EmptyState, SkeletonRows } from "@yingke/ui";
import type { ReactNode } from "react";
import { Broken } from "../../app/faces";
import { appWords } from "../../app/i18n";
import css from "./ledger.module.css";
import { ledgerWords } from "./words";

interface PagesProps<Row> {
  list: UseInfiniteQueryResult<InfiniteData<{ items: Row[] }>>;
  children: (row: Row) => ReactNode;
}

/** The rows behind a figure, page by page, and what stands there while there are none. */
export const Pages = <Row,>({ list, children }: PagesProps<Row>) => {
  const t = ledgerWords.use();
  const app = appWords.use();
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isPending) return <SkeletonRows rows={6} />;
  if (list.isError && rows.length === 0) return <Broken error={list.error} retry={() => void list.refetch()} />;
  if (rows.length === 0) return <EmptyState compact title={t("rows.none")} hint={t("rows.none.hint")} />;
  return (
    <>
      <ul className={css.rows}>{rows.map(children)}</ul>
      {list.hasNextPage && (
        <div className={css.more}>
          <Button onClick={() => void list.fetchNextPage()} disabled={list.isFetchingNextPage}>
            {list.isFetchingNextPage ? app("list.loading_more") : app("action.more")}
          </Button>
        </div>
      )}
    </>
  );
};
