import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../app/errors";
import { ApiError, freshKey } from "../../app/http";
import { appWords } from "../../app/i18n";
import { useToast } from "../../app/toast";
import { formWords } from "./words";

/**
 * Saving one thing: says when it is done, puts a refusal beside its field, and when somebody else was
 * faster reads the list again instead of overwriting it. `done` null: the caller says it.
 */
export const useSaving = (listKey: string) => {
  const t = formWords.use();
  const app = appWords.use();
  const toast = useToast();
  const client = useQueryClient();
  const [saving, setSaving] = useState(false);
  const [refused, setRefused] = useState<{ field: string; text: string }>();
  // One key for one form, so that pressing again after a lost answer makes nothing twice.
  const [key, setKey] = useState(freshKey);

  const save = async <T>(
    send: (idempotencyKey: string) => Promise<T>,
    done?: string | null,
  ): Promise<T | undefined> => {
    setSaving(true);
    setRefused(undefined);
    try {
      const answer = await send(key);
      setKey(freshKey());
      await client.invalidateQueries({ queryKey: [listKey] });
      if (done !== null) toast.done(done ?? t("saved"));
      return answer;
    } catch (error) {
      // The body may change before the next try, and then it is another request.
      setKey(freshKey());
      if (error instanceof ApiError && error.code === "version_conflict") {
        await client.invalidateQueries({ queryKey: [listKey] });
        toast.info(t("conflict"));
      } else if (error instanceof ApiError && error.field) {
        setRefused({ field: error.field, text: errorText(error, app) });
      } else {
        toast.failed(error);
      }
      return undefined;
    } finally {
      setSaving(false);
    }
  };

  const problem = (field: string): string | undefined => (refused?.field === field ? refused.text : undefined);
  return { save, saving, problem };
};
