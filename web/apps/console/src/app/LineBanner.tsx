import { useNow } from "@yingke/ui";
import { appWords } from "./i18n";
import { reconnectNow, useLine } from "./live";
import css from "./shell.module.css";

const SHORT_GAP_MS = 2000;

/** Says so when the line is gone; a gap of a second is not worth a flash. */
export const LineBanner = () => {
  const t = appWords.use();
  const { state, since } = useLine();
  const now = useNow();
  if (state === "live" || state === "connecting" || now - since < SHORT_GAP_MS) return null;
  return (
    <div className={css.banner} role="status">
      <span>{t(state === "offline" ? "line.offline" : "line.broken")}</span>
      {state === "broken" && (
        <button type="button" className={css.bannerButton} onClick={reconnectNow}>
          {t("line.retry")}
        </button>
      )}
    </div>
  );
};
