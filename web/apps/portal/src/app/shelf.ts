// What stays on this device. Storage may be full, forbidden or wiped: then the portal works, it only forgets.
const ROOT = "yingke:portal:";

export const remembered = <T>(key: string): T | null =>
  attempt(() => JSON.parse(localStorage.getItem(ROOT + key) ?? "null"), null);

export const remember = (key: string, value: unknown) =>
  attempt(() => localStorage.setItem(ROOT + key, JSON.stringify(value)), undefined);

/** Forgets everything whose key begins so. */
export const forget = (prefix: string) =>
  attempt(() => {
    for (const key of Object.keys(localStorage)) if (key.startsWith(ROOT + prefix)) localStorage.removeItem(key);
  }, undefined);

/** Another tab has written it, or taken it away. */
export const watch = (key: string, seen: () => void) =>
  addEventListener("storage", (event) => (event.key === ROOT + key || event.key === null) && seen());

const attempt = <T>(work: () => T, otherwise: T): T => {
  try {
    return work();
  } catch {
    return otherwise;
  }
};
