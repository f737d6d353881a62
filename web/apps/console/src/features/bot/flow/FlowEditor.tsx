import { useQueryClient } from "@tanstack/react-query";
import { Button } from "@yingke/ui";
import { Input, Select } from "antd";
import { useEffect, useMemo, useState } from "react";
import { AppLink, go } from "../../../app/go";
import { useLanguage } from "../../../app/i18n";
import { useCommands } from "../../../app/keys";
import { useSaving } from "../../../parts/form/useSaving";
import {
  checkFlow,
  deleteFlow,
  type Flow,
  type FlowView,
  flowQuery,
  type Problem,
  publishFlow,
  saveFlow,
} from "../api";
import css from "../bot.module.css";
import { FlowState } from "../Flows";
import {
  changed,
  changeStep,
  history,
  KINDS,
  type Kind,
  redone,
  tidied,
  undone,
  withoutStep,
  withStep,
} from "../model";
import { botWords } from "../words";
import { Canvas } from "./Canvas";
import { Inspector } from "./Inspector";
import { Simulator } from "./Simulator";

const CHECK_PAUSE_MS = 400;

/** The drawing board: palette, canvas, and beside it the inspector of the chosen step or the simulator. */
export const FlowEditor = ({ flow: held }: { flow: FlowView }) => {
  const t = botWords.use();
  const language = useLanguage();
  const client = useQueryClient();
  const { save, saving, problem } = useSaving("bot");
  const [view, setView] = useState(held);
  const [drawing, setDrawing] = useState(() => history<Flow>(held.draft));
  const [chosen, setChosen] = useState<string>();
  const [trying, setTrying] = useState(false);
  const [problems, setProblems] = useState<Problem[]>(held.problems);
  const [lit, setLit] = useState<string[]>([]);
  const draft = drawing.now;
  const change = (next: Flow) => setDrawing((before) => changed(before, next));
  const dirty = draft !== view.draft;

  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(() => {
      checkFlow(draft, stop.signal).then(setProblems, () => undefined);
    }, CHECK_PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [draft]);

  // Leaving with a drawing that is not saved asks first: there is no way back to it.
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [dirty]);

  useCommands(
    useMemo(
      () => [
        {
          id: "flow.undo",
          title: () => botWords.t("undo"),
          section: "general" as const,
          keys: "mod+z",
          run: () => setDrawing(undone),
        },
        {
          id: "flow.redo",
          title: () => botWords.t("redo"),
          section: "general" as const,
          keys: "mod+shift+z",
          run: () => setDrawing(redone),
        },
      ],
      [],
    ),
  );

  const keep = (saved: FlowView | undefined) => {
    if (!saved) return undefined;
    setView({ ...saved, draft });
    client.setQueryData(flowQuery(saved.id).queryKey, saved);
    return saved;
  };
  const store = async () => keep(await save(() => saveFlow(view.id, view.version, draft)));
  const publish = async (on: boolean) => {
    const saved = on && dirty ? await store() : view;
    if (saved)
      keep(await save(() => publishFlow(saved.id, saved.version, on), t(on ? "flow.published" : "flow.taken.off")));
  };
  const remove = async () => {
    const gone = await save(async () => {
      await deleteFlow(view.id);
      return true;
    }, t("flow.deleted"));
    if (gone) go("/bot?tab=flows");
  };
  const add = (kind: Kind) => {
    const { flow, key } = withStep(draft, kind);
    change(flow);
    setChosen(key);
    setTrying(false);
  };
  const step = draft.steps.find((one) => one.key === chosen);
  return (
    <div className={css.editor}>
      <header className={css.editorHead}>
        <AppLink href="/bot?tab=flows" className={css.back}>
          ← {t("tab.flows")}
        </AppLink>
        <Input
          aria-label={t("flow.name")}
          className={css.name}
          value={draft.name[language] ?? ""}
          placeholder={draft.name["zh-CN"]}
          maxLength={60}
          status={problem("draft") ? "error" : undefined}
          onChange={(event) => change({ ...draft, name: { ...draft.name, [language]: event.target.value } })}
        />
        <FlowState flow={{ ...view, problems }} />
        <span className={css.space} />
        <Button size="small" disabled={drawing.past.length === 0} onClick={() => setDrawing(undone)}>
          {t("undo")}
        </Button>
        <Button size="small" disabled={drawing.future.length === 0} onClick={() => setDrawing(redone)}>
          {t("redo")}
        </Button>
        <Button size="small" title={t("flow.tidy.effect")} onClick={() => change(tidied(draft))}>
          {t("flow.tidy")}
        </Button>
        <Button size="small" aria-pressed={trying} onClick={() => setTrying(!trying)}>
          {t("flow.try")}
        </Button>
        <Button size="small" busy={saving} disabled={!dirty} onClick={() => void store()}>
          {t("save")}
        </Button>
        <Button
          size="small"
          look="primary"
          disabled={problems.length > 0 || saving || (!dirty && view.published != null && !view.changed)}
          onClick={() => void publish(true)}
        >
          {t("flow.publish")}
        </Button>
        {view.published != null && (
          <Button size="small" onClick={() => void publish(false)}>
            {t("flow.take.off")}
          </Button>
        )}
        {view.published == null && (
          <Button size="small" look="danger" onClick={() => void remove()}>
            {t("flow.delete")}
          </Button>
        )}
      </header>
      <label className={css.words} htmlFor="flow-words">
        <span>{t("flow.words")}</span>
        <Select
          id="flow-words"
          mode="tags"
          open={false}
          value={draft.words ?? []}
          placeholder={t("flow.words.hint")}
          onChange={(words: string[]) => change({ ...draft, words })}
        />
      </label>
      <div className={css.board}>
        <nav className={css.palette} aria-label={t("palette")}>
          {KINDS.map((kind) => (
            <button
              key={kind}
              type="button"
              data-kind={kind}
              title={t(`kind.${kind}.effect`)}
              onClick={() => add(kind)}
            >
              {t(`kind.${kind}`)}
            </button>
          ))}
        </nav>
        <Canvas
          flow={draft}
          problems={problems}
          chosen={chosen}
          lit={lit}
          choose={(key) => {
            setChosen(key);
            if (key) setTrying(false);
          }}
          change={change}
          remove={(key) => {
            change(withoutStep(draft, key));
            setChosen(undefined);
          }}
        />
        <aside className={css.aside} aria-label={trying ? t("flow.try") : t("inspector")}>
          {trying ? (
            <Simulator draft={draft} light={setLit} />
          ) : step ? (
            <Inspector
              key={step.key}
              step={step}
              steps={draft.steps}
              first={draft.start === step.key}
              problems={problems.filter((one) => one.step === step.key)}
              change={(next) => change(changeStep(draft, step.key, next))}
              makeFirst={() => change({ ...draft, start: step.key })}
              remove={() => {
                change(withoutStep(draft, step.key));
                setChosen(undefined);
              }}
            />
          ) : (
            <Problems problems={problems} choose={setChosen} />
          )}
        </aside>
      </div>
    </div>
  );
};

const Problems = ({ problems, choose }: { problems: Problem[]; choose: (key: string) => void }) => {
  const t = botWords.use();
  return (
    <div className={css.problems}>
      <h2>{t(problems.length ? "problems" : "problems.none")}</h2>
      {problems.length === 0 && <p className={css.quiet}>{t("inspector.hint")}</p>}
      <ul>
        {problems.map((one) => (
          <li key={`${one.step}.${one.kind}.${one.what}`}>
            <button type="button" disabled={!one.step} onClick={() => choose(one.step)}>
              {one.step && <code>{one.step}</code>} {t(`problem.${one.kind}`, { what: one.what })}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
};
