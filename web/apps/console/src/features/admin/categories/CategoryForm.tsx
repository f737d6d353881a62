import { Input, Select, Switch } from "antd";
import { useId, useState } from "react";
import type { Category } from "../../../app/directory";
import { textIn, useLanguage } from "../../../app/i18n";
import { FormRow } from "../../../parts/form/FormRow";
import { SideForm } from "../../../parts/form/SideForm";
import { useSaving } from "../../../parts/form/useSaving";
import { createCategory, type SaveCategory, updateCategory } from "../api";
import { below, treeRows } from "../model/tree";
import { freeKey } from "../model/typeDraft";
import { TextInputs, tidyText } from "../ui/TextInputs";
import { adminWords } from "../words";

interface CategoryFormProps {
  category?: Category;
  parent?: string;
  all: Category[];
  close: () => void;
}

export const CategoryForm = ({ category, parent, all, close }: CategoryFormProps) => {
  const t = adminWords.use();
  const language = useLanguage();
  const id = useId();
  const { save, saving, problem } = useSaving("categories");
  const [form, setForm] = useState<SaveCategory>(() => ({
    key: category?.key ?? "",
    parent_id: category?.parent_id ?? parent ?? null,
    name: category?.name ?? { "zh-CN": "" },
    keywords: category?.keywords ?? [],
    position: category?.position ?? Math.max(-1, ...all.map((one) => one.position)) + 1,
    enabled: category?.enabled ?? true,
  }));
  const set = (change: Partial<SaveCategory>) => setForm((now) => ({ ...now, ...change }));
  const taken = all.map((one) => one.key);
  const key = form.key || freeKey(form.name.en ?? "", taken, "category");
  const barred = category ? below(all, category.id) : new Set<string>();

  const submit = async () => {
    const body = { ...form, key, name: tidyText(form.name) };
    if (await save((once) => (category ? updateCategory(category.id, body) : createCategory(body, once)))) close();
  };

  return (
    <SideForm
      title={category ? textIn(category.name, language) : t("category.new")}
      saving={saving}
      close={close}
      submit={() => void submit()}
    >
      <FormRow id={`${id}-name`} label={t("name")} problem={problem("name")}>
        <TextInputs
          id={`${id}-name`}
          label={t("name")}
          most={60}
          value={form.name}
          invalid={Boolean(problem("name"))}
          onChange={(name) => set({ name })}
        />
      </FormRow>
      {!category && (
        <FormRow id={`${id}-key`} label={t("key")} effect={t("key.effect")} problem={problem("key")}>
          <Input
            id={`${id}-key`}
            maxLength={40}
            value={form.key}
            placeholder={key}
            onChange={(event) => set({ key: event.target.value })}
          />
        </FormRow>
      )}
      <FormRow
        id={`${id}-parent`}
        label={t("setting.parent")}
        effect={t("setting.parent.effect")}
        problem={problem("parent_id")}
      >
        <Select
          id={`${id}-parent`}
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          placeholder={t("category.top")}
          options={treeRows(all)
            .filter(({ item }) => !barred.has(item.id))
            .map(({ item, depth }) => ({
              value: item.id,
              label: `${"　".repeat(depth)}${textIn(item.name, language)}`,
            }))}
          value={form.parent_id ?? undefined}
          onChange={(parent_id) => set({ parent_id: parent_id ?? null })}
        />
      </FormRow>
      <FormRow
        id={`${id}-keywords`}
        label={t("setting.keywords")}
        effect={t("setting.keywords.effect")}
        problem={problem("keywords")}
      >
        <Select
          id={`${id}-keywords`}
          mode="tags"
          open={false}
          suffixIcon={null}
          tokenSeparators={[",", "，", "、", "\n"]}
          value={form.keywords}
          onChange={(keywords) => set({ keywords })}
        />
      </FormRow>
      <FormRow id={`${id}-enabled`} label={t("enabled")} effect={t("category.enabled.effect")}>
        <Switch id={`${id}-enabled`} checked={form.enabled} onChange={(enabled) => set({ enabled })} />
      </FormRow>
    </SideForm>
  );
};
