import i18next, { type TFunction } from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import type source from "./words/zh-CN";

export const LANGUAGES = ["zh-CN", "zh-TW", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

type Params = Record<string, string | number>;
export type Translate<Source> = (key: keyof Source & string, params?: Params) => string;
/** Every key of the source, and plural forms where a language has them. */
export type Translation<Source> = Record<keyof Source, string> &
  Partial<Record<`${keyof Source & string}_one`, string>>;

/** The words of one namespace, typed by its Chinese source. */
export const namespace = <Source>(name: string) => ({
  /** In components: draws again when the language changes. */
  use: (): Translate<Source> => useTranslation(name).t as TFunction as unknown as Translate<Source>,
  t: (key: keyof Source & string, params?: Params): string => i18next.t(key, { ns: name, ...params }),
});

/** Words that every screen shares: states, moods, priorities, buttons, errors. */
export const appWords = namespace<typeof source>("app");

export const currentLanguage = (): Language => (isLanguage(i18next.language) ? i18next.language : "zh-CN");
export const useLanguage = (): Language => {
  const { i18n } = useTranslation("app");
  return isLanguage(i18n.language) ? i18n.language : "zh-CN";
};

/** The text of a `Text` view in the language of the screen; Mainland Chinese is always there. */
export const textIn = (text: { "zh-CN": string; "zh-TW"?: string; en?: string }, language: Language): string =>
  text[language] || text["zh-CN"];

export const startLanguage = async () => {
  await i18next.use(initReactI18next).init({
    lng: undefined,
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    defaultNS: "app",
    interpolation: { escapeValue: false },
    resources: {},
  });
  await changeLanguage(preferredLanguage());
};

export const changeLanguage = async (language: Language) => {
  await Promise.all(
    Object.entries(files).map(async ([path, load]) => {
      const found = namespaceOf(path, language);
      if (found) i18next.addResourceBundle(language, found, (await load()).default, true, true);
    }),
  );
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // A browser that forbids storage still gets the language for this visit.
  }
};

const STORED = "yingke:language";
const files = import.meta.glob<{ default: Record<string, string> }>([
  "./words/{zh-CN,zh-TW,en}.ts",
  "../features/*/i18n/{zh-CN,zh-TW,en}.ts",
  "../parts/*/i18n/{zh-CN,zh-TW,en}.ts",
]);

/** `../features/inbox/i18n/en.ts` → `inbox`, when it is of this language. */
const namespaceOf = (path: string, language: Language): string | undefined => {
  if (!path.endsWith(`/${language}.ts`)) return undefined;
  return path.startsWith("./words/") ? "app" : path.split("/").at(-3);
};

const isLanguage = (word: string | null | undefined): word is Language =>
  (LANGUAGES as readonly string[]).includes(word ?? "");

const preferredLanguage = (): Language => {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(STORED);
  } catch {
    // See above.
  }
  if (isLanguage(stored)) return stored;
  const wanted = navigator.language.toLowerCase();
  if (/^zh-(tw|hk|mo|hant)/.test(wanted)) return "zh-TW";
  return wanted.startsWith("zh") ? "zh-CN" : "en";
};
