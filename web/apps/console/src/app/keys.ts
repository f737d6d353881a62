// One registry feeds the keyboard, the command palette and the `?` sheet.
import { useEffect } from "react";
import { create } from "zustand";

export type Section = "go" | "conversation" | "ticket" | "general";

export interface Command {
  id: string;
  title: () => string;
  section: Section;
  /** `r`, `g i` (one after the other), `mod+k` (⌘ or Ctrl), `shift+enter`, `escape`, `?`. */
  keys?: string;
  /** Also while typing in a field. Without it plain letters are left to the text. */
  whileTyping?: boolean;
  /** Shown and active only when this holds. */
  when?: () => boolean;
  /** Kept out of the palette (moving up and down a list is no use there). */
  keysOnly?: boolean;
  run: () => void;
}

interface Registry {
  commands: Command[];
}

export const useRegistry = create<Registry>(() => ({ commands: [] }));

/** Adds commands; a later one of the same id or keys wins while it is there. */
export const addCommands = (commands: Command[]): (() => void) => {
  useRegistry.setState((state) => ({ commands: [...state.commands, ...commands] }));
  return () =>
    useRegistry.setState((state) => ({ commands: state.commands.filter((command) => !commands.includes(command)) }));
};

/** Active while the component is mounted. Give it a stable array (useMemo). */
export const useCommands = (commands: Command[]) => {
  useEffect(() => addCommands(commands), [commands]);
};

export const activeCommands = (commands: Command[]): Command[] => {
  const byId = new Map<string, Command>();
  for (const command of commands) byId.set(command.id, command);
  return [...byId.values()].filter((command) => command.when?.() ?? true);
};

/** `k`, `mod+k`, `shift+enter`, `?`: the shape that commands are written in. */
export const strokeOf = (event: KeyboardEvent): string => {
  const key = event.key === " " ? "space" : event.key.toLowerCase();
  const printable = key.length === 1;
  return [
    (event.metaKey || event.ctrlKey) && "mod",
    event.altKey && "alt",
    // A shifted sign is its own key (`?`), a shifted letter or name is not.
    event.shiftKey && (!printable || /[a-z]/.test(key)) && "shift",
    key,
  ]
    .filter(Boolean)
    .join("+");
};

const SEQUENCE_MS = 1200;

/** Turns key events into commands; keeps the first stroke of `g i` for a moment. */
export const keyReader = (commands: () => Command[], now: () => number = Date.now) => {
  let pending = "";
  let pendingAt = 0;
  return (event: KeyboardEvent) => {
    // During composition the keys belong to the input method.
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented || isModifier(event.key)) return;
    const stroke = strokeOf(event);
    const typing = isTyping(event.target);
    const usable = activeCommands(commands()).filter((command) => command.keys && (!typing || command.whileTyping));
    const sequence = pending && now() - pendingAt < SEQUENCE_MS ? `${pending} ${stroke}` : stroke;
    pending = "";
    const found =
      usable.findLast((command) => command.keys === sequence) ?? usable.findLast((command) => command.keys === stroke);
    if (found) {
      event.preventDefault();
      found.run();
      return;
    }
    if (usable.some((command) => command.keys?.startsWith(`${stroke} `))) {
      pending = stroke;
      pendingAt = now();
    }
  };
};

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !/^(?:checkbox|radio|button|submit|file|range)$/.test(target.type)));

const isModifier = (key: string) => /^(?:Shift|Control|Alt|Meta|CapsLock)$/.test(key);
