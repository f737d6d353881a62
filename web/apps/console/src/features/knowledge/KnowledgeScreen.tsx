import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Floating, MenuItem } from "@yingke/ui";
import { useCallback, useState } from "react";
import { Forbidden } from "../../app/faces";
import { useMay } from "../../app/session";
import { Place } from "../../parts/place/Place";
import { SearchBox } from "../../parts/place/SearchBox";
import { exportAddress, mustReadQuery } from "./api";
import { Editor } from "./Editor";
import { ImportDialog } from "./ImportDialog";
import { Items, Queue } from "./Items";
import css from "./knowledge.module.css";
import { MustRead } from "./MustRead";
import { KINDS, type Kind, parseSearch, type Search, TABS } from "./model";
import { knowledgeWords } from "./words";

/** `/knowledge`: everything, what waits for review, and what I must read; what is filtered stands in the address. */
export const KnowledgeScreen = () =>
  useMay("conversations.own", "conversations.all", "knowledge.edit", "scripts.edit") ? <Leaves /> : <Forbidden />;

const Leaves = () => {
  const t = knowledgeWords.use();
  const search = useSearch({ from: "/shell/knowledge", select: parseSearch });
  const navigate = useNavigate();
  const tab = search.tab ?? "items";
  const mayItems = useMay("knowledge.edit");
  const mayScripts = useMay("scripts.edit");
  const [adding, setAdding] = useState<Kind>();
  const [importing, setImporting] = useState(false);
  const must = useQuery(mustReadQuery);
  const show = useCallback(
    (next: Search) => void navigate({ to: "/knowledge", search: parseSearch({ ...next }), replace: true }),
    [navigate],
  );
  const tabs = TABS.filter((one) => one !== "review" || mayItems);
  const kinds = KINDS.filter((kind) => (kind === "script" ? mayScripts : mayItems));
  return (
    <Place
      label={t("place")}
      tabs={tabs}
      tab={tab}
      show={(one) => show({ tab: one === "items" ? undefined : one })}
      face={(one) => (
        <>
          {t(`tab.${one}`)}
          {one === "must" && (must.data?.length ?? 0) > 0 && <span className={css.badge}>{must.data?.length}</span>}
        </>
      )}
      beside={
        <>
          {tab === "items" && (
            <SearchBox
              id="knowledge.search"
              section="general"
              label={t("search")}
              className={css.search}
              value={search.q ?? ""}
              onChange={(q) => show({ ...search, q: q || undefined })}
            />
          )}
          {mayItems && tab === "items" && (
            <Floating kind="menu" placement="bottom-end" face={t("files")} className={css.menu}>
              {(close) => (
                <>
                  <MenuItem
                    onChoose={() => {
                      setImporting(true);
                      close();
                    }}
                  >
                    {t("import.title")}
                  </MenuItem>
                  {(["xlsx", "csv", "md"] as const).map((format) => (
                    <MenuItem
                      key={format}
                      onChoose={() => {
                        window.location.assign(exportAddress(format, search));
                        close();
                      }}
                    >
                      {t(`export.${format}`)}
                    </MenuItem>
                  ))}
                </>
              )}
            </Floating>
          )}
          {kinds.length > 0 && tab === "items" && (
            <Floating kind="menu" placement="bottom-end" face={t("new")} className={css.new}>
              {(close) =>
                kinds.map((kind) => (
                  <MenuItem
                    key={kind}
                    onChoose={() => {
                      setAdding(kind);
                      close();
                    }}
                  >
                    {t(`new.${kind}`)}
                  </MenuItem>
                ))
              }
            </Floating>
          )}
        </>
      }
    >
      {tab === "items" && <Items search={search} show={show} />}
      {tab === "review" && (
        <>
          <Queue stage="review" search={search} show={show} />
          <Queue stage="polish" search={search} show={show} />
        </>
      )}
      {tab === "must" && <MustRead />}
      {(adding || search.item) && (
        <Editor
          key={search.item ?? adding}
          id={search.item}
          kind={adding ?? "question"}
          close={() => {
            setAdding(undefined);
            show({ ...search, item: undefined });
          }}
          made={(id) => {
            setAdding(undefined);
            show({ ...search, item: id });
          }}
        />
      )}
      {importing && <ImportDialog close={() => setImporting(false)} />}
    </Place>
  );
};
