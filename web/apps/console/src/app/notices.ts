import { type QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import type { PageOf } from "./cache";
import { request } from "./http";
import { onFrame } from "./live";

export type Notice = Schemas["NoticeView"];

const noticesQuery = queryOptions({
  queryKey: ["notices"],
  queryFn: ({ signal }) => request<PageOf<Notice>>("GET", "/me/notices?limit=50", undefined, { signal }),
});

export const useNotices = () => useQuery(noticesQuery);

export const useUnreadNotices = (): number => useNotices().data?.items.filter(({ read }) => !read).length ?? 0;

export const useReadNotices = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (upto: string) => request<void>("PUT", "/me/notices/read", { upto }),
    onMutate: () => {
      client.setQueryData(noticesQuery.queryKey, (page) =>
        page ? { ...page, items: page.items.map((notice) => ({ ...notice, read: true })) } : page,
      );
    },
    onError: () => client.invalidateQueries({ queryKey: noticesQuery.queryKey }),
  });
};

export const connectNotices = (client: QueryClient) =>
  onFrame("notice", ({ notice }) => {
    client.setQueryData(noticesQuery.queryKey, (page) =>
      page ? { ...page, items: [notice, ...page.items.filter(({ id }) => id !== notice.id)] } : page,
    );
  });

/** Where a notice leads. */
export const noticeHref = (notice: Notice): string | undefined => {
  if (notice.conversation_id) return `/inbox/${notice.conversation_id}`;
  if (notice.ticket_id) return `/tickets/${notice.ticket_id}`;
  return notice.kind.startsWith("proposal_") ? "/knowledge" : undefined;
};
