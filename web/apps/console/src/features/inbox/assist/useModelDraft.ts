import { useMutation } from "@tanstack/react-query";
import type { Schemas } from "@yingke/api";
import { request } from "../../../app/http";
import { useToast } from "../../../app/toast";
import type { Conversation } from "../model/types";
import { words } from "../words";
import type { Suggestion } from "./useAssist";

interface Drafted {
  seq: number;
  conversationId: string;
  suggestion?: Suggestion | null;
}

/** A draft by the model endpoint, asked for by a click. It is for the words it was made for: a new message ends it. */
export const useModelDraft = ({ id, last_seq }: Conversation) => {
  const toast = useToast();
  const ask = useMutation({
    mutationFn: async (): Promise<Drafted> => {
      const { suggestion } = await request<Schemas["ModelDraft"]>("POST", `/conversations/${id}/model-draft`);
      return { seq: last_seq, conversationId: id, suggestion };
    },
    onSuccess: ({ suggestion }) => {
      if (!suggestion) toast.info(words.t("assist.no_draft"));
    },
    onError: toast.failed,
  });
  const { data } = ask;
  const current = data?.conversationId === id && data.seq === last_seq ? data.suggestion : undefined;
  return { draft: current ?? undefined, ask: () => ask.mutate(), busy: ask.isPending };
};
