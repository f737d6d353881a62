import { useEffect, useRef } from "react";
import { appWords } from "../../app/i18n";
import css from "./knowledge.module.css";

interface MoreRowsProps {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

/** The end of a list: reads on when it comes into view. */
export const MoreRows = ({ list }: MoreRowsProps) => {
  const app = appWords.use();
  const end = useRef<HTMLLIElement>(null);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    const element = end.current;
    if (!element || !hasNextPage || isFetchingNextPage) return;
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting && fetchNextPage(), {
      rootMargin: "400px",
    });
    seen.observe(element);
    return () => seen.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return (
    hasNextPage && (
      <li ref={end} className={css.more}>
        {app("list.loading_more")}
      </li>
    )
  );
};
