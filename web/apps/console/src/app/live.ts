// One socket for the whole console. It says hello with the last seq it knows, applies frames through the handlers
// that features register, and comes back by itself. The protocol stands in crates/app/src/views/live.rs.
import type { Schemas } from "@yingke/api";
import { create } from "zustand";

export type Hears = Schemas["AgentHears"];
export type Says = Schemas["AgentSays"];
type FrameType = Hears["type"];
type Frame<Type extends FrameType> = Extract<Hears, { type: Type }>;
type Handler<Type extends FrameType> = (frame: Frame<Type>) => void;

export type LineState = "connecting" | "live" | "broken" | "offline";

/** What the banner and the send buttons know about the line. */
export const useLine = create<{ state: LineState; since: number }>(() => ({ state: "connecting", since: Date.now() }));

const handlers = new Map<FrameType, Set<(frame: never) => void>>();

/** Registers a handler; returns what takes it away again. */
export const onFrame = <Type extends FrameType>(type: Type, handler: Handler<Type>): (() => void) => {
  const set = handlers.get(type) ?? new Set();
  handlers.set(type, set);
  set.add(handler as (frame: never) => void);
  return () => {
    set.delete(handler as (frame: never) => void);
  };
};

export const deliver = (frame: Hears) => {
  for (const handler of handlers.get(frame.type) ?? []) {
    // One screen's mistake must not keep the frame from the others.
    try {
      handler(frame as never);
    } catch (error) {
      console.error(`live frame ${frame.type}`, error);
    }
  }
};

type Watch = Extract<Says, { type: "watch" | "watch_ticket" | "watch_wall" }>;

const undo = (watch: Watch): Says => {
  switch (watch.type) {
    case "watch":
      return { type: "unwatch", conversation_id: watch.conversation_id };
    case "watch_ticket":
      return { type: "unwatch_ticket", ticket_id: watch.ticket_id };
    case "watch_wall":
      return { type: "unwatch_wall" };
  }
};

export interface Line {
  say: (says: Says) => boolean;
  /** Holds a subscription, over reconnects too, until the returned function is called. Counted: two holders share one. */
  watch: (watch: Watch) => () => void;
  reconnectNow: () => void;
  stop: () => void;
}

interface LineParts {
  open: () => WebSocket;
  after: number;
  /** Too far behind, or back without a place to go on from: everything held may be old. */
  onReset: () => void;
  onSignedOut: () => void;
  /** The socket failed without saying why; the session may be over. */
  onDoubt: () => void;
  random?: () => number;
}

const PING_EVERY_MS = 25_000;
const SILENT_MS = 40_000;
const LONGEST_PAUSE_MS = 15_000;

/** Pause before the n-th try: doubling, capped, and spread so that a restart is not met by everybody at once. */
export const pauseMs = (tries: number, random: number): number =>
  Math.min(LONGEST_PAUSE_MS, 500 * 2 ** Math.min(tries, 6)) * (0.5 + random / 2);

export const openLine = ({ open, after, onReset, onSignedOut, onDoubt, random = Math.random }: LineParts): Line => {
  let seq = after;
  let socket: WebSocket | undefined;
  let tries = 0;
  let stopped = false;
  let heardAt = Date.now();
  let retry: ReturnType<typeof setTimeout> | undefined;
  const watched = new Map<string, { watch: Watch; holders: number }>();

  const mark = (state: LineState) => {
    if (useLine.getState().state !== state) useLine.setState({ state, since: Date.now() });
  };

  const say = (says: Says): boolean => {
    if (socket?.readyState !== WebSocket.OPEN) return false;
    socket.send(JSON.stringify(says));
    return true;
  };

  const connect = () => {
    clearTimeout(retry);
    retry = undefined;
    if (stopped || socket) return;
    if (!navigator.onLine) {
      mark("offline");
      return;
    }
    const mine = open();
    socket = mine;
    mine.onopen = () => {
      heardAt = Date.now();
      say({ type: "hello", after: seq });
      for (const { watch } of watched.values()) say(watch);
    };
    mine.onmessage = (event: MessageEvent<string>) => {
      heardAt = Date.now();
      hear(JSON.parse(event.data) as Hears);
    };
    mine.onclose = () => {
      if (socket === mine) lost();
    };
  };

  const hear = (frame: Hears) => {
    if (frame.type === "welcome") {
      tries = 0;
      mark("live");
    }
    if (frame.type === "signed_out") {
      stop();
      onSignedOut();
      return;
    }
    if (frame.type === "reset") onReset();
    if ("seq" in frame && frame.type !== "welcome") seq = frame.type === "reset" ? frame.seq : Math.max(seq, frame.seq);
    deliver(frame);
  };

  const lost = () => {
    socket = undefined;
    if (stopped) return;
    mark(navigator.onLine ? "broken" : "offline");
    if (tries === 1) onDoubt();
    retry = setTimeout(connect, pauseMs(tries, random()));
    tries += 1;
  };

  const drop = () => {
    const old = socket;
    socket = undefined;
    if (old) {
      old.onclose = null;
      old.onmessage = null;
      old.close();
      lost();
    }
  };

  const reconnectNow = () => {
    tries = 0;
    if (!socket) connect();
  };

  const beat = setInterval(() => {
    if (!socket) return;
    if (Date.now() - heardAt > SILENT_MS) drop();
    else say({ type: "ping" });
  }, PING_EVERY_MS);

  const watch = (wanted: Watch) => {
    const key = JSON.stringify(wanted);
    const held = watched.get(key);
    if (held) held.holders += 1;
    else {
      watched.set(key, { watch: wanted, holders: 1 });
      say(wanted);
    }
    let released = false;
    return () => {
      const now = watched.get(key);
      if (released || !now) return;
      released = true;
      now.holders -= 1;
      if (now.holders > 0) return;
      watched.delete(key);
      say(undo(wanted));
    };
  };

  const stop = () => {
    stopped = true;
    clearTimeout(retry);
    clearInterval(beat);
    window.removeEventListener("online", reconnectNow);
    window.removeEventListener("offline", drop);
    const old = socket;
    socket = undefined;
    if (old) {
      old.onclose = null;
      old.close();
    }
    mark("connecting");
  };

  window.addEventListener("online", reconnectNow);
  window.addEventListener("offline", drop);
  connect();
  return { say, watch, reconnectNow, stop };
};

let line: Line | undefined;

export const socketAddress = () => `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/v1/socket`;

export const startLine = (parts: Omit<LineParts, "open">): (() => void) => {
  line?.stop();
  const mine = openLine({ ...parts, open: () => new WebSocket(socketAddress()) });
  line = mine;
  return () => {
    mine.stop();
    if (line === mine) line = undefined;
  };
};

export const say = (says: Says): boolean => line?.say(says) ?? false;
export const watch = (wanted: Watch): (() => void) => line?.watch(wanted) ?? (() => undefined);
export const reconnectNow = () => line?.reconnectNow();
