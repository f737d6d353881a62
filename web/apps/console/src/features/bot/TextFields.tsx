import type { Schemas } from "@yingke/api";
import { Input } from "antd";
import css from "./bot.module.css";
import { botWords } from "./words";

type Text = Schemas["Text"];

interface TextFieldsProps {
  id: string;
  label: string;
  value: Text;
  long?: boolean;
  onChange: (value: Text) => void;
}

const LANGUAGES = ["zh-CN", "zh-TW", "en"] as const;

/** One text in three languages; what is empty is read in the first one. */
export const TextFields = ({ id, label, value, long, onChange }: TextFieldsProps) => {
  const t = botWords.use();
  return (
    <div className={css.texts}>
      {LANGUAGES.map((language) => {
        const common = {
          id: language === "zh-CN" ? id : `${id}-${language}`,
          "aria-label": `${label} ${t(`language.${language}`)}`,
          value: value[language] ?? "",
          maxLength: long ? 1000 : 60,
          placeholder: language === "zh-CN" ? t(`language.${language}`) : value["zh-CN"] || t(`language.${language}`),
        };
        const change = (text: string) => onChange({ ...value, [language]: text });
        return long ? (
          <Input.TextArea
            key={language}
            {...common}
            autoSize={{ minRows: language === "zh-CN" ? 2 : 1, maxRows: 6 }}
            onChange={(event) => change(event.target.value)}
          />
        ) : (
          <Input key={language} {...common} onChange={(event) => change(event.target.value)} />
        );
      })}
    </div>
  );
};
