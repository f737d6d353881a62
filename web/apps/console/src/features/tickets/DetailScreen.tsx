import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { EmptyState, SkeletonRows } from "@yingke/ui";
import { useEffect, useMemo, useState } from "react";
import { ticketTypesQuery } from "../../app/directory";
import { isMissing } from "../../app/errors";
import { Broken, Forbidden } from "../../app/faces";
import { AppLink, go } from "../../app/go";
import { useCommands } from "../../app/keys";
import { watch } from "../../app/live";
import { useMay } from "../../app/session";
import { type Detail, entriesQuery, ticketListQuery, ticketQuery } from "./api";
import { Composer } from "./Composer";
import { ConflictDialog } from "./ConflictDialog";
import { EditContext, useEditing } from "./editing";
import { Facts } from "./Facts";
import { Head } from "./Head";
import { type Pages, rowsOf } from "./model/live";
import { useTicketPrefs } from "./prefs";
import { Timeline } from "./Timeline";
import css from "./tickets.module.css";
import { useOnePane } from "./useNarrow";
import { Waiting } from "./Waiting";
import { ticketWords } from "./words";

/** `/tickets/$id`: who waits for whom on top, the timeline with its composer left, the facts right. */
export const DetailScreen = () => {
  const { ticketId } = useParams({ from: "/shell/tickets/$ticketId" });
  const may = useMay("tickets.group", "tickets.all");
  return may ? <Loaded key={ticketId} id={ticketId} /> : <Forbidden />;
};

const Loaded = ({ id }: { id: string }) => {
  const t = ticketWords.use();
  const ticket = useQuery(ticketQuery(id));
  const types = useQuery(ticketTypesQuery);
  useEffect(() => watch({ type: "watch_ticket", ticket_id: id }), [id]);
  if (ticket.data && types.data) return <Ticket ticket={ticket.data} />;
  if (ticket.isPending || (ticket.data && types.isPending)) return <SkeletonRows rows={10} />;
  if (isMissing(ticket.error)) {
    return (
      <EmptyState
        title={t("detail.notFound")}
        hint={t("detail.notFoundHint")}
        action={<AppLink href="/tickets">{t("detail.back")}</AppLink>}
      />
    );
  }
  const broken = ticket.error ? ticket : types;
  return <Broken error={broken.error} retry={() => void broken.refetch()} />;
};

const Ticket = ({ ticket }: { ticket: Detail }) => {
  const entries = useQuery(entriesQuery(ticket.id));
  const facts = useFactsPane();
  const editing = useEditing(ticket);
  useNeighbours(ticket.id);
  useEffect(() => {
    const before = document.title;
    document.title = `#${ticket.number} ${ticket.title}`;
    return () => {
      document.title = before;
    };
  }, [ticket.number, ticket.title]);
  return (
    <EditContext value={editing}>
      <article className={css.detail}>
        <Head ticket={ticket} facts={facts} />
        <Waiting ticket={ticket} entries={entries.data} />
        <div className={css.panes} data-facts={(facts.open && !facts.alone) || undefined}>
          {!(facts.open && facts.alone) && (
            <section className={css.story}>
              <Timeline ticket={ticket} entries={entries} />
              <Composer ticket={ticket} />
            </section>
          )}
          {facts.open && <Facts ticket={ticket} />}
        </div>
      </article>
      {editing.conflict && <ConflictDialog ticket={ticket} conflict={editing.conflict} />}
    </EditContext>
  );
};

export interface FactsPane {
  open: boolean;
  /** Takes the place of the timeline instead of standing beside it. */
  alone: boolean;
  toggle: () => void;
}

/** Beside the timeline as the person left it; on a small screen closed until it is asked for. */
const useFactsPane = (): FactsPane => {
  const { factsOpen, set } = useTicketPrefs();
  const alone = useOnePane();
  const [asked, setAsked] = useState(false);
  return alone
    ? { open: asked, alone, toggle: () => setAsked(!asked) }
    : { open: factsOpen, alone, toggle: () => set({ factsOpen: !factsOpen }) };
};

/** j and k walk through the list that was left, Escape goes back to it. */
const useNeighbours = (id: string) => {
  const last = useTicketPrefs((prefs) => prefs.last);
  const list = useInfiniteQuery({ ...ticketListQuery(last), enabled: false });
  const rows = useMemo(() => rowsOf(list.data as Pages | undefined), [list.data]);
  useCommands(
    useMemo(() => {
      const at = rows.findIndex((row) => row.id === id);
      const step = (by: number) => {
        const next = at >= 0 ? rows[at + by] : undefined;
        if (next) go(`/tickets/${next.id}`, { replace: true });
      };
      return [
        {
          id: "tickets.next",
          title: () => ticketWords.t("list.next"),
          section: "ticket",
          keys: "j",
          run: () => step(1),
        },
        {
          id: "tickets.previous",
          title: () => ticketWords.t("list.previous"),
          section: "ticket",
          keys: "k",
          run: () => step(-1),
        },
        {
          id: "tickets.back",
          title: () => ticketWords.t("detail.back"),
          section: "ticket",
          keys: "escape",
          run: () => history.back(),
        },
      ] as const;
    }, [rows, id]) as never,
  );
};
