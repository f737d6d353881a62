import { Button, StatusTag } from "@yingke/ui";
import { Checkbox, Input } from "antd";
import { lazy, Suspense, useId, useState } from "react";
import { useAgents } from "../../app/directory";
import { useLanguage } from "../../app/i18n";
import { useMay } from "../../app/session";
import { FormRow } from "../../parts/form/FormRow";
import { useSaving } from "../../parts/form/useSaving";
import { archive, createItem, discardDraft, moveDraft, publish, restore, saveDraft } from "./api";
import { Diff } from "./Diff";
import { useKnowledgeDrafts } from "./drafts";
import css from "./editor.module.css";
import { Facts } from "./Facts";
import { FactsPreview } from "./FactsPreview";
import {
  blank,
  type Content,
  type Draft,
  type Kind,
  type Knowledge,
  linesFrom,
  problemsOf,
  QUESTION_MOST,
  type Stage,
} from "./model";
import { Proposal } from "./Proposal";
import { StepsEditor } from "./StepsEditor";
import { VariableButtons } from "./VariableButtons";
import { knowledgeWords } from "./words";

// 140 KB that only who writes needs.
const RichText = lazy(async () => ({ default: (await import("./RichText")).RichText }));

interface FormProps {
  item?: Knowledge;
  draft?: Draft;
  start?: Content;
  kind: Kind;
  may: boolean;
  close: () => void;
  made: (id: string) => void;
}

/** Writing, and handing on. What is out stays out until somebody publishes the working copy. */
export const Form = ({ item, draft, start, kind, may, close, made }: FormProps) => {
  const t = knowledgeWords.use();
  const language = useLanguage();
  const agents = useAgents();
  const id = useId();
  const key = item?.id ?? `new-${kind}`;
  const { save, saving, problem } = useSaving("knowledge");
  const approves = useMay("knowledge.approve");
  const keep = useKnowledgeDrafts.getState().keep;
  const [begun] = useState(() => useKnowledgeDrafts.getState().items[key]);
  const [form, setForm] = useState<Content>(begun?.content ?? draft?.content ?? start ?? blank(kind, language));
  const read = begun ? begun.version : draft?.version;
  const [similar, setSimilar] = useState(form.similar?.join("\n") ?? "");
  const [touched, setTouched] = useState(Boolean(begun));
  const [tried, setTried] = useState<"draft" | "whole">();
  const [note, setNote] = useState("");
  const [minor, setMinor] = useState(false);
  const problems = tried ? problemsOf(form, tried === "whole") : {};
  const archived = item?.state === "archived";
  const readOnly = !may || archived;
  const rich = form.kind === "question" || form.kind === "article";

  const set = (change: Partial<Content>) => {
    const next = { ...form, ...change };
    setForm(next);
    setTouched(true);
    keep(key, { content: next, version: read });
  };
  const words = (field: keyof typeof problems) => {
    const found = problems[field];
    return found ? t(`problem.${found}`) : problem(field);
  };

  /** Saves what was typed; its id and the version of the working copy. */
  const store = async (whole: boolean): Promise<{ id: string; version: number } | undefined> => {
    setTried(whole ? "whole" : "draft");
    if (Object.keys(problemsOf(form, whole)).length > 0) return undefined;
    if (!touched && draft && item) return { id: item.id, version: draft.version };
    const body = { ...form, similar: linesFrom(similar) };
    const saved = await save(
      async (once) => {
        if (!item) return { id: (await createItem(body, once)).id, version: 1 };
        return { id: item.id, version: (await saveDraft(item.id, body, read)).version };
      },
      whole ? null : t("saved.draft"),
    );
    if (!saved) return undefined;
    keep(key, undefined);
    setTouched(false);
    return saved;
  };
  const saveOnly = async () => {
    const saved = await store(false);
    if (saved && !item) made(saved.id);
  };
  const hand = async (to: Stage) => {
    const saved = await store(to !== "draft");
    if (!saved) return;
    if (await save(() => moveDraft(saved.id, to, saved.version, note), t(`moved.${to}`))) close();
  };
  const letOut = async () => {
    const saved = touched || !draft ? await store(true) : { id: item?.id ?? "", version: draft.version };
    if (!saved) return;
    if (await save(() => publish(saved.id, saved.version, note, minor), t("moved.published"))) close();
  };
  const drop = async () => {
    keep(key, undefined);
    if (item && draft) {
      await save(async () => {
        await discardDraft(item.id);
        return true;
      }, t("draft.dropped"));
    }
    close();
  };

  return (
    <form className={css.form} onSubmit={(event) => event.preventDefault()} noValidate>
      <div className={css.fields}>
        {begun && <p className={css.begun}>{t("draft.back")}</p>}
        {archived && <p className={css.begun}>{t("state.archived.effect")}</p>}
        {draft && (
          <p className={css.stage}>
            <StatusTag tone={draft.stage === "review" ? "warning" : "info"}>{t(`stage.${draft.stage}`)}</StatusTag>{" "}
            {draft.authors
              .map((one) => agents.get(one)?.name)
              .filter(Boolean)
              .join("、")}
            {draft.note && ` · “${draft.note}”`}
          </p>
        )}
        {draft && !touched && draft.stage !== "draft" && (
          <section aria-label={t("diff.title")}>
            <h4>{t("diff.title")}</h4>
            <Diff changes={draft.changes} />
            {draft.original && (
              <>
                <h4>{t("diff.polish")}</h4>
                <Diff changes={draft.polish} />
              </>
            )}
          </section>
        )}
        <FormRow
          id={`${id}-question`}
          label={t(form.kind === "question" ? "field.question" : "field.title")}
          problem={words("question")}
        >
          <Input
            id={`${id}-question`}
            autoFocus={!item}
            readOnly={readOnly}
            maxLength={form.kind === "script" ? 100 : QUESTION_MOST}
            value={form.question}
            onChange={(event) => set({ question: event.target.value })}
          />
        </FormRow>
        {form.kind === "script" && (
          <FormRow
            id={`${id}-shortcut`}
            label={t("field.shortcut")}
            effect={t("field.shortcut.effect")}
            problem={words("shortcut")}
          >
            <Input
              id={`${id}-shortcut`}
              prefix="/"
              readOnly={readOnly}
              maxLength={40}
              value={form.shortcut ?? ""}
              onChange={(event) => set({ shortcut: event.target.value })}
            />
          </FormRow>
        )}
        {form.kind !== "script" && form.kind !== "sop" && (
          <FormRow id={`${id}-similar`} label={t("field.similar")} effect={t("field.similar.effect")}>
            <Input.TextArea
              id={`${id}-similar`}
              readOnly={readOnly}
              autoSize={{ minRows: 2, maxRows: 8 }}
              value={similar}
              onChange={(event) => {
                setSimilar(event.target.value);
                set({ similar: linesFrom(event.target.value) });
              }}
            />
          </FormRow>
        )}
        {rich ? (
          <FormRow
            label={t(form.kind === "article" ? "field.body" : "field.answer")}
            effect={t(form.kind === "article" ? "field.article.effect" : "field.answer.effect")}
            problem={words("answer")}
          >
            <Suspense fallback={<p className={css.text}>{form.answer}</p>}>
              <RichText
                id={`${id}-answer`}
                label={t("field.answer")}
                html={form.html ?? ""}
                plain={form.answer ?? ""}
                readOnly={readOnly}
                change={(html, answer) => set({ html, answer })}
              />
            </Suspense>
          </FormRow>
        ) : (
          <FormRow
            id={`${id}-answer`}
            label={t(form.kind === "sop" ? "field.about" : "field.body")}
            effect={t(form.kind === "sop" ? "field.about.effect" : "field.body.effect")}
            problem={words("answer")}
          >
            <Input.TextArea
              id={`${id}-answer`}
              readOnly={readOnly}
              autoSize={{ minRows: form.kind === "sop" ? 1 : 4, maxRows: 14 }}
              value={form.answer}
              onChange={(event) => set({ answer: event.target.value })}
            />
            {form.kind === "script" && !readOnly && (
              <VariableButtons insert={(text) => set({ answer: `${form.answer ?? ""}${text}` })} />
            )}
          </FormRow>
        )}
        <FactsPreview text={form.answer ?? ""} lang={form.lang} />
        {form.kind === "script" &&
          (["warm", "formal"] as const).map((level) => (
            <FormRow key={level} id={`${id}-${level}`} label={t(`level.${level}`)} effect={t(`level.${level}.effect`)}>
              <Input.TextArea
                id={`${id}-${level}`}
                readOnly={readOnly}
                autoSize={{ minRows: 2, maxRows: 10 }}
                value={form.levels?.[level] ?? ""}
                onChange={(event) => set({ levels: { ...form.levels, [level]: event.target.value } })}
              />
              <FactsPreview text={form.levels?.[level] ?? ""} lang={form.lang} />
            </FormRow>
          ))}
        {form.kind === "sop" && (
          <FormRow label={t("field.steps")} problem={words("steps")}>
            <StepsEditor steps={form.steps ?? []} readOnly={readOnly} change={(steps) => set({ steps })} />
          </FormRow>
        )}
        <Facts form={form} readOnly={readOnly} set={set} words={words} problem={problem} />
        {may && !archived && (
          <FormRow id={`${id}-note`} label={t("field.note")} effect={t("field.note.effect")}>
            <Input id={`${id}-note`} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
          </FormRow>
        )}
        {approves && form.must_read && (item?.read_version ?? 0) > 0 && (
          <Checkbox checked={minor} onChange={(event) => setMinor(event.target.checked)}>
            {t("field.minor")}
          </Checkbox>
        )}
      </div>
      <footer className={css.foot}>
        {may && (draft || begun) && !archived && (
          <Button look="danger" onClick={() => void drop()}>
            {t("draft.drop")}
          </Button>
        )}
        {item && item.version > 0 && approves && !draft && !touched && (
          <Button
            busy={saving}
            onClick={() =>
              void save(
                () => (archived ? restore(item.id) : archive(item.id)),
                t(archived ? "moved.published" : "moved.archived"),
              ).then((done) => done && close())
            }
          >
            {t(archived ? "archive.back" : "archive")}
          </Button>
        )}
        <span className={css.space} />
        {!may && item && <Proposal item={item} close={close} />}
        {may && !archived && (
          <>
            <Button busy={saving} disabled={!touched} onClick={() => void saveOnly()}>
              {t("do.save")}
            </Button>
            {draft && draft.stage !== "draft" && !touched && (
              <Button busy={saving} onClick={() => void hand("draft")}>
                {t("do.return")}
              </Button>
            )}
            {draft?.stage !== "polish" && draft?.stage !== "review" && (touched || draft) && (
              <Button busy={saving} onClick={() => void hand("polish")}>
                {t("do.polish")}
              </Button>
            )}
            {(draft?.stage !== "review" || touched) && (touched || draft) && (
              <Button
                look={draft?.may_publish ? undefined : "primary"}
                busy={saving}
                onClick={() => void hand("review")}
              >
                {t("do.review")}
              </Button>
            )}
            {draft?.may_publish && (
              <Button look="primary" busy={saving} onClick={() => void letOut()}>
                {t("do.publish")}
              </Button>
            )}
          </>
        )}
      </footer>
    </form>
  );
};
