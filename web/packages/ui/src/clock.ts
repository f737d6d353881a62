import { useCallback, useSyncExternalStore } from "react";

/** The time, rounded down to `everyMs`: a component draws again only when its own step passes. One timer serves all. */
export const useNow = (everyMs = 1000): number => {
  const read = useCallback(() => Math.floor(Date.now() / everyMs) * everyMs, [everyMs]);
  return useSyncExternalStore(subscribe, read, read);
};

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
};
