import ArrowDownOutlined from "@ant-design/icons/es/icons/ArrowDownOutlined";
import ArrowUpOutlined from "@ant-design/icons/es/icons/ArrowUpOutlined";
import PlusOutlined from "@ant-design/icons/es/icons/PlusOutlined";
import { useQuery } from "@tanstack/react-query";
import { EmptyState, SkeletonRows, StatusTag } from "@yingke/ui";
import { useState } from "react";
import { type Category, categoriesQuery } from "../../../app/directory";
import { Broken } from "../../../app/faces";
import { textIn, useLanguage } from "../../../app/i18n";
import { useSaving } from "../../../parts/form/useSaving";
import css from "../admin.module.css";
import { updateCategory } from "../api";
import { stepped, treeRows } from "../model/tree";
import { Page } from "../ui/Page";
import { adminWords } from "../words";
import { CategoryForm } from "./CategoryForm";

type Asked = { category?: Category; parent?: string };

export const CategoriesPage = () => {
  const t = adminWords.use();
  const language = useLanguage();
  const categories = useQuery(categoriesQuery);
  const { save } = useSaving("categories");
  const [asked, setAsked] = useState<Asked>();
  const list = categories.data ?? [];

  const step = (category: Category, by: -1 | 1) => {
    const moved = stepped(list, category.id, by);
    if (moved.length === 0) return;
    void save(async () => {
      for (const { id, position } of moved) {
        const found = list.find((one) => one.id === id);
        if (found) await updateCategory(id, { ...found, position });
      }
    });
  };

  return (
    <Page section="categories" action={{ label: t("category.new"), run: () => setAsked({}) }}>
      {categories.isPending && <SkeletonRows rows={6} />}
      {categories.isError && <Broken error={categories.error} retry={() => void categories.refetch()} />}
      {categories.data?.length === 0 && <EmptyState title={t("category.none")} hint={t("section.categories.effect")} />}
      <ul className={css.tree}>
        {treeRows(list).map(({ item, depth, children }) => {
          const name = textIn(item.name, language);
          return (
            <li
              key={item.id}
              data-off={item.enabled ? undefined : true}
              style={{ paddingInlineStart: `${depth * 20}px` }}
            >
              <button type="button" className={css.treeName} onClick={() => setAsked({ category: item })}>
                <strong>{name}</strong>
                {children > 0 && <span className={css.quiet}>{children}</span>}
                <span className={css.treeWords}>{item.keywords.join(" · ")}</span>
              </button>
              {!item.enabled && <StatusTag>{t("off")}</StatusTag>}
              <span className={css.arrows}>
                <button type="button" aria-label={t("order.up", { name })} onClick={() => step(item, -1)}>
                  <ArrowUpOutlined />
                </button>
                <button type="button" aria-label={t("order.down", { name })} onClick={() => step(item, 1)}>
                  <ArrowDownOutlined />
                </button>
                <button
                  type="button"
                  aria-label={t("category.newBelow", { name })}
                  title={t("category.newBelow", { name })}
                  onClick={() => setAsked({ parent: item.id })}
                >
                  <PlusOutlined />
                </button>
              </span>
            </li>
          );
        })}
      </ul>
      {asked && (
        <CategoryForm
          key={asked.category?.id ?? asked.parent ?? "new"}
          category={asked.category}
          parent={asked.parent}
          all={list}
          close={() => setAsked(undefined)}
        />
      )}
    </Page>
  );
};
