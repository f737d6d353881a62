import { useState } from "react";
import { useCustomer } from "../app/session";
import { forget, remember, remembered } from "../app/shelf";

/** Words that survive a reload and a bad network, until they have been sent. They are the customer's own: see `leave`. */
export function useDraft<T extends object>(name: string, initial: () => T) {
  const key = `draft:${useCustomer().customer_id}:${name}`;
  const [draft, setDraft] = useState<T>(() => remembered<T>(key) ?? initial());
  const change = (part: (draft: T) => Partial<T>) =>
    setDraft((before) => {
      const next = { ...before, ...part(before) };
      remember(key, next);
      return next;
    });
  return { draft, change, drop: () => forget(key) };
}
