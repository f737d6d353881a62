import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, EmptyState, RelativeTime, SkeletonRows, StatusTag } from "@yingke/ui";
import { useEffect, useState } from "react";
import { flat } from "../../app/cache";
import { Broken } from "../../app/faces";
import { appWords } from "../../app/i18n";
import { useToast } from "../../app/toast";
import { addExample, dropExample, examplesQuery, goBack, learn, saveDraft, tuningQuery } from "./api";
import { ItemPicker } from "./ItemPicker";
import { percentOf, type Tuning } from "./model";
import { workbenchWords } from "./words";
import css from "./workbench.module.css";

/** Draft thresholds, the shop's examples, and the versions. Learning takes a moment and needs no restart. */
export const Learn = () => {
  const status = useQuery(tuningQuery);
  if (status.isError) return <Broken error={status.error} retry={() => void status.refetch()} />;
  if (!status.data) return <SkeletonRows rows={8} />;
  return (
    <div className={css.learn}>
      <div>
        <Draft status={status.data} />
        <Examples />
      </div>
      <Versions status={status.data} />
    </div>
  );
};

const useStatus = () => {
  const client = useQueryClient();
  return (status: Tuning) => {
    client.setQueryData(tuningQuery.queryKey, status);
    void client.invalidateQueries({ queryKey: examplesQuery.queryKey });
  };
};

const Draft = ({ status }: { status: Tuning }) => {
  const t = workbenchWords.use();
  const toast = useToast();
  const put = useStatus();
  const [answer, setAnswer] = useState("");
  const [near, setNear] = useState("");
  const { draft, live } = status;
  useEffect(() => {
    setAnswer(draft.answer?.toString() ?? "");
    setNear(draft.near?.toString() ?? "");
  }, [draft.answer, draft.near]);
  const [note, setNote] = useState("");
  const save = useMutation({ mutationFn: saveDraft, onSuccess: put, onError: toast.failed });
  const train = useMutation({
    mutationFn: learn,
    onSuccess: (next) => {
      put(next);
      setNote("");
    },
    onError: toast.failed,
  });
  const typed = { answer: percentOf(answer), near: percentOf(near) };
  const wrong = typed.answer === undefined || typed.near === undefined;
  const changed = (typed.answer ?? null) !== (draft.answer ?? null) || (typed.near ?? null) !== (draft.near ?? null);
  const differs = (draft.answer ?? null) !== (live.answer ?? null) || (draft.near ?? null) !== (live.near ?? null);
  return (
    <section className={css.form}>
      <h2>{t("learn.draft")}</h2>
      <div className={css.pair}>
        <label>
          {t("learn.answer")}
          <input
            inputMode="numeric"
            value={answer}
            placeholder={t("learn.delivered")}
            aria-invalid={typed.answer === undefined}
            onChange={(event) => setAnswer(event.target.value)}
          />
          <small>{t("learn.answer.hint")}</small>
        </label>
        <label>
          {t("learn.near")}
          <input
            inputMode="numeric"
            value={near}
            placeholder={t("learn.delivered")}
            aria-invalid={typed.near === undefined}
            onChange={(event) => setNear(event.target.value)}
          />
          <small>{t("learn.near.hint")}</small>
        </label>
      </div>
      {wrong && <p role="alert">{t("learn.wrong")}</p>}
      <div className={css.actions}>
        <Button
          onClick={() => save.mutate({ answer: typed.answer ?? null, near: typed.near ?? null })}
          disabled={wrong || !changed || save.isPending}
        >
          {t("learn.save")}
        </Button>
      </div>
      <label>
        {t("learn.note")}
        <input value={note} maxLength={200} onChange={(event) => setNote(event.target.value)} />
      </label>
      <div className={css.actions}>
        <Button
          look="primary"
          onClick={() => train.mutate(note)}
          disabled={train.isPending || changed || (!differs && status.pending_examples === 0)}
        >
          {t("learn.go", { count: status.pending_examples })}
        </Button>
        <small className={css.quiet}>{t("learn.go.hint")}</small>
      </div>
    </section>
  );
};

const Examples = () => {
  const t = workbenchWords.use();
  const app = appWords.use();
  const client = useQueryClient();
  const toast = useToast();
  const list = useInfiniteQuery(examplesQuery);
  const [text, setText] = useState("");
  const [picking, setPicking] = useState(false);
  const settled = () => client.invalidateQueries({ queryKey: ["tuning"] });
  const add = useMutation({
    mutationFn: (item: string | null) => addExample({ text: text.trim(), lang: "zh-CN", knowledge_id: item }),
    onSuccess: () => {
      setText("");
      setPicking(false);
    },
    onError: toast.failed,
    onSettled: settled,
  });
  const drop = useMutation({
    mutationFn: ({ id, dropped }: { id: string; dropped: boolean }) => dropExample(id, dropped),
    onError: toast.failed,
    onSettled: settled,
  });
  const examples = flat(list.data);
  return (
    <section className={css.form}>
      <h2>{t("examples")}</h2>
      <div className={css.ask}>
        <input
          value={text}
          maxLength={200}
          aria-label={t("examples.text")}
          placeholder={t("examples.text")}
          onChange={(event) => setText(event.target.value)}
        />
        <Button onClick={() => setPicking(true)} disabled={!text.trim() || add.isPending}>
          {t("label.item")}
        </Button>
        <Button onClick={() => add.mutate(null)} disabled={!text.trim() || add.isPending}>
          {t("label.nothing")}
        </Button>
      </div>
      {picking && <ItemPicker start={text} pick={(item) => add.mutate(item.id)} />}
      {list.isError && <Broken error={list.error} retry={() => void list.refetch()} compact />}
      {list.isSuccess && examples.length === 0 && (
        <EmptyState compact title={t("examples.none")} hint={t("examples.none.hint")} />
      )}
      <ul className={css.rows}>
        {examples.map((one) => (
          <li key={one.id} className={css.row}>
            <div className={css.line} data-gone={one.dropped || undefined}>
              <span className={css.words}>{one.text}</span>
              <span className={css.quiet}>{one.knowledge_id ? `→ ${one.question}` : t("label.nothing")}</span>
              {!one.learned && <StatusTag tone="warning">{t("examples.waits")}</StatusTag>}
              <button
                type="button"
                className={css.link}
                onClick={() => drop.mutate({ id: one.id, dropped: !one.dropped })}
              >
                {t(one.dropped ? "examples.keep" : "examples.drop")}
              </button>
            </div>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button onClick={() => void list.fetchNextPage()} disabled={list.isFetchingNextPage}>
          {app("action.more")}
        </Button>
      )}
    </section>
  );
};

const Versions = ({ status }: { status: Tuning }) => {
  const t = workbenchWords.use();
  const toast = useToast();
  const put = useStatus();
  const back = useMutation({ mutationFn: goBack, onSuccess: put, onError: toast.failed });
  const delivered = { version: 0, note: t("versions.delivered"), examples: 0, made_at: undefined };
  return (
    <section className={css.form}>
      <h2>{t("versions")}</h2>
      <ul className={css.rows}>
        {[...status.versions, delivered].map((one) => (
          <li key={one.version} className={css.row}>
            <div className={css.line}>
              <span className={css.words}>
                {t("versions.name", { version: one.version })} {one.note}
              </span>
              <span className={css.quiet}>{t("versions.examples", { count: one.examples })}</span>
              {one.made_at && <RelativeTime at={one.made_at} className={css.quiet} />}
              {one.version === status.live_version ? (
                <StatusTag tone="success">{t("versions.live")}</StatusTag>
              ) : (
                <Button onClick={() => back.mutate(one.version)} disabled={back.isPending}>
                  {t("versions.use")}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
};
