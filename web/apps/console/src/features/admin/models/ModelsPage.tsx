import { useQuery } from "@tanstack/react-query";
import { Button, EmptyState, RelativeTime, SkeletonRows, StatusTag } from "@yingke/ui";
import { Input, InputNumber, Switch } from "antd";
import { useId, useState } from "react";
import { Broken } from "../../../app/faces";
import { useToast } from "../../../app/toast";
import { FormRow } from "../../../parts/form/FormRow";
import { useSaving } from "../../../parts/form/useSaving";
import css from "../admin.module.css";
import { type Models, modelCallsQuery, modelsQuery, type SaveModels, saveModels, testModels } from "../api";
import { Page } from "../ui/Page";
import { adminWords } from "../words";
import own from "./models.module.css";

export const ModelsPage = () => {
  const models = useQuery(modelsQuery);
  return (
    <Page section="models">
      {models.isPending && <SkeletonRows rows={6} />}
      {models.isError && <Broken error={models.error} retry={() => void models.refetch()} />}
      {models.data && <Spent models={models.data} />}
      {/* Read anew after saving or a conflict: the form begins again with what is true now. */}
      {models.data && <ModelsForm key={models.data.version} held={models.data} />}
      {models.data && models.data.version > 0 && <Calls />}
    </Page>
  );
};

const yuan = (micro: number) => `¥${(micro / 1_000_000).toFixed(micro < 10_000_000 ? 4 : 2)}`;

const Spent = ({ models }: { models: Models }) => {
  const t = adminWords.use();
  return (
    <p className={css.quiet}>
      <StatusTag tone={models.resting ? "warning" : models.enabled ? "success" : "neutral"}>
        {t(models.resting ? "models.resting" : models.enabled ? "models.on" : "models.off")}
      </StatusTag>{" "}
      {t("models.spent", {
        calls: models.calls,
        cost: yuan(models.cost_micro),
        budget: yuan(models.monthly_budget_fen * 10_000),
      })}
    </p>
  );
};

const TEXTS = [
  ["base_url", "setting.modelAddress"],
  ["embed_model", "setting.embedModel"],
  ["query_model", "setting.queryModel"],
  ["text_prefix", "setting.textPrefix"],
  ["query_prefix", "setting.queryPrefix"],
  ["chat_model", "setting.chatModel"],
] as const;
const AMOUNTS = [
  ["monthly_budget_fen", "setting.modelBudget"],
  ["price_embed_fen", "setting.priceEmbed"],
  ["price_in_fen", "setting.priceIn"],
  ["price_out_fen", "setting.priceOut"],
] as const;
const SWITCHES = [
  ["enabled", "setting.modelEnabled"],
  ["use_search", "setting.useSearch"],
  ["use_drafts", "setting.useDrafts"],
] as const;

const ModelsForm = ({ held }: { held: Models }) => {
  const t = adminWords.use();
  const id = useId();
  const { save, saving, problem } = useSaving("models");
  const { key_hint, calls: _calls, cost_micro: _cost, resting: _resting, ...settings } = held;
  const [form, setForm] = useState<SaveModels>(settings);
  const [key, setKey] = useState("");
  const set = (change: Partial<SaveModels>) => setForm((now) => ({ ...now, ...change }));
  return (
    <form
      className={own.form}
      noValidate
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        void save(() => saveModels({ ...form, key: key.trim() || undefined }));
      }}
    >
      {SWITCHES.map(([field, name]) => (
        <FormRow key={field} id={`${id}-${field}`} label={t(name)} effect={t(`${name}.effect`)}>
          <Switch id={`${id}-${field}`} checked={form[field]} onChange={(on) => set({ [field]: on })} />
        </FormRow>
      ))}
      {TEXTS.map(([field, name]) => (
        <FormRow
          key={field}
          id={`${id}-${field}`}
          label={t(name)}
          effect={t(`${name}.effect`)}
          problem={problem(field)}
        >
          <Input
            id={`${id}-${field}`}
            maxLength={field === "base_url" ? 500 : 200}
            value={form[field]}
            placeholder={field === "base_url" ? "https://api.example.com/v1" : undefined}
            onChange={(event) => set({ [field]: event.target.value })}
          />
        </FormRow>
      ))}
      <FormRow
        id={`${id}-key`}
        label={t("setting.modelKey")}
        effect={t("setting.modelKey.effect")}
        problem={problem("key")}
      >
        <Input.Password
          id={`${id}-key`}
          autoComplete="new-password"
          maxLength={500}
          value={key}
          placeholder={key_hint ? t("models.key.held", { hint: key_hint }) : t("models.key.none")}
          onChange={(event) => setKey(event.target.value)}
        />
      </FormRow>
      <FormRow
        id={`${id}-timeout`}
        label={t("setting.chatTimeout")}
        effect={t("setting.chatTimeout.effect")}
        problem={problem("chat_timeout_ms")}
      >
        <InputNumber
          id={`${id}-timeout`}
          min={1}
          max={60}
          suffix="s"
          value={form.chat_timeout_ms / 1000}
          onChange={(seconds) => set({ chat_timeout_ms: Math.round((seconds ?? 15) * 1000) })}
        />
      </FormRow>
      {AMOUNTS.map(([field, name]) => (
        <FormRow
          key={field}
          id={`${id}-${field}`}
          label={t(name)}
          effect={t(`${name}.effect`)}
          problem={problem(field)}
        >
          <InputNumber
            id={`${id}-${field}`}
            prefix="¥"
            min={0}
            precision={2}
            value={form[field] / 100}
            onChange={(amount) => set({ [field]: Math.round((amount ?? 0) * 100) })}
          />
        </FormRow>
      ))}
      <div className={own.foot}>
        <Button look="primary" type="submit" busy={saving}>
          {t("models.save")}
        </Button>
        {held.enabled && <TestButton />}
      </div>
    </form>
  );
};

const OUTCOMES = ["ok", "off", "over_budget", "resting", "timeout", "unreachable", "status", "garbage"] as const;

const TestButton = () => {
  const t = adminWords.use();
  const toast = useToast();
  const { save, saving } = useSaving("models");
  const [told, setTold] = useState<string[]>([]);
  const said = (outcome: string) => {
    const known = OUTCOMES.find((each) => each === outcome);
    return known ? t(`models.outcome.${known}`) : outcome;
  };
  const run = async () => {
    const found = await save(() => testModels(), null);
    if (!found) return;
    const lines = [
      found.embed && t("models.test.embed", { outcome: said(found.embed), dimensions: found.dimensions ?? "–" }),
      found.chat && t("models.test.chat", { outcome: said(found.chat) }),
    ].filter((line): line is string => Boolean(line));
    setTold(lines);
    if (lines.length === 0) toast.info(t("models.test.nothing"));
  };
  return (
    <>
      <Button busy={saving} onClick={() => void run()}>
        {t("models.test")}
      </Button>
      <span role="status" className={css.quiet}>
        {told.join(" · ")}
      </span>
    </>
  );
};

const PURPOSES = ["index", "search", "draft", "test"] as const;

const Calls = () => {
  const t = adminWords.use();
  const rows = useQuery(modelCallsQuery);
  const purposeOf = (word: string) => {
    const known = PURPOSES.find((each) => each === word);
    return known ? t(`models.purpose.${known}`) : word;
  };
  const outcomeOf = (word: string) => {
    const known = OUTCOMES.find((each) => each === word);
    return known ? t(`models.outcome.${known}`) : word;
  };
  return (
    <section className={own.calls}>
      <h3>{t("models.calls")}</h3>
      <p className={css.quiet}>{t("models.calls.effect")}</p>
      {rows.isPending && <SkeletonRows rows={3} />}
      {rows.isError && <Broken compact error={rows.error} retry={() => void rows.refetch()} />}
      {rows.data?.items.length === 0 && <EmptyState title={t("models.calls.none")} />}
      {rows.data && rows.data.items.length > 0 && (
        <div className={own.scroll}>
          <table>
            <thead>
              <tr>
                {(["at", "purpose", "model", "outcome", "latency", "tokens", "cost"] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`models.column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.data.items.map((call) => (
                <tr key={`${call.at}.${call.latency_ms}.${call.purpose}.${call.tokens_in}`}>
                  <td>
                    <RelativeTime at={call.at} />
                  </td>
                  <td>{purposeOf(call.purpose)}</td>
                  <td>{call.model}</td>
                  <td>
                    <StatusTag tone={call.outcome === "ok" ? "success" : "warning"}>
                      {outcomeOf(call.outcome)}
                    </StatusTag>
                    {call.tries > 1 && ` ×${call.tries}`}
                  </td>
                  <td>{call.latency_ms} ms</td>
                  <td>
                    {call.tokens_in} / {call.tokens_out}
                  </td>
                  <td>{yuan(call.cost_micro)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
};
