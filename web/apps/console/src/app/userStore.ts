// Client state that outlives a reload: drafts, layout. Kept per agent, because people share machines.
import { create, type StateCreator } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";

let userId: string | undefined;
const stores: { name: string; reset: () => void; fill: () => void }[] = [];

/**
 * A zustand store kept in localStorage under the signed-in agent. `keep` says which part is written. Stores are
 * filled by `openUserStores` before the shell is drawn.
 */
export const userStore = <State extends object>(
  name: string,
  state: StateCreator<State>,
  keep: (state: State) => Partial<State> = (all) => all,
) => {
  const store = create<State>()(
    persist(state, {
      name,
      partialize: keep as (all: State) => State,
      storage: createJSONStorage(() => perUser),
      skipHydration: true,
    }),
  );
  const fill = () => void store.persist.rehydrate();
  stores.push({ name, reset: () => store.setState(store.getInitialState(), true), fill });
  if (userId) fill();
  return store;
};

export const openUserStores = (id: string) => {
  if (userId === id) return;
  // Emptied while nobody is signed in: a change is written at once, and would wipe what is kept of the next person.
  userId = undefined;
  for (const { reset } of stores) reset();
  userId = id;
  for (const { fill } of stores) fill();
};

// Another tab of the same person wrote: both show the same drafts, and neither overwrites the other's with older ones.
globalThis.addEventListener?.("storage", ({ key }) => {
  if (!userId) return;
  for (const { name, fill } of stores) {
    if (key === keyOf(name)) fill();
  }
});

const perUser = {
  getItem: (name: string) => (userId ? localStorage.getItem(keyOf(name)) : null),
  setItem: (name: string, value: string) => {
    if (!userId) return;
    try {
      localStorage.setItem(keyOf(name), value);
    } catch {
      // Full or forbidden: what is typed stays in memory, which is better than a broken screen.
    }
  },
  removeItem: (name: string) => {
    if (userId) localStorage.removeItem(keyOf(name));
  },
};

const keyOf = (name: string) => `yingke:${userId}:${name}`;
