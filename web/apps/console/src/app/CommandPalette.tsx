import { useQueries } from "@tanstack/react-query";
import { Kbd } from "@yingke/ui";
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from "react";
import { Dialog } from "./Dialog";
import { errorText } from "./errors";
import { features } from "./features";
import { go } from "./go";
import { appWords } from "./i18n";
import { activeCommands, useRegistry } from "./keys";
import css from "./overlays.module.css";
import { searchProvider } from "./search";

interface Entry {
  id: string;
  title: string;
  hint?: string;
  keys?: string;
  run: () => void;
}

const TYPING_PAUSE_MS = 150;

/** One field for everything: places, actions, and a search over customers, orders, tickets and conversations. */
export const CommandPalette = ({ close }: { close: () => void }) => {
  const t = appWords.use();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const { groups, searching, error } = useEntries(useSettled(text.trim()));
  const entries = groups.flatMap((group) => group.entries);
  const chosen = entries[Math.min(at, entries.length - 1)];

  useEffect(() => {
    list.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: "nearest" });
  }, [at]);

  const take = (entry: Entry | undefined) => {
    if (!entry) return;
    close();
    entry.run();
  };

  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step && entries.length > 0) {
      event.preventDefault();
      setAt((now) => (Math.min(now, entries.length - 1) + step + entries.length) % entries.length);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      take(chosen);
    }
  };

  let index = -1;
  return (
    <Dialog label={t("palette.title")} close={close}>
      <input
        className={css.field}
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={chosen ? `${listId}-${entries.indexOf(chosen)}` : undefined}
        aria-label={t("palette.title")}
        placeholder={t("palette.placeholder")}
        value={text}
        maxLength={100}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <div ref={list} id={listId} role="listbox" aria-label={t("palette.title")} className={css.results}>
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a group inside of a listbox has no element of its own.
          <div key={group.name} role="group" aria-label={group.title}>
            <div className={css.groupTitle} aria-hidden="true">
              {group.title}
            </div>
            {group.entries.map((entry) => {
              index += 1;
              const mine = index;
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keyboard.
                <div
                  key={entry.id}
                  id={`${listId}-${mine}`}
                  data-at={mine}
                  role="option"
                  tabIndex={-1}
                  aria-selected={entry === chosen}
                  className={css.result}
                  onClick={() => take(entry)}
                  onMouseMove={() => setAt(mine)}
                >
                  <span className={css.resultTitle}>{entry.title}</span>
                  {entry.hint && <span className={css.resultHint}>{entry.hint}</span>}
                  {entry.keys && <Kbd keys={entry.keys} />}
                </div>
              );
            })}
          </div>
        ))}
      </div>
      <div className={css.status} role="status">
        {searching && t("palette.searching")}
        {error !== undefined && t("palette.failed", { reason: errorText(error, t) })}
        {!searching && error === undefined && entries.length === 0 && (
          <>
            {t("palette.none", { query: text.trim() })}
            <small>{t("palette.none_hint")}</small>
          </>
        )}
      </div>
    </Dialog>
  );
};

const useEntries = (query: string) => {
  const t = appWords.use();
  const registered = useRegistry((state) => state.commands);
  const providers = useMemo(() => [searchProvider, ...features.flatMap((feature) => feature.palette ?? [])], []);
  const answers = useQueries({
    queries: providers.map((provider) => ({
      queryKey: ["palette", provider.name, query],
      queryFn: ({ signal }: { signal: AbortSignal }) => provider.search(query, signal),
      enabled: query.length > 0,
      staleTime: 10_000,
      retry: false,
    })),
  });
  const wanted = query.toLowerCase();
  const commands = activeCommands(registered)
    .filter((command) => !command.keysOnly && command.title().toLowerCase().includes(wanted))
    .map((command): Entry => ({ id: command.id, title: command.title(), keys: command.keys, run: command.run }));
  const groups: { name: string; title: string; entries: Entry[] }[] = [];
  for (const [at, answer] of answers.entries()) {
    const provider = providers[at];
    if (!provider || !answer.data || query === "") continue;
    for (const title of new Set(answer.data.map((item) => item.section ?? provider.title()))) {
      const items = answer.data.filter((item) => (item.section ?? provider.title()) === title);
      groups.push({
        name: `${provider.name} ${title}`,
        title,
        entries: items.map(({ id, title, hint, href }) => ({ id, title, hint, run: () => go(href) })),
      });
    }
  }
  if (commands.length > 0) groups.push({ name: "commands", title: t("palette.commands"), entries: commands });
  return {
    groups,
    searching: query !== "" && answers.some((answer) => answer.isFetching),
    error: answers.find((answer) => answer.isError)?.error ?? undefined,
  };
};

/** The text once the person pauses; a search per letter would be eight searches for one name. */
const useSettled = (text: string) => {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return useDeferredValue(settled);
};
