import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, RelativeTime, SkeletonRows, StatusTag, type Tone } from "@yingke/ui";
import { useState } from "react";
import { useAgents } from "../../app/directory";
import { Broken } from "../../app/faces";
import { ApiError, freshKey } from "../../app/http";
import { useToast } from "../../app/toast";
import { endWalk, sopsQuery, startWalk, takeBack, type Walk, type Work, walkOn, walksQuery } from "./api";
import css from "./sop.module.css";
import { sopWords } from "./words";

interface WalksProps {
  work: Work;
  /** Puts a sentence for the customer where replies are written; without it the sentence can be copied. */
  say?: (text: string) => void;
  /** The sentence as this customer will read it. */
  fill?: (text: string) => string;
}

/** SOPs beside a case: the one being walked with its choices, what was walked before, and those that fit. */
export const Walks = ({ work, say, fill }: WalksProps) => {
  const t = sopWords.use();
  const walks = useQuery(walksQuery(work));
  const [more, setMore] = useState(false);
  if (walks.isPending) return <SkeletonRows rows={2} />;
  if (walks.isError) return <Broken error={walks.error} retry={() => void walks.refetch()} />;
  const current = walks.data.find((walk) => walk.state === "walking");
  const over = walks.data.filter((walk) => walk !== current);
  return (
    <div className={css.walks}>
      {current && <Current walk={current} work={work} say={say} fill={fill} />}
      {!current && (over.length === 0 || more) && <Choose work={work} begun={() => setMore(false)} />}
      {!current && over.length > 0 && !more && (
        <Button size="small" onClick={() => setMore(true)}>
          {t("another")}
        </Button>
      )}
      {over.map((walk) => (
        <Over key={walk.id} walk={walk} work={work} say={say} fill={fill} />
      ))}
    </div>
  );
};

/** One change at a time; when a colleague was faster, what he did is shown. */
const useChange = (work: Work) => {
  const client = useQueryClient();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const change = async (send: () => Promise<Walk>): Promise<boolean> => {
    setBusy(true);
    try {
      const walk = await send();
      client.setQueryData(walksQuery(work).queryKey, (held) => [
        walk,
        ...(held ?? []).filter(({ id }) => id !== walk.id),
      ]);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError && error.code === "version_conflict")) toast.failed(error);
      await client.invalidateQueries({ queryKey: walksQuery(work).queryKey });
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { change, busy };
};

const Choose = ({ work, begun }: { work: Work; begun: () => void }) => {
  const t = sopWords.use();
  const [q, setQ] = useState("");
  const [key] = useState(freshKey);
  const sops = useQuery(sopsQuery(work, q.trim()));
  const { change, busy } = useChange(work);
  return (
    <>
      <input
        type="search"
        className={css.find}
        placeholder={t("find")}
        aria-label={t("find")}
        value={q}
        maxLength={100}
        onChange={(event) => setQ(event.target.value)}
      />
      {sops.isPending && <SkeletonRows rows={2} />}
      {sops.isError && <Broken error={sops.error} retry={() => void sops.refetch()} />}
      {sops.data?.length === 0 && <p className={css.quiet}>{t("none")}</p>}
      <ul className={css.list}>
        {sops.data?.slice(0, 6).map((sop) => (
          <li key={sop.id}>
            <span>
              <b>{sop.question}</b>
              {sop.answer && <small>{sop.answer}</small>}
            </span>
            <Button
              size="small"
              busy={busy}
              onClick={() =>
                void change(() => startWalk(sop.id, work, `${key}-${sop.id.slice(-12)}`)).then((ok) => ok && begun())
              }
            >
              {t("start")}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
};

const Current = ({ walk, work, say, fill }: { walk: Walk } & WalksProps) => {
  const t = sopWords.use();
  const [note, setNote] = useState("");
  const { change, busy } = useChange(work);
  const step = walk.steps.find(({ key }) => key === walk.at_step);
  if (!step) return null;
  return (
    <section className={css.current} aria-label={walk.title}>
      <p className={css.quiet}>
        {walk.title} · v{walk.knowledge_version}
      </p>
      <h3>{step.title}</h3>
      {step.text && <p className={css.text}>{step.text}</p>}
      {step.say && <Sentence text={fill ? fill(step.say) : step.say} say={say} />}
      <input
        className={css.find}
        placeholder={t("note")}
        aria-label={t("note")}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className={css.choices}>
        {(step.choices ?? []).map((choice, at) => (
          <Button
            key={at}
            size="small"
            look="primary"
            busy={busy}
            onClick={() => void change(() => walkOn(walk, at, note)).then((ok) => ok && setNote(""))}
          >
            {choice.label}
          </Button>
        ))}
      </div>
      <Trail walk={walk} />
      <div className={css.choices}>
        {walk.trail.length > 0 && (
          <Button size="small" busy={busy} onClick={() => void change(() => takeBack(walk))}>
            {t("back")}
          </Button>
        )}
        <Button size="small" busy={busy} onClick={() => void change(() => endWalk(walk))}>
          {t("leave")}
        </Button>
      </div>
    </section>
  );
};

const TONES = { walking: "info", done: "success", left: "neutral" } satisfies Record<Walk["state"], Tone>;

const Over = ({ walk, work, say, fill }: { walk: Walk } & WalksProps) => {
  const t = sopWords.use();
  const { change, busy } = useChange(work);
  const last = walk.steps.find(({ key }) => key === walk.at_step);
  return (
    <details className={css.over} open={walk.state === "done" && Date.now() - walk.updated_at < 600_000}>
      <summary>
        {walk.title} <StatusTag tone={TONES[walk.state]}>{t(`state.${walk.state}`)}</StatusTag>
      </summary>
      {walk.state === "done" && last && (
        <>
          <h3>{last.title}</h3>
          {last.text && <p className={css.text}>{last.text}</p>}
          {last.say && <Sentence text={fill ? fill(last.say) : last.say} say={say} />}
          <p className={css.quiet}>{t("end")}</p>
        </>
      )}
      <Trail walk={walk} />
      {walk.state === "done" && walk.trail.length > 0 && (
        <Button size="small" busy={busy} onClick={() => void change(() => takeBack(walk))}>
          {t("back")}
        </Button>
      )}
    </details>
  );
};

const Trail = ({ walk }: { walk: Walk }) => {
  const t = sopWords.use();
  const agents = useAgents();
  if (walk.trail.length === 0) return null;
  return (
    <ol className={css.trail} aria-label={t("record")}>
      {walk.trail.map((move, at) => (
        <li key={at}>
          {walk.steps.find(({ key }) => key === move.step)?.title} → <b>{move.choice}</b>
          {move.note && ` · ${move.note}`}
          <small>
            {agents.get(move.agent_id)?.name} <RelativeTime at={move.at} />
          </small>
        </li>
      ))}
    </ol>
  );
};

const Sentence = ({ text, say }: { text: string; say?: (text: string) => void }) => {
  const t = sopWords.use();
  const toast = useToast();
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    toast.done(t("copied"));
  };
  return (
    <blockquote className={css.say}>
      {text}
      <Button size="small" onClick={() => (say ? say(text) : void copy())}>
        {t(say ? "say" : "copy")}
      </Button>
    </blockquote>
  );
};
