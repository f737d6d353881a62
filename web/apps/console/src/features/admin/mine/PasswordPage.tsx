import { Button } from "@yingke/ui";
import { Input } from "antd";
import { useId, useState } from "react";
import { useMe } from "../../../app/session";
import { FormRow } from "../../../parts/form/FormRow";
import { useSaving } from "../../../parts/form/useSaving";
import css from "../admin.module.css";
import { changePassword } from "../api";
import { Page } from "../ui/Page";
import { adminWords } from "../words";

const SHORTEST = 10;

export const PasswordPage = () => {
  const t = adminWords.use();
  const id = useId();
  const { email } = useMe().agent;
  const { save, saving, problem } = useSaving("sessions");
  const [old, setOld] = useState("");
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const [tried, setTried] = useState(false);
  const short = next.length < SHORTEST;
  const differs = again !== next;

  const submit = async () => {
    setTried(true);
    if (!old || short || differs) return;
    const done = await save(async () => {
      await changePassword(old, next);
      return true;
    }, t("password.changed"));
    if (!done) return;
    for (const clear of [setOld, setNext, setAgain]) clear("");
    setTried(false);
  };

  return (
    <Page section="password">
      <form
        className={css.narrowForm}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <FormRow
          id={`${id}-old`}
          label={t("password.old")}
          problem={problem("old") ?? (tried && !old ? t("password.old.missing") : undefined)}
        >
          <Input.Password
            id={`${id}-old`}
            autoComplete="current-password"
            value={old}
            onChange={(event) => setOld(event.target.value)}
          />
        </FormRow>
        <FormRow
          id={`${id}-new`}
          label={t("setting.newPassword")}
          effect={t("setting.newPassword.effect")}
          problem={problem("new") ?? (tried && short ? t("password.short", { count: SHORTEST }) : undefined)}
        >
          <Input.Password
            id={`${id}-new`}
            autoComplete="new-password"
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
        </FormRow>
        <FormRow
          id={`${id}-again`}
          label={t("password.again")}
          problem={tried && differs ? t("password.differs") : undefined}
        >
          <Input.Password
            id={`${id}-again`}
            autoComplete="new-password"
            value={again}
            onChange={(event) => setAgain(event.target.value)}
          />
        </FormRow>
        <Button look="primary" type="submit" busy={saving} className={css.fit}>
          {t("password.submit")}
        </Button>
      </form>
    </Page>
  );
};
