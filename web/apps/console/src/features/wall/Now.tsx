import { useNow } from "@yingke/ui";
import { AppLink } from "../../app/go";
import { clock, floorOf, toneOf, type Wall } from "./model";
import css from "./wall.module.css";
import { wallWords } from "./words";

/** The four numbers that decide what a supervisor does in the next minute. */
export const Now = ({ wall }: { wall: Wall }) => {
  const t = wallWords.use();
  const now = useNow(1000);
  const floor = floorOf(wall);
  const wait = floor.longest_since === undefined ? 0 : Math.max(0, now - floor.longest_since);
  const full = floor.capacity > 0 ? Math.min(1, floor.load / floor.capacity) : 0;
  return (
    <section className={css.now}>
      <AppLink href="/inbox?box=waiting" className={css.big} data-tone={toneOf(wait)}>
        <span className={css.bigName}>{t("now.waiting")}</span>
        <span className={css.bigNumber}>{floor.waiting}</span>
      </AppLink>
      <AppLink href="/inbox?box=waiting" className={css.big} data-tone={toneOf(wait)}>
        <span className={css.bigName}>{t("now.longest")}</span>
        <span className={css.bigNumber}>{floor.waiting > 0 ? clock(wait) : "–"}</span>
        {floor.waiting === 0 && <span className={css.bigNote}>{t("now.nobody")}</span>}
      </AppLink>
      <AppLink href="/inbox?box=all&state=active" className={css.big}>
        <span className={css.bigName}>{t("now.active")}</span>
        <span className={css.bigNumber}>{floor.active}</span>
      </AppLink>
      <div className={css.big}>
        <span className={css.bigName}>{t("now.ready")}</span>
        <span className={css.bigNumber} data-empty={floor.ready === 0 && floor.waiting > 0 ? true : undefined}>
          {floor.ready}
        </span>
        <span className={css.bigNote}>{t("now.of", { count: floor.online })}</span>
      </div>
      <div className={css.big}>
        <span className={css.bigName}>{t("now.load")}</span>
        <span className={css.bigNumber}>
          {floor.load}
          <small>/{floor.capacity}</small>
        </span>
        <span className={css.bar} aria-hidden="true">
          <span style={{ width: `${full * 100}%` }} data-full={full >= 0.9 || undefined} />
        </span>
      </div>
    </section>
  );
};
