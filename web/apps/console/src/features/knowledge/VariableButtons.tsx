import { Button } from "@yingke/ui";
import css from "./editor.module.css";
import { knowledgeWords } from "./words";

const VARIABLES = ["customer.nickname", "order.no", "agent.nickname"] as const;

/** What a script fills in by itself, put in as people read it. */
export const VariableButtons = ({ insert }: { insert: (text: string) => void }) => {
  const t = knowledgeWords.use();
  return (
    <div className={css.variables}>
      <span className={css.quiet}>{t("script.variables")}</span>
      {VARIABLES.map((variable) => (
        <Button key={variable} size="small" onClick={() => insert(`{{${t(`fill.${variable}`)}}}`)}>
          {t(`variable.${variable}`)}
        </Button>
      ))}
    </div>
  );
};
