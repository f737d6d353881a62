import { namespace } from "../../app/i18n";
import type source from "./i18n/zh-CN";

export const ticketWords = namespace<typeof source>("tickets");
export type TicketTranslate = ReturnType<typeof ticketWords.use>;
