import { useQuery } from "@tanstack/react-query";
import { EmptyState, SkeletonRows, StatusTag } from "@yingke/ui";
import { useState } from "react";
import { type Group, groupsQuery, useAgents } from "../../../app/directory";
import { Broken } from "../../../app/faces";
import { textIn, useLanguage } from "../../../app/i18n";
import css from "../admin.module.css";
import { Page } from "../ui/Page";
import { adminWords } from "../words";
import { GroupForm } from "./GroupForm";

export const GroupsPage = () => {
  const t = adminWords.use();
  const language = useLanguage();
  const groups = useQuery(groupsQuery);
  const agents = useAgents();
  const [asked, setAsked] = useState<Group | "new">();
  return (
    <Page section="groups" action={{ label: t("groups.new"), run: () => setAsked("new") }}>
      {groups.isPending && <SkeletonRows rows={4} />}
      {groups.isError && <Broken error={groups.error} retry={() => void groups.refetch()} />}
      {groups.data?.length === 0 && <EmptyState title={t("groups.none")} hint={t("section.groups.effect")} />}
      <ul className={css.rows}>
        {groups.data?.map((group) => (
          <li key={group.id}>
            <button type="button" className={css.rowButton} onClick={() => setAsked(group)}>
              <span className={css.rowMain}>
                <strong>{textIn(group.name, language)}</strong>
                <span className={css.quiet}>
                  {group.member_ids
                    .map((id) => agents.get(id)?.name)
                    .filter(Boolean)
                    .join(language === "en" ? ", " : "、") || t("groups.noMembers")}
                </span>
              </span>
              <StatusTag tone={group.kind === "service" ? "brand" : "neutral"}>{t(`kind.${group.kind}`)}</StatusTag>
              {group.kind === "service" && <span className={css.rowEnd}>{t(`strategy.${group.strategy}`)}</span>}
            </button>
          </li>
        ))}
      </ul>
      {asked && (
        <GroupForm
          key={asked === "new" ? "new" : asked.id}
          group={asked === "new" ? undefined : asked}
          close={() => setAsked(undefined)}
        />
      )}
    </Page>
  );
};
