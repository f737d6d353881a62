import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Avatar, Button, Countdown, useNow, WaitingTime } from "@yingke/ui";
import { useEffect, useMemo, useRef } from "react";
import { AppLink, go } from "../../app/go";
import { appWords } from "../../app/i18n";
import { type Command, useCommands } from "../../app/keys";
import { useMe } from "../../app/session";
import { useToast } from "../../app/toast";
import { accept, decline, offersQuery } from "./api";
import { applyAnswer } from "./live";
import type { Conversation } from "./model/types";
import css from "./offer.module.css";
import { words } from "./words";

/** More would cover the list that the agent works with. */
const CARDS = 2;

/** Conversations that ring for me. The oldest first, because its time runs out first. */
export const OfferCards = () => {
  const t = words.use();
  const client = useQueryClient();
  const myId = useMe().agent.id;
  const { data: offers = [] } = useQuery(offersQuery(myId));
  const second = useNow();
  const ringing = offers
    .filter(({ offer_expires_at }) => (offer_expires_at ?? 0) > second)
    .sort((a, b) => (a.offer_expires_at ?? 0) - (b.offer_expires_at ?? 0));

  // An offer that ran out is with somebody else now; the frame that says so may still be on its way.
  const ranOut = offers.length > ringing.length;
  useEffect(() => {
    if (!ranOut) return;
    const timer = setTimeout(() => void client.invalidateQueries({ queryKey: ["offers", myId] }), 1500);
    return () => clearTimeout(timer);
  }, [ranOut, client, myId]);

  return (
    <section className={css.offers} aria-label={t("offer.region")} aria-live="assertive">
      {ringing.slice(0, CARDS).map((offer, at) => (
        <OfferCard key={offer.id} offer={offer} first={at === 0} />
      ))}
      {ringing.length > CARDS && (
        <AppLink href="/inbox?state=offered" className={css.others}>
          {t("offer.others", { count: ringing.length - CARDS })}
        </AppLink>
      )}
    </section>
  );
};

const OfferCard = ({ offer, first }: { offer: Conversation; first: boolean }) => {
  const t = words.use();
  const app = appWords.use();
  const client = useQueryClient();
  const toast = useToast();
  const take = useMutation({
    mutationFn: () => accept(offer.id),
    onSuccess: (answer) => {
      applyAnswer(client, offer.id, answer);
      go(`/inbox/${offer.id}`);
    },
    onError: toast.failed,
    onSettled: () => void client.invalidateQueries({ queryKey: ["offers"] }),
  });
  const leave = useMutation({
    mutationFn: () => decline(offer.id),
    onSuccess: (answer) => applyAnswer(client, offer.id, answer),
    onError: toast.failed,
    onSettled: () => void client.invalidateQueries({ queryKey: ["offers"] }),
  });

  const run = useRef(take.mutate);
  run.current = take.mutate;
  const commands = useMemo<Command[]>(
    () =>
      first
        ? [
            {
              id: "offer.accept",
              title: () => words.t("command.accept"),
              section: "conversation",
              keys: "y",
              run: () => run.current(),
            },
          ]
        : [],
    [first],
  );
  useCommands(commands);

  const { customer, enqueued_at, offer_expires_at } = offer;
  const name = customer.nickname || app("customer.anonymous");
  return (
    <article className={css.offer} aria-label={t("offer.from", { name })}>
      <OfferClock until={offer_expires_at ?? 0} />
      <header>
        <Avatar name={name} size={36} />
        <div className={css.who}>
          <strong>{name}</strong>
          <small>
            {customer.tier && <span>{customer.tier} · </span>}
            {enqueued_at && (
              <>
                {t("offer.waited")} <WaitingTime since={enqueued_at} />
              </>
            )}
          </small>
        </div>
        <span className={css.left}>{offer_expires_at && <Countdown until={offer_expires_at} />}</span>
      </header>
      <p>{offer.last_preview || t("row.nothing_said")}</p>
      <footer>
        <Button onClick={() => leave.mutate()} busy={leave.isPending} disabled={take.isPending}>
          {t("offer.decline")}
        </Button>
        <Button
          look="primary"
          className={css.accept}
          onClick={() => take.mutate()}
          busy={take.isPending}
          disabled={leave.isPending}
          title="Y"
        >
          {t("offer.accept")}
        </Button>
      </footer>
    </article>
  );
};

/** A bar that empties, so that the time left is seen without reading. */
const OfferClock = ({ until }: { until: number }) => {
  const left = until - useNow();
  const share = Math.max(0, Math.min(1, left / OFFER_MS));
  return <span className={css.clock} style={{ scale: `${share} 1` }} data-late={share < 0.3 || undefined} />;
};

const OFFER_MS = 20_000;
