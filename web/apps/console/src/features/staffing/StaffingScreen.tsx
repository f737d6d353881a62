import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, EmptyState, SkeletonRows, useNow } from "@yingke/ui";
import { useCallback, useState } from "react";
import { useGroups } from "../../app/directory";
import { Broken, Forbidden } from "../../app/faces";
import { textIn, useLanguage } from "../../app/i18n";
import { useMay } from "../../app/session";
import { forecastQuery } from "./api";
import { EventsForm } from "./EventsForm";
import { Grid } from "./Grid";
import { Measured } from "./Measured";
import { gridOf, parseSearch, type Search } from "./model";
import { NowLine } from "./NowLine";
import { SettingsForm } from "./SettingsForm";
import css from "./staffing.module.css";
import { useShopTime } from "./time";
import { WhatIf } from "./WhatIf";
import { Why } from "./Why";
import { staffingWords } from "./words";

/** `/staffing`: people needed in each half hour of the coming week, and what happens if more customers ask for one. */
export const StaffingScreen = () => (useMay("wall.read") ? <Forecasted /> : <Forbidden />);

const Forecasted = () => {
  const t = staffingWords.use();
  const language = useLanguage();
  const search = useSearch({ from: "/shell/staffing", select: parseSearch });
  const navigate = useNavigate();
  const [form, setForm] = useState<"settings" | "events">();
  const show = useCallback(
    (next: Search) => void navigate({ to: "/staffing", search: parseSearch({ ...next }), replace: true }),
    [navigate],
  );
  const groups = [...useGroups().values()].filter((group) => group.kind === "service");
  const chip = (group: string | undefined, name: string) => (
    <button
      key={group ?? ""}
      type="button"
      className={css.chip}
      aria-pressed={search.group === group}
      onClick={() => show({ ...search, group })}
    >
      {name}
    </button>
  );
  return (
    <div className={css.screen}>
      <header className={css.head}>
        <h1>{t("title")}</h1>
        <div className={css.tools}>
          <Button size="small" onClick={() => setForm("events")}>
            {t("events")}
          </Button>
          <Button size="small" onClick={() => setForm("settings")}>
            {t("settings")}
          </Button>
        </div>
      </header>
      {groups.length > 1 && (
        <div className={css.groups}>
          {chip(undefined, t("group.all"))}
          {groups.map((group) => chip(group.id, textIn(group.name, language)))}
        </div>
      )}
      <Body key={search.group ?? ""} search={search} show={show} />
      {form === "settings" && <SettingsForm group={search.group} close={() => setForm(undefined)} />}
      {form === "events" && <EventsForm close={() => setForm(undefined)} />}
    </div>
  );
};

const Body = ({ search, show }: { search: Search; show: (search: Search) => void }) => {
  const t = staffingWords.use();
  const now = useNow();
  const read = useQuery(forecastQuery(search.group));
  const time = useShopTime(read.data?.utc_offset_minutes ?? 480);
  if (read.isError && !read.data) return <Broken error={read.error} retry={() => void read.refetch()} />;
  if (!read.data) return <SkeletonRows rows={10} />;
  const forecast = read.data;
  const grid = gridOf(forecast, search.hours === true, now);
  const chosen = forecast.slots.find((slot) => slot.at === search.at);
  const select = (at: number | undefined) => show({ ...search, at });
  const whatIf = <WhatIf forecast={forecast} group={search.group} at={chosen?.at} clear={() => select(undefined)} />;
  if (forecast.basis.kind === "nothing") {
    return (
      <>
        <EmptyState
          compact
          title={t("none")}
          hint={forecast.works_from ? t("none.from", { date: time.day(forecast.works_from) }) : t("none.never")}
        />
        <div className={css.alone}>{whatIf}</div>
      </>
    );
  }
  const known = forecast.used.handle_s !== undefined;
  return (
    <>
      <NowLine forecast={forecast} />
      <p className={css.basis}>
        {forecast.basis.kind === "days"
          ? t("basis.days", { days: forecast.basis.days })
          : t("basis.weeks", { weeks: forecast.basis.weeks })}
        {!known && <strong> {t("no_handle")}</strong>}
      </p>
      <div className={css.columns}>
        <section className={css.week} aria-label={t(known ? "grid" : "grid.expected")}>
          <div className={css.gridHead}>
            <h2>{t(known ? "grid" : "grid.expected")}</h2>
            <fieldset className={css.choices} aria-label={t("grain")}>
              {([false, true] as const).map((hours) => (
                <button
                  key={String(hours)}
                  type="button"
                  className={css.chip}
                  aria-pressed={(search.hours === true) === hours}
                  onClick={() => show({ ...search, hours: hours || undefined })}
                >
                  {t(hours ? "grain.hours" : "grain.half")}
                </button>
              ))}
            </fieldset>
          </div>
          <Grid grid={grid} chosen={chosen?.at} select={select} time={time} />
          <Measured forecast={forecast} />
        </section>
        <aside className={css.side}>
          <Why slot={chosen} forecast={forecast} time={time} />
          {whatIf}
        </aside>
      </div>
    </>
  );
};
