import type { Schemas } from "@yingke/api";
import { Input } from "antd";
import css from "../admin.module.css";
import { adminWords } from "../words";

export type Text = Schemas["Text"];

interface TextInputsProps {
  id: string;
  label: string;
  value: Text;
  long?: boolean;
  invalid?: boolean;
  most?: number;
  onChange: (value: Text) => void;
}

const LANGUAGES = ["zh-CN", "zh-TW", "en"] as const;

/** One text in three languages. What is left empty is read in the first one, and shows it. */
export const TextInputs = ({ id, label, value, long, invalid, most = 200, onChange }: TextInputsProps) => {
  const t = adminWords.use();
  return (
    <div className={css.texts}>
      {LANGUAGES.map((language) => {
        const common = {
          id: language === "zh-CN" ? id : `${id}-${language}`,
          "aria-label": `${label} ${t(`language.${language}`)}`,
          value: value[language] ?? "",
          maxLength: most,
          placeholder: language === "zh-CN" ? undefined : value["zh-CN"],
          status: invalid && language === "zh-CN" ? ("error" as const) : undefined,
        };
        const change = (text: string) => onChange({ ...value, [language]: text });
        return (
          <div key={language} className={css.text}>
            <span className={css.language} aria-hidden="true">
              {t(`language.${language}`)}
            </span>
            {long ? (
              <Input.TextArea
                {...common}
                autoSize={{ minRows: 2, maxRows: 6 }}
                onChange={(event) => change(event.target.value)}
              />
            ) : (
              <Input {...common} onChange={(event) => change(event.target.value)} />
            )}
          </div>
        );
      })}
    </div>
  );
};

/** What travels: trimmed, and nothing for a language that was left empty. */
export const tidyText = (text: Text): Text => {
  const tidy: Text = { "zh-CN": text["zh-CN"].trim() };
  for (const language of ["zh-TW", "en"] as const) {
    const words = text[language]?.trim();
    if (words) tidy[language] = words;
  }
  return tidy;
};
