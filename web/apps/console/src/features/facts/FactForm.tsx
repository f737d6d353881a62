import { Button } from "@yingke/ui";
import { Input, Radio, Select } from "antd";
import { useId, useState } from "react";
import { useAgents } from "../../app/directory";
import { FormRow } from "../../parts/form/FormRow";
import { MomentInput } from "../../parts/form/MomentInput";
import { SideForm } from "../../parts/form/SideForm";
import { useSaving } from "../../parts/form/useSaving";
import { createFact, updateFact } from "./api";
import css from "./facts.module.css";
import { blankFact, type Fact, factProblems, formOf, KINDS, type SaveFact } from "./model";
import { factWords } from "./words";

interface FactFormProps {
  fact?: Fact;
  /** With the fact whose wording changed for customers. */
  close: (changed?: string) => void;
}

const LANGUAGES = ["zh-CN", "zh-TW", "en"] as const;

export const FactForm = ({ fact, close }: FactFormProps) => {
  const t = factWords.use();
  const id = useId();
  const agents = useAgents();
  const { save, saving, problem } = useSaving("facts");
  const [form, setForm] = useState<SaveFact>(() => (fact ? formOf(fact) : blankFact()));
  const [tried, setTried] = useState(false);
  const problems = tried ? factProblems(form) : {};
  const set = (change: Partial<SaveFact>) => setForm({ ...form, ...change });
  const words = (field: keyof typeof problems) => {
    const found = problems[field];
    return found ? t(`problem.${found}`) : problem(field);
  };

  const send = async (body: SaveFact) => {
    const saved = await save((once) => (fact ? updateFact(fact.id, body) : createFact(body, once)));
    if (saved) close(fact && saved.edition !== fact.edition ? fact.id : undefined);
  };
  const submit = async () => {
    setTried(true);
    if (Object.keys(factProblems(form)).length === 0) await send(form);
  };
  const running = fact && fact.validity === "valid";

  return (
    <SideForm
      title={t(fact ? "fact.edit" : "fact.new")}
      saving={saving}
      width={600}
      close={() => close()}
      submit={() => void submit()}
      extra={
        running && (
          <Button busy={saving} onClick={() => void send({ ...formOf(fact), valid_to: Date.now() })}>
            {t("fact.end")}
          </Button>
        )
      }
    >
      <FormRow label={t("field.kind")}>
        <Radio.Group
          aria-label={t("field.kind")}
          value={form.kind}
          options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
          onChange={(event) => set({ kind: event.target.value })}
        />
      </FormRow>
      <FormRow
        id={`${id}-subject`}
        label={t("field.subject")}
        effect={t("field.subject.effect")}
        problem={words("subject")}
      >
        <Input
          id={`${id}-subject`}
          maxLength={100}
          value={form.subject}
          onChange={(event) => set({ subject: event.target.value })}
        />
      </FormRow>
      <div className={css.two}>
        <FormRow id={`${id}-key`} label={t("field.key")} problem={words("key")}>
          <Input
            id={`${id}-key`}
            maxLength={64}
            value={form.key}
            placeholder="return_days"
            onChange={(event) => set({ key: event.target.value.toLowerCase() })}
          />
        </FormRow>
        <FormRow id={`${id}-sku`} label={t("field.sku")} problem={problem("sku")}>
          <Input
            id={`${id}-sku`}
            maxLength={64}
            value={form.sku}
            placeholder={t("field.sku.all")}
            onChange={(event) => set({ sku: event.target.value })}
          />
        </FormRow>
      </div>
      <p className={css.how}>
        {t("field.key.effect")} <code>{`{{fact:${form.key || "key"}}}`}</code>
      </p>
      <FormRow id={`${id}-value`} label={t("field.value")} effect={t("field.value.effect")} problem={words("value")}>
        <Input
          id={`${id}-value`}
          maxLength={200}
          value={form.value}
          onChange={(event) => set({ value: event.target.value })}
        />
      </FormRow>
      <FormRow label={t("field.unit")} effect={t("field.unit.effect")} problem={problem("unit")}>
        <div className={css.three}>
          {LANGUAGES.map((language) => (
            <Input
              key={language}
              aria-label={`${t("field.unit")} ${t(`lang.${language}`)}`}
              maxLength={20}
              addonBefore={t(`lang.${language}`)}
              value={form.unit?.[language] ?? ""}
              onChange={(event) => set({ unit: { "zh-CN": "", ...form.unit, [language]: event.target.value } })}
            />
          ))}
        </div>
      </FormRow>
      <FormRow label={t("field.text")} effect={t("field.text.effect")} problem={problem("text")}>
        <div className={css.stack}>
          {LANGUAGES.map((language) => (
            <Input.TextArea
              key={language}
              aria-label={`${t("field.text")} ${t(`lang.${language}`)}`}
              autoSize={{ minRows: 1, maxRows: 5 }}
              maxLength={1000}
              placeholder={t(`lang.${language}`)}
              value={form.text?.[language] ?? ""}
              onChange={(event) => set({ text: { "zh-CN": "", ...form.text, [language]: event.target.value } })}
            />
          ))}
        </div>
      </FormRow>
      <div className={css.two}>
        <FormRow id={`${id}-from`} label={t("field.from")} problem={problem("valid_from")}>
          <MomentInput
            id={`${id}-from`}
            precise
            value={form.valid_from}
            onChange={(valid_from) => set({ valid_from })}
          />
        </FormRow>
        <FormRow id={`${id}-to`} label={t("field.to")} problem={words("valid_to")}>
          <MomentInput id={`${id}-to`} precise value={form.valid_to} onChange={(valid_to) => set({ valid_to })} />
        </FormRow>
        <FormRow id={`${id}-source`} label={t("field.source")} problem={problem("source")}>
          <Input
            id={`${id}-source`}
            maxLength={200}
            value={form.source}
            onChange={(event) => set({ source: event.target.value })}
          />
        </FormRow>
        <FormRow id={`${id}-owner`} label={t("field.owner")} problem={problem("owner_id")}>
          <Select
            id={`${id}-owner`}
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            options={[...agents.values()].map((agent) => ({ value: agent.id, label: agent.name }))}
            value={form.owner_id ?? undefined}
            onChange={(owner) => set({ owner_id: owner ?? null })}
          />
        </FormRow>
      </div>
    </SideForm>
  );
};
