import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, EmptyState, RelativeTime, SkeletonRows } from "@yingke/ui";
import { Broken } from "../../app/faces";
import { useFactsSaid } from "../../parts/facts/said";
import { useSaving } from "../../parts/form/useSaving";
import { confirmRead, mustReadQuery } from "./api";
import css from "./editor.module.css";
import type { Knowledge } from "./model";
import { knowledgeWords } from "./words";

/** What I must have read, whole, with a button that says so. */
export const MustRead = () => {
  const t = knowledgeWords.use();
  const list = useQuery(mustReadQuery);
  if (list.isPending) return <SkeletonRows rows={6} />;
  if (list.isError) return <Broken error={list.error} retry={() => void list.refetch()} />;
  if (list.data.length === 0) return <EmptyState title={t("must.none")} hint={t("must.none.hint")} />;
  return (
    <ul className={css.must}>
      {list.data.map((item) => (
        <One key={item.id} item={item} />
      ))}
    </ul>
  );
};

const One = ({ item }: { item: Knowledge }) => {
  const t = knowledgeWords.use();
  const client = useQueryClient();
  const said = useFactsSaid();
  const { save, saving } = useSaving("knowledge");
  const confirm = async () => {
    await save(async () => {
      await confirmRead(item.id, item.version);
      return true;
    }, t("must.done"));
    await client.invalidateQueries({ queryKey: mustReadQuery.queryKey });
  };
  return (
    <li>
      <header>
        <strong>{item.question}</strong>
        <span className={css.quiet}>
          {item.owner_line && `${item.owner_line} · `}v{item.version} · <RelativeTime at={item.updated_at} />
        </span>
      </header>
      <p className={css.text}>{said(item.answer ?? "", item.lang)}</p>
      {(item.steps ?? []).map((step, at) => (
        <p key={step.key} className={css.text}>
          {at + 1}. {step.title}
          {step.text && `：${step.text}`}
        </p>
      ))}
      <Button look="primary" busy={saving} onClick={() => void confirm()}>
        {t("must.confirm")}
      </Button>
    </li>
  );
};
