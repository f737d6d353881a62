// Why a ticket has its priority, in the reader's language. The server's sentence is in the shop's; its parts are for
// everybody else.
import type { Schemas } from "@yingke/api";
import type { ticketWords } from "../words";

type Parts = Schemas["TicketView"]["priority_parts"];

export const whyText = (parts: Parts, sentence: string, t: ReturnType<typeof ticketWords.use>): string => {
  const signed = ({ why, points }: Parts[number]) => `${t(`why.${why}`)} ${points < 0 ? points : `+${points}`}`;
  const byHand = parts.some(({ why }) => why === "person");
  const others = parts
    .filter(({ why }) => why !== "person")
    .map(signed)
    .join(t("why.and"));
  if (!byHand) return others;
  const note = noteOf(sentence);
  const said = note ? t("why.person.note", { note }) : t("why.person");
  return others ? `${said} (${others})` : said;
};

/** The colleague's own words: behind the first colon, before what was added later. */
const noteOf = (sentence: string): string => /：(.*?)(?: \([^()]*\))?$/s.exec(sentence)?.[1]?.trim() ?? "";
