import type { Translation } from "../../../app/i18n";
import type source from "./zh-CN";

export default {
  find: "Search SOPs",
  none: "No SOP fits",
  start: "Begin",
  another: "Begin another SOP",
  note: "Note (optional)",
  back: "Take back",
  leave: "Leave",
  say: "Put into the reply",
  copy: "Copy",
  copied: "Copied",
  record: "Steps so far",
  "state.walking": "In progress",
  "state.done": "Done",
  "state.left": "Left",
  end: "This is the end.",
} satisfies Translation<typeof source>;
