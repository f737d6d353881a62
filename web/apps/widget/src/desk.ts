// What every view has at hand.
import { useEffect, useState } from "preact/hooks";
import type { View } from "./nav";
import type { Client } from "./state/client";
import { type Failure, wordsOf } from "./state/http";
import type { State } from "./state/model";
import type { Page } from "./state/types";

export interface Desk {
  client: Client;
  state: State;
  /** Follows the clock while the panel is open, in steps of half a minute. */
  now: number;
  portal?: string;
  /** The order that the shop's page is about: its id or number. */
  pageOrder?: string;
  go(view: View): void;
  /** Go there and forget the step that led there: a form that has been sent is not gone back to. */
  replace(view: View): void;
  askHuman(): void;
  choose(text: string, action: string): void;
}

// A page has one panel, and the panel draws from the top with every change: no context is needed to carry this down.
let desk: Desk;
export const useDesk = () => desk;
export const setDesk = (next: Desk) => {
  desk = next;
};

export type Loaded<T> = { value: T | null; problem: Failure | null; again(): void };

/** Reads once per key; keeps what it has while it reads again. */
export function useLoaded<T>(key: string, read: () => Promise<T>): Loaded<T> {
  const [held, hold] = useState<{ key: string; value: T | null; problem: Failure | null }>({
    key,
    value: null,
    problem: null,
  });
  const [turn, setTurn] = useState(0);
  const { client } = useDesk();
  const ready = client.store.state.about?.customer_id;
  useEffect(() => {
    if (!ready) return;
    let current = true;
    read().then(
      (value) => current && hold({ key, value, problem: null }),
      (problem) => current && hold((before) => ({ key, value: before.key === key ? before.value : null, problem })),
    );
    return () => {
      current = false;
    };
  }, [key, turn, ready]);
  const mine = held.key === key;
  return { value: mine ? held.value : null, problem: mine ? held.problem : null, again: () => setTurn((n) => n + 1) };
}

/** Runs one thing at a time, and tells that it runs and how it failed. */
export function useBusy() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const run = async (work: () => Promise<unknown>) => {
    if (busy) return false;
    setBusy(true);
    setProblem("");
    try {
      await work();
      return true;
    } catch (failure) {
      setProblem(wordsOf(failure as Failure));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, run };
}

/** Words that survive a reload and a bad network, until they have been sent. */
export function useDraft<T>(key: string, initial: () => T) {
  const { shelf } = useDesk().client;
  const [draft, setDraft] = useState(() => shelf.get<T>(key) ?? initial());
  const change = (part: (draft: T) => Partial<T>) =>
    setDraft((before) => {
      const next = { ...before, ...part(before) };
      shelf.set(key, next);
      return next;
    });
  return { draft, change, drop: () => shelf.drop(key) };
}

/** A list that goes on: its pages so far, and a way to read the next one. */
export function usePages<T>(path: string) {
  const { http } = useDesk().client;
  const [more, setMore] = useState<Page<T> | null>(null);
  const first = useLoaded(path, () => http<Page<T>>("GET", path));
  const { busy, problem, run } = useBusy();
  const next = (more ?? first.value)?.next;
  return {
    first,
    items: [...(first.value?.items ?? []), ...(more?.items ?? [])],
    busy,
    problem,
    /** Absent on the last page. */
    onMore:
      next &&
      (() =>
        run(async () => {
          const page = await http<Page<T>>("GET", `${path}?cursor=${encodeURIComponent(next)}`);
          setMore({ ...page, items: [...(more?.items ?? []), ...page.items] });
        })),
  };
}
