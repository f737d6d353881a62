import { useQuery } from "@tanstack/react-query";
import { Button, EmptyState, RelativeTime, SkeletonRows } from "@yingke/ui";
import { Input, InputNumber, Segmented, Select } from "antd";
import { useId, useState } from "react";
import { useAgents } from "../../../app/directory";
import { Broken } from "../../../app/faces";
import { AppLink } from "../../../app/go";
import { useMay } from "../../../app/session";
import { FormRow } from "../../../parts/form/FormRow";
import { useSaving } from "../../../parts/form/useSaving";
import css from "../admin.module.css";
import { type GuardSettings, guardQuery, overridesQuery, saveGuard } from "../api";
import { Page } from "../ui/Page";
import { adminWords } from "../words";
import own from "./guard.module.css";

const KINDS = ["fact", "promise", "authority", "forbidden", "personal"] as const;
const LEVELS = ["off", "warn", "block"] as const;
const OVERRIDE = ["anybody", "supervisor", "nobody"] as const;
const MOST_YUAN = 1_000_000;

export const GuardPage = () => {
  const settings = useQuery(guardQuery);
  const supervise = useMay("supervise");
  return (
    <Page section="guard">
      {settings.isPending && <SkeletonRows rows={6} />}
      {settings.isError && <Broken error={settings.error} retry={() => void settings.refetch()} />}
      {/* Read anew after a conflict: the form begins again with what is true now. */}
      {settings.data && <GuardForm key={settings.data.version} held={settings.data} />}
      {supervise && <Overrides />}
    </Page>
  );
};

const GuardForm = ({ held }: { held: GuardSettings }) => {
  const t = adminWords.use();
  const id = useId();
  const { save, saving, problem } = useSaving("guard");
  const [form, setForm] = useState(held);
  const set = (change: Partial<GuardSettings>) => setForm((now) => ({ ...now, ...change }));
  const setWord = (at: number, change: Partial<GuardSettings["words"][number]>) =>
    set({ words: form.words.map((word, index) => (index === at ? { ...word, ...change } : word)) });
  return (
    <form
      className={own.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save(() => saveGuard(form));
      }}
    >
      {KINDS.map((kind) => (
        <FormRow key={kind} label={t(`guard.${kind}`)} effect={t(`guard.${kind}.effect`)}>
          <Segmented
            className={own.fit}
            aria-label={t(`guard.${kind}`)}
            value={form[kind]}
            options={LEVELS.map((level) => ({ value: level, label: t(`guard.level.${level}`) }))}
            onChange={(level) => set({ [kind]: level })}
          />
        </FormRow>
      ))}
      <FormRow
        id={`${id}-agent`}
        label={t("setting.agentLimit")}
        effect={t("setting.agentLimit.effect")}
        problem={problem("agent_fen")}
      >
        <Yuan id={`${id}-agent`} fen={form.agent_fen} change={(agent_fen) => set({ agent_fen })} />
      </FormRow>
      <FormRow
        id={`${id}-supervisor`}
        label={t("setting.supervisorLimit")}
        effect={t("setting.supervisorLimit.effect")}
        problem={problem("supervisor_fen")}
      >
        <Yuan id={`${id}-supervisor`} fen={form.supervisor_fen} change={(supervisor_fen) => set({ supervisor_fen })} />
      </FormRow>
      <FormRow id={`${id}-override`} label={t("setting.overrideBy")} effect={t("setting.overrideBy.effect")}>
        <Select
          id={`${id}-override`}
          value={form.override_by}
          options={OVERRIDE.map((each) => ({ value: each, label: t(`guard.override.${each}`) }))}
          onChange={(override_by) => set({ override_by })}
        />
      </FormRow>
      <FormRow
        label={t("setting.forbiddenWords")}
        effect={t("setting.forbiddenWords.effect")}
        problem={problem("words")}
      >
        <ul className={own.words}>
          {form.words.map((entry, at) => (
            <li key={at}>
              <Input
                maxLength={60}
                value={entry.word}
                aria-label={t("guard.word")}
                onChange={(event) => setWord(at, { word: event.target.value })}
              />
              <Input
                maxLength={60}
                value={entry.instead}
                placeholder={t("guard.instead.none")}
                aria-label={t("guard.instead")}
                onChange={(event) => setWord(at, { instead: event.target.value })}
              />
              <Button
                look="quiet"
                size="small"
                aria-label={t("remove", { name: entry.word })}
                onClick={() => set({ words: form.words.filter((_, index) => index !== at) })}
              >
                ×
              </Button>
            </li>
          ))}
        </ul>
        <Button
          size="small"
          className={own.fit}
          onClick={() => set({ words: [...form.words, { word: "", instead: "" }] })}
        >
          {t("guard.word.add")}
        </Button>
      </FormRow>
      <Button look="primary" type="submit" busy={saving} className={own.fit}>
        {t("guard.save")}
      </Button>
    </form>
  );
};

const Yuan = ({ id, fen, change }: { id: string; fen: number; change: (fen: number) => void }) => (
  <InputNumber
    id={id}
    prefix="¥"
    min={0}
    max={MOST_YUAN}
    precision={2}
    value={fen / 100}
    onChange={(yuan) => change(Math.round((yuan ?? 0) * 100))}
  />
);

const Overrides = () => {
  const t = adminWords.use();
  const agents = useAgents();
  const rows = useQuery(overridesQuery);
  return (
    <section className={own.overrides}>
      <h3>{t("guard.overrides")}</h3>
      <p className={css.quiet}>{t("guard.overrides.effect")}</p>
      {rows.isPending && <SkeletonRows rows={2} />}
      {rows.isError && <Broken compact error={rows.error} retry={() => void rows.refetch()} />}
      {rows.data?.items.length === 0 && <EmptyState title={t("guard.overrides.none")} />}
      <ul className={css.rows}>
        {rows.data?.items.map((row) => (
          <li key={row.message_id ?? row.entry_id} className={css.plainRow}>
            <span className={css.rowMain}>
              <strong>{row.reason}</strong>
              <span className={css.quiet}>
                {agents.get(row.agent_id)?.name} · {row.codes.join(" · ")}
              </span>
            </span>
            <span className={css.rowEnd}>
              <RelativeTime at={row.at} />
            </span>
            {row.ticket_id ? (
              <AppLink href={`/tickets/${row.ticket_id}`}>{t("guard.overrides.open_ticket")}</AppLink>
            ) : (
              <AppLink href={`/inbox/${row.conversation_id}`}>{t("guard.overrides.open")}</AppLink>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};
