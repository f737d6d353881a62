import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { Forbidden } from "../../app/faces";
import { useMay } from "../../app/session";
import { FilterBar } from "./FilterBar";
import type { TicketSearch } from "./model/filters";
import { useTicketPrefs } from "./prefs";
import { TicketTable } from "./TicketTable";
import css from "./tickets.module.css";
import { useNarrow } from "./useNarrow";
import { ViewsColumn } from "./ViewsColumn";

/** `/tickets`: saved views on the left, filters as chips above, the list below. All of it stands in the address. */
export const ListScreen = () => {
  const may = useMay("tickets.group", "tickets.all");
  return may ? <Desk /> : <Forbidden />;
};

const Desk = () => {
  const search: TicketSearch = useSearch({ from: "/shell/tickets" });
  const navigate = useNavigate();
  const views = useViewsPane();
  const setPrefs = useTicketPrefs((prefs) => prefs.set);

  const show = useCallback(
    (next: TicketSearch, { replace = false } = {}) => void navigate({ to: "/tickets", search: next, replace }),
    [navigate],
  );

  useEffect(() => setPrefs({ last: search }), [search, setPrefs]);

  return (
    <div className={css.desk}>
      {views.open && <ViewsColumn search={search} show={show} onChosen={views.onChosen} />}
      <div className={css.listPane}>
        <FilterBar search={search} show={show} views={views} />
        <TicketTable key={JSON.stringify(search)} search={search} />
      </div>
    </div>
  );
};

export interface ViewsPane {
  open: boolean;
  toggle: () => void;
  onChosen: () => void;
}

/** Beside the list as the person left it; on a phone over the list, and gone once one is chosen. */
const useViewsPane = (): ViewsPane => {
  const { viewsOpen, set } = useTicketPrefs();
  const narrow = useNarrow();
  const [asked, setAsked] = useState(false);
  return narrow
    ? { open: asked, toggle: () => setAsked(!asked), onChosen: () => setAsked(false) }
    : { open: viewsOpen, toggle: () => set({ viewsOpen: !viewsOpen }), onChosen: () => undefined };
};
