import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, EmptyState, SkeletonRows, StatusTag } from "@yingke/ui";
import { useState } from "react";
import { Broken } from "../../app/faces";
import { appWords } from "../../app/i18n";
import { useToast } from "../../app/toast";
import { byKey, deleteSet, runSet, saveSet, setsQuery } from "./api";
import { inOrder, parseLines, type SetRun } from "./model";
import { workbenchWords } from "./words";
import css from "./workbench.module.css";

/** Saved questions with what is expected: run before a draft is published. */
export const Sets = () => {
  const t = workbenchWords.use();
  const client = useQueryClient();
  const toast = useToast();
  const sets = useQuery(setsQuery);
  const [adding, setAdding] = useState(false);
  const run = useMutation({ mutationFn: runSet, onError: toast.failed });
  const remove = useMutation({
    mutationFn: deleteSet,
    onError: toast.failed,
    onSettled: () => client.invalidateQueries({ queryKey: setsQuery.queryKey }),
  });
  if (sets.isPending) return <SkeletonRows rows={4} />;
  if (sets.isError) return <Broken error={sets.error} retry={() => void sets.refetch()} />;
  return (
    <>
      {sets.data.length === 0 && !adding && <EmptyState compact title={t("sets.none")} hint={t("sets.none.hint")} />}
      <ul className={css.rows}>
        {sets.data.map((set) => (
          <li key={set.id} className={css.row}>
            <div className={css.line}>
              <span className={css.words}>{set.name}</span>
              <span className={css.quiet}>{t("sets.size", { count: set.size })}</span>
              <Button look="primary" onClick={() => run.mutate(set.id)} disabled={run.isPending}>
                {t(run.isPending && run.variables === set.id ? "sets.running" : "sets.run")}
              </Button>
              <Button onClick={() => remove.mutate(set.id)} disabled={remove.isPending}>
                {t("sets.delete")}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {adding ? (
        <NewSet close={() => setAdding(false)} />
      ) : (
        <Button onClick={() => setAdding(true)}>{t("sets.new")}</Button>
      )}
      {run.data && <Result run={run.data} />}
    </>
  );
};

const NewSet = ({ close }: { close: () => void }) => {
  const t = workbenchWords.use();
  const app = appWords.use();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [pasted, setPasted] = useState("");
  const [unknown, setUnknown] = useState<string[]>([]);
  const toast = useToast();
  const lines = parseLines(pasted);
  const save = useMutation({
    mutationFn: async () => {
      const keys = [...new Set(lines.map((line) => line.key).filter(Boolean))];
      const found = new Map<string, string>();
      for (const key of keys) {
        const item = await byKey(key);
        if (item) found.set(key, item.id);
      }
      const missing = keys.filter((key) => !found.has(key));
      setUnknown(missing);
      if (missing.length > 0) return;
      const questions = lines.map((line) => ({ text: line.text, expected: found.get(line.key) ?? null }));
      await saveSet({ name: name.trim(), questions });
      await client.invalidateQueries({ queryKey: setsQuery.queryKey });
      close();
    },
    onError: toast.failed,
  });
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <label>
        {t("sets.name")}
        <input value={name} maxLength={100} onChange={(event) => setName(event.target.value)} />
      </label>
      <label>
        {t("sets.lines")}
        <textarea rows={8} value={pasted} onChange={(event) => setPasted(event.target.value)} />
        <small>{t("sets.lines.hint", { count: lines.length })}</small>
      </label>
      {unknown.length > 0 && <p role="alert">{t("sets.unknown", { keys: unknown.slice(0, 5).join("、") })}</p>}
      <div className={css.actions}>
        <Button look="primary" type="submit" disabled={!name.trim() || lines.length === 0 || save.isPending}>
          {app("action.save")}
        </Button>
        <Button onClick={close}>{app("action.cancel")}</Button>
      </div>
    </form>
  );
};

const TONE = { better: "success", worse: "danger", same: "neutral" } as const;

const Result = ({ run }: { run: SetRun }) => {
  const t = workbenchWords.use();
  const [all, setAll] = useState(false);
  const lines = inOrder(run.lines).filter((line) => all || line.change !== "same");
  return (
    <section className={css.result}>
      <p className={css.read}>
        <StatusTag tone="success">{t("run.better", { count: run.better })}</StatusTag>
        <StatusTag tone={run.worse > 0 ? "danger" : "neutral"}>{t("run.worse", { count: run.worse })}</StatusTag>
        <StatusTag>{t("run.same", { count: run.same })}</StatusTag>
        <span>{t("run.right", { live: run.live_right, draft: run.draft_right, count: run.lines.length })}</span>
        <button type="button" className={css.link} onClick={() => setAll(!all)}>
          {t(all ? "run.changed" : "run.all")}
        </button>
      </p>
      {lines.length === 0 ? (
        <p className={css.quiet}>{t("run.none")}</p>
      ) : (
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t("run.question")}</th>
              <th scope="col">{t("run.expected")}</th>
              <th scope="col">{t("side.live")}</th>
              <th scope="col">{t("side.draft")}</th>
              <th scope="col">{t("run.change")}</th>
            </tr>
          </thead>
          <tbody>
            {lines.slice(0, 500).map((line) => (
              <tr key={line.text}>
                <th scope="row">{line.text}</th>
                <td>{line.expected_name || t("run.nothing")}</td>
                <td>
                  {t(`mark.${line.live}`)} {line.live === "wrong" && line.live_name}
                </td>
                <td>
                  {t(`mark.${line.draft}`)} {line.draft === "wrong" && line.draft_name}
                </td>
                <td>
                  <StatusTag tone={TONE[line.change]}>{t(`change.${line.change}`)}</StatusTag>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};
