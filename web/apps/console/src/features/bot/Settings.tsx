import LockOutlined from "@ant-design/icons/es/icons/LockOutlined";
import { useQuery } from "@tanstack/react-query";
import { Button, SkeletonRows } from "@yingke/ui";
import { InputNumber, Select, Switch } from "antd";
import { useEffect, useId, useState } from "react";
import { Broken } from "../../app/faces";
import { useMay } from "../../app/session";
import { FormRow } from "../../parts/form/FormRow";
import { useSaving } from "../../parts/form/useSaving";
import { type BotSettings, saveSettings, settingsQuery } from "./api";
import css from "./bot.module.css";
import { botWords } from "./words";

export const Settings = () => {
  const { data, isPending, isError, error, refetch } = useQuery(settingsQuery);
  if (isPending) return <SkeletonRows rows={6} />;
  if (isError) return <Broken error={error} retry={() => void refetch()} />;
  return <Form key={data.version} settings={data} />;
};

const Form = ({ settings }: { settings: BotSettings }) => {
  const t = botWords.use();
  const id = useId();
  const may = useMay("settings.manage");
  const { save, saving, problem } = useSaving("bot");
  const [form, setForm] = useState(settings);
  useEffect(() => setForm(settings), [settings]);
  const { handover, terms } = form;
  const setHandover = (change: Partial<BotSettings["handover"]>) =>
    setForm({ ...form, handover: { ...handover, ...change } });
  const setTerms = (change: Partial<BotSettings["terms"]>) => setForm({ ...form, terms: { ...terms, ...change } });
  const never = terms.return_exceptions?.find((one) => one.days === 0);
  return (
    <form
      className={css.settings}
      onSubmit={(event) => {
        event.preventDefault();
        if (may) void save(() => saveSettings(form));
      }}
    >
      {!may && (
        <p className={css.readOnly} role="note">
          <LockOutlined aria-hidden="true" /> {t("settings.read_only")}
        </p>
      )}
      <h2>{t("settings.handover")}</h2>
      <FormRow id={`${id}-misses`} label={t("handover.misses")} effect={t("handover.misses.effect")}>
        <InputNumber
          id={`${id}-misses`}
          disabled={!may}
          min={1}
          max={10}
          value={handover.misses}
          onChange={(misses) => setHandover({ misses: misses ?? 1 })}
        />
      </FormRow>
      <FormRow label={t("handover.anger")} effect={t("handover.anger.effect")}>
        <Switch
          aria-label={t("handover.anger")}
          disabled={!may}
          checked={handover.on_anger}
          onChange={(on_anger) => setHandover({ on_anger })}
        />
      </FormRow>
      <FormRow
        id={`${id}-words`}
        label={t("handover.words")}
        effect={t("handover.words.effect")}
        problem={problem("handover")}
      >
        <Select
          id={`${id}-words`}
          mode="tags"
          open={false}
          disabled={!may}
          value={handover.words ?? []}
          onChange={(words) => setHandover({ words })}
        />
      </FormRow>
      <FormRow id={`${id}-value`} label={t("handover.value")} effect={t("handover.value.effect")}>
        <InputNumber
          id={`${id}-value`}
          prefix="¥"
          min={0.01}
          disabled={!may}
          value={handover.order_over_fen == null ? null : handover.order_over_fen / 100}
          onChange={(yuan) => setHandover({ order_over_fen: yuan == null ? null : Math.round(yuan * 100) })}
        />
      </FormRow>
      <h2>{t("settings.terms")}</h2>
      <FormRow
        id={`${id}-return`}
        label={t("terms.return")}
        effect={t("terms.return.effect")}
        problem={problem("terms")}
      >
        <InputNumber
          id={`${id}-return`}
          disabled={!may}
          min={0}
          max={366}
          value={terms.return_days}
          onChange={(days) => setTerms({ return_days: days ?? 0 })}
        />
      </FormRow>
      <FormRow id={`${id}-never`} label={t("terms.never")} effect={t("terms.never.effect")}>
        <Select
          id={`${id}-never`}
          mode="tags"
          open={false}
          disabled={!may}
          value={never?.words ?? []}
          onChange={(words: string[]) =>
            setTerms({
              return_exceptions: [
                ...(words.length ? [{ words, days: 0 }] : []),
                ...(terms.return_exceptions ?? []).filter((one) => one.days !== 0),
              ],
            })
          }
        />
      </FormRow>
      <FormRow id={`${id}-price`} label={t("terms.price")} effect={t("terms.price.effect")}>
        <InputNumber
          id={`${id}-price`}
          disabled={!may}
          min={0}
          max={366}
          value={terms.price_days}
          onChange={(days) => setTerms({ price_days: days ?? 0 })}
        />
      </FormRow>
      {may && (
        <Button look="primary" type="submit" busy={saving}>
          {t("save")}
        </Button>
      )}
    </form>
  );
};
