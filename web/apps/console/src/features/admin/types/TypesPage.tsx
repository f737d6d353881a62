import { useQuery } from "@tanstack/react-query";
import { EmptyState, SkeletonRows, StatusTag } from "@yingke/ui";
import { useState } from "react";
import { ticketTypesQuery, useGroups } from "../../../app/directory";
import { Broken } from "../../../app/faces";
import { textIn, useLanguage } from "../../../app/i18n";
import css from "../admin.module.css";
import type { TicketType } from "../model/typeDraft";
import { Page } from "../ui/Page";
import { adminWords } from "../words";
import { TypeForm } from "./TypeForm";

export const TypesPage = () => {
  const t = adminWords.use();
  const language = useLanguage();
  const types = useQuery(ticketTypesQuery);
  const groups = [...useGroups().values()];
  const [asked, setAsked] = useState<TicketType | "new">();
  return (
    <Page section="ticket_types" action={{ label: t("type.new"), run: () => setAsked("new") }}>
      {types.isPending && <SkeletonRows rows={6} />}
      {types.isError && <Broken error={types.error} retry={() => void types.refetch()} />}
      {types.data?.length === 0 && <EmptyState title={t("type.none")} hint={t("section.ticket_types.effect")} />}
      <ul className={css.rows}>
        {types.data?.map((type) => {
          const group = groups.find((one) => one.key === type.group);
          return (
            <li key={type.id} data-off={type.enabled ? undefined : true}>
              <button type="button" className={css.rowButton} onClick={() => setAsked(type)}>
                <span className={css.rowMain}>
                  <strong>{textIn(type.name, language)}</strong>
                  <span className={css.quiet}>
                    {type.steps.map((step) => textIn(step.name, language)).join(" → ") || t("type.noSteps")}
                  </span>
                </span>
                <span className={css.rowNote}>{group ? textIn(group.name, language) : type.group}</span>
                <span className={css.rowEnd}>{t("type.fieldCount", { count: type.fields.length })}</span>
                {type.customer_can_start && <StatusTag tone="brand">{t("type.selfService")}</StatusTag>}
                {!type.enabled && <StatusTag>{t("off")}</StatusTag>}
              </button>
            </li>
          );
        })}
      </ul>
      {asked && (
        <TypeForm
          key={asked === "new" ? "new" : asked.id}
          type={asked === "new" ? undefined : asked}
          taken={(types.data ?? []).map((one) => one.key)}
          close={() => setAsked(undefined)}
        />
      )}
    </Page>
  );
};
