// The language of the page, and the words in it. Only the words of the chosen language are loaded.
import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import type { words as source } from "../words/zh-CN";
import { remember, remembered } from "./shelf";
import type { Schemas } from "./types";

export const LANGUAGES = ["zh-CN", "zh-TW", "en"] as const;
export type Language = (typeof LANGUAGES)[number];
export type Key = keyof typeof source;
export type Translate = (key: Key, values?: Record<string, string | number>) => string;

export const t: Translate = (key, values) => i18next.t(key, values);

/** In components: draws again when the language changes. */
export const useWords = (): Translate => useTranslation().t as unknown as Translate;

/** A word by its name on the wire; one that we do not know yet is shown as it is rather than not at all. */
export const wordOf = (family: "order" | "ticket" | "next" | "entry" | "as" | "ass", name: string): string =>
  i18next.t(`${family}_${name}`, { defaultValue: family === "next" ? "" : name });

export const language = (): Language => (isLanguage(i18next.language) ? i18next.language : "zh-CN");

export const textOf = (text: Schemas["Text"] | null | undefined): string => text?.[language()] || text?.["zh-CN"] || "";

export const startLanguage = async () => {
  await i18next.use(initReactI18next).init({
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: {},
  });
  await changeLanguage(preferred(remembered("language"), navigator.language));
};

export const changeLanguage = async (chosen: Language) => {
  const { words } = await files[chosen]();
  i18next.addResourceBundle(chosen, "translation", words, true, true);
  await i18next.changeLanguage(chosen);
  document.documentElement.lang = chosen;
  remember("language", chosen);
};

export const preferred = (stored: unknown, browser: string): Language => {
  if (isLanguage(stored)) return stored;
  if (/^zh-(tw|hk|mo|hant)/i.test(browser)) return "zh-TW";
  return /^zh/i.test(browser) ? "zh-CN" : "en";
};

const isLanguage = (word: unknown): word is Language => (LANGUAGES as readonly unknown[]).includes(word);

const files = {
  "zh-CN": () => import("../words/zh-CN"),
  "zh-TW": () => import("../words/zh-TW"),
  en: () => import("../words/en"),
} satisfies Record<Language, () => Promise<{ words: Record<Key, string> }>>;
