import { Button } from "@yingke/ui";
import { Select } from "antd";
import { useId, useState } from "react";
import { FormRow } from "../../parts/form/FormRow";
import { SideForm } from "../../parts/form/SideForm";
import { ActionPick } from "./ActionPick";
import type { Menu } from "./api";
import css from "./bot.module.css";
import { KnowledgePick } from "./KnowledgePick";
import { TextFields } from "./TextFields";
import { botWords } from "./words";

interface MenuFormProps {
  menu?: Menu;
  questions: Record<string, string>;
  saving: boolean;
  problem?: string;
  close: () => void;
  submit: (menu: Menu) => void;
  remove?: () => void;
}

const MOST_ITEMS = 8;
const EMPTY: Menu = { keywords: [], title: { "zh-CN": "" }, items: [{ label: { "zh-CN": "" } }] };

export const MenuForm = ({ menu, questions, saving, problem, close, submit, remove }: MenuFormProps) => {
  const t = botWords.use();
  const id = useId();
  const [form, setForm] = useState(menu ?? EMPTY);
  const [names, setNames] = useState(questions);
  const setItems = (items: Menu["items"]) => setForm({ ...form, items });
  const setItem = (index: number, change: Partial<Menu["items"][number]>) =>
    setItems(form.items.map((one, n) => (n === index ? { ...one, ...change } : one)));
  const move = (index: number, by: number) => {
    const items = [...form.items];
    const [taken] = items.splice(index, 1);
    if (taken) items.splice(index + by, 0, taken);
    setItems(items);
  };
  return (
    <SideForm
      title={menu ? t("menu.edit") : t("menu.new")}
      saving={saving}
      width={600}
      close={close}
      submit={() => submit(form)}
      extra={
        remove && (
          <Button look="danger" onClick={remove}>
            {t("menu.delete")}
          </Button>
        )
      }
    >
      {problem && (
        <p role="alert" className={css.problem}>
          {problem}
        </p>
      )}
      <FormRow id={`${id}-words`} label={t("menu.keywords")} effect={t("menu.keywords.effect")}>
        <Select
          id={`${id}-words`}
          mode="tags"
          open={false}
          tokenSeparators={[",", "，", "、"]}
          value={form.keywords}
          onChange={(keywords: string[]) => setForm({ ...form, keywords })}
        />
      </FormRow>
      <FormRow id={`${id}-title`} label={t("menu.title")} effect={t("menu.title.effect")}>
        <TextFields
          id={`${id}-title`}
          label={t("menu.title")}
          value={form.title}
          onChange={(title) => setForm({ ...form, title })}
        />
      </FormRow>
      <FormRow label={t("menu.items")} effect={t("menu.items.effect")}>
        <ol className={css.menuItems}>
          {form.items.map((item, index) => (
            <li key={index}>
              <TextFields
                id={`${id}-item-${index}`}
                label={t("menu.item", { number: index + 1 })}
                value={item.label}
                onChange={(label) => setItem(index, { label })}
              />
              <span className={css.quiet}>{t("target.knowledge")}</span>
              <KnowledgePick
                label={t("target.knowledge")}
                value={item.knowledge_key ?? ""}
                question={names[item.knowledge_key ?? ""]}
                onChange={(key, question) => {
                  if (key) setNames({ ...names, [key]: question });
                  setItem(index, { knowledge_key: key || undefined });
                }}
              />
              <span className={css.quiet}>{t("target.action")}</span>
              <ActionPick
                label={t("target.action")}
                value={item.action ?? ""}
                onChange={(action) => setItem(index, { action: action || undefined })}
              />
              <span className={css.menuItemFoot}>
                {index > 0 && (
                  <Button size="small" look="quiet" onClick={() => move(index, -1)}>
                    {t("menu.item.up")}
                  </Button>
                )}
                {form.items.length > 1 && (
                  <Button size="small" look="quiet" onClick={() => setItems(form.items.filter((_, n) => n !== index))}>
                    {t("remove")}
                  </Button>
                )}
              </span>
            </li>
          ))}
        </ol>
        {form.items.length < MOST_ITEMS && (
          <Button size="small" onClick={() => setItems([...form.items, { label: { "zh-CN": "" } }])}>
            {t("menu.item.add")}
          </Button>
        )}
      </FormRow>
    </SideForm>
  );
};
