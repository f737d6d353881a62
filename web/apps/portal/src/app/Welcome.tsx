import { Button } from "@yingke/ui";
import { Icon } from "../parts/Icon";
import { useWords } from "./i18n";
import { LanguageChoice } from "./LanguageChoice";
import { open, type Session } from "./session";

/** Nobody is here yet: how to come in, in words that lead on. */
export const Welcome = ({ session }: { session: Exclude<Session, { at: "in" }> }) => {
  const t = useWords();
  return (
    <main className="welcome" aria-busy={session.at === "opening"}>
      {session.at === "opening" ? (
        <p role="status">{t("opening")}</p>
      ) : (
        <>
          <span className="welcomeMark">
            <Icon name="request" />
          </span>
          <h1>{t(`welcome_${session.why}`)}</h1>
          <p>{t(`welcome_${session.why}_hint`)}</p>
          {session.why === "unreachable" && (
            <Button look="primary" size="large" onClick={open}>
              {t("try_again")}
            </Button>
          )}
          <LanguageChoice />
        </>
      )}
    </main>
  );
};
