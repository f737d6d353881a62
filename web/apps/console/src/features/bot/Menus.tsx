import { useQuery } from "@tanstack/react-query";
import { Button, EmptyState, SkeletonRows, StatusTag } from "@yingke/ui";
import { useState } from "react";
import { Broken } from "../../app/faces";
import { textIn, useLanguage } from "../../app/i18n";
import { useSaving } from "../../parts/form/useSaving";
import { type Menu, menusQuery, saveMenus } from "./api";
import css from "./bot.module.css";
import { MenuForm } from "./MenuForm";
import { lostItems } from "./model";
import { botWords } from "./words";

/** One short word brings a list of questions to click; the whole list is saved at once. */
export const Menus = () => {
  const t = botWords.use();
  const language = useLanguage();
  const { data, isPending, isError, error, refetch } = useQuery(menusQuery);
  const { save, saving, problem } = useSaving("bot");
  const [chosen, setChosen] = useState<number | "new">();
  if (isPending) return <SkeletonRows rows={6} />;
  if (isError) return <Broken error={error} retry={() => void refetch()} />;
  const keep = async (menus: Menu[]) => {
    const saved = await save(() => saveMenus(data.version, menus));
    if (saved) setChosen(undefined);
  };
  return (
    <>
      <div className={css.head}>
        <p className={css.lead}>{t("menus.lead")}</p>
        <Button look="primary" onClick={() => setChosen("new")}>
          {t("menu.new")}
        </Button>
      </div>
      {data.menus.length === 0 && <EmptyState title={t("menus.none")} hint={t("menus.none.hint")} />}
      <ul className={css.list}>
        {data.menus.map((menu, index) => {
          const lost = lostItems(menu, data.questions);
          return (
            <li key={menu.keywords.join("\n")}>
              <button type="button" className={css.rule} onClick={() => setChosen(index)}>
                <span className={css.main}>
                  <strong>{menu.keywords.slice(0, 8).join(" · ")}</strong>
                  <span className={css.quiet}>
                    {menu.items.map((item) => textIn(item.label, language)).join(" / ")}
                  </span>
                </span>
                {lost > 0 && <StatusTag tone="warning">{t("menu.lost", { count: lost })}</StatusTag>}
                <span className={css.quiet}>{t("menu.count", { count: menu.items.length })}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {chosen !== undefined && (
        <MenuForm
          key={chosen}
          menu={chosen === "new" ? undefined : data.menus[chosen]}
          questions={data.questions}
          saving={saving}
          problem={problem("menus")}
          close={() => setChosen(undefined)}
          submit={(menu) =>
            void keep(
              chosen === "new" ? [...data.menus, menu] : data.menus.map((one, n) => (n === chosen ? menu : one)),
            )
          }
          remove={chosen === "new" ? undefined : () => void keep(data.menus.filter((_, n) => n !== chosen))}
        />
      )}
    </>
  );
};
