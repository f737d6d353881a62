import { changeLanguage, LANGUAGES, type Language, language, useWords } from "./i18n";

const NAMES: Record<Language, string> = { "zh-CN": "简体中文", "zh-TW": "繁體中文", en: "English" };

export const LanguageChoice = () => {
  const t = useWords();
  return (
    <select
      className="language"
      aria-label={t("language")}
      value={language()}
      onChange={async (event) => {
        await changeLanguage(event.currentTarget.value as Language);
        // The server writes names in the reader's language, and the widget is loaded in one.
        location.reload();
      }}
    >
      {LANGUAGES.map((one) => (
        <option key={one} value={one} lang={one}>
          {NAMES[one]}
        </option>
      ))}
    </select>
  );
};
