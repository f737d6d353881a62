import { useQuery } from "@tanstack/react-query";
import { Button, RelativeTime, SkeletonRows, StatusTag } from "@yingke/ui";
import { useAgents } from "../../app/directory";
import { Broken } from "../../app/faces";
import { useMay } from "../../app/session";
import { useSaving } from "../../parts/form/useSaving";
import { rollBack, versionsQuery } from "./api";
import { Diff } from "./Diff";
import css from "./editor.module.css";
import type { Knowledge } from "./model";
import { knowledgeWords } from "./words";

/** Every version that was out, each with what it changed, and the way back to it. */
export const History = ({ item }: { item: Knowledge }) => {
  const t = knowledgeWords.use();
  const agents = useAgents();
  const may = useMay("knowledge.approve");
  const versions = useQuery(versionsQuery(item.id));
  const { save, saving } = useSaving("knowledge");
  const name = (id: string) => agents.get(id as never)?.name ?? "";
  if (versions.isPending) return <SkeletonRows rows={4} />;
  if (versions.isError) return <Broken error={versions.error} retry={() => void versions.refetch()} />;
  if (versions.data.length === 0) return <p className={css.quiet}>{t("history.none")}</p>;
  return (
    <ol className={css.history}>
      {versions.data.map((version) => (
        <li key={version.version}>
          <header>
            <strong>v{version.version}</strong>
            <StatusTag tone={version.action === "archived" ? "neutral" : "success"}>
              {t(`action.${version.action}`)}
            </StatusTag>
            <span className={css.quiet}>
              {version.authors.map(name).filter(Boolean).join("、")}
              {version.approver_id && ` · ${t("history.approver", { name: name(version.approver_id) })}`} ·{" "}
              <RelativeTime at={version.at} />
            </span>
            {may && version.version !== item.version && version.action !== "archived" && (
              <Button
                size="small"
                busy={saving}
                onClick={() => void save(() => rollBack(item.id, item.version, version.version, ""), t("history.back"))}
              >
                {t("history.roll_back")}
              </Button>
            )}
          </header>
          {version.note && <p>{version.note}</p>}
          <Diff changes={version.changes} />
          {version.polish.length > 0 && (
            <>
              <h4>{t("diff.polish")}</h4>
              <Diff changes={version.polish} />
            </>
          )}
        </li>
      ))}
    </ol>
  );
};
