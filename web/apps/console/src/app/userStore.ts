// Client state that outlives a reload: drafts, layout. Kept per agent, because people share machines.
import { create, type StateCreator } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";

let userId: string | undefined;
const rehydrates: (() => void)[] = [];

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
  const rehydrate = () => {
    store.setState(store.getInitialState(), true);
    void store.persist.rehydrate();
  };
  rehydrates.push(rehydrate);
  if (userId) rehydrate();
  return store;
};

export const openUserStores = (id: string) => {
  if (userId === id) return;
  userId = id;
  for (const rehydrate of rehydrates) rehydrate();
};

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
