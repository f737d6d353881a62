import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { LocaleContext } from "@yingke/ui";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { language } from "./i18n";
import { openLine } from "./live";
import { cache } from "./queries";
import { router } from "./router";
import { useSession } from "./session";
import { Welcome } from "./Welcome";
import { putWidget } from "./widget";

export const App = () => {
  const session = useSession();
  useTranslation();
  useEffect(() => {
    if (session.at !== "in") return;
    cache.clear();
    document.title = session.snapshot.shop_name;
    putWidget(session.entry, session.token);
    return openLine(session.token, session.snapshot.seq, cache);
  }, [session]);
  return (
    <LocaleContext value={language()}>
      {session.at === "in" ? (
        <QueryClientProvider client={cache}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      ) : (
        <Welcome session={session} />
      )}
    </LocaleContext>
  );
};
