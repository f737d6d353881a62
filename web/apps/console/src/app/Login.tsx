import { Button } from "@yingke/ui";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { errorText } from "./errors";
import { ApiError } from "./http";
import { appWords, changeLanguage, LANGUAGES, useLanguage } from "./i18n";
import css from "./login.module.css";
import { useSignIn } from "./session";

const LANGUAGE_NAMES = { "zh-CN": "简体", "zh-TW": "繁體", en: "English" };

export const Login = () => {
  const t = appWords.use();
  const id = useId();
  const language = useLanguage();
  const signIn = useSignIn();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [shown, setShown] = useState(false);
  const [missing, setMissing] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!email.trim() || !password) {
      setMissing(true);
      return;
    }
    setMissing(false);
    signIn.mutate({ email: email.trim(), password });
  };

  const problem = missing ? t("login.missing") : signIn.isError ? signInError(signIn.error, t) : undefined;
  return (
    <main className={css.page}>
      <form className={css.card} onSubmit={submit} noValidate aria-labelledby={`${id}-title`}>
        <img src="/icon.svg" alt="" width="40" height="40" />
        <h1 id={`${id}-title`}>{t("login.title")}</h1>
        <label htmlFor={`${id}-email`}>{t("login.email")}</label>
        <input
          id={`${id}-email`}
          ref={first}
          type="email"
          autoComplete="username"
          value={email}
          aria-invalid={problem !== undefined}
          onChange={(event) => setEmail(event.target.value)}
        />
        <label htmlFor={`${id}-password`}>{t("login.password")}</label>
        <input
          id={`${id}-password`}
          type={shown ? "text" : "password"}
          autoComplete="current-password"
          value={password}
          aria-invalid={problem !== undefined}
          onChange={(event) => setPassword(event.target.value)}
        />
        <button type="button" className={css.reveal} aria-pressed={shown} onClick={() => setShown(!shown)}>
          {t(shown ? "login.hide_password" : "login.show_password")}
        </button>
        <p className={css.problem} role="alert">
          {problem}
        </p>
        <Button look="primary" type="submit" size="large" block busy={signIn.isPending}>
          {t("login.submit")}
        </Button>
      </form>
      <div className={css.languages}>
        {LANGUAGES.map((each) => (
          <button
            key={each}
            type="button"
            lang={each}
            aria-pressed={each === language}
            onClick={() => void changeLanguage(each)}
          >
            {LANGUAGE_NAMES[each]}
          </button>
        ))}
      </div>
    </main>
  );
};

const signInError = (error: unknown, t: ReturnType<typeof appWords.use>) =>
  error instanceof ApiError && error.status === 401 ? t("login.failed") : errorText(error, t);
