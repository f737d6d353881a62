import { Button, Kbd, MoodDot } from "@yingke/ui";
import { appWords } from "../../../app/i18n";
import { words } from "../words";
import css from "./assist.module.css";
import type { AssistAnswer, Suggestion } from "./useAssist";

interface AssistStripProps {
  answer: AssistAnswer;
  drafting: boolean;
  askDraft: () => void;
  take: (suggestion: Suggestion) => void;
}

/** Above the composer: how the customer feels now, and what could be answered. Nothing is sent from here. */
export const AssistStrip = ({ answer, drafting, askDraft, take }: AssistStripProps) => {
  const t = words.use();
  const app = appWords.use();
  const { suggestions, mood, drafts } = answer;
  const shown = mood.now !== "calm" || mood.trend !== "same";
  if (suggestions.length === 0 && !shown && !drafts) return null;
  return (
    <section className={css.strip} aria-label={t("assist.label")}>
      {drafts && (
        <Button look="quiet" size="small" className={css.ask} busy={drafting} onClick={askDraft}>
          {t("assist.ask_draft")}
        </Button>
      )}
      {shown && (
        <p className={css.mood} data-trend={mood.trend}>
          <MoodDot mood={mood.now} /> {app(`mood.${mood.now}`)}
          {mood.trend !== "same" && <span>{t(`assist.trend.${mood.trend}`)}</span>}
        </p>
      )}
      {suggestions.length > 0 && (
        <ul>
          {suggestions.map((suggestion, at) => (
            <li key={suggestion.body}>
              <button type="button" title={suggestion.body} onClick={() => take(suggestion)}>
                <Kbd keys={`alt+${at + 1}`} />
                <span className={css.body}>
                  <b>{suggestion.title}</b> {suggestion.body}
                </span>
                <small>
                  {t(`assist.kind.${suggestion.kind}`)}
                  {suggestion.source && ` · ${suggestion.source}`}
                </small>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
