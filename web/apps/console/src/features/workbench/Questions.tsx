import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, EmptyState, RelativeTime, SkeletonRows, StatusTag } from "@yingke/ui";
import { useState } from "react";
import { flat } from "../../app/cache";
import { Broken } from "../../app/faces";
import { AppLink } from "../../app/go";
import { appWords } from "../../app/i18n";
import { useToast } from "../../app/toast";
import { label, questionsQuery } from "./api";
import { ItemPicker } from "./ItemPicker";
import type { Question } from "./model";
import { workbenchWords } from "./words";
import css from "./workbench.module.css";

/** What customers really asked and the bot was unsure of: one click each makes it an example. */
export const Questions = () => {
  const t = workbenchWords.use();
  const app = appWords.use();
  const list = useInfiniteQuery(questionsQuery);
  const questions = flat(list.data);
  if (list.isPending) return <SkeletonRows rows={8} />;
  if (list.isError && questions.length === 0) return <Broken error={list.error} retry={() => void list.refetch()} />;
  if (questions.length === 0) return <EmptyState title={t("label.none")} hint={t("label.none.hint")} />;
  return (
    <>
      <ul className={css.rows}>
        {questions.map((one) => (
          <One key={one.id} one={one} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button onClick={() => void list.fetchNextPage()} disabled={list.isFetchingNextPage}>
          {app("action.more")}
        </Button>
      )}
    </>
  );
};

const One = ({ one }: { one: Question }) => {
  const t = workbenchWords.use();
  const client = useQueryClient();
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const done = useMutation({
    mutationFn: (body: Parameters<typeof label>[1]) => label(one.id, body),
    onError: toast.failed,
    onSettled: () => client.invalidateQueries({ queryKey: ["tuning"] }),
  });
  return (
    <li className={css.row}>
      <div className={css.line}>
        <StatusTag tone={one.said === "missed" ? "danger" : "warning"}>
          {t(one.said === "missed" ? "label.missed" : "label.offered")}
        </StatusTag>
        <AppLink href={`/inbox/${one.conversation_id}`} className={css.words}>
          {one.text}
        </AppLink>
        <RelativeTime at={one.at} className={css.quiet} />
        <Button onClick={() => setOpen(!open)} disabled={done.isPending} aria-expanded={open}>
          {t("label.item")}
        </Button>
        <Button
          onClick={() => done.mutate({ knowledge_id: null })}
          disabled={done.isPending}
          title={t("label.nothing.hint")}
        >
          {t("label.nothing")}
        </Button>
        <Button onClick={() => done.mutate({ dismissed: true })} disabled={done.isPending}>
          {t("label.dismiss")}
        </Button>
      </div>
      {open && <ItemPicker start={one.text.slice(0, 200)} pick={(item) => done.mutate({ knowledge_id: item.id })} />}
    </li>
  );
};
