import SearchOutlined from "@ant-design/icons/es/icons/SearchOutlined";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button } from "@yingke/ui";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Forbidden } from "../../app/faces";
import { useCommands } from "../../app/keys";
import { useMay } from "../../app/session";
import { Items } from "./Items";
import css from "./knowledge.module.css";
import { parseSearch, type Search, TABS } from "./model";
import { Scripts } from "./Scripts";
import { knowledgeWords } from "./words";

/** `/knowledge`: items and scripts side by side as two leaves; what is filtered stands in the address. */
export const KnowledgeScreen = () =>
  useMay("conversations.own", "conversations.all", "knowledge.edit", "scripts.edit") ? <Leaves /> : <Forbidden />;

const Leaves = () => {
  const t = knowledgeWords.use();
  const search: Search = useSearch({ from: "/shell/knowledge" });
  const navigate = useNavigate();
  const tab = search.tab ?? "items";
  const mayItems = useMay("knowledge.edit");
  const mayScripts = useMay("scripts.edit");
  const [adding, setAdding] = useState(false);
  const show = useCallback(
    (next: Search) => void navigate({ to: "/knowledge", search: parseSearch({ ...next }), replace: true }),
    [navigate],
  );
  const may = tab === "items" ? mayItems : mayScripts;
  const done = () => setAdding(false);
  return (
    <div className={css.screen}>
      <header className={css.head}>
        <div role="tablist" aria-label={t("place")} className={css.tabs}>
          {TABS.map((one) => (
            <button
              key={one}
              type="button"
              role="tab"
              aria-selected={one === tab}
              onClick={() => show({ tab: one === "scripts" ? "scripts" : undefined })}
            >
              {t(`tab.${one}`)}
            </button>
          ))}
        </div>
        <SearchBox key={tab} value={search.q ?? ""} onChange={(q) => show({ ...search, q: q || undefined })} />
        {may && (
          <Button look="primary" onClick={() => setAdding(true)}>
            {t(tab === "items" ? "item.new" : "script.new")}
          </Button>
        )}
      </header>
      {tab === "items" ? (
        <Items search={search} show={show} may={mayItems} adding={adding} onAdded={done} />
      ) : (
        <Scripts q={search.q} may={mayScripts} adding={adding} onAdded={done} />
      )}
    </div>
  );
};

const TYPING_PAUSE_MS = 250;

const SearchBox = ({ value, onChange }: { value: string; onChange: (words: string) => void }) => {
  const t = knowledgeWords.use();
  const [typed, setTyped] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const change = useRef(onChange);
  change.current = onChange;
  const settled = useRef(value);
  useEffect(() => {
    if (typed.trim() === settled.current) return;
    const timer = setTimeout(() => {
      settled.current = typed.trim();
      change.current(settled.current);
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  useCommands(
    useMemo(
      () => [
        {
          id: "knowledge.search",
          title: () => knowledgeWords.t("search"),
          section: "general" as const,
          keys: "/",
          run: () => field.current?.select(),
        },
      ],
      [],
    ),
  );
  return (
    <label className={css.search}>
      <SearchOutlined aria-hidden="true" />
      <input
        ref={field}
        type="search"
        value={typed}
        placeholder={t("search")}
        aria-label={t("search")}
        onChange={(event) => setTyped(event.target.value)}
      />
    </label>
  );
};
