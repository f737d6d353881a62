import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { LocaleContext } from "@yingke/ui";
import { antdTheme } from "@yingke/ui/theme";
import { ConfigProvider } from "antd";
import type { Locale } from "antd/es/locale";
import { useEffect, useMemo, useState } from "react";
import { queryClient } from "./client";
import { type Language, useLanguage } from "./i18n";
import { router } from "./router";
import { Net } from "./ScreenFailure";
import { useTheme } from "./theme";
import { Toasts } from "./toast";

export const App = () => {
  const language = useLanguage();
  const mode = useTheme((state) => state.mode);
  const theme = useMemo(() => antdTheme(mode), [mode]);
  return (
    <LocaleContext value={language}>
      <ConfigProvider theme={theme} locale={useAntLocale(language)} button={{ autoInsertSpace: false }}>
        <Net>
          <QueryClientProvider client={queryClient}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </Net>
        <Toasts />
      </ConfigProvider>
    </LocaleContext>
  );
};

/** English is built in. */
const LOCALES: Partial<Record<Language, () => Promise<{ default: Locale }>>> = {
  "zh-CN": () => import("antd/es/locale/zh_CN"),
  "zh-TW": () => import("antd/es/locale/zh_TW"),
};

/** The words inside antd's own parts come after the first paint; nothing that is drawn before needs them. */
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
