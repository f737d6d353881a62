import { namesFacts, useFactsSaid } from "../../parts/facts/said";
import css from "./editor.module.css";
import { knowledgeWords } from "./words";

/** Under words that name facts: how they read now, and which of those facts does not hold. */
export const FactsPreview = ({ text, lang }: { text: string; lang?: string }) => {
  const t = knowledgeWords.use();
  const said = useFactsSaid();
  if (!namesFacts(text)) return null;
  return (
    <p className={css.factsPreview}>
      <span>{t("preview.facts")}</span> {said(text, lang)}
    </p>
  );
};
