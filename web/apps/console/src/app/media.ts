import { useSyncExternalStore } from "react";

/** Whether a media query holds, live. */
export const useMedia = (text: string): boolean => {
  const list = window.matchMedia(text);
  return useSyncExternalStore(
    (changed) => {
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    () => list.matches,
  );
};
