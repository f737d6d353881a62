import { useSyncExternalStore } from "react";

const query = window.matchMedia("(max-width: 720px)");

const subscribe = (listener: () => void) => {
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
};

/** A phone: rows become cards, panes stand one at a time. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => query.matches);
