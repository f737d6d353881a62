import type { Translation } from "../../../app/i18n";
import type source from "./zh-CN";

export default {
  rail: "Inbox",
  "command.go": "Go to the inbox",
  none_chosen: "Choose a conversation on the left",
} satisfies Translation<typeof source>;
