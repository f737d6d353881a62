import { useQuery } from "@tanstack/react-query";
import { InputNumber, Radio, Select, Switch } from "antd";
import { useId, useState } from "react";
import { useGroups } from "../../app/directory";
import { textIn, useLanguage } from "../../app/i18n";
import { useMay } from "../../app/session";
import { FormRow } from "../../parts/form/FormRow";
import { SideForm } from "../../parts/form/SideForm";
import { useSaving } from "../../parts/form/useSaving";
import { saveSettings, settingsQuery } from "./api";
import { type Promised, promiseOf, type Settings, withPromise } from "./model";
import { staffingWords } from "./words";

interface SettingsFormProps {
  /** The promise of a group; the shop's when absent. */
  group: string | undefined;
  close: () => void;
}

export const SettingsForm = ({ group, close }: SettingsFormProps) => {
  const { data } = useQuery(settingsQuery);
  return data ? <Form key={data.version} settings={data} group={group} close={close} /> : null;
};

const OFFSETS = Array.from({ length: 53 }, (_, place) => -720 + place * 30);
const offsetText = (minutes: number) => {
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? "−" : "+"}${String(Math.floor(size / 60)).padStart(2, "0")}:${String(size % 60).padStart(2, "0")}`;
};

const Form = ({ settings, group, close }: SettingsFormProps & { settings: Settings }) => {
  const t = staffingWords.use();
  const id = useId();
  const language = useLanguage();
  const groups = useGroups();
  const may = useMay("settings.manage");
  const { save, saving, problem } = useSaving("staffing");
  const held = promiseOf(settings, group);
  const [own, setOwn] = useState(held.own);
  const [form, setForm] = useState<Promised>(() => ({ ...held.promise }));
  const [offset, setOffset] = useState(settings.utc_offset_minutes ?? 480);
  const set = (change: Partial<Promised>) => setForm({ ...form, ...change });
  const fixed = !may || (group !== undefined && !own);
  const named = group ? groups.get(group) : undefined;

  const submit = async () => {
    const changed = withPromise(settings, group, group && !own ? undefined : form);
    const done = await save(() => saveSettings({ ...changed, utc_offset_minutes: offset }));
    if (done) close();
  };
  const number = (
    field: "answered_pct" | "within_s" | "abandoned_pct" | "shrinkage_pct" | "concurrency" | "patience_s",
    words: { label: string; effect: string },
    range: { min: number; max: number; step?: number },
    optional = false,
  ) => (
    <FormRow id={`${id}-${field}`} label={words.label} effect={words.effect}>
      <InputNumber
        id={`${id}-${field}`}
        disabled={fixed}
        {...range}
        value={form[field] ?? null}
        onChange={(value) => {
          if (value !== null || optional) set({ [field]: value ?? undefined });
        }}
      />
    </FormRow>
  );
  const refused = problem("shop") ?? problem("groups") ?? problem("utc_offset_minutes");
  return (
    <SideForm
      title={group ? t("form.group", { group: named ? textIn(named.name, language) : "" }) : t("form.shop")}
      saving={saving}
      readOnly={!may}
      close={close}
      submit={() => void submit()}
    >
      {group && (
        <FormRow id={`${id}-own`} label={t("form.own")} effect={t("form.own.effect")}>
          <Switch id={`${id}-own`} disabled={!may} checked={own} onChange={setOwn} />
        </FormRow>
      )}
      {number("answered_pct", { label: t("form.answered"), effect: t("form.answered.effect") }, { min: 1, max: 99 })}
      {number("within_s", { label: t("form.within"), effect: t("form.within.effect") }, { min: 0, max: 3_600 })}
      {number(
        "abandoned_pct",
        { label: t("form.abandoned"), effect: t("form.abandoned.effect") },
        { min: 1, max: 99 },
        true,
      )}
      {number("shrinkage_pct", { label: t("form.shrinkage"), effect: t("form.shrinkage.effect") }, { min: 0, max: 80 })}
      <FormRow label={t("form.model")} effect={t("form.model.effect")}>
        <Radio.Group
          aria-label={t("form.model")}
          disabled={fixed}
          value={form.model ?? "erlang_c"}
          options={[
            { value: "erlang_c", label: t("service.c") },
            { value: "erlang_a", label: t("service.a") },
          ]}
          onChange={(event) => set({ model: event.target.value })}
        />
      </FormRow>
      {number(
        "concurrency",
        { label: t("form.chats"), effect: t("form.chats.effect") },
        { min: 1, max: 20, step: 0.1 },
        true,
      )}
      {number(
        "patience_s",
        { label: t("form.patience"), effect: t("form.patience.effect") },
        { min: 5, max: 14_400 },
        true,
      )}
      {!group && (
        <FormRow id={`${id}-offset`} label={t("form.offset")} effect={t("form.offset.effect")}>
          <Select
            id={`${id}-offset`}
            disabled={!may}
            value={offset}
            onChange={setOffset}
            options={OFFSETS.map((value) => ({ value, label: offsetText(value) }))}
          />
        </FormRow>
      )}
      {refused && <p role="alert">{refused}</p>}
    </SideForm>
  );
};
