import { useQuery } from "@tanstack/react-query";
import { Money } from "@yingke/ui";
import { AppLink } from "../../app/go";
import { briefQuery } from "./api";
import css from "./panel.module.css";
import { words } from "./words";

const REASONS = ["asked", "misses", "mood", "unsolved", "rule", "value", "flow"] as const;

/** What the bot hands to a person: why, what was said in short, what was done, what to do next. */
export const FromBot = ({ conversationId }: { conversationId: string }) => {
  const t = words.use();
  const { data } = useQuery(briefQuery(conversationId));
  if (!data) return null;
  const reason = REASONS.find((one) => one === data.reason);
  if (!reason && data.summary.length === 0 && data.done.length === 0) return null;
  return (
    <section className={css.brief} aria-label={t("brief")}>
      <h2>{t("brief")}</h2>
      {reason && <p className={css.why}>{t(`brief.${reason}`)}</p>}
      {data.next_step && (
        <p className={css.next}>
          <strong>{t("brief.next")}</strong> {data.next_step}
        </p>
      )}
      {data.summary.length > 0 && (
        <ul>
          {data.summary.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      <dl>
        {data.intent && (
          <div>
            <dt>{t("brief.intent")}</dt>
            <dd>{data.intent}</dd>
          </div>
        )}
        {data.orders.length > 0 && (
          <div>
            <dt>{t("brief.orders")}</dt>
            <dd>
              {data.orders.map((order) => (
                <AppLink key={order.id} href={`/orders/${order.id}`}>
                  {order.order_no}
                </AppLink>
              ))}
            </dd>
          </div>
        )}
        {data.amounts_fen.length > 0 && (
          <div>
            <dt>{t("brief.amounts")}</dt>
            <dd>
              {data.amounts_fen.map((fen) => (
                <Money key={fen} fen={fen} />
              ))}
            </dd>
          </div>
        )}
        {data.answered.length > 0 && (
          <div>
            <dt>{t("brief.answered")}</dt>
            <dd>{data.answered.join(" · ")}</dd>
          </div>
        )}
        {data.done.length > 0 && (
          <div>
            <dt>{t("brief.done")}</dt>
            <dd>{data.done.join(" ")}</dd>
          </div>
        )}
      </dl>
    </section>
  );
};
