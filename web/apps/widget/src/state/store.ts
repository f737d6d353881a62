// Holds the state, tells who listens. The panel draws from it; the tabs, the socket and the customer write to it.
import { type Action, empty, reduce, type State } from "./model";

export interface Store {
  readonly state: State;
  do(action: Action): void;
  onChange(seen: () => void): () => void;
}

export function createStore(): Store {
  const listeners = new Set<() => void>();
  const store = {
    state: empty,
    do(action: Action) {
      const next = reduce(store.state, action);
      if (next === store.state) return;
      store.state = next;
      for (const seen of [...listeners]) seen();
    },
    onChange(seen: () => void) {
      listeners.add(seen);
      return () => {
        listeners.delete(seen);
      };
    },
  };
  return store;
}
