import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { SkeletonRows } from "@yingke/ui";
import { Broken, Forbidden } from "../../../app/faces";
import { useMay } from "../../../app/session";
import { flowQuery } from "../api";
import { FlowEditor } from "./FlowEditor";

/** `/bot/flows/$flowId` */
export const FlowScreen = () => (useMay("knowledge.edit") ? <Loaded /> : <Forbidden />);

const Loaded = () => {
  const { flowId } = useParams({ from: "/shell/bot/flows/$flowId" });
  const { data, isPending, isError, error, refetch } = useQuery(flowQuery(flowId));
  if (isPending) return <SkeletonRows rows={8} />;
  if (isError) return <Broken error={error} retry={() => void refetch()} />;
  return <FlowEditor key={data.id} flow={data} />;
};
