import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { flat } from "../../app/cache";
import { useMe } from "../../app/session";
import { ordersQuery } from "../../parts/customer/api";
import { fillScript } from "../../parts/sop/fill";
import { Walks } from "../../parts/sop/Walks";
import { conversationQuery } from "./api";
import { changeDraft, draftOf, useDrafts } from "./model/drafts";

/** SOPs beside a conversation; what may be said goes into the reply, filled in. */
export const Sop = ({ conversationId, customerId }: { conversationId: string; customerId: string }) => {
  const { agent } = useMe();
  const { data: conversation } = useQuery(conversationQuery(conversationId));
  const order = flat(useInfiniteQuery(ordersQuery(customerId)).data)[0];
  const fill = (text: string) =>
    fillScript(text, {
      customer: conversation?.customer ?? { nickname: "" },
      order: order && { no: order.order_no },
      agent,
    });
  const say = (filled: string) => {
    const { reply } = draftOf(useDrafts.getState(), conversationId);
    changeDraft(conversationId, { mode: "reply", reply: reply ? `${reply}\n${filled}` : filled });
  };
  return <Walks work={{ conversation_id: conversationId }} say={say} fill={fill} />;
};
