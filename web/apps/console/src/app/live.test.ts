// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { deliver, type Hears, type Line, onFrame, openLine, pauseMs, type Says, useLine } from "./live";

class FakeSocket {
  readyState: number = WebSocket.CONNECTING;
  sent: Says[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onclose?: (() => void) | null;
  send = (text: string) => this.sent.push(JSON.parse(text) as Says);
  close = () => {
    this.readyState = WebSocket.CLOSED;
    this.onclose?.();
  };
  opens = () => {
    this.readyState = WebSocket.OPEN;
    this.onopen?.();
  };
  hears = (frame: Hears) => this.onmessage?.({ data: JSON.stringify(frame) });
}

let sockets: FakeSocket[] = [];
let line: Line;
const onReset = vi.fn();
const onSignedOut = vi.fn();
const onDoubt = vi.fn();
const last = () => sockets.at(-1) as FakeSocket;

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  for (const spy of [onReset, onSignedOut, onDoubt]) spy.mockClear();
  line = openLine({
    after: 40,
    onReset,
    onSignedOut,
    onDoubt,
    random: () => 1,
    open: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
  });
});

afterEach(() => {
  line.stop();
  vi.useRealTimers();
});

describe("the live line", () => {
  it("goes on after the last seq it heard, and watches again what is watched", () => {
    last().opens();
    expect(last().sent).toEqual([{ type: "hello", after: 40 }]);
    last().hears({ type: "welcome", seq: 60 });
    expect(useLine.getState().state).toBe("live");
    line.watch({ type: "watch", conversation_id: "con_1" });
    last().hears({ type: "upto", seq: 52 });
    last().hears({ type: "upto", seq: 51 });

    last().close();
    expect(useLine.getState().state).toBe("broken");
    vi.advanceTimersByTime(1000);
    last().opens();
    expect(sockets).toHaveLength(2);
    expect(last().sent).toEqual([
      { type: "hello", after: 52 },
      { type: "watch", conversation_id: "con_1" },
    ]);
  });

  it("counts holders of one subscription", () => {
    last().opens();
    const first = line.watch({ type: "watch", conversation_id: "con_1" });
    const second = line.watch({ type: "watch", conversation_id: "con_1" });
    first();
    first();
    expect(last().sent.filter(({ type }) => type === "unwatch")).toHaveLength(0);
    second();
    expect(last().sent.at(-1)).toEqual({ type: "unwatch", conversation_id: "con_1" });
  });

  it("starts over from the seq of a reset", () => {
    last().opens();
    last().hears({ type: "upto", seq: 90 });
    last().hears({ type: "reset", seq: 70 });
    expect(onReset).toHaveBeenCalledOnce();
    last().close();
    vi.advanceTimersByTime(1000);
    last().opens();
    expect(last().sent[0]).toEqual({ type: "hello", after: 70 });
  });

  it("does not come back after a sign-out", () => {
    last().opens();
    last().hears({ type: "signed_out" });
    vi.advanceTimersByTime(120_000);
    expect(onSignedOut).toHaveBeenCalledOnce();
    expect(sockets).toHaveLength(1);
  });

  it("leaves a socket that has gone silent, and asks about the session when it cannot come back", () => {
    last().opens();
    last().hears({ type: "welcome", seq: 1 });
    vi.advanceTimersByTime(51_000);
    expect(useLine.getState().state).toBe("broken");
    vi.advanceTimersByTime(2000);
    expect(sockets).toHaveLength(2);
    last().close();
    expect(onDoubt).toHaveBeenCalled();
  });

  it("waits longer after each failure, up to a limit, and never all at once", () => {
    expect(pauseMs(0, 1)).toBe(500);
    expect(pauseMs(3, 1)).toBe(4000);
    expect(pauseMs(30, 1)).toBe(15_000);
    expect(pauseMs(30, 0)).toBe(7500);
  });

  it("keeps a frame for the others when one handler fails", () => {
    const quiet = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const second = vi.fn();
    const stops = [
      onFrame("upto", () => {
        throw new Error("one screen's mistake");
      }),
      onFrame("upto", second),
    ];
    deliver({ type: "upto", seq: 1 });
    expect(second).toHaveBeenCalledWith({ type: "upto", seq: 1 });
    for (const stop of stops) stop();
    deliver({ type: "upto", seq: 2 });
    expect(second).toHaveBeenCalledOnce();
    quiet.mockRestore();
  });
});
