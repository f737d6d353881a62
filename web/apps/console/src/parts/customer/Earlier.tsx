import { useInfiniteQuery } from "@tanstack/react-query";
import { RelativeTime, StatusTag } from "@yingke/ui";
import { flat } from "../../app/cache";
import { useAgents, useCategories } from "../../app/directory";
import { AppLink } from "../../app/go";
import { appWords, textIn, useLanguage } from "../../app/i18n";
import { conversationsOfQuery } from "./api";
import css from "./customer.module.css";
import { More, Region } from "./Region";
import { words } from "./words";

/** Earlier conversations, without the one that is open. */
export const Earlier = ({ id, without }: { id: string; without?: string }) => {
  const t = words.use();
  const app = appWords.use();
  const language = useLanguage();
  const agents = useAgents();
  const categories = useCategories();
  const conversations = useInfiniteQuery(conversationsOfQuery(id));
  const items = flat(conversations.data).filter((conversation) => conversation.id !== without);
  return (
    <Region query={conversations} empty={items.length === 0} emptyText={t("earlier.none")}>
      <ul className={css.lines}>
        {items.map((conversation) => {
          const category = categories.get(conversation.category_id ?? "");
          const agent = agents.get(conversation.agent_id ?? "");
          return (
            <li key={conversation.id}>
              <AppLink href={`/inbox/${conversation.id}`} className={css.line}>
                <span className={css.lineMain}>
                  <span>{conversation.last_preview || t("earlier.nothing_said")}</span>
                  <small>
                    <RelativeTime at={conversation.last_message_at ?? conversation.created_at} />
                    {` · ${agent?.name ?? t("earlier.bot")}`}
                    {category && ` · ${textIn(category.name, language)}`}
                    {conversation.rating ? ` · ${"★".repeat(conversation.rating)}` : ""}
                  </small>
                </span>
                {conversation.state !== "ended" && (
                  <StatusTag tone="info">{app(`conversation_state.${conversation.state}`)}</StatusTag>
                )}
              </AppLink>
            </li>
          );
        })}
      </ul>
      <More query={conversations} />
    </Region>
  );
};
