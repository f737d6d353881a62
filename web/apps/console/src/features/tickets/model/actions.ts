// What can be done with a ticket now: one main thing, and the rest. The server has the last word; this keeps
// people from being offered what it would refuse.
import type { Schemas } from "@yingke/api";

type Ticket = Schemas["TicketView"];

export type Action =
  | "finish"
  | "transfer"
  | "take"
  | "pend"
  | "hold"
  | "resume"
  | "solve"
  | "reopen"
  | "cancel"
  | "followUp";

export interface Actions {
  main?: Action;
  others: Action[];
}

export function actionsFor(ticket: Pick<Ticket, "state" | "agent_id">, hasNext: boolean, me: string): Actions {
  const take: Action[] = ticket.agent_id === me ? [] : ["take"];
  const forward: Action = hasNext ? "finish" : "solve";
  switch (ticket.state) {
    case "new":
    case "open":
      return {
        main: forward,
        others: [...take, "transfer", "pend", "hold", ...(hasNext ? (["solve"] as const) : []), "cancel"],
      };
    case "pending_customer":
    case "on_hold":
      return {
        main: forward,
        others: [...take, "transfer", "resume", ...(hasNext ? (["solve"] as const) : []), "cancel"],
      };
    case "solved":
      return { main: "reopen", others: ["followUp"] };
    case "closed":
      return { main: "followUp", others: ["reopen"] };
    case "withdrawn":
    case "cancelled":
    case "merged":
      return { main: "followUp", others: [] };
  }
}

/** May the customer still be written to? Colleagues may always leave a comment. */
export function takesReplies(state: Ticket["state"]): boolean {
  return (
    state === "new" || state === "open" || state === "pending_customer" || state === "on_hold" || state === "solved"
  );
}
