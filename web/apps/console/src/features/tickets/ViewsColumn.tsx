import EllipsisOutlined from "@ant-design/icons/es/icons/EllipsisOutlined";
import SaveOutlined from "@ant-design/icons/es/icons/SaveOutlined";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Floating, MenuItem } from "@yingke/ui";
import { useState } from "react";
import { useToast } from "../../app/toast";
import { createView, deleteView, type SavedView, type SaveView, updateView, viewsQuery } from "./api";
import { parseSearch, sameSearch, type TicketSearch } from "./model/filters";
import css from "./tickets.module.css";
import { useCount, useLiveCounts } from "./useCount";
import { ViewDialog } from "./ViewDialog";
import { ticketWords } from "./words";

interface ViewsColumnProps {
  search: TicketSearch;
  show: (search: TicketSearch) => void;
  onChosen: () => void;
}

const BUILT_IN = [
  ["mine", { agent_id: "me", open: true }],
  ["unclaimed", { group_id: "mine", agent_id: "none", open: true }],
  ["open", { open: true }],
  ["rebound", { rebound: true, open: true }],
  ["pending", { state: "pending_customer" }],
  ["solved", { state: "solved" }],
  ["all", {}],
] as const satisfies [string, TicketSearch][];

export const ViewsColumn = ({ search, show, onChosen }: ViewsColumnProps) => {
  const t = ticketWords.use();
  const views = useQuery(viewsQuery).data ?? [];
  const [asked, setAsked] = useState<"new" | SavedView>();
  const { save, change, remove } = useViewChanges();
  useLiveCounts();
  const all = [...BUILT_IN.map(([, filter]) => filter), ...views.map(filterOf)];
  const isNew = !all.some((filter) => sameSearch(filter, search));
  const choose = (filter: TicketSearch) => {
    show(filter);
    onChosen();
  };

  const group = (title: string, list: SavedView[]) =>
    list.length > 0 && (
      <>
        <h3 className={css.viewsTitle}>{title}</h3>
        <ul>
          {list.map((view) => (
            <ViewItem key={view.id} name={view.name} filter={filterOf(view)} search={search} choose={choose}>
              <Floating
                className={css.viewMenu}
                face={<EllipsisOutlined />}
                label={t("view.menu", { name: view.name })}
                kind="menu"
              >
                {(close) => {
                  const then = (run: () => void) => () => {
                    close();
                    run();
                  };
                  return (
                    <>
                      <MenuItem onChoose={then(() => change(view.id, { filter: search }))}>{t("view.update")}</MenuItem>
                      <MenuItem onChoose={then(() => setAsked(view))}>{t("view.rename")}</MenuItem>
                      <MenuItem danger onChoose={then(() => remove(view))}>
                        {t("view.delete")}
                      </MenuItem>
                    </>
                  );
                }}
              </Floating>
            </ViewItem>
          ))}
        </ul>
      </>
    );

  return (
    <nav className={css.views} aria-label={t("view.title")}>
      <h2 className={css.viewsHead}>{t("place")}</h2>
      <ul>
        {BUILT_IN.map(([key, filter]) => (
          <ViewItem key={key} name={t(`view.${key}`)} filter={filter} search={search} choose={choose} />
        ))}
      </ul>
      {group(
        t("view.own"),
        views.filter((view) => !view.shared),
      )}
      {group(
        t("view.shared"),
        views.filter((view) => view.shared),
      )}
      {isNew && (
        <button type="button" className={css.saveView} onClick={() => setAsked("new")}>
          <SaveOutlined aria-hidden="true" /> {t("view.save")}
        </button>
      )}
      {asked && (
        <ViewDialog
          view={asked === "new" ? undefined : asked}
          close={() => setAsked(undefined)}
          save={(name, shared) =>
            asked === "new"
              ? save({ name, shared, target: "tickets", filter: search })
              : change(asked.id, { name, shared })
          }
        />
      )}
    </nav>
  );
};

const filterOf = (view: SavedView): TicketSearch => parseSearch((view.filter ?? {}) as Record<string, unknown>);

interface ViewItemProps extends Pick<ViewsColumnProps, "search"> {
  choose: (filter: TicketSearch) => void;
  name: string;
  filter: TicketSearch;
  children?: React.ReactNode;
}

const ViewItem = ({ name, filter, search, choose, children }: ViewItemProps) => {
  const count = useCount(filter);
  return (
    <li className={css.view} data-current={sameSearch(filter, search) || undefined}>
      <button
        type="button"
        className={css.viewButton}
        aria-current={sameSearch(filter, search) ? "page" : undefined}
        onClick={() => choose(filter)}
      >
        <span className={css.ellipsis} title={name}>
          {name}
        </span>
        <span className={css.count}>{count}</span>
      </button>
      {children}
    </li>
  );
};

const useViewChanges = () => {
  const t = ticketWords.use();
  const toast = useToast();
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ queryKey: viewsQuery.queryKey });
  const onError = (error: unknown) => toast.failed(error);
  const create = useMutation({
    mutationFn: (view: SaveView) => createView(view),
    onSuccess: (view) => {
      void again();
      toast.done(t("view.saved", { name: view.name }));
    },
    onError,
  });
  const update = useMutation({
    mutationFn: ({ id, ...change }: Partial<SaveView> & { id: string }) => updateView(id, change),
    onSuccess: again,
    onError,
  });
  const erase = useMutation({
    mutationFn: (view: SavedView) => deleteView(view.id),
    onSuccess: (_nothing, view) => {
      void again();
      const { name, shared } = view;
      toast.done(t("view.deleted", { name }), {
        label: t("view.undo"),
        run: () => create.mutate({ name, shared, target: "tickets", filter: filterOf(view) }),
      });
    },
    onError,
  });
  return {
    save: (view: SaveView) => create.mutate(view),
    change: (id: string, change: Partial<SaveView>) => update.mutate({ id, ...change }),
    remove: (view: SavedView) => erase.mutate(view),
  };
};
