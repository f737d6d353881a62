import { useQuery } from "@tanstack/react-query";
import { EmptyState, SkeletonRows } from "@yingke/ui";
import { useState } from "react";
import { Broken } from "../../app/faces";
import { SCRIPTS_MOST, type Script, scriptsQuery } from "./api";
import css from "./knowledge.module.css";
import { ScriptForm } from "./ScriptForm";
import { knowledgeWords } from "./words";

interface ScriptsProps {
  q?: string;
  may: boolean;
  adding: boolean;
  onAdded: () => void;
}

export const Scripts = ({ q, may, adding, onAdded }: ScriptsProps) => {
  const t = knowledgeWords.use();
  const scripts = useQuery(scriptsQuery(q));
  const [chosen, setChosen] = useState<Script>();
  return (
    <>
      {scripts.isPending && <SkeletonRows rows={8} />}
      {scripts.isError && <Broken error={scripts.error} retry={() => void scripts.refetch()} />}
      {scripts.data?.length === 0 && (
        <EmptyState title={t(q ? "none.match" : "script.none")} hint={t(q ? "none.match.hint" : "script.none.hint")} />
      )}
      <ul className={css.list}>
        {scripts.data?.map((script) => (
          <li key={script.id}>
            <button type="button" className={css.row} onClick={() => setChosen(script)}>
              <code className={css.shortcut}>/{script.shortcut}</code>
              <span className={css.main}>
                <strong>{script.title}</strong>
                <span className={css.answer}>{script.body}</span>
              </span>
              <span className={css.category}>{script.category}</span>
              <span className={css.figures}>
                <span>{t("script.used", { count: script.used })}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {scripts.data && scripts.data.length >= SCRIPTS_MOST && (
        <p className={css.more}>{t("script.more", { count: SCRIPTS_MOST })}</p>
      )}
      {(adding || chosen) && (
        <ScriptForm
          key={chosen?.id ?? "new"}
          script={chosen}
          may={may}
          close={() => {
            setChosen(undefined);
            onAdded();
          }}
        />
      )}
    </>
  );
};
