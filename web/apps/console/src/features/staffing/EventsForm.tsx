import { useQuery } from "@tanstack/react-query";
import { Button } from "@yingke/ui";
import { Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { useGroups } from "../../app/directory";
import { textIn, useLanguage } from "../../app/i18n";
import { useMay } from "../../app/session";
import { SideForm } from "../../parts/form/SideForm";
import { useSaving } from "../../parts/form/useSaving";
import { saveSettings, settingsQuery } from "./api";
import { type EventDay, eventProblems, type Settings } from "./model";
import css from "./staffing.module.css";
import { staffingWords } from "./words";

export const EventsForm = ({ close }: { close: () => void }) => {
  const { data } = useQuery(settingsQuery);
  return data ? <Form key={data.version} settings={data} close={close} /> : null;
};

/** A day of the form, with a key of its own so that rows keep their place while they are typed. */
interface Line {
  key: number;
  event: EventDay;
}

const Form = ({ settings, close }: { settings: Settings; close: () => void }) => {
  const t = staffingWords.use();
  const language = useLanguage();
  const may = useMay("settings.manage");
  const groups = [...useGroups().values()].filter((group) => group.kind === "service");
  const { save, saving, problem } = useSaving("staffing");
  const [lines, setLines] = useState<Line[]>(() => (settings.events ?? []).map((event, key) => ({ key, event })));
  const [tried, setTried] = useState(false);
  const events = lines.map((line) => line.event);
  const problems = tried ? eventProblems(events) : {};
  const set = (place: number, change: Partial<EventDay>) =>
    setLines(lines.map((line, i) => (i === place ? { ...line, event: { ...line.event, ...change } } : line)));
  const add = () =>
    setLines([
      ...lines,
      { key: Math.max(-1, ...lines.map((line) => line.key)) + 1, event: { date: "", name: "", factor: 2 } },
    ]);
  const submit = async () => {
    setTried(true);
    if (Object.keys(eventProblems(events)).length > 0) return;
    if (await save(() => saveSettings({ ...settings, events }))) close();
  };
  const refused = problem("events");
  return (
    <SideForm
      title={t("events.title")}
      saving={saving}
      readOnly={!may}
      width={640}
      close={close}
      submit={() => void submit()}
    >
      <p className={css.hint}>{t("events.effect")}</p>
      {lines.length === 0 && <p className={css.hint}>{t("events.none")}</p>}
      <ul className={css.eventRows}>
        {lines.map(({ key, event }, place) => {
          const wrong = problems[place];
          return (
            <li key={key}>
              <Input
                type="date"
                aria-label={t("events.date")}
                disabled={!may}
                value={event.date}
                onChange={(change) => set(place, { date: change.target.value })}
              />
              <Input
                aria-label={t("events.name")}
                placeholder={t("events.name")}
                maxLength={40}
                disabled={!may}
                value={event.name}
                onChange={(change) => set(place, { name: change.target.value })}
              />
              <InputNumber
                aria-label={t("events.factor")}
                prefix="×"
                min={0.05}
                max={100}
                step={0.5}
                disabled={!may}
                value={event.factor}
                onChange={(factor) => factor !== null && set(place, { factor })}
              />
              <Select
                aria-label={t("events.group")}
                disabled={!may}
                value={event.group_id ?? ""}
                onChange={(group) => set(place, { group_id: group || undefined })}
                options={[
                  { value: "", label: t("group.all") },
                  ...groups.map((group) => ({ value: group.id, label: textIn(group.name, language) })),
                ]}
              />
              {may && (
                <Button
                  size="small"
                  look="quiet"
                  aria-label={t("events.remove", { name: event.name || event.date })}
                  onClick={() => setLines(lines.filter((_, i) => i !== place))}
                >
                  ×
                </Button>
              )}
              {wrong && (
                <p className={css.problem} role="alert">
                  {t(`problem.${wrong}`)}
                </p>
              )}
            </li>
          );
        })}
      </ul>
      {may && (
        <Button size="small" onClick={add}>
          {t("events.add")}
        </Button>
      )}
      {refused && (
        <p className={css.problem} role="alert">
          {refused}
        </p>
      )}
    </SideForm>
  );
};
