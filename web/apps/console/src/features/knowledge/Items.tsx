import { useInfiniteQuery } from "@tanstack/react-query";
import { dateText, EmptyState, SkeletonRows, StatusTag, type Tone, useLocale } from "@yingke/ui";
import { useState } from "react";
import { flat } from "../../app/cache";
import { Broken } from "../../app/faces";
import { itemsQuery } from "./api";
import { useCategoryName } from "./categories";
import { ItemForm } from "./ItemForm";
import css from "./knowledge.module.css";
import { MoreRows } from "./MoreRows";
import { helpedShare, type Knowledge, LANGS, lastDayOf, type Search, STATES, type State, validityOf } from "./model";
import { knowledgeWords } from "./words";

interface ItemsProps {
  search: Search;
  show: (search: Search) => void;
  may: boolean;
  adding: boolean;
  onAdded: () => void;
}

const STATE_TONE = { published: "success", draft: "neutral", archived: "neutral" } satisfies Record<State, Tone>;

export const Items = ({ search, show, may, adding, onAdded }: ItemsProps) => {
  const t = knowledgeWords.use();
  const list = useInfiniteQuery(itemsQuery(search));
  const items = flat(list.data);
  const [chosen, setChosen] = useState<Knowledge>();
  const filtered = Boolean(search.q || search.state || search.lang);
  return (
    <>
      <div className={css.filters}>
        {STATES.map((state) => (
          <Chip
            key={state}
            on={search.state === state}
            label={t(`state.${state}`)}
            toggle={() => show({ ...search, state: search.state === state ? undefined : state })}
          />
        ))}
        <span className={css.gap} />
        {LANGS.map((lang) => (
          <Chip
            key={lang}
            on={search.lang === lang}
            label={t(`lang.${lang}`)}
            toggle={() => show({ ...search, lang: search.lang === lang ? undefined : lang })}
          />
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
          <Item key={item.id} item={item} choose={() => setChosen(item)} />
        ))}
        <MoreRows list={list} />
      </ul>
      {(adding || chosen) && (
        <ItemForm
          key={chosen?.id ?? "new"}
          item={chosen}
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

const Chip = ({ on, label, toggle }: { on: boolean; label: string; toggle: () => void }) => (
  <button type="button" className={css.chip} aria-pressed={on} onClick={toggle}>
    {label}
  </button>
);

const Item = ({ item, choose }: { item: Knowledge; choose: () => void }) => {
  const t = knowledgeWords.use();
  const locale = useLocale();
  const category = useCategoryName(item.category);
  const validity = validityOf(item, Date.now());
  const share = helpedShare(item);
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  return (
    <li>
      <button type="button" className={css.row} onClick={choose}>
        <span className={css.main}>
          <strong>{item.question}</strong>
          <span className={css.answer}>{item.answer}</span>
        </span>
        <span className={css.category}>{category}</span>
        <span className={css.marks}>
          {item.lang !== "zh-CN" && <StatusTag>{t(`lang.${item.lang}` as "lang.en")}</StatusTag>}
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
            <StatusTag tone="warning">{t("validity.until", { day: lastDayOf(item.valid_to).slice(5) })}</StatusTag>
          )}
          {item.state !== "published" && (
            <StatusTag tone={STATE_TONE[item.state]}>{t(`state.${item.state}`)}</StatusTag>
          )}
        </span>
        <span className={css.figures}>
          <span>{t("figures.asked", { count: item.asked })}</span>
          <span
            title={t("figures.detail", { helped: item.helped, not: item.not_helped })}
            data-low={isLow(share) || undefined}
          >
            {share === undefined ? t("figures.none") : t("figures.helped", { share: percent.format(share) })}
          </span>
        </span>
      </button>
    </li>
  );
};

const isLow = (share: number | undefined) => share !== undefined && share < 0.5;
