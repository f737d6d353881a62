// One to five stars and some words. Real radio buttons, so that arrows and screen readers know what to do.
import { Button } from "@yingke/ui";
import { useState } from "react";
import { useWords } from "../app/i18n";
import type { Schemas } from "../app/types";
import { Wrong } from "../parts/pieces";
import { useBusy } from "../parts/useBusy";

export const Stars = ({ onRate }: { onRate(rating: Schemas["Rating"]): Promise<unknown> }) => {
  const t = useWords();
  const [stars, setStars] = useState(0);
  const [comment, setComment] = useState("");
  const { busy, problem, run } = useBusy();
  const words = t("star_words").split(",");
  return (
    <form
      className="card pad rating"
      onSubmit={(event) => {
        event.preventDefault();
        if (stars) run(() => onRate({ stars, comment: comment.trim() }));
      }}
    >
      <fieldset>
        <legend>{t("rate")}</legend>
        <div className="stars">
          {[1, 2, 3, 4, 5].map((n) => (
            <label key={n} className={n <= stars ? "on" : undefined} title={words[n - 1]}>
              <input
                className="sr-only"
                type="radio"
                name="stars"
                checked={n === stars}
                onChange={() => setStars(n)}
                aria-label={`${t("stars", { n })} ${words[n - 1]}`}
              />
              <span aria-hidden="true">★</span>
            </label>
          ))}
          <span className="faint" aria-live="polite">
            {words[stars - 1] ?? ""}
          </span>
        </div>
      </fieldset>
      {stars > 0 && (
        <>
          <textarea
            rows={2}
            maxLength={1000}
            value={comment}
            placeholder={t("rate_hint")}
            aria-label={t("rate_hint")}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          <Button type="submit" look="primary" size="large" busy={busy}>
            {t("submit")}
          </Button>
        </>
      )}
      <Wrong text={problem} />
    </form>
  );
};
