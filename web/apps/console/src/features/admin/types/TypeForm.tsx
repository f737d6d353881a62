import { Input, Radio, Select, Switch, Tabs } from "antd";
import { useId, useState } from "react";
import { useGroups } from "../../../app/directory";
import { appWords, textIn, useLanguage } from "../../../app/i18n";
import { FormRow } from "../../../parts/form/FormRow";
import { SideForm } from "../../../parts/form/SideForm";
import { useSaving } from "../../../parts/form/useSaving";
import css from "../admin.module.css";
import { createType, updateType } from "../api";
import { blankType, type DraftProblems, problemsOf, type TicketType, type TypeDraft } from "../model/typeDraft";
import { TextInputs, tidyText } from "../ui/TextInputs";
import { adminWords } from "../words";
import { FieldsEditor } from "./FieldsEditor";
import { StepsEditor } from "./StepsEditor";

interface TypeFormProps {
  type?: TicketType;
  taken: string[];
  close: () => void;
}

/** A ticket type in three leaves: what it is, what is asked, how it goes. */
export const TypeForm = ({ type, taken, close }: TypeFormProps) => {
  const t = adminWords.use();
  const language = useLanguage();
  const groups = [...useGroups().values()];
  const { save, saving, problem } = useSaving("ticket_types");
  const [draft, setDraft] = useState<TypeDraft>(() => type ?? blankType(taken, groups[0]?.key ?? ""));
  const [tried, setTried] = useState(false);
  const [leaf, setLeaf] = useState("basics");
  const problems = tried ? problemsOf(draft) : {};
  const set = (change: Partial<TypeDraft>) => setDraft((now) => ({ ...now, ...change }));

  const submit = async () => {
    setTried(true);
    const [first] = Object.keys(problemsOf(draft));
    if (first) {
      setLeaf(first.startsWith("fields") ? "fields" : first.startsWith("steps") ? "steps" : "basics");
      return;
    }
    const body = tidy(draft);
    if (await save((key) => (type ? updateType(type.id, { ...body, version: type.version }) : createType(body, key)))) {
      close();
    }
  };

  return (
    <SideForm
      title={type ? textIn(type.name, language) : t("type.new")}
      saving={saving}
      width={760}
      close={close}
      submit={() => void submit()}
    >
      {Object.keys(problems).length > 0 && (
        <p className={css.problem} role="alert">
          {t("type.problems", { count: Object.keys(problems).length })}
        </p>
      )}
      <Tabs
        activeKey={leaf}
        onChange={setLeaf}
        items={[
          {
            key: "basics",
            label: t("type.basics"),
            children: <Basics draft={draft} set={set} problems={problems} isNew={!type} refused={problem} />,
          },
          {
            key: "fields",
            label: `${t("setting.fields")} ${draft.fields.length}`,
            children: <FieldsEditor fields={draft.fields} problems={problems} onChange={(fields) => set({ fields })} />,
          },
          {
            key: "steps",
            label: `${t("setting.steps")} ${draft.steps.length}`,
            children: (
              <StepsEditor
                steps={draft.steps}
                group={draft.group}
                problems={problems}
                onChange={(steps) => set({ steps })}
              />
            ),
          },
        ]}
      />
    </SideForm>
  );
};

const FAMILIES = ["pre_sale", "after_sale", "consult", "complaint", "reservation"] as const;
const ORDER_STATES = ["pending_payment", "paid", "shipped", "delivered", "completed", "cancelled"] as const;
const PRIORITIES = ["low", "normal", "high", "urgent"] as const;

interface BasicsProps {
  draft: TypeDraft;
  set: (change: Partial<TypeDraft>) => void;
  problems: DraftProblems;
  isNew: boolean;
  refused: (field: string) => string | undefined;
}

const Basics = ({ draft, set, problems, isNew, refused }: BasicsProps) => {
  const t = adminWords.use();
  const app = appWords.use();
  const language = useLanguage();
  const id = useId();
  const groups = [...useGroups().values()];
  const problem = (field: string) => {
    const found = problems[field];
    return found ? t(`problem.${found}`) : refused(field);
  };
  return (
    <>
      <FormRow id={`${id}-name`} label={t("name")} problem={problem("name")}>
        <TextInputs
          id={`${id}-name`}
          label={t("name")}
          most={60}
          value={draft.name}
          invalid={Boolean(problem("name"))}
          onChange={(name) => set({ name })}
        />
      </FormRow>
      <FormRow id={`${id}-description`} label={t("type.description")} effect={t("type.description.effect")}>
        <TextInputs
          id={`${id}-description`}
          label={t("type.description")}
          long
          most={300}
          value={draft.description}
          onChange={(description) => set({ description })}
        />
      </FormRow>
      {isNew && (
        <FormRow id={`${id}-key`} label={t("key")} effect={t("key.effect")} problem={problem("key")}>
          <Input
            id={`${id}-key`}
            maxLength={40}
            value={draft.key}
            onChange={(event) => set({ key: event.target.value })}
          />
        </FormRow>
      )}
      <FormRow id={`${id}-family`} label={t("type.family")}>
        <Select
          id={`${id}-family`}
          options={FAMILIES.map((value) => ({ value, label: t(`family.${value}`) }))}
          value={draft.family}
          onChange={(family) => set({ family })}
        />
      </FormRow>
      <FormRow
        id={`${id}-group`}
        label={t("setting.typeGroup")}
        effect={t("setting.typeGroup.effect")}
        problem={problem("group")}
      >
        <Select
          id={`${id}-group`}
          options={groups.map((group) => ({ value: group.key, label: textIn(group.name, language) }))}
          value={draft.group || undefined}
          onChange={(group) => set({ group })}
        />
      </FormRow>
      <FormRow label={t("setting.basePriority")} effect={t("setting.basePriority.effect")}>
        <Radio.Group
          aria-label={t("setting.basePriority")}
          value={draft.base_priority}
          options={PRIORITIES.map((word, value) => ({ value, label: app(`priority.${word}`) }))}
          onChange={(event) => set({ base_priority: event.target.value })}
        />
      </FormRow>
      <FormRow id={`${id}-start`} label={t("setting.customerStart")} effect={t("setting.customerStart.effect")}>
        <Switch
          id={`${id}-start`}
          checked={draft.customer_can_start}
          onChange={(customer_can_start) => set({ customer_can_start })}
        />
      </FormRow>
      {draft.customer_can_start && (
        <FormRow id={`${id}-states`} label={t("type.orderStates")} effect={t("type.orderStates.effect")}>
          <Select
            id={`${id}-states`}
            mode="multiple"
            placeholder={t("type.anyOrder")}
            options={ORDER_STATES.map((value) => ({ value, label: app(`order_state.${value}`) }))}
            value={draft.order_states}
            onChange={(order_states) => set({ order_states })}
          />
        </FormRow>
      )}
      <FormRow id={`${id}-enabled`} label={t("enabled")} effect={t("type.enabled.effect")}>
        <Switch id={`${id}-enabled`} checked={draft.enabled} onChange={(enabled) => set({ enabled })} />
      </FormRow>
    </>
  );
};

const tidy = (draft: TypeDraft) => {
  const { version: _version, ...rest } = draft;
  return {
    ...rest,
    name: tidyText(draft.name),
    description: tidyText(draft.description),
    fields: draft.fields.map((field) => ({
      ...field,
      label: tidyText(field.label),
      help: field.help?.["zh-CN"].trim() ? tidyText(field.help) : null,
      options: (field.options ?? []).map((option) => ({ value: option.value.trim(), label: tidyText(option.label) })),
    })),
    steps: draft.steps.map((step) => ({ ...step, name: tidyText(step.name), text: tidyText(step.text) })),
  };
};
