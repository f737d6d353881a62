import type { Translation } from "../../../app/i18n";
import type source from "./zh-CN";

export default {
  saved: "已儲存",
  conflict: "別人剛改過，已載入最新內容，請核對後再儲存",
} satisfies Translation<typeof source>;
