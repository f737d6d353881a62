// Who waits for whom, and what happens next: the line at the top of a ticket. Read from the state, the course of
// the type and, where they are at hand, the timeline's entries.
import type { Schemas } from "@yingke/api";

type Ticket = Schemas["TicketView"];
type Entry = Schemas["TicketEntryView"];
type Step = Schemas["StepDef"];

/** Who has the next move. */
export type Ball =
  /** A person or a group of ours; the customer waits. */
  | { kind: "us"; agent_id?: string; group_id?: string }
  /** Nobody of ours has taken it. */
  | { kind: "unclaimed"; group_id?: string }
  | { kind: "customer" }
  /** A third party or another department; we chase, the customer waits. */
  | { kind: "third"; group_id?: string }
  /** Solved: the customer may accept, reject, or let it rest. */
  | { kind: "verdict" }
  | { kind: "nobody" };

export interface Waiting {
  ball: Ball;
  /** When the present wait began. */
  since_at: number;
  /** When the customer last heard from us; absent when never, or not known. */
  told_at?: number;
  next?: Step;
  /** 1-based place of `next` in the course. */
  next_no: number;
  steps: number;
  /** The customer asked for speed or refused the result since our last word. */
  pressed: boolean;
}

export function waiting(ticket: Ticket, steps: readonly Step[], entries: readonly Entry[] = []): Waiting {
  const index = steps.findIndex((step) => step.key === ticket.step);
  const told = last(entries, isOurPublicWord);
  const after = told ? entries.filter((entry) => entry.seq > told.seq) : entries;
  return {
    ball: ball(ticket),
    since_at: since(ticket, told, after),
    told_at: told?.at,
    next: isOver(ticket.state) ? undefined : steps[index],
    next_no: index + 1,
    steps: steps.length,
    pressed: after.some((entry) => entry.kind === "urge" || entry.kind === "reject"),
  };
}

export function isOver(state: Ticket["state"]): boolean {
  return state === "closed" || state === "withdrawn" || state === "cancelled" || state === "merged";
}

function ball(ticket: Ticket): Ball {
  const group_id = ticket.group_id ?? undefined;
  switch (ticket.state) {
    case "new":
    case "open":
      return ticket.agent_id ? { kind: "us", agent_id: ticket.agent_id, group_id } : { kind: "unclaimed", group_id };
    case "pending_customer":
      return { kind: "customer" };
    case "on_hold":
      return { kind: "third", group_id };
    case "solved":
      return { kind: "verdict" };
    case "closed":
    case "withdrawn":
    case "cancelled":
    case "merged":
      return { kind: "nobody" };
  }
}

/** The customer's wait counts from their first word that we have not answered; else from our last word. */
function since(ticket: Ticket, told: Entry | undefined, after: readonly Entry[]): number {
  if (ticket.state === "solved") return ticket.solved_at ?? ticket.updated_at;
  if (isOver(ticket.state)) return ticket.updated_at;
  if (ticket.state === "pending_customer") return told?.at ?? ticket.updated_at;
  return after.find(isCustomerWord)?.at ?? told?.at ?? ticket.created_at;
}

export function isOurPublicWord(entry: Entry): boolean {
  return (
    entry.public && (entry.kind === "public_reply" || entry.kind === "milestone") && entry.actor.kind !== "customer"
  );
}

function isCustomerWord(entry: Entry): boolean {
  return (
    entry.actor.kind === "customer" &&
    (entry.kind === "created" ||
      entry.kind === "public_reply" ||
      entry.kind === "supplement" ||
      entry.kind === "urge" ||
      entry.kind === "reject")
  );
}

function last<T>(list: readonly T[], test: (item: T) => boolean): T | undefined {
  for (let i = list.length - 1; i >= 0; i--) {
    const item = list[i] as T;
    if (test(item)) return item;
  }
  return undefined;
}
