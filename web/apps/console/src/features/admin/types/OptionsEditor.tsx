import CloseOutlined from "@ant-design/icons/es/icons/CloseOutlined";
import { Button } from "@yingke/ui";
import { Input } from "antd";
import css from "../admin.module.css";
import { type FieldOption, freeKey } from "../model/typeDraft";
import { SortableList } from "../ui/SortableList";
import { adminWords } from "../words";

interface OptionsEditorProps {
  options: FieldOption[];
  onChange: (options: FieldOption[]) => void;
}

/** The choices of a field: the stored value, and its words in three languages, one line each. */
export const OptionsEditor = ({ options, onChange }: OptionsEditorProps) => {
  const t = adminWords.use();
  const values = options.map((option) => option.value);
  return (
    <div className={css.stack}>
      <SortableList
        items={options}
        // Values change while they are typed; the place is what stays.
        keyOf={(_, index) => String(index)}
        nameOf={(option) => option.label["zh-CN"]}
        onSort={onChange}
      >
        {(option, index) => {
          const set = (change: Partial<FieldOption>) => onChange(options.with(index, { ...option, ...change }));
          return (
            <div className={css.option}>
              {(["zh-CN", "zh-TW", "en"] as const).map((language) => (
                <Input
                  key={language}
                  size="small"
                  maxLength={60}
                  aria-label={t(`language.${language}`)}
                  placeholder={t(`language.${language}`)}
                  value={option.label[language] ?? ""}
                  onChange={(event) => set({ label: { ...option.label, [language]: event.target.value } })}
                />
              ))}
              <Input
                size="small"
                maxLength={40}
                aria-label={t("field.value")}
                placeholder={t("field.value")}
                value={option.value}
                onChange={(event) => set({ value: event.target.value })}
              />
              <button
                type="button"
                className={css.iconButton}
                aria-label={t("remove", { name: option.label["zh-CN"] })}
                onClick={() => onChange(options.filter((_, at) => at !== index))}
              >
                <CloseOutlined />
              </button>
            </div>
          );
        }}
      </SortableList>
      <Button
        size="small"
        className={css.fit}
        onClick={() => onChange([...options, { value: freeKey("", values, "option"), label: { "zh-CN": "" } }])}
      >
        + {t("field.addOption")}
      </Button>
    </div>
  );
};
