import type { Translation } from "../../../app/i18n";
import type source from "./zh-CN";

export default {} satisfies Translation<typeof source>;
