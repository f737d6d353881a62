// The live line to the server: one socket that comes back by itself, with growing pauses and a bit of chance, so that
// a thousand shops do not knock at once after an outage.
import { backoffMs } from "./outbox";
import type { Hears, Says } from "./types";

const PING_MS = 25_000;
/** Nothing heard for so long, although we ping: the connection is dead and only looks alive. */
const SILENCE_MS = 60_000;

export interface Line {
  say(frame: Says): boolean;
  /** Try at once (the network is back, the page is looked at again). */
  wake(): void;
  /** Give this connection up and make another: something that was sent has not been answered. */
  drop(): void;
  stop(): void;
}

export function openLine(
  address: () => string,
  on: { open(): void; closed(failures: number): void; heard(frame: Hears): void },
): Line {
  let socket: WebSocket | null = null;
  let failures = 0;
  let heardAt = 0;
  let timer = 0;
  let stopped = false;

  const connect = () => {
    clearTimeout(timer);
    if (stopped || socket) return;
    const mine = new WebSocket(address());
    socket = mine;
    heardAt = Date.now();
    mine.onopen = () => on.open();
    mine.onmessage = (event) => {
      failures = 0;
      heardAt = Date.now();
      on.heard(JSON.parse(event.data));
    };
    mine.onclose = () => mine === socket && lost();
  };

  const lost = () => {
    const old = socket;
    socket = null;
    old?.close();
    failures++;
    on.closed(failures);
    clearTimeout(timer);
    if (!stopped) timer = window.setTimeout(connect, backoffMs(failures, Math.random()));
  };

  const pulse = window.setInterval(() => {
    if (!socket) return;
    if (Date.now() - heardAt > SILENCE_MS) lost();
    else if (socket.readyState === 1) socket.send('{"type":"ping"}');
  }, PING_MS);

  connect();
  return {
    say(frame) {
      if (socket?.readyState !== 1) return false;
      socket.send(JSON.stringify(frame));
      return true;
    },
    wake() {
      if (!socket) connect();
      else if (Date.now() - heardAt > PING_MS * 1.5) lost();
    },
    drop() {
      if (socket) lost();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      clearInterval(pulse);
      const old = socket;
      socket = null;
      old?.close();
    },
  };
}
