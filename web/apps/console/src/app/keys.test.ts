// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { activeCommands, addCommands, type Command, keyReader, useRegistry } from "./keys";

const command = (id: string, keys: string, more: Partial<Command> = {}): Command => ({
  id,
  keys,
  title: () => id,
  section: "general",
  run: vi.fn(),
  ...more,
});

const press = (key: string, init: KeyboardEventInit = {}, target: EventTarget = document.body) => {
  const event = new KeyboardEvent("keydown", { key, cancelable: true, bubbles: true, ...init });
  Object.defineProperty(event, "target", { value: target });
  return event;
};

let now = 0;
const reader = () =>
  keyReader(
    () => useRegistry.getState().commands,
    () => now,
  );

beforeEach(() => {
  useRegistry.setState({ commands: [] });
  now = 0;
});

describe("the key registry", () => {
  it("runs a command by its key and keeps the browser from also acting on it", () => {
    const reply = command("reply", "r");
    addCommands([reply]);
    const event = press("r");
    reader()(event);
    expect(reply.run).toHaveBeenCalledOnce();
    expect(event.defaultPrevented).toBe(true);
  });

  it("runs a sequence, but not when too much time has passed", () => {
    const inbox = command("inbox", "g i");
    addCommands([inbox]);
    const read = reader();
    read(press("g"));
    now += 500;
    read(press("i"));
    expect(inbox.run).toHaveBeenCalledOnce();
    read(press("g"));
    now += 5000;
    read(press("i"));
    expect(inbox.run).toHaveBeenCalledOnce();
  });

  it("leaves letters to a field in which somebody types, except for keys meant to work there", () => {
    const reply = command("reply", "r");
    const palette = command("palette", "mod+k", { whileTyping: true });
    addCommands([reply, palette]);
    const field = document.createElement("textarea");
    const read = reader();
    read(press("r", {}, field));
    read(press("k", { ctrlKey: true }, field));
    expect(reply.run).not.toHaveBeenCalled();
    expect(palette.run).toHaveBeenCalledOnce();
  });

  it("never acts on keys of an input method", () => {
    const reply = command("reply", "r");
    addCommands([reply]);
    const read = reader();
    read(press("r", { isComposing: true }));
    const late = press("r");
    Object.defineProperty(late, "keyCode", { value: 229 });
    read(late);
    expect(reply.run).not.toHaveBeenCalled();
  });

  it("takes a shifted sign as the sign, and leaves browser shortcuts alone", () => {
    const help = command("help", "?");
    const reply = command("reply", "r");
    addCommands([help, reply]);
    const read = reader();
    read(press("?", { shiftKey: true }));
    read(press("r", { ctrlKey: true }));
    expect(help.run).toHaveBeenCalledOnce();
    expect(reply.run).not.toHaveBeenCalled();
  });

  it("lets the newest command of an id or of a key win while it is there", () => {
    const everywhere = command("ticket.new", "t");
    const here = command("ticket.new", "t");
    addCommands([everywhere]);
    const leave = addCommands([here]);
    reader()(press("t"));
    expect(here.run).toHaveBeenCalledOnce();
    expect(activeCommands(useRegistry.getState().commands)).toEqual([here]);
    leave();
    reader()(press("t"));
    expect(everywhere.run).toHaveBeenCalledOnce();
  });

  it("hides commands whose time is not now", () => {
    addCommands([command("a", "a", { when: () => false })]);
    expect(activeCommands(useRegistry.getState().commands)).toEqual([]);
  });
});
