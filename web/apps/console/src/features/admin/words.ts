import { namespace } from "../../app/i18n";
import type source from "./i18n/zh-CN";

export const adminWords = namespace<typeof source>("admin");
export type AdminTranslate = ReturnType<typeof adminWords.use>;
