import { Button, StatusTag } from "@yingke/ui";
import { Input, Select, Switch } from "antd";
import { useId, useState } from "react";
import { useGroups } from "../../../app/directory";
import { textIn, useLanguage } from "../../../app/i18n";
import { FormRow } from "../../../parts/form/FormRow";
import css from "../admin.module.css";
import { blankStep, type DraftProblems, freeKey, type StepDef } from "../model/typeDraft";
import { SortableList } from "../ui/SortableList";
import { TextInputs } from "../ui/TextInputs";
import { adminWords } from "../words";

interface StepsEditorProps {
  steps: StepDef[];
  /** Of the type; a new step begins there. */
  group: string;
  problems: DraftProblems;
  onChange: (steps: StepDef[]) => void;
}

export const StepsEditor = ({ steps, group, problems, onChange }: StepsEditorProps) => {
  const t = adminWords.use();
  const language = useLanguage();
  const groups = [...useGroups().values()];
  const [open, setOpen] = useState<number>();
  const broken = (index: number) => Object.keys(problems).some((path) => path.startsWith(`steps.${index}.`));
  const groupName = (key: string) => {
    const found = groups.find((one) => one.key === key);
    return found ? textIn(found.name, language) : key;
  };
  return (
    <div className={css.stack}>
      <p className={css.quiet}>{t("setting.steps.effect")}</p>
      <SortableList
        items={steps}
        numbered
        keyOf={(_, index) => String(index)}
        nameOf={(step) => textIn(step.name, language)}
        onSort={(sorted) => {
          setOpen(undefined);
          onChange(sorted);
        }}
      >
        {(step, index) => (
          <>
            <button
              type="button"
              className={css.fold}
              aria-expanded={open === index}
              onClick={() => setOpen(open === index ? undefined : index)}
            >
              <strong>{textIn(step.name, language) || t("field.unnamed")}</strong>
              <span className={css.quiet}>{groupName(step.group)}</span>
              <StatusTag tone={step.public ? "brand" : "note"}>
                {t(step.public ? "step.public" : "step.internal")}
              </StatusTag>
              {broken(index) && <StatusTag tone="danger">{t("field.incomplete")}</StatusTag>}
            </button>
            {open === index && (
              <StepEditor
                step={step}
                path={`steps.${index}`}
                problems={problems}
                others={steps.filter((_, at) => at !== index).map((one) => one.key)}
                onChange={(next) => onChange(steps.with(index, next))}
                onRemove={() => {
                  setOpen(undefined);
                  onChange(steps.filter((_, at) => at !== index));
                }}
              />
            )}
          </>
        )}
      </SortableList>
      <Button
        className={css.fit}
        onClick={() => {
          onChange([
            ...steps,
            blankStep(
              steps.map((step) => step.key),
              steps.at(-1)?.group ?? group,
            ),
          ]);
          setOpen(steps.length);
        }}
      >
        + {t("step.add")}
      </Button>
    </div>
  );
};

interface StepEditorProps {
  step: StepDef;
  path: string;
  problems: DraftProblems;
  others: string[];
  onChange: (step: StepDef) => void;
  onRemove: () => void;
}

const StepEditor = ({ step, path, problems, others, onChange, onRemove }: StepEditorProps) => {
  const t = adminWords.use();
  const language = useLanguage();
  const id = useId();
  const groups = [...useGroups().values()];
  const set = (change: Partial<StepDef>) => onChange({ ...step, ...change });
  const problem = (part: string) => {
    const found = problems[`${path}.${part}`];
    return found ? t(`problem.${found}`) : undefined;
  };
  return (
    <div className={css.editor}>
      <FormRow id={`${id}-name`} label={t("name")} problem={problem("name")}>
        <TextInputs
          id={`${id}-name`}
          label={t("name")}
          most={60}
          value={step.name}
          invalid={Boolean(problem("name"))}
          onChange={(name) => {
            const madeUp = /^step(_\d+)?$/.test(step.key);
            set({ name, key: madeUp && name.en ? freeKey(name.en, others, "step") : step.key });
          }}
        />
      </FormRow>
      <div className={css.two}>
        <FormRow id={`${id}-group`} label={t("step.group")} effect={t("step.group.effect")} problem={problem("group")}>
          <Select
            id={`${id}-group`}
            options={groups.map((group) => ({ value: group.key, label: textIn(group.name, language) }))}
            value={step.group || undefined}
            onChange={(group) => set({ group })}
          />
        </FormRow>
        <FormRow id={`${id}-key`} label={t("key")} effect={t("key.effect")} problem={problem("key")}>
          <Input
            id={`${id}-key`}
            maxLength={40}
            value={step.key}
            onChange={(event) => set({ key: event.target.value })}
          />
        </FormRow>
      </div>
      <div className={css.switches}>
        <label htmlFor={`${id}-public`}>
          <Switch
            id={`${id}-public`}
            size="small"
            checked={step.public}
            onChange={(isPublic) => set({ public: isPublic })}
          />{" "}
          {t("step.tell")}
        </label>
      </div>
      {step.public && (
        <FormRow id={`${id}-text`} label={t("step.text")} effect={t("step.text.effect")} problem={problem("text")}>
          <TextInputs
            id={`${id}-text`}
            label={t("step.text")}
            long
            most={500}
            value={step.text}
            invalid={Boolean(problem("text"))}
            onChange={(text) => set({ text })}
          />
        </FormRow>
      )}
      <div className={css.switches}>
        <Button size="small" look="danger" onClick={onRemove}>
          {t("step.remove")}
        </Button>
      </div>
    </div>
  );
};
