import { Button } from "@yingke/ui";
import { Input } from "antd";
import { useId, useRef, useState } from "react";
import { useToast } from "../../app/toast";
import { FormRow } from "../../parts/form/FormRow";
import { SideForm } from "../../parts/form/SideForm";
import { useSaving } from "../../parts/form/useSaving";
import { createScript, deleteScript, type SaveScript, type Script, updateScript } from "./api";
import { useKnowledgeDrafts } from "./drafts";
import css from "./knowledge.module.css";
import { knowledgeWords } from "./words";

interface ScriptFormProps {
  script?: Script;
  may: boolean;
  close: () => void;
}

const VARIABLES = ["customer.nickname", "order.no", "agent.nickname"] as const;
const BODY_MOST = 5000;

export const ScriptForm = ({ script, may, close }: ScriptFormProps) => {
  const t = knowledgeWords.use();
  const toast = useToast();
  const id = useId();
  const key = script?.id ?? "new";
  const { save, saving, problem } = useSaving("scripts");
  const { keepScript } = useKnowledgeDrafts.getState();
  const [form, setForm] = useState<SaveScript>(
    () =>
      useKnowledgeDrafts.getState().scripts[key] ??
      (script ? formOf(script) : { shortcut: "", title: "", category: "", body: "" }),
  );
  const [tried, setTried] = useState(false);
  const body = useRef<HTMLTextAreaElement>(null);
  const set = (change: Partial<SaveScript>) => {
    const next = { ...form, ...change };
    setForm(next);
    keepScript(key, next);
  };
  const missing = (field: "title" | "body" | "shortcut") =>
    problem(field) ?? (tried && !form[field].trim() ? t(`problem.${field}`) : undefined);

  const submit = async () => {
    setTried(true);
    if (![form.title, form.body, form.shortcut].every((text) => text.trim())) return;
    const tidy = { ...form, shortcut: form.shortcut.trim().replace(/^\//, ""), title: form.title.trim() };
    if (!(await save((once) => (script ? updateScript(script.id, tidy) : createScript(tidy, once))))) return;
    keepScript(key, undefined);
    close();
  };

  const remove = async () => {
    if (!script) return;
    const gone = await save(async () => {
      await deleteScript(script.id);
      return true;
    }, null);
    if (!gone) return;
    keepScript(key, undefined);
    close();
    toast.done(t("script.deleted", { title: script.title }), {
      label: t("undo"),
      run: () => void save((once) => createScript({ ...formOf(script), version: undefined }, once)),
    });
  };

  /** Where the caret stands, so that a variable lands in the sentence. */
  const insert = (variable: string) => {
    const field = body.current;
    const at = field?.selectionStart ?? form.body.length;
    const end = field?.selectionEnd ?? at;
    set({ body: `${form.body.slice(0, at)}{{${variable}}}${form.body.slice(end)}` });
    requestAnimationFrame(() => {
      field?.focus();
      const caret = at + variable.length + 4;
      field?.setSelectionRange(caret, caret);
    });
  };

  return (
    <SideForm
      title={script ? script.title : t("script.new")}
      saving={saving}
      readOnly={!may}
      close={close}
      submit={() => void submit()}
      extra={
        script &&
        may && (
          <Button look="danger" onClick={() => void remove()}>
            {t("script.delete")}
          </Button>
        )
      }
    >
      <FormRow id={`${id}-title`} label={t("field.title")} problem={missing("title")}>
        <Input
          id={`${id}-title`}
          autoFocus={!script}
          readOnly={!may}
          maxLength={60}
          value={form.title}
          onChange={(event) => set({ title: event.target.value })}
        />
      </FormRow>
      <div className={css.two}>
        <FormRow
          id={`${id}-shortcut`}
          label={t("field.shortcut")}
          effect={t("field.shortcut.effect")}
          problem={missing("shortcut")}
        >
          <Input
            id={`${id}-shortcut`}
            prefix="/"
            readOnly={!may}
            maxLength={40}
            value={form.shortcut}
            onChange={(event) => set({ shortcut: event.target.value })}
          />
        </FormRow>
        <FormRow id={`${id}-category`} label={t("field.category")} effect={t("field.category.effect")}>
          <Input
            id={`${id}-category`}
            readOnly={!may}
            maxLength={60}
            value={form.category}
            onChange={(event) => set({ category: event.target.value })}
          />
        </FormRow>
      </div>
      <FormRow id={`${id}-body`} label={t("field.body")} effect={t("field.body.effect")} problem={missing("body")}>
        <Input.TextArea
          id={`${id}-body`}
          ref={(element) => {
            body.current = element?.resizableTextArea?.textArea ?? null;
          }}
          readOnly={!may}
          autoSize={{ minRows: 5, maxRows: 16 }}
          count={{ show: true, max: BODY_MOST }}
          value={form.body}
          onChange={(event) => set({ body: event.target.value })}
        />
      </FormRow>
      {may && (
        <div className={css.variables}>
          <span className={css.quiet}>{t("script.variables")}</span>
          {VARIABLES.map((variable) => (
            <Button key={variable} size="small" onClick={() => insert(variable)}>
              {t(`variable.${variable}`)}
            </Button>
          ))}
        </div>
      )}
    </SideForm>
  );
};

const formOf = ({ version, shortcut, title, category, body }: Script): SaveScript => ({
  version,
  shortcut,
  title,
  category,
  body,
});
