import type { Schemas } from "@yingke/api";
import type { TicketTranslate } from "../words";

/** Why a ticket has its priority, in the reader's words: `a person: not urgent (came back +1)`, `type +1, VIP +1`. */
export const priorityWords = ({ parts, set_by_person }: Schemas["Explanation"], t: TicketTranslate): string => {
  const byPerson = set_by_person != null;
  const listed = parts
    .filter((part) => !byPerson || part.why !== "person")
    .map((part) => `${t(`why.${part.why}`)} ${part.points < 0 ? "−" : "+"}${Math.abs(part.points)}`)
    .join(t("why.and"));
  if (!byPerson) return listed;
  const said = set_by_person ? t("why.person.note", { note: set_by_person }) : t("why.person");
  return listed ? t("why.later", { said, parts: listed }) : said;
};
