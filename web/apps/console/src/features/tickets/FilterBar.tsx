import CloseOutlined from "@ant-design/icons/es/icons/CloseOutlined";
import FilterOutlined from "@ant-design/icons/es/icons/FilterOutlined";
import MenuFoldOutlined from "@ant-design/icons/es/icons/MenuFoldOutlined";
import MenuUnfoldOutlined from "@ant-design/icons/es/icons/MenuUnfoldOutlined";
import PlusOutlined from "@ant-design/icons/es/icons/PlusOutlined";
import { Button, Floating, MenuItem } from "@yingke/ui";
import { SearchBox } from "../../parts/place/SearchBox";
import { newTicket } from "../../parts/ticketform/newTicket";
import { ColumnsMenu } from "./ColumnsMenu";
import { FilterMenu } from "./FilterMenu";
import type { ViewsPane } from "./ListScreen";
import { activeFilters, type TicketSearch, withFilter } from "./model/filters";
import css from "./tickets.module.css";
import { useFilterLabels } from "./useFilterLabels";
import { ticketWords } from "./words";

export interface FilterBarProps {
  search: TicketSearch;
  show: (search: TicketSearch, options?: { replace?: boolean }) => void;
}

export const FilterBar = ({ search, show, views }: FilterBarProps & { views: ViewsPane }) => {
  const t = ticketWords.use();
  const labels = useFilterLabels(search);
  const active = activeFilters(search);
  return (
    <div className={css.bar}>
      <button
        type="button"
        className={css.iconButton}
        aria-label={t("view.show")}
        aria-expanded={views.open}
        title={t("view.show")}
        onClick={views.toggle}
      >
        {views.open ? <MenuFoldOutlined /> : <MenuUnfoldOutlined />}
      </button>
      <SearchBox
        id="tickets.search"
        section="ticket"
        label={t("list.search")}
        className={css.search}
        value={search.q ?? ""}
        onChange={(q) => show(withFilter(search, { q: q || undefined }), { replace: true })}
      />
      <Floating className={css.chipButton} face={<FilterFace />} kind="menu" panelLabel={t("list.addFilter")}>
        {(close) => (
          <FilterMenu
            search={search}
            choose={(change) => {
              close();
              show(withFilter(search, change));
            }}
          />
        )}
      </Floating>
      {active.map((key) => (
        <span key={key} className={css.chip}>
          <span className={css.chipText} title={labels[key]}>
            {labels[key]}
          </span>
          <button
            type="button"
            aria-label={t("list.removeFilter", { name: labels[key] ?? "" })}
            onClick={() => show(withFilter(search, { [key]: undefined }))}
          >
            <CloseOutlined />
          </button>
        </span>
      ))}
      {active.length > 1 && (
        <Button look="quiet" size="small" onClick={() => show({ q: search.q, sort: search.sort })}>
          {t("list.clearFilters")}
        </Button>
      )}
      <span className={css.spacer} />
      <Floating
        className={css.chipButton}
        face={search.sort === "created" ? t("list.sortCreated") : t("list.sortUpdated")}
        kind="menu"
        placement="bottom-end"
      >
        {(close) =>
          (["updated", "created"] as const).map((sort) => (
            <MenuItem
              key={sort}
              checked={(search.sort ?? "updated") === sort}
              onChoose={() => {
                close();
                show(withFilter(search, { sort }));
              }}
            >
              {sort === "created" ? t("list.sortCreated") : t("list.sortUpdated")}
            </MenuItem>
          ))
        }
      </Floating>
      <ColumnsMenu />
      <Button look="primary" onClick={() => newTicket()} title={t("list.new")}>
        <PlusOutlined aria-hidden="true" /> <span className={css.wideOnly}>{t("list.new")}</span>
      </Button>
    </div>
  );
};

const FilterFace = () => {
  const t = ticketWords.use();
  return (
    <>
      <FilterOutlined aria-hidden="true" /> {t("list.addFilter")}
    </>
  );
};
