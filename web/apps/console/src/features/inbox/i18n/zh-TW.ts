import type { Translation } from "../../../app/i18n";
import type source from "./zh-CN";

export default {
  rail: "對話",
  "command.go": "前往對話",
  none_chosen: "從左邊選一個對話",
} satisfies Translation<typeof source>;
