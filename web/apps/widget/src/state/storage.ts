// What stays on this device. Storage may be full, forbidden or wiped: then the panel works, it only forgets.

export interface Shelf {
  get<T>(key: string): T | null;
  set(key: string, value: unknown): void;
  drop(key: string): void;
  /** All values whose key begins so. */
  all<T>(prefix: string): T[];
  /** Another tab has written (or dropped: null). */
  watch(seen: (key: string, value: unknown) => void): void;
}

/** One shelf an entry: two shops on one origin do not mix. */
export function openShelf(entry: string): Shelf {
  const root = `yingke:${entry}:`;
  const attempt = <T>(work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch {
      return otherwise;
    }
  };
  const parse = (text: string | null) => (text === null ? null : attempt(() => JSON.parse(text), null));
  return {
    get: (key) => attempt(() => parse(localStorage.getItem(root + key)), null),
    set: (key, value) => attempt(() => localStorage.setItem(root + key, JSON.stringify(value)), undefined),
    drop: (key) => attempt(() => localStorage.removeItem(root + key), undefined),
    all: (prefix) =>
      attempt(
        () =>
          Object.keys(localStorage)
            .filter((key) => key.startsWith(root + prefix))
            .map((key) => parse(localStorage.getItem(key)))
            .filter((value) => value !== null),
        [],
      ),
    watch: (seen) =>
      addEventListener("storage", (event) => {
        if (event.key?.startsWith(root)) seen(event.key.slice(root.length), parse(event.newValue));
      }),
  };
}
