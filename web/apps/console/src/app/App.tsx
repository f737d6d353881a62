import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { LocaleContext } from "@yingke/ui";
import { queryClient } from "./client";
import { useLanguage } from "./i18n";
import { router } from "./router";
import { Net } from "./ScreenFailure";
import { Toasts } from "./toast";

export const App = () => (
  <LocaleContext value={useLanguage()}>
    <Net>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </Net>
    <Toasts />
  </LocaleContext>
);
