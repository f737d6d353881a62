import CheckOutlined from "@ant-design/icons/es/icons/CheckOutlined";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, SkeletonRows } from "@yingke/ui";
import { type FormEvent, useEffect, useMemo, useRef, useState } from "react";
import { type Category, categoriesQuery } from "../../../app/directory";
import { errorText } from "../../../app/errors";
import { Broken } from "../../../app/faces";
import { appWords, textIn, useLanguage } from "../../../app/i18n";
import { useToast } from "../../../app/toast";
import { closureDraftQuery, end } from "../api";
import { applyAnswer } from "../live";
import type { Conversation } from "../model/types";
import { words } from "../words";
import css from "./actions.module.css";
import { KeyedAction } from "./KeyedAction";

/** Ends with the category that the system suggests: `e`, Enter. */
export const EndButton = ({ conversation }: { conversation: Conversation }) => (
  <KeyedAction name="end" keys="e" icon={<CheckOutlined aria-hidden="true" />}>
    {(close) => <EndForm conversation={conversation} close={close} />}
  </KeyedAction>
);

const EndForm = ({ conversation, close }: { conversation: Conversation; close: () => void }) => {
  const t = words.use();
  const app = appWords.use();
  const language = useLanguage();
  const client = useQueryClient();
  const toast = useToast();
  const { id } = conversation;
  const draft = useQuery(closureDraftQuery(id));
  const categories = useQuery(categoriesQuery);
  const [picked, setPicked] = useState<string>();
  const [wanted, setWanted] = useState("");
  const submitButton = useRef<HTMLButtonElement>(null);
  const suggested = draft.data?.category_id ?? conversation.category_id ?? undefined;
  const chosen = picked ?? suggested;

  const finish = useMutation({
    mutationFn: () => end(id, chosen),
    onSuccess: (answer) => {
      close();
      toast.done(t("end.done"));
      applyAnswer(client, id, answer);
    },
  });

  // The suggestion is there: one Enter ends it.
  const settled = !draft.isPending && !categories.isPending;
  useEffect(() => {
    if (settled) submitButton.current?.focus();
  }, [settled]);

  const all = useMemo(() => named(categories.data ?? [], language), [categories.data, language]);
  const shown = all.filter(({ path }) => path.toLowerCase().includes(wanted.trim().toLowerCase()));
  const first = shown.findIndex((category) => category.id === chosen);
  if (first > 0) shown.unshift(...shown.splice(first, 1));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (settled) finish.mutate();
  };

  return (
    <form className={css.form} onSubmit={submit}>
      <h2>{t("end.title")}</h2>
      {!settled && <SkeletonRows rows={3} />}
      {categories.isError && <Broken compact error={categories.error} retry={() => void categories.refetch()} />}
      {settled && all.length > 0 && (
        <>
          {all.length > 6 && (
            <input
              className={css.input}
              value={wanted}
              placeholder={t("end.search")}
              aria-label={t("end.search")}
              onChange={(event) => setWanted(event.target.value)}
            />
          )}
          <div className={css.targets} role="radiogroup" aria-label={t("end.category")}>
            {shown.slice(0, 50).map(({ id: categoryId, path }) => (
              <label key={categoryId} className={css.target} data-chosen={categoryId === chosen || undefined}>
                <input
                  type="radio"
                  name="category"
                  className="sr-only"
                  checked={categoryId === chosen}
                  onChange={() => setPicked(categoryId)}
                />
                <span className={css.targetName}>{path}</span>
                {categoryId === suggested && <small>{t("end.suggested")}</small>}
              </label>
            ))}
          </div>
        </>
      )}
      {draft.data?.summary && (
        <p className={css.summary}>
          <b>{t("end.summary")}</b> {draft.data.summary}
        </p>
      )}
      {finish.isError && (
        <p className={css.problem} role="alert">
          {errorText(finish.error, app)}
        </p>
      )}
      <footer>
        <Button onClick={close}>{app("action.cancel")}</Button>
        <Button ref={submitButton} look="primary" type="submit" busy={finish.isPending} disabled={!settled}>
          {t("end.submit")}
        </Button>
      </footer>
    </form>
  );
};

/** Leaves with their path: `售后 / 退货`. */
const named = (categories: Category[], language: Parameters<typeof textIn>[1]) => {
  const byId = new Map(categories.map((category) => [category.id, category]));
  const parents = new Set(categories.map(({ parent_id }) => parent_id));
  const pathOf = (category: Category, depth = 0): string => {
    const parent = category.parent_id && depth < 8 ? byId.get(category.parent_id) : undefined;
    const name = textIn(category.name, language);
    return parent ? `${pathOf(parent, depth + 1)} / ${name}` : name;
  };
  return categories
    .filter((category) => category.enabled && !parents.has(category.id))
    .sort((a, b) => a.position - b.position)
    .map((category) => ({ id: category.id, path: pathOf(category) }));
};
