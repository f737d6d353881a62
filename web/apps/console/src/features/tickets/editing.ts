// Changing a ticket while colleagues do the same. A change carries the version it was made on; when the server has a
// newer one, we look at what both changed, and only bother the person when it matters.
import { useQueryClient } from "@tanstack/react-query";
import { createContext, useCallback, useContext, useState } from "react";
import { ApiError } from "../../app/http";
import { useToast } from "../../app/toast";
import { type Detail, entriesQuery, patchTicket, readEntries, refreshTicket, ticketQuery } from "./api";
import { type Conflict, findConflict, reapply, type TicketPatch } from "./model/conflict";
import { withEntries } from "./model/timeline";
import { ticketWords } from "./words";

export interface Editing {
  /** Resolves to whether it is saved. `base` is what the person saw when the change began. */
  save: (patch: TicketPatch, base?: Detail) => Promise<boolean>;
  saving: boolean;
  conflict?: Conflict;
  settle: (choose: Record<string, "mine" | "theirs">) => Promise<void>;
  drop: () => void;
}

export const EditContext = createContext<Editing | undefined>(undefined);

export const useEdit = (): Editing => {
  const editing = useContext(EditContext);
  if (!editing) throw new Error("useEdit outside of a ticket");
  return editing;
};

export const useEditing = (ticket: Detail): Editing => {
  const t = ticketWords.use();
  const toast = useToast();
  const client = useQueryClient();
  const [conflict, setConflict] = useState<Conflict>();
  const [running, setRunning] = useState(0);
  const { id } = ticket;

  const attempt = useCallback(
    async (patch: TicketPatch, base: Detail, again = true): Promise<boolean> => {
      try {
        await patchTicket(id, base.version, patch);
        await refreshTicket(client, id);
        return true;
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== "version_conflict") throw error;
        const theirs = await client.fetchQuery({ ...ticketQuery(id), staleTime: 0 });
        const arrived = await readEntries(id, base.last_entry_seq);
        client.setQueryData(entriesQuery(id).queryKey, (held) => held && withEntries(held, arrived));
        const found = findConflict(base, patch, theirs, arrived);
        const unrelated = found.clashes.length === 0 && found.arrived.length === 0;
        const next = unrelated ? reapply(found, {}) : undefined;
        // A reply in between makes a newer version too, but takes nothing from anybody.
        if (again && next) return attempt(next, theirs, false);
        if (unrelated && !next) return true;
        setConflict(found);
        return false;
      }
    },
    [client, id],
  );

  const guarded = useCallback(
    async (run: () => Promise<boolean>) => {
      setRunning((n) => n + 1);
      try {
        return await run();
      } catch (error) {
        toast.failed(error);
        return false;
      } finally {
        setRunning((n) => n - 1);
      }
    },
    [toast],
  );

  const save = useCallback(
    (patch: TicketPatch, base = ticket) => guarded(() => attempt(patch, base)),
    [attempt, guarded, ticket],
  );

  const settle = async (choose: Record<string, "mine" | "theirs">) => {
    if (!conflict) return;
    const patch = reapply(conflict, choose);
    setConflict(undefined);
    if (patch && (await guarded(() => attempt(patch, conflict.theirs)))) toast.done(t("facts.saved"));
  };

  return { save, saving: running > 0, conflict, settle, drop: () => setConflict(undefined) };
};
