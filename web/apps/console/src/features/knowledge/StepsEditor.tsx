import { Button } from "@yingke/ui";
import { Input, Select } from "antd";
import css from "./editor.module.css";
import { nextKey, type Step } from "./model";
import { knowledgeWords } from "./words";

interface StepsEditorProps {
  steps: Step[];
  readOnly: boolean;
  change: (steps: Step[]) => void;
}

/** An SOP as a list of steps; each choice says where it leads. A step without choices is an end. */
export const StepsEditor = ({ steps, readOnly, change }: StepsEditorProps) => {
  const t = knowledgeWords.use();
  const put = (at: number, part: Partial<Step>) =>
    change(steps.map((step, index) => (index === at ? { ...step, ...part } : step)));
  const add = () => change([...steps, { key: nextKey(steps), title: "", text: "", choices: [] }]);
  const remove = (at: number) => {
    const gone = steps[at]?.key;
    change(
      steps
        .filter((_, index) => index !== at)
        .map((step) => ({ ...step, choices: step.choices?.filter((choice) => choice.to !== gone) })),
    );
  };
  const places = steps.map((step, at) => ({ value: step.key, label: `${at + 1}. ${step.title || t("sop.untitled")}` }));
  return (
    <ol className={css.steps}>
      {steps.map((step, at) => (
        <li key={step.key}>
          <div className={css.stepHead}>
            <b>{at + 1}</b>
            <Input
              aria-label={t("sop.title", { number: at + 1 })}
              placeholder={t("sop.title.hint")}
              readOnly={readOnly}
              maxLength={100}
              value={step.title}
              onChange={(event) => put(at, { title: event.target.value })}
            />
            {!readOnly && steps.length > 1 && (
              <Button size="small" onClick={() => remove(at)}>
                {t("sop.remove")}
              </Button>
            )}
          </div>
          <Input.TextArea
            aria-label={t("sop.text")}
            placeholder={t("sop.text")}
            readOnly={readOnly}
            maxLength={3000}
            autoSize={{ minRows: 1, maxRows: 8 }}
            value={step.text}
            onChange={(event) => put(at, { text: event.target.value })}
          />
          <Input.TextArea
            aria-label={t("sop.say")}
            placeholder={t("sop.say")}
            readOnly={readOnly}
            maxLength={3000}
            autoSize={{ minRows: 1, maxRows: 6 }}
            value={step.say}
            onChange={(event) => put(at, { say: event.target.value })}
          />
          {(step.choices ?? []).map((choice, index) => {
            const set = (part: Partial<typeof choice>) =>
              put(at, { choices: step.choices?.map((one, place) => (place === index ? { ...one, ...part } : one)) });
            return (
              <div key={index} className={css.choice}>
                <Input
                  aria-label={t("sop.choice", { number: index + 1 })}
                  placeholder={t("sop.choice.hint")}
                  readOnly={readOnly}
                  maxLength={60}
                  value={choice.label}
                  onChange={(event) => set({ label: event.target.value })}
                />
                <span aria-hidden="true">→</span>
                <Select
                  aria-label={t("sop.to")}
                  disabled={readOnly}
                  options={places}
                  value={choice.to || undefined}
                  placeholder={t("sop.to")}
                  onChange={(to: string) => set({ to })}
                />
                {!readOnly && (
                  <button
                    type="button"
                    className={css.cross}
                    aria-label={t("sop.choice.remove")}
                    onClick={() => put(at, { choices: step.choices?.filter((_, place) => place !== index) })}
                  >
                    ×
                  </button>
                )}
              </div>
            );
          })}
          {!readOnly && (step.choices ?? []).length < 10 && (
            <Button
              size="small"
              onClick={() =>
                put(at, { choices: [...(step.choices ?? []), { label: "", to: steps[at + 1]?.key ?? step.key }] })
              }
            >
              {t("sop.choice.add")}
            </Button>
          )}
          {(step.choices ?? []).length === 0 && <span className={css.quiet}>{t("sop.end")}</span>}
        </li>
      ))}
      {!readOnly && steps.length < 60 && <Button onClick={add}>{t("sop.add")}</Button>}
    </ol>
  );
};
