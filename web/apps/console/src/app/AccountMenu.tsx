import { Avatar, Floating, Kbd, MenuHeading, MenuItem, MenuLine } from "@yingke/ui";
import { appWords, changeLanguage, LANGUAGES, type Language, useLanguage } from "./i18n";
import { openOverlay } from "./Overlays";
import { useMe, useSignOut } from "./session";
import css from "./shell.module.css";
import { chooseTheme, type ThemeChoice, useTheme } from "./theme";
import { useToast } from "./toast";

const LANGUAGE_NAMES: Record<Language, string> = { "zh-CN": "简体中文", "zh-TW": "繁體中文", en: "English" };
const THEMES = ["light", "dark", "system"] as const satisfies ThemeChoice[];

export const AccountMenu = () => {
  const t = appWords.use();
  const { agent, org } = useMe();
  const language = useLanguage();
  const theme = useTheme((state) => state.choice);
  const toast = useToast();
  const signOut = useSignOut();

  return (
    <Floating
      kind="menu"
      placement="right-end"
      className={css.footButton}
      label={`${t("account.menu")}: ${agent.nickname}`}
      panelLabel={t("account.menu")}
      face={<Avatar name={agent.nickname || agent.name} src={agent.avatar || undefined} size={28} />}
    >
      {(close) => {
        const then = (run: () => void) => () => {
          close();
          run();
        };
        return (
          <>
            <p className={css.who}>
              <strong>
                {agent.name} · {t(`role.${agent.role}`)}
              </strong>
              <small>{org.name}</small>
            </p>
            <MenuLine />
            <MenuHeading>{t("account.theme")}</MenuHeading>
            {THEMES.map((choice) => (
              <MenuItem key={choice} checked={choice === theme} onChoose={then(() => chooseTheme(choice))}>
                {t(`account.theme_${choice}`)}
              </MenuItem>
            ))}
            <MenuLine />
            <MenuHeading>{t("account.language")}</MenuHeading>
            {LANGUAGES.map((each) => (
              <MenuItem
                key={each}
                checked={each === language}
                onChoose={then(() => void changeLanguage(each).catch(toast.failed))}
              >
                <span lang={each}>{LANGUAGE_NAMES[each]}</span>
              </MenuItem>
            ))}
            <MenuLine />
            <MenuItem extra={<Kbd keys="?" />} onChoose={then(() => openOverlay("help"))}>
              {t("account.shortcuts")}
            </MenuItem>
            <MenuItem onChoose={then(() => signOut.mutate(undefined, { onError: toast.failed }))}>
              {t("account.sign_out")}
            </MenuItem>
          </>
        );
      }}
    </Floating>
  );
};
