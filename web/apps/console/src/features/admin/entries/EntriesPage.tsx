import { useQuery } from "@tanstack/react-query";
import { EmptyState, SkeletonRows, StatusTag } from "@yingke/ui";
import { useState } from "react";
import { type Entry, entriesQuery, useGroups } from "../../../app/directory";
import { Broken } from "../../../app/faces";
import { textIn, useLanguage } from "../../../app/i18n";
import css from "../admin.module.css";
import { Page } from "../ui/Page";
import { SecretDialog } from "../ui/SecretDialog";
import { adminWords } from "../words";
import { EntryForm } from "./EntryForm";

export const EntriesPage = () => {
  const t = adminWords.use();
  const language = useLanguage();
  const entries = useQuery(entriesQuery);
  const groups = useGroups();
  const [asked, setAsked] = useState<Entry | "new">();
  const [secret, setSecret] = useState<string>();
  return (
    <Page section="entries" action={{ label: t("entry.new"), run: () => setAsked("new") }}>
      {entries.isPending && <SkeletonRows rows={3} />}
      {entries.isError && <Broken error={entries.error} retry={() => void entries.refetch()} />}
      {entries.data?.length === 0 && <EmptyState title={t("entry.none")} hint={t("section.entries.effect")} />}
      <ul className={css.rows}>
        {entries.data?.map((entry) => {
          const group = groups.get(entry.group_id ?? "");
          return (
            <li key={entry.id} data-off={entry.enabled ? undefined : true}>
              <button type="button" className={css.rowButton} onClick={() => setAsked(entry)}>
                <span className={css.rowMain}>
                  <strong>{entry.name}</strong>
                  <span className={css.quiet}>
                    {[entry.page, entry.allowed_origins.join(" ") || t("entry.anywhere")].filter(Boolean).join(" · ")}
                  </span>
                </span>
                <span className={css.rowEnd}>{group ? textIn(group.name, language) : t("entry.noGroup")}</span>
                {!entry.enabled && <StatusTag>{t("off")}</StatusTag>}
              </button>
            </li>
          );
        })}
      </ul>
      {asked && (
        <EntryForm
          key={asked === "new" ? "new" : asked.id}
          entry={asked === "new" ? undefined : asked}
          close={() => setAsked(undefined)}
          onCreated={setAsked}
          onSecret={setSecret}
        />
      )}
      {secret && (
        <SecretDialog
          title={t("setting.identity")}
          hint={t("identity.keep")}
          secret={secret}
          close={() => setSecret(undefined)}
        />
      )}
    </Page>
  );
};
