import { Kbd } from "@yingke/ui";
import { Dialog } from "./Dialog";
import { appWords } from "./i18n";
import { activeCommands, type Section, useRegistry } from "./keys";
import css from "./overlays.module.css";

const SECTIONS: Section[] = ["go", "conversation", "ticket", "general"];

/** Every key that works on this screen. */
export const HelpSheet = ({ close }: { close: () => void }) => {
  const t = appWords.use();
  const commands = activeCommands(useRegistry((state) => state.commands)).filter(({ keys }) => keys);
  return (
    <Dialog label={t("help.title")} close={close} wide>
      <header className={css.head}>
        <h2>{t("help.title")}</h2>
        <button type="button" className={css.close} onClick={close}>
          {t("action.close")}
        </button>
      </header>
      <div className={css.sheet}>
        {SECTIONS.map((section) => {
          const own = commands.filter((command) => command.section === section);
          return (
            own.length > 0 && (
              <section key={section}>
                <h3>{t(`section.${section}`)}</h3>
                <dl>
                  {own.map((command) => (
                    <div key={command.id}>
                      <dt>{command.title()}</dt>
                      <dd>
                        <Kbd keys={command.keys ?? ""} />
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            )
          );
        })}
      </div>
      <p className={css.hint}>{t("help.hint")}</p>
    </Dialog>
  );
};
