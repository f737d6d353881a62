import { Button } from "@yingke/ui";
import type { ReactNode } from "react";
import { AppLink } from "../../../app/go";
import css from "../admin.module.css";
import type { SectionKey } from "../model/sections";
import { adminWords } from "../words";

interface PageProps {
  section: SectionKey;
  action?: { label: string; run: () => void };
  children: ReactNode;
}

/** Head of a place of the settings: its name, what it does in one sentence, and what can be added. */
export const Page = ({ section, action, children }: PageProps) => {
  const t = adminWords.use();
  return (
    <>
      <header className={css.pageHead}>
        <AppLink href="/settings" className={css.navBack}>
          ‹ {t("place")}
        </AppLink>
        <div>
          <h2>{t(`section.${section}`)}</h2>
          <p className={css.quiet}>{t(`section.${section}.effect`)}</p>
        </div>
        {action && (
          <Button look="primary" onClick={action.run}>
            {action.label}
          </Button>
        )}
      </header>
      {children}
    </>
  );
};
