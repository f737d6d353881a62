import { noticeIn } from "./model/payload";
import type { Message } from "./model/types";
import { words } from "./words";

/** Notices that have words of their own here; others show the text that came with them. */
const KNOWN = [
  "queued",
  "left_queue",
  "joined",
  "taken_over",
  "transferred",
  "transferred_group",
  "transfer_reason",
  "requeued",
  "idle_reminder",
] as const;
const ENDINGS = ["agent", "customer", "idle"] as const;

/** An event of the conversation as one thin line. */
export const useNotice = () => {
  const t = words.use();
  return (message: Message): string => {
    const { code, params } = noticeIn(message.payload);
    const known = KNOWN.find((each) => each === code);
    const ending = code === "ended" ? ENDINGS.find((each) => each === params.reason) : undefined;
    if (ending) return t(`notice.ended_${ending}`);
    return known ? t(`notice.${known}`, params) : message.body;
  };
};
