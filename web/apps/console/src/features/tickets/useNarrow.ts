import { useSyncExternalStore } from "react";

const phone = window.matchMedia("(max-width: 720px)");
const tablet = window.matchMedia("(max-width: 900px)");

const useMatch = (query: MediaQueryList): boolean =>
  useSyncExternalStore(
    (listener) => {
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => query.matches,
  );

/** A phone: rows become cards. */
export const useNarrow = (): boolean => useMatch(phone);

/** No room for two panes side by side: one at a time. */
export const useOnePane = (): boolean => useMatch(tablet);
