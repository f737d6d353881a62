// The places of the panel. One stack: every step has a way back, and the person is one step away from all of them.

export type View =
  | { at: "home" }
  | { at: "thread" }
  | { at: "message" }
  | { at: "orders"; pick?: boolean }
  | { at: "order"; id: string }
  | { at: "requests" }
  | { at: "request"; id: string }
  // `order`: an id, or "-" for "about no order"; absent while it is not chosen. `source`: where on the shop's page
  // the customer came from.
  | { at: "start"; order?: string; type?: string; source?: "order_list" | "order_page" };

export type StartView = View & { at: "start" };

/** `open("thread")`, `open("request:tic_…")`: words for shops that link into the panel. */
export function viewOf(word: string | undefined): View | null {
  const [at, id] = (word ?? "").split(/:(.*)/s);
  switch (at) {
    case "home":
    case "thread":
    case "message":
    case "orders":
    case "requests":
      return { at };
    case "bot":
    case "human":
      return { at: "thread" };
    case "callback":
      return { at: "message" };
    case "start":
      return { at, order: id };
    case "order":
    case "request":
      return id ? { at, id } : null;
    default:
      return null;
  }
}

export const same = (a: View, b: View) => JSON.stringify(a) === JSON.stringify(b);

export function pushed(stack: View[], view: View): View[] {
  if (view.at === "home") return [view];
  // Going to a place that one has come from goes back to it, instead of building a tower.
  const known = stack.findIndex((one) => same(one, view));
  return known >= 0 ? stack.slice(0, known + 1) : [...stack, view];
}
