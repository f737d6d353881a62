// One to five stars and some words. Real radio buttons, so that arrows and screen readers know what to do.
import { useState } from "preact/hooks";
import { useBusy } from "../desk";
import { t } from "../i18n";
import { Wrong } from "./Face";

export function Stars({
  name,
  onRate,
}: {
  name: string;
  onRate(rating: { stars: number; comment: string }): Promise<unknown>;
}) {
  const [stars, setStars] = useState(0);
  const [comment, setComment] = useState("");
  const { busy, problem, run } = useBusy();
  const words = t("star_words").split(",");
  return (
    <form
      class="card rating"
      onSubmit={(event) => {
        event.preventDefault();
        if (stars) run(() => onRate({ stars, comment: comment.trim() }));
      }}
    >
      <fieldset>
        <legend>{t("rate")}</legend>
        <div class="stars">
          {[1, 2, 3, 4, 5].map((n) => (
            <label key={n} class={n <= stars ? "on" : ""} title={words[n - 1]}>
              <input
                class="sr"
                type="radio"
                name={name}
                checked={n === stars}
                onChange={() => setStars(n)}
                aria-label={`${t("stars", { n })} ${words[n - 1]}`}
              />
              <span aria-hidden="true">★</span>
            </label>
          ))}
        </div>
        <span class="faint" aria-live="polite">
          {words[stars - 1] ?? ""}
        </span>
      </fieldset>
      {stars > 0 && (
        <>
          <textarea
            rows={2}
            maxLength={1000}
            value={comment}
            placeholder={t("rate_hint")}
            aria-label={t("rate_hint")}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
          <button type="submit" class="button main" disabled={busy}>
            {busy ? t("submitting") : t("submit")}
          </button>
        </>
      )}
      <Wrong text={problem} />
    </form>
  );
}
