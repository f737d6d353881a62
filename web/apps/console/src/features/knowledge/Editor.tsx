import { useQuery } from "@tanstack/react-query";
import { SkeletonRows } from "@yingke/ui";
import { Drawer, Grid } from "antd";
import { useState } from "react";
import { Broken } from "../../app/faces";
import { useMay } from "../../app/session";
import { draftQuery, itemQuery } from "./api";
import css from "./editor.module.css";
import { Form } from "./Form";
import { History } from "./History";
import { contentOf, type Kind } from "./model";
import { Readers } from "./Readers";
import { knowledgeWords } from "./words";

interface EditorProps {
  /** None: a new one of `kind`. */
  id?: string;
  kind: Kind;
  close: () => void;
  /** The new one is there now. */
  made: (id: string) => void;
}

const LEAVES = ["form", "history", "readers"] as const;

/** One item at the side of the list: its text, its versions, its readers. */
export const Editor = ({ id, kind, close, made }: EditorProps) => {
  const t = knowledgeWords.use();
  const wide = Grid.useBreakpoint().md ?? true;
  const item = useQuery({ ...itemQuery(id ?? ""), enabled: Boolean(id) });
  const shown = id ? item.data : undefined;
  const shape = shown?.kind ?? kind;
  const mayEdit = useMay(shape === "script" ? "scripts.edit" : "knowledge.edit");
  const supervises = useMay("supervise");
  const working = useQuery({
    ...draftQuery(id ?? "", item.dataUpdatedAt),
    enabled: Boolean(id && shown?.stage) && mayEdit,
  });
  const [leaf, setLeaf] = useState<(typeof LEAVES)[number]>("form");
  const waits = Boolean(id) && (item.isPending || (Boolean(shown?.stage) && mayEdit && working.isPending));
  const leaves = LEAVES.filter(
    (one) => one === "form" || (one === "history" ? (shown?.version ?? 0) > 0 : supervises && shown?.must_read),
  );
  return (
    <Drawer
      open
      onClose={close}
      size={wide ? 860 : "100%"}
      title={shown ? `${t(`kind.${shape}`)} · ${shown.question}` : t(`new.${shape}`)}
      styles={{ body: { padding: 0 } }}
    >
      <div className={css.editor}>
        {leaves.length > 1 && (
          <div role="tablist" className={css.leaves} aria-label={t("place")}>
            {leaves.map((one) => (
              <button key={one} type="button" role="tab" aria-selected={one === leaf} onClick={() => setLeaf(one)}>
                {t(`leaf.${one}`)}
              </button>
            ))}
          </div>
        )}
        {waits && <SkeletonRows rows={8} />}
        {item.isError && id && <Broken error={item.error} retry={() => void item.refetch()} />}
        {working.isError && <Broken error={working.error} retry={() => void working.refetch()} />}
        {!waits && !item.isError && !working.isError && leaf === "form" && (
          <Form
            key={`${id ?? "new"} ${shown?.version ?? 0} ${shown?.stage ? (working.data?.version ?? 0) : 0}`}
            item={shown}
            draft={shown?.stage ? working.data : undefined}
            start={shown ? contentOf(shown) : undefined}
            kind={kind}
            may={mayEdit}
            close={close}
            made={made}
          />
        )}
        {shown && leaf === "history" && (
          <div className={css.side}>
            <History item={shown} />
          </div>
        )}
        {shown && leaf === "readers" && (
          <div className={css.side}>
            <Readers id={shown.id} />
          </div>
        )}
      </div>
    </Drawer>
  );
};
