import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { isMissing } from "../../app/errors";
import { go } from "../../app/go";
import { useToast } from "../../app/toast";
import { catchUp, ticketQuery } from "./api";
import { ticketWords } from "./words";

/**
 * After a ticket was passed on: shows it as it is now, or, for people who see only their own groups' tickets, says that
 * it has gone and leads back to the list.
 */
export const useAfterMove = (id: string) => {
  const t = ticketWords.use();
  const toast = useToast();
  const client = useQueryClient();
  return useCallback(async () => {
    try {
      await client.fetchQuery({ ...ticketQuery(id), staleTime: 0 });
      await catchUp(client, id);
    } catch (error) {
      if (!isMissing(error)) {
        toast.failed(error);
        return;
      }
      toast.done(t("detail.passedOn"));
      go("/tickets", { replace: true });
    }
  }, [client, id, t, toast]);
};
