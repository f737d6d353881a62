import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, dateText, EmptyState, SkeletonRows, StatusTag, type Tone, useLocale } from "@yingke/ui";
import { useState } from "react";
import { flat } from "../../app/cache";
import { useAgents } from "../../app/directory";
import { Broken } from "../../app/faces";
import { SearchBox } from "../../parts/place/SearchBox";
import { factsQuery } from "./api";
import { FactForm } from "./FactForm";
import css from "./facts.module.css";
import { ImpactPanel } from "./ImpactPanel";
import { type Fact, KINDS, type Search, VALIDITIES, type Validity } from "./model";
import { factWords } from "./words";

interface FactsProps {
  search: Search;
  show: (search: Search) => void;
  adding: boolean;
  onAdded: () => void;
}

const TONES = { valid: "success", upcoming: "info", expired: "danger" } satisfies Record<Validity, Tone>;

export const Facts = ({ search, show, adding, onAdded }: FactsProps) => {
  const t = factWords.use();
  const list = useInfiniteQuery(factsQuery(search));
  const facts = flat(list.data);
  const [chosen, setChosen] = useState<Fact>();
  const filtered = Boolean(search.q || search.kind || search.validity);
  return (
    <>
      <div className={css.filters}>
        <SearchBox
          id="facts.search"
          section="general"
          label={t("search")}
          className={css.search}
          value={search.q ?? ""}
          onChange={(q) => show({ ...search, q: q || undefined })}
        />
        {VALIDITIES.map((validity) => (
          <Chip
            key={validity}
            on={search.validity === validity}
            label={t(`validity.${validity}`)}
            toggle={() => show({ ...search, validity: search.validity === validity ? undefined : validity })}
          />
        ))}
        <span className={css.gap} />
        {KINDS.map((kind) => (
          <Chip
            key={kind}
            on={search.kind === kind}
            label={t(`kind.${kind}`)}
            toggle={() => show({ ...search, kind: search.kind === kind ? undefined : kind })}
          />
        ))}
      </div>
      {list.isPending && <SkeletonRows rows={8} />}
      {list.isError && facts.length === 0 && <Broken error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && facts.length === 0 && (
        <EmptyState
          title={t(filtered ? "none.match" : "fact.none")}
          hint={t(filtered ? "none.match.hint" : "fact.none.hint")}
        />
      )}
      <ul className={css.list}>
        {facts.map((fact) => (
          <Row
            key={fact.id}
            fact={fact}
            edit={() => setChosen(fact)}
            reach={() => show({ ...search, fact: fact.id })}
          />
        ))}
      </ul>
      {list.hasNextPage && (
        <p className={css.more}>
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t("more")}
          </Button>
        </p>
      )}
      {(adding || chosen) && (
        <FactForm
          key={chosen?.id ?? "new"}
          fact={chosen}
          close={(changed) => {
            setChosen(undefined);
            onAdded();
            // Somebody may have been told the old thing: show whom.
            if (changed) show({ ...search, fact: changed });
          }}
        />
      )}
      {search.fact && <ImpactPanel id={search.fact} close={() => show({ ...search, fact: undefined })} />}
    </>
  );
};

const Row = ({ fact, edit, reach }: { fact: Fact; edit: () => void; reach: () => void }) => {
  const t = factWords.use();
  const locale = useLocale();
  const agents = useAgents();
  const now = Date.now();
  const owner = fact.owner_id ? agents.get(fact.owner_id) : undefined;
  return (
    <li className={css.row}>
      <button type="button" className={css.fact} onClick={edit}>
        <span className={css.main}>
          <strong>{fact.subject}</strong>
          <span className={css.quiet}>
            {t(`kind.${fact.kind}`)} · <code>{fact.key}</code>
            {fact.sku && ` · ${fact.sku}`}
            {owner && ` · ${owner.name}`}
          </span>
        </span>
        <span className={css.said}>{fact.said}</span>
        <span className={css.marks}>
          <StatusTag tone={TONES[fact.validity]}>{t(`validity.${fact.validity}`)}</StatusTag>
          {fact.validity === "valid" && fact.valid_to && (
            <span className={css.quiet}>{t("until", { day: dateText(fact.valid_to, now, locale) })}</span>
          )}
          {fact.validity === "upcoming" && fact.valid_from && (
            <span className={css.quiet}>{t("from", { day: dateText(fact.valid_from, now, locale) })}</span>
          )}
        </span>
      </button>
      <Button onClick={reach}>{t("impact.open")}</Button>
    </li>
  );
};

const Chip = ({ on, label, toggle }: { on: boolean; label: string; toggle: () => void }) => (
  <button type="button" className={css.chip} aria-pressed={on} onClick={toggle}>
    {label}
  </button>
);
