// Brings outgoing messages to the server: one after the other per conversation, again after a failure of the network
// or a busy server, until it is stored there or refused.
import type { QueryClient } from "@tanstack/react-query";
import { errorText } from "../../app/errors";
import { ApiError } from "../../app/http";
import { appWords } from "../../app/i18n";
import { useLine } from "../../app/live";
import { guardWords } from "../../parts/guard/words";
import { sendMessage } from "./api";
import { putMessages } from "./held";
import { factsPayload } from "./model/facts";
import { addOutgoing, arrived, markOutgoing, type Outgoing, removeOutgoing, useOutbox } from "./model/outgoing";

const TRIES = 6;

export const send = (client: QueryClient, outgoing: Outgoing) => {
  const told = outgoing.kind === "text" && !outgoing.internal ? factsPayload(outgoing.conversationId) : undefined;
  const item = told && !outgoing.payload ? { ...outgoing, payload: told } : outgoing;
  addOutgoing(item);
  inOrder(client, item);
};

export const sendAgain = (client: QueryClient, item: Outgoing) => {
  markOutgoing(item.clientId, { state: "sending" });
  inOrder(client, item);
};

export const discard = (item: Outgoing) => removeOutgoing([item.clientId]);

/** What a reload or a crash interrupted goes on. */
export const resumeOutbox = (client: QueryClient) => {
  for (const item of useOutbox.getState().items) {
    if (item.state === "sending") inOrder(client, item);
  }
};

const tails = new Map<string, Promise<void>>();
const underway = new Set<string>();

const inOrder = (client: QueryClient, item: Outgoing) => {
  if (underway.has(item.clientId)) return;
  underway.add(item.clientId);
  const before = tails.get(item.conversationId) ?? Promise.resolve();
  const mine = before.then(() => attempt(client, item)).finally(() => underway.delete(item.clientId));
  tails.set(item.conversationId, mine);
};

const attempt = async (client: QueryClient, item: Outgoing) => {
  for (let tries = 1; ; tries += 1) {
    try {
      const { clientId: client_id, kind, body, payload, internal, mentions, overrideReason: override_reason } = item;
      const sent = await sendMessage(item.conversationId, {
        client_id,
        kind,
        body,
        payload,
        internal,
        mentions,
        override_reason,
      });
      putMessages(client, item.conversationId, [arrived(item, sent)]);
      removeOutgoing([item.clientId]);
      return;
    } catch (error) {
      if (!(error instanceof ApiError) || !error.passing || tries >= TRIES) {
        markOutgoing(item.clientId, { state: "failed", problem: problemOf(error) });
        return;
      }
      await pause(error.retryAfterMs ?? Math.min(8000, 500 * 2 ** tries));
    }
  }
};

const problemOf = (error: unknown) =>
  error instanceof ApiError && error.code === "guard_blocked" ? guardWords.t("refused") : errorText(error, appWords.t);

/** Waits, but not longer than until the line is back. */
const pause = (ms: number) =>
  new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(done, ms);
    const stop = useLine.subscribe((now, before) => {
      if (now.state === "live" && before.state !== "live") done();
    });
  });
