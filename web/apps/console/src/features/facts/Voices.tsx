import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Button, EmptyState, RelativeTime, SkeletonRows } from "@yingke/ui";
import { useState } from "react";
import { useAgents, useCategories } from "../../app/directory";
import { Broken } from "../../app/faces";
import { AppLink } from "../../app/go";
import { appWords, textIn, useLanguage } from "../../app/i18n";
import { clustersQuery, suggestionsQuery } from "./api";
import css from "./facts.module.css";
import { type Cluster, type EvidenceLink, STATES, type Suggestion } from "./model";
import { SuggestionForm } from "./SuggestionForm";
import { factWords } from "./words";

/** What customers ask of the product: clusters to make suggestions of, and the suggestions by state. */
export const Voices = () => {
  const t = factWords.use();
  const app = appWords.use();
  const language = useLanguage();
  const categories = useCategories();
  const clusters = useQuery(clustersQuery);
  const [state, setState] = useState<Suggestion["state"]>("open");
  const list = useInfiniteQuery(suggestionsQuery(state));
  const [chosen, setChosen] = useState<Cluster | Suggestion>();
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const nameOf = (id: string | null | undefined) => {
    const category = id ? categories.get(id) : undefined;
    return category ? textIn(category.name, language) : t("voice.category.gone");
  };
  return (
    <>
      <p className={css.lead}>{t("voice.lead")}</p>
      <h2>{t("voice.items")}</h2>
      <p className={css.actions}>
        {STATES.map((one) => (
          <button
            key={one}
            type="button"
            className={css.chip}
            aria-pressed={state === one}
            onClick={() => setState(one)}
          >
            {t(`voice.state.${one}`)}
          </button>
        ))}
      </p>
      {list.isPending && <SkeletonRows rows={3} />}
      {list.isError && items.length === 0 && <Broken error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <EmptyState compact title={t("voice.items.none")} />}
      <ul className={css.cards}>
        {items.map((item) => (
          <Item key={item.id} item={item} open={() => setChosen(item)} />
        ))}
      </ul>
      {list.hasNextPage && <Button onClick={() => void list.fetchNextPage()}>{app("action.more")}</Button>}
      <h2>{t("voice.clusters")}</h2>
      {clusters.isPending && <SkeletonRows rows={5} />}
      {clusters.isError && !clusters.data && <Broken error={clusters.error} retry={() => void clusters.refetch()} />}
      {clusters.data?.length === 0 && <EmptyState compact title={t("voice.none")} hint={t("voice.none.hint")} />}
      <ul className={css.cards}>
        {clusters.data?.map((cluster) => (
          <li key={cluster.category_id} className={css.card}>
            <h3>{nameOf(cluster.category_id)}</h3>
            <p className={css.marks}>
              <b>
                {t("voice.count", {
                  customers: cluster.customers,
                  conversations: cluster.conversations,
                  tickets: cluster.tickets,
                })}
              </b>
            </p>
            <Links links={cluster.evidence} />
            <p className={css.actions}>
              <Button onClick={() => setChosen(cluster)}>{t("voice.make")}</Button>
            </p>
          </li>
        ))}
      </ul>
      {chosen && (
        <SuggestionForm
          key={"id" in chosen ? chosen.id : chosen.category_id}
          of={chosen}
          name={nameOf(chosen.category_id)}
          close={(saved) => {
            setChosen(undefined);
            if (saved) setState(saved.state);
          }}
        />
      )}
    </>
  );
};

const Item = ({ item, open }: { item: Suggestion; open: () => void }) => {
  const t = factWords.use();
  const agents = useAgents();
  const owner = item.owner_id && agents.get(item.owner_id)?.name;
  return (
    <li className={css.card}>
      <h3>{item.title}</h3>
      <p className={css.marks}>
        <b>{t("voice.from", { customers: item.customers, threads: item.threads })}</b>
        {owner && <span>{owner}</span>}
        <span className={css.quiet}>
          <RelativeTime at={item.updated_at} />
        </span>
      </p>
      <p className={css.actions}>
        <Button onClick={open}>{t("voice.title")}</Button>
      </p>
    </li>
  );
};

export const Links = ({ links }: { links: EvidenceLink[] }) => {
  const t = factWords.use();
  return (
    <ul className={css.examples}>
      {links.map((link) => (
        <li key={link.ticket_id ?? link.conversation_id}>
          <AppLink href={link.ticket_id ? `/tickets/${link.ticket_id}` : `/inbox/${link.conversation_id}`}>
            {t(link.ticket_id ? "voice.ticket" : "voice.conversation")} <RelativeTime at={link.at} />
          </AppLink>
          {link.words && <q className={css.words}>{link.words}</q>}
        </li>
      ))}
    </ul>
  );
};
