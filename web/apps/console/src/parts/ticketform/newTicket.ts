// How any screen starts a ticket without knowing the ticket screens: it asks, and the drawer that stays mounted
// beside every screen opens.
import { create } from "zustand";
import type { CreateTicket } from "./newTicketForm";

export interface NewTicketRequest {
  /** Prefill from this conversation, as the server suggests. */
  conversation_id?: string;
  /** Prefill by hand. */
  draft?: Partial<CreateTicket>;
}

interface Opened {
  request?: NewTicketRequest;
}

export const useNewTicket = create<Opened>(() => ({ request: undefined }));

export const newTicket = (request: NewTicketRequest = {}) => useNewTicket.setState({ request });
export const closeNewTicket = () => useNewTicket.setState({ request: undefined });
