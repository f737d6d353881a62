import { type UseQueryResult, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Avatar, moneyText, StatusTag } from "@yingke/ui";
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import { flat } from "../../../app/cache";
import { useAgents } from "../../../app/directory";
import { errorText } from "../../../app/errors";
import { appWords } from "../../../app/i18n";
import { useMe } from "../../../app/session";
import { useToast } from "../../../app/toast";
import { ordersQuery } from "../../../parts/customer/api";
import { cardOf } from "../../../parts/customer/model";
import { fillScript } from "../../../parts/sop/fill";
import { productsQuery, renderFacts, scriptsQuery, usedScript } from "../api";
import { namesFacts, rememberFacts } from "../model/facts";
import type { Trigger } from "../model/trigger";
import type { Conversation, MessageKind, Script } from "../model/types";
import { words } from "../words";
import css from "./suggestions.module.css";

export interface SuggestionHandle {
  /** True when the key was for the list. */
  onKey: (event: KeyboardEvent) => boolean;
}

interface SuggestionsProps {
  ref: Ref<SuggestionHandle>;
  trigger: Trigger;
  conversation: Conversation;
  take: (insert: string) => void;
  mention: (agentId: string, insert: string) => void;
  card: (kind: MessageKind, payload: unknown, label: string) => void;
}

interface Suggestion {
  key: string;
  face: ReactNode;
  choose: () => void;
}

export const Suggestions = (props: SuggestionsProps) => {
  switch (props.trigger.kind) {
    case "script":
      return <Scripts {...props} />;
    case "mention":
      return <People {...props} />;
    case "object":
      return <Objects {...props} />;
  }
};

const Scripts = ({ ref, trigger, conversation, take }: SuggestionsProps) => {
  const t = words.use();
  const toast = useToast();
  const { agent } = useMe();
  const scripts = useQuery(scriptsQuery(trigger.query));
  const orders = useInfiniteQuery(ordersQuery(conversation.customer.id));
  const order = flat(orders.data)[0];
  const suggestions = (scripts.data ?? []).flatMap(tones).map(({ script, tone, body }): Suggestion => {
    const filled = fillScript(body, {
      customer: conversation.customer,
      order: order && { no: order.order_no },
      agent,
    });
    return {
      key: `${script.id} ${tone}`,
      face: (
        <>
          <b>{script.title}</b>
          {script.shortcut && <code>/{script.shortcut}</code>}
          {tone !== "plain" && <StatusTag tone="note">{t(`suggest.tone.${tone}`)}</StatusTag>}
          <small>{filled}</small>
        </>
      ),
      choose: () => {
        usedScript(script.id).catch(() => undefined);
        if (!namesFacts(filled)) return take(filled);
        renderFacts(filled)
          .then(({ text, facts }) => {
            rememberFacts(conversation.id, facts);
            take(text);
          })
          // Nothing is inserted: what does not hold now must not reach a customer.
          .catch(toast.failed);
      },
    };
  });
  return (
    <List
      ref={ref}
      label={t("suggest.scripts")}
      none={t("suggest.no_scripts")}
      suggestions={suggestions}
      state={scripts}
    />
  );
};

/** The script as it is, then in its other tones. */
const tones = (script: Script) => {
  const all = [
    { script, tone: "plain" as const, body: script.body },
    { script, tone: "warm" as const, body: script.levels.warm },
    { script, tone: "formal" as const, body: script.levels.formal },
  ];
  return all.flatMap(({ body, ...rest }) => (body ? [{ ...rest, body }] : []));
};

const People = ({ ref, trigger, mention }: SuggestionsProps) => {
  const t = words.use();
  const myId = useMe().agent.id;
  const agents = useAgents();
  const wanted = trigger.query.toLowerCase();
  const suggestions = [...agents.values()]
    .filter((agent) => agent.enabled && agent.id !== myId)
    .filter(({ name, nickname, email }) => [name, nickname, email].some((each) => each.toLowerCase().includes(wanted)))
    .slice(0, 8)
    .map(
      (agent): Suggestion => ({
        key: agent.id,
        face: (
          <>
            <Avatar name={agent.name} src={agent.avatar || undefined} size={20} />
            <b>{agent.name}</b>
            <small>{agent.nickname}</small>
          </>
        ),
        choose: () => mention(agent.id, `@${agent.name} `),
      }),
    );
  return <List ref={ref} label={t("suggest.people")} none={t("suggest.no_people")} suggestions={suggestions} />;
};

const Objects = ({ ref, trigger, conversation, card }: SuggestionsProps) => {
  const t = words.use();
  const app = appWords.use();
  const orders = useInfiniteQuery(ordersQuery(conversation.customer.id));
  const products = useQuery({ ...productsQuery(trigger.query), enabled: trigger.query.length > 0 });
  const wanted = trigger.query.toLowerCase();
  const own = flat(orders.data)
    .filter(
      (order) =>
        order.order_no.toLowerCase().includes(wanted) ||
        order.lines.some(({ title }) => title.toLowerCase().includes(wanted)),
    )
    .slice(0, 6)
    .map(
      (order): Suggestion => ({
        key: order.id,
        face: (
          <>
            <b>{order.order_no}</b>
            <StatusTag tone="brand">{app(`order_state.${order.state}`)}</StatusTag>
            <small>
              {moneyText(order.paid_fen)} · {order.lines[0]?.title}
            </small>
          </>
        ),
        choose: () => card("order_card", cardOf(order), order.order_no),
      }),
    );
  const found = (products.data ?? []).map(
    (product): Suggestion => ({
      key: product.product_id,
      face: (
        <>
          <b>{product.title}</b>
          <small>
            {product.sku} · {moneyText(product.price_fen)}
          </small>
        </>
      ),
      choose: () => card("product_card", product, product.title),
    }),
  );
  return (
    <List
      ref={ref}
      label={t("suggest.objects")}
      none={t("suggest.no_objects")}
      suggestions={[...own, ...found]}
      state={orders}
    />
  );
};

interface ListProps {
  ref: Ref<SuggestionHandle>;
  label: string;
  none: string;
  suggestions: Suggestion[];
  state?: Pick<UseQueryResult, "isPending" | "isError" | "error">;
}

const List = ({ ref, label, none, suggestions, state }: ListProps) => {
  const app = appWords.use();
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const chosen = Math.min(at, Math.max(0, suggestions.length - 1));

  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  useImperativeHandle(ref, () => ({
    onKey: (event) => {
      if (event.isComposing || event.keyCode === 229 || suggestions.length === 0) return false;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step !== undefined) {
        setAt((chosen + step + suggestions.length) % suggestions.length);
        return true;
      }
      if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") {
        suggestions[chosen]?.choose();
        return true;
      }
      return false;
    },
  }));

  return (
    <div ref={list} className={css.suggestions} role="listbox" aria-label={label}>
      {suggestions.map((suggestion, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the text field has the keyboard and hands its keys in.
        <div
          key={suggestion.key}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          className={css.suggestion}
          onMouseEnter={() => setAt(index)}
          // The field keeps the focus, and with it the caret.
          onMouseDown={(event) => event.preventDefault()}
          onClick={suggestion.choose}
        >
          {suggestion.face}
        </div>
      ))}
      {suggestions.length === 0 && (
        <p className={css.suggestNone}>
          {state?.isPending ? app("palette.searching") : state?.isError ? errorText(state.error, app) : none}
        </p>
      )}
    </div>
  );
};
