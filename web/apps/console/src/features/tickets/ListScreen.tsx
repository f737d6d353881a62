import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect } from "react";
import { Forbidden } from "../../app/faces";
import { useMay } from "../../app/session";
import { FilterBar } from "./FilterBar";
import type { TicketSearch } from "./model/filters";
import { useTicketPrefs } from "./prefs";
import { TicketTable } from "./TicketTable";
import css from "./tickets.module.css";
import { ViewsColumn } from "./ViewsColumn";

/** `/tickets`: saved views on the left, filters as chips above, the list below. All of it stands in the address. */
export const ListScreen = () => {
  const may = useMay("tickets.group", "tickets.all");
  return may ? <Desk /> : <Forbidden />;
};

const Desk = () => {
  const search: TicketSearch = useSearch({ from: "/shell/tickets" });
  const navigate = useNavigate();
  const open = useTicketPrefs((prefs) => prefs.viewsOpen);
  const setPrefs = useTicketPrefs((prefs) => prefs.set);

  const show = useCallback(
    (next: TicketSearch, { replace = false } = {}) => void navigate({ to: "/tickets", search: next, replace }),
    [navigate],
  );

  useEffect(() => setPrefs({ last: search }), [search, setPrefs]);

  return (
    <div className={css.desk}>
      {open && <ViewsColumn search={search} show={show} />}
      <div className={css.listPane}>
        <FilterBar search={search} show={show} />
        <TicketTable key={JSON.stringify(search)} search={search} />
      </div>
    </div>
  );
};
