import { Input, Select, Switch } from "antd";
import { useId, useState } from "react";
import { type Entry, useGroups } from "../../../app/directory";
import { textIn, useLanguage } from "../../../app/i18n";
import { FormRow } from "../../../parts/form/FormRow";
import { SideForm } from "../../../parts/form/SideForm";
import { useSaving } from "../../../parts/form/useSaving";
import { createEntry, type SaveEntry, updateEntry } from "../api";
import { TextInputs, tidyText } from "../ui/TextInputs";
import { adminWords } from "../words";
import { HoursInput } from "./HoursInput";
import { Install } from "./Install";

interface EntryFormProps {
  entry?: Entry;
  close: () => void;
  /** A new entry stays open: its snippet is what one made it for. */
  onCreated: (entry: Entry) => void;
  onSecret: (secret: string) => void;
}

export const EntryForm = ({ entry, close, onCreated, onSecret }: EntryFormProps) => {
  const t = adminWords.use();
  const language = useLanguage();
  const id = useId();
  const groups = [...useGroups().values()].filter((group) => group.kind === "service");
  const { save, saving, problem } = useSaving("entries");
  const [form, setForm] = useState<SaveEntry>(() => ({
    version: entry?.version,
    name: entry?.name ?? "",
    group_id: entry?.group_id,
    page: entry?.page ?? "",
    allowed_origins: entry?.allowed_origins ?? [],
    greeting: entry?.greeting ?? { "zh-CN": "" },
    hours: entry?.hours,
    enabled: entry?.enabled ?? true,
  }));
  const set = (change: Partial<SaveEntry>) => setForm((now) => ({ ...now, ...change }));

  const submit = async () => {
    const body = { ...form, name: form.name.trim(), greeting: tidyText(form.greeting) };
    if (entry) {
      if (await save(() => updateEntry(entry.id, body))) close();
      return;
    }
    const made = await save((key) => createEntry(body, key));
    if (made) onCreated(made);
  };

  return (
    <SideForm
      title={entry ? entry.name : t("entry.new")}
      saving={saving}
      width={600}
      close={close}
      submit={() => void submit()}
    >
      {entry && <Install entry={entry} onSecret={onSecret} />}
      <FormRow id={`${id}-name`} label={t("name")} effect={t("entry.name.effect")} problem={problem("name")}>
        <Input
          id={`${id}-name`}
          autoFocus={!entry}
          maxLength={60}
          value={form.name}
          onChange={(event) => set({ name: event.target.value })}
        />
      </FormRow>
      <FormRow id={`${id}-page`} label={t("entry.page")} effect={t("entry.page.effect")} problem={problem("page")}>
        <Input
          id={`${id}-page`}
          maxLength={60}
          value={form.page}
          placeholder={t("entry.page.example")}
          onChange={(event) => set({ page: event.target.value })}
        />
      </FormRow>
      <FormRow
        id={`${id}-group`}
        label={t("setting.entryGroup")}
        effect={t("setting.entryGroup.effect")}
        problem={problem("group_id")}
      >
        <Select
          id={`${id}-group`}
          allowClear
          placeholder={t("entry.noGroup")}
          options={groups.map((group) => ({ value: group.id, label: textIn(group.name, language) }))}
          value={form.group_id}
          onChange={(group_id) => set({ group_id: group_id ?? null })}
        />
      </FormRow>
      <FormRow
        id={`${id}-greeting`}
        label={t("setting.greeting")}
        effect={t("setting.greeting.effect")}
        problem={problem("greeting")}
      >
        <TextInputs
          id={`${id}-greeting`}
          label={t("setting.greeting")}
          long
          most={500}
          value={form.greeting}
          onChange={(greeting) => set({ greeting })}
        />
      </FormRow>
      <FormRow
        id={`${id}-hours`}
        label={t("setting.hours")}
        effect={t("setting.hours.effect")}
        problem={problem("hours")}
      >
        <HoursInput id={`${id}-hours`} hours={form.hours ?? undefined} onChange={(hours) => set({ hours })} />
      </FormRow>
      <FormRow
        id={`${id}-origins`}
        label={t("setting.origins")}
        effect={t("setting.origins.effect")}
        problem={problem("allowed_origins")}
      >
        <Select
          id={`${id}-origins`}
          mode="tags"
          open={false}
          suffixIcon={null}
          tokenSeparators={[" ", ",", "\n"]}
          placeholder="https://shop.example"
          value={form.allowed_origins}
          onChange={(allowed_origins) => set({ allowed_origins })}
        />
      </FormRow>
      <FormRow id={`${id}-enabled`} label={t("entry.enabled")} effect={t("entry.enabled.effect")}>
        <Switch id={`${id}-enabled`} checked={form.enabled} onChange={(enabled) => set({ enabled })} />
      </FormRow>
    </SideForm>
  );
};
