import { useInfiniteQuery } from "@tanstack/react-query";
import { dateText, EmptyState, SkeletonRows, StatusTag, type Tone, useLocale } from "@yingke/ui";
import { flat } from "../../app/cache";
import { Broken } from "../../app/faces";
import { useFactsSaid } from "../../parts/facts/said";
import { dayOf } from "../../parts/form/day";
import { itemsQuery } from "./api";
import { useCategoryName } from "./categories";
import css from "./knowledge.module.css";
import { MoreRows } from "./MoreRows";
import {
  helpedShare,
  KINDS,
  type Knowledge,
  LANGS,
  lastDayOf,
  type Search,
  STATES,
  type State,
  validityOf,
} from "./model";
import { knowledgeWords } from "./words";

interface ItemsProps {
  search: Search;
  show: (search: Search) => void;
}

const STATE_TONE = { published: "success", draft: "neutral", archived: "neutral" } satisfies Record<State, Tone>;

export const Items = ({ search, show }: ItemsProps) => {
  const t = knowledgeWords.use();
  const list = useInfiniteQuery(itemsQuery(search));
  const items = flat(list.data);
  const filtered = Boolean(search.q || search.state || search.lang || search.kind || search.expired);
  const toggle = (part: Search) => {
    const [[name, value] = ["q" as const, undefined]] = Object.entries(part) as [keyof Search, Search[keyof Search]][];
    show({ ...search, item: undefined, ...(search[name] === value ? { [name]: undefined } : part) });
  };
  return (
    <>
      <div className={css.filters}>
        {KINDS.map((kind) => (
          <Chip key={kind} on={search.kind === kind} label={t(`kind.${kind}`)} toggle={() => toggle({ kind })} />
        ))}
        <span className={css.gap} />
        {STATES.map((state) => (
          <Chip key={state} on={search.state === state} label={t(`state.${state}`)} toggle={() => toggle({ state })} />
        ))}
        <Chip on={search.expired === true} label={t("filter.expired")} toggle={() => toggle({ expired: true })} />
        <span className={css.gap} />
        {LANGS.map((lang) => (
          <Chip key={lang} on={search.lang === lang} label={t(`lang.${lang}`)} toggle={() => toggle({ lang })} />
        ))}
      </div>
      {list.isPending && <SkeletonRows rows={10} />}
      {list.isError && items.length === 0 && <Broken error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <EmptyState
          title={t(filtered ? "none.match" : "item.none")}
          hint={t(filtered ? "none.match.hint" : "item.none.hint")}
        />
      )}
      <ul className={css.list}>
        {items.map((item) => (
          <Item key={item.id} item={item} choose={() => show({ ...search, item: item.id })} />
        ))}
        <MoreRows list={list} />
      </ul>
    </>
  );
};

/** What waits for somebody's eyes. */
export const Queue = ({ stage, search, show }: ItemsProps & { stage: "review" | "polish" }) => {
  const t = knowledgeWords.use();
  const list = useInfiniteQuery(itemsQuery({}, stage));
  const items = flat(list.data);
  return (
    <section className={css.queue} aria-label={t(`stage.${stage}`)}>
      <h2>{t(`stage.${stage}`)}</h2>
      {list.isPending && <SkeletonRows rows={3} />}
      {list.isError && items.length === 0 && <Broken error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <p className={css.quiet}>{t(`queue.${stage}.none`)}</p>}
      <ul className={css.list}>
        {items.map((item) => (
          <Item key={item.id} item={item} choose={() => show({ ...search, item: item.id })} />
        ))}
        <MoreRows list={list} />
      </ul>
    </section>
  );
};

const Chip = ({ on, label, toggle }: { on: boolean; label: string; toggle: () => void }) => (
  <button type="button" className={css.chip} aria-pressed={on} onClick={toggle}>
    {label}
  </button>
);

const Item = ({ item, choose }: { item: Knowledge; choose: () => void }) => {
  const t = knowledgeWords.use();
  const locale = useLocale();
  const category = useCategoryName(item.category ?? "");
  const said = useFactsSaid();
  const forCustomers = item.kind !== "script" && item.kind !== "sop";
  // A reader of the list wants to know what stands there, not how it is written.
  const readable = (text: string) =>
    text.replace(
      /\{\{\s*(customer\.nickname|order\.no|agent\.nickname)\s*\}\}/g,
      (_, name: "order.no") => `〔${t(`fill.${name}`)}〕`,
    );
  const validity = validityOf(item, Date.now());
  const share = helpedShare(item);
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  return (
    <li>
      <button type="button" className={css.row} onClick={choose}>
        <span className={css.main}>
          <strong>
            {item.kind !== "question" && <span className={css.kind}>{t(`kind.${item.kind ?? "question"}`)}</span>}
            {item.shortcut && <code className={css.shortcut}>/{item.shortcut}</code>} {said(item.question, item.lang)}
          </strong>
          <span className={css.answer}>{readable(said(item.answer ?? "", item.lang))}</span>
        </span>
        <span className={css.category}>{category}</span>
        <span className={css.marks}>
          {item.stage && (
            <StatusTag tone={item.stage === "review" ? "warning" : "info"}>{t(`stage.${item.stage}`)}</StatusTag>
          )}
          {item.must_read && <StatusTag tone="brand">{t("mark.must_read")}</StatusTag>}
          {item.lang && item.lang !== "zh-CN" && <StatusTag>{t(`lang.${item.lang}` as "lang.en")}</StatusTag>}
          {validity === "expired" && item.valid_to && (
            <StatusTag tone="danger">
              {t("validity.expired", { day: dateText(item.valid_to - 1, Date.now(), locale) })}
            </StatusTag>
          )}
          {validity === "upcoming" && item.valid_from && (
            <StatusTag tone="info">
              {t("validity.upcoming", { day: dateText(item.valid_from, Date.now(), locale) })}
            </StatusTag>
          )}
          {validity === "valid" && item.valid_to && (
            <StatusTag tone="warning">
              {t("validity.until", { day: dayOf(lastDayOf(item.valid_to)).slice(5) })}
            </StatusTag>
          )}
          {item.state !== "published" && !(item.state === "draft" && item.stage) && (
            <StatusTag tone={STATE_TONE[item.state]}>{t(`state.${item.state}`)}</StatusTag>
          )}
        </span>
        <span className={css.figures}>
          <span>{t(forCustomers ? "figures.asked" : "figures.used", { count: item.asked })}</span>
          <span
            title={t("figures.detail", { helped: item.helped, not: item.not_helped })}
            data-low={isLow(share) || undefined}
          >
            {!forCustomers
              ? item.owner_line
              : share === undefined
                ? t("figures.none")
                : t("figures.helped", { share: percent.format(share) })}
          </span>
        </span>
      </button>
    </li>
  );
};

const isLow = (share: number | undefined) => share !== undefined && share < 0.5;
