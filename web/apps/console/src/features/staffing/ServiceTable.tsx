import { useLanguage } from "../../app/i18n";
import { type Service, secondsText } from "./model";
import css from "./staffing.module.css";
import { staffingWords } from "./words";

interface ServiceTableProps {
  within: number;
  /** By Erlang C; absent when the queue only grows. */
  patient: Service | undefined;
  /** By Erlang A; absent when patience is not known. */
  impatient: Service | undefined;
}

/** What customers meet, by both theories beside each other. */
export const ServiceTable = ({ within, patient, impatient }: ServiceTableProps) => {
  const t = staffingWords.use();
  const language = useLanguage();
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  const lines: [string, (service: Service) => string][] = [
    [t("service.level", { seconds: secondsText(within) }), (one) => percent.format(one.level)],
    [t("service.asa"), (one) => secondsText(one.asa_s)],
    [t("service.abandoned"), (one) => percent.format(one.abandoned)],
    [t("service.occupancy"), (one) => percent.format(one.occupancy)],
  ];
  return (
    <table className={css.service}>
      <thead>
        <tr>
          <th scope="col">{t("service")}</th>
          <th scope="col" title={t("service.c.hint")}>
            {t("service.c")}
          </th>
          {impatient && (
            <th scope="col" title={t("service.a.hint")}>
              {t("service.a")}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {lines.map(([label, say], place) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            {patient ? (
              // Nobody gives up where everybody waits: a nought would look like a result.
              <td>{place === 2 ? "–" : say(patient)}</td>
            ) : (
              place === 0 && (
                <td rowSpan={lines.length} className={css.never}>
                  {t("service.never")}
                </td>
              )
            )}
            {impatient && <td>{say(impatient)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
