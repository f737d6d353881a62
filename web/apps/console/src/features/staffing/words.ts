import { namespace } from "../../app/i18n";
import type source from "./i18n/zh-CN";

export const staffingWords = namespace<typeof source>("staffing");
