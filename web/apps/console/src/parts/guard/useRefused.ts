import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { ApiError } from "../../app/http";
import { useToast } from "../../app/toast";
import { guardWords } from "./words";

/** Says why words were not sent. What the guard held back although nothing was shown is looked at once more. */
export const useRefused = () => {
  const t = guardWords.use();
  const toast = useToast();
  const client = useQueryClient();
  return useCallback(
    (error: unknown) => {
      if (!(error instanceof ApiError) || error.code !== "guard_blocked") return toast.failed(error);
      toast.info(t("held_now"));
      void client.invalidateQueries({ queryKey: ["guard-check"] });
    },
    [client, t, toast],
  );
};
