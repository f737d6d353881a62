import type { Translation } from "../../../app/i18n";
import type source from "./zh-CN";

export default {
  saved: "Saved",
  conflict: "Somebody else just changed this; the newest version is loaded, please check and save again",
} satisfies Translation<typeof source>;
