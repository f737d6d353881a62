import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { flat } from "../../app/cache";
import { appWords } from "../../app/i18n";
import { useMay } from "../../app/session";
import shell from "../../app/shell.module.css";
import { conversationsQuery } from "./api";
import { OfferCards } from "./OfferCards";

/** On every screen: offers that ring, and the number of unread conversations in the title of the window. */
export const Companion = () => {
  const may = useMay("conversations.own", "conversations.all");
  return may ? (
    <>
      <TitleBadge />
      <OfferCards />
    </>
  ) : null;
};

export const UnreadBadge = () => {
  const unread = useUnread();
  return unread > 0 ? <span className={shell.badge}>{unread > 99 ? "99+" : unread}</span> : null;
};

const TitleBadge = () => {
  const t = appWords.use();
  const unread = useUnread();
  const name = t("product.name");
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) ${name}` : name;
  }, [unread, name]);
  return null;
};

/** Messages that wait for me, over all of my conversations. */
const useUnread = (): number => {
  const mine = useInfiniteQuery(conversationsQuery({ box: "mine" }));
  return flat(mine.data).reduce((sum, conversation) => sum + conversation.unread_agent, 0);
};
