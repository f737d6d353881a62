import { Checkbox } from "antd";
import { useLanguage } from "../../../app/i18n";
import css from "../admin.module.css";
import { clockOf, type Hours, minutesOf, withDay } from "../model/hours";
import { adminWords } from "../words";

const DAYS = [1, 2, 3, 4, 5, 6, 7];
/** A Monday, to name the days by. */
const MONDAY = Date.UTC(2024, 0, 1, 12);

/** The same hours on some days of the week; no day at all means that nothing is said. */
export const HoursInput = ({
  id,
  hours,
  onChange,
}: {
  id: string;
  hours?: Hours;
  onChange: (hours: Hours | undefined) => void;
}) => {
  const t = adminWords.use();
  const language = useLanguage();
  const name = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
  const time = (which: "from_min" | "to_min", label: string) => (
    <label>
      {label}{" "}
      <input
        type="time"
        disabled={!hours}
        value={hours ? clockOf(hours[which]) : ""}
        onChange={(event) => hours && onChange({ ...hours, [which]: minutesOf(event.target.value, which) })}
      />
    </label>
  );
  return (
    <fieldset className={css.hours} id={id} aria-label={t("setting.hours")}>
      <div>
        {DAYS.map((day) => (
          <Checkbox
            key={day}
            checked={hours?.days.includes(day) ?? false}
            onChange={(event) => onChange(withDay(hours, day, event.target.checked))}
          >
            {name.format(MONDAY + (day - 1) * 86_400_000)}
          </Checkbox>
        ))}
      </div>
      <div>
        {time("from_min", t("hours.from"))} {time("to_min", t("hours.to"))} <small>{t("hours.hint")}</small>
      </div>
    </fieldset>
  );
};
