import { useQuery } from "@tanstack/react-query";
import { Avatar, RelativeTime, SkeletonRows, StatusTag } from "@yingke/ui";
import { useAgents } from "../../app/directory";
import { Broken } from "../../app/faces";
import { readersQuery } from "./api";
import css from "./editor.module.css";
import { knowledgeWords } from "./words";

/** Who must read it: those who have not stand first. */
export const Readers = ({ id }: { id: string }) => {
  const t = knowledgeWords.use();
  const agents = useAgents();
  const readers = useQuery(readersQuery(id));
  if (readers.isPending) return <SkeletonRows rows={4} />;
  if (readers.isError) return <Broken error={readers.error} retry={() => void readers.refetch()} />;
  const done = readers.data.filter((reader) => reader.done).length;
  return (
    <>
      <p className={css.quiet}>{t("readers.count", { done, all: readers.data.length })}</p>
      <ul className={css.readers}>
        {readers.data.map((reader) => {
          const agent = agents.get(reader.agent_id);
          return (
            <li key={reader.agent_id}>
              <Avatar name={agent?.name ?? ""} src={agent?.avatar || undefined} size={24} />
              <span>{agent?.name}</span>
              <StatusTag tone={reader.done ? "success" : "warning"}>
                {t(reader.done ? "readers.done" : "readers.open")}
              </StatusTag>
              {reader.at && <RelativeTime at={reader.at} />}
            </li>
          );
        })}
      </ul>
    </>
  );
};
