import { antdTheme } from "@yingke/ui/theme";
import { ConfigProvider } from "antd";
import type { Locale } from "antd/es/locale";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { type Language, useLanguage } from "./i18n";
import { useTheme } from "./theme";

/** Around everything that uses antd's parts: our theme, our language. It costs 40 KB, so it is loaded with the first of them. */
export const Antd = ({ children }: { children: ReactNode }) => {
  const language = useLanguage();
  const mode = useTheme((state) => state.mode);
  const theme = useMemo(() => antdTheme(mode), [mode]);
  return (
    <ConfigProvider theme={theme} locale={useAntLocale(language)} button={{ autoInsertSpace: false }}>
      {children}
    </ConfigProvider>
  );
};

/** English is built in. */
const LOCALES: Partial<Record<Language, () => Promise<{ default: Locale }>>> = {
  "zh-CN": () => import("antd/es/locale/zh_CN"),
  "zh-TW": () => import("antd/es/locale/zh_TW"),
};

/** The words inside antd's own parts come a moment after its parts; none of ours stand among them. */
const useAntLocale = (language: Language): Locale | undefined => {
  const [locale, setLocale] = useState<Locale>();
  useEffect(() => {
    let wanted = true;
    const load = LOCALES[language];
    if (!load) setLocale(undefined);
    void load?.().then((loaded) => {
      if (wanted) setLocale(loaded.default);
    });
    return () => {
      wanted = false;
    };
  }, [language]);
  return locale;
};
