// The live line: news of requests come as they happen. It comes back by itself; until then the page asks now and then.
import type { QueryClient } from "@tanstack/react-query";
import { create } from "zustand";
import { call } from "./http";
import { newsOf, pauseMs, seqAfter, withBrief } from "./news";
import { open } from "./session";
import type { Hears, Snapshot } from "./types";

/** `down` only after a moment: a short gap is no news for anybody. */
export const useLine = create<{ live: boolean; down: boolean }>(() => ({ live: false, down: false }));

const PING_MS = 25_000;
const SILENCE_MS = 60_000;

export function openLine(token: string, from: number, cache: QueryClient): () => void {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const address = `${scheme}://${location.host}/api/widget/v1/socket?token=${encodeURIComponent(token)}`;
  let seq = from;
  let socket: WebSocket | null = null;
  let failures = 0;
  let heardAt = 0;
  let retry = 0;
  let stopped = false;
  // After a gap the pages are read once, whatever the line can still tell.
  let gap = false;

  const connect = () => {
    clearTimeout(retry);
    if (stopped || socket) return;
    const mine = new WebSocket(address);
    socket = mine;
    heardAt = Date.now();
    mine.onopen = () => mine.send(JSON.stringify({ type: "hello", after: seq }));
    mine.onmessage = (event) => mine === socket && heard(JSON.parse(event.data));
    mine.onclose = () => mine === socket && lost();
  };

  const lost = () => {
    const old = socket;
    socket = null;
    old?.close();
    failures += 1;
    gap = true;
    useLine.setState({ live: false, down: failures > 1 || !navigator.onLine });
    clearTimeout(retry);
    if (stopped) return;
    retry = window.setTimeout(connect, pauseMs(failures, Math.random()));
    // Perhaps the token is refused, perhaps only sockets are blocked on the way: a plain call tells.
    if (failures === 2) call("GET", "snapshot").catch(() => {});
  };

  const heard = (frame: Hears) => {
    failures = 0;
    heardAt = Date.now();
    seq = seqAfter(seq, frame);
    if (frame.type === "welcome") {
      useLine.setState({ live: true, down: false });
      if (gap) cache.invalidateQueries();
      gap = false;
    }
    const news = newsOf(frame);
    if (news.do === "again") again();
    else if (news.do === "out") open();
    else if (news.do === "request") {
      cache.setQueryData(["requests"], (held: Parameters<typeof withBrief>[0]) => withBrief(held, news.brief));
      cache.invalidateQueries({ queryKey: ["request", news.brief.id] });
    }
  };

  const again = async () => {
    try {
      const snapshot = await call<Snapshot>("GET", "snapshot");
      seq = Math.max(seq, snapshot.seq);
      useLine.setState({ live: true, down: false });
      await cache.invalidateQueries();
    } catch {
      lost();
    }
  };

  const wake = () => {
    if (!socket) connect();
    else if (Date.now() - heardAt > PING_MS * 1.5) lost();
  };
  const drop = () => socket && lost();
  const seen = () => document.hidden || wake();
  const pulse = window.setInterval(() => {
    if (!socket) return;
    if (Date.now() - heardAt > SILENCE_MS) lost();
    else if (socket.readyState === WebSocket.OPEN) socket.send('{"type":"ping"}');
  }, PING_MS);
  addEventListener("online", wake);
  addEventListener("offline", drop);
  document.addEventListener("visibilitychange", seen);
  connect();

  return () => {
    stopped = true;
    clearTimeout(retry);
    clearInterval(pulse);
    removeEventListener("online", wake);
    removeEventListener("offline", drop);
    document.removeEventListener("visibilitychange", seen);
    const old = socket;
    socket = null;
    old?.close();
    useLine.setState({ live: false, down: false });
  };
}
