import type { UseInfiniteQueryResult, UseQueryResult } from "@tanstack/react-query";
import { Button, EmptyState, SkeletonRows } from "@yingke/ui";
import type { ReactNode } from "react";
import { Broken } from "../../app/faces";
import { appWords } from "../../app/i18n";
import css from "./customer.module.css";

interface RegionProps {
  query: Pick<UseQueryResult, "isPending" | "isError" | "data" | "error" | "refetch">;
  empty?: boolean;
  emptyText?: string;
  children: ReactNode;
}

/** A region with its four faces. */
export const Region = ({ query, empty, emptyText = "", children }: RegionProps) => {
  if (query.isPending) {
    return (
      <div aria-busy="true" className={css.skeleton}>
        <SkeletonRows rows={2} />
      </div>
    );
  }
  if (query.isError && query.data === undefined) {
    return <Broken compact error={query.error} retry={() => void query.refetch()} />;
  }
  return empty ? <EmptyState compact title={emptyText} /> : children;
};

export const More = ({
  query,
}: {
  query: Pick<UseInfiniteQueryResult, "hasNextPage" | "isFetchingNextPage" | "fetchNextPage">;
}) => {
  const app = appWords.use();
  return query.hasNextPage ? (
    <Button look="quiet" size="small" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
      {app("action.more")}
    </Button>
  ) : null;
};
