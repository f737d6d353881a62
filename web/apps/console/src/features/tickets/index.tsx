// Tickets: the list, one ticket, and the drawer for a new one (which lives in parts/ticketform, so that other
// screens can ask for it). `model/` decides, `api.ts` fetches, `live.ts` keeps what is held up to date.
import FileDoneOutlined from "@ant-design/icons/es/icons/FileDoneOutlined";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { go } from "../../app/go";
import type { Feature } from "../../app/registry";
import { shellRoute } from "../../app/root";
import { currentMe } from "../../app/session";
import { closeNewTicket, newTicket, useNewTicket } from "../../parts/ticketform/newTicket";
import { connectTickets } from "./live";
import { parseSearch } from "./model/filters";
import { ticketWords } from "./words";

const TicketDrawer = lazy(() =>
  import("../../parts/ticketform/TicketDrawer").then((module) => ({ default: module.TicketDrawer })),
);

/** Stays mounted beside every screen; nothing of it is loaded before the first ticket is asked for. */
const NewTicketHost = () => {
  const request = useNewTicket((state) => state.request);
  return (
    <Suspense fallback={null}>
      {request && (
        <TicketDrawer
          key={request.conversation_id ?? "blank"}
          request={request}
          onClose={closeNewTicket}
          onCreated={request.conversation_id ? stayInThread : undefined}
        />
      )}
    </Suspense>
  );
};

/** The agent goes on with the customer; the ticket stands in the side panel, and the message leads to it. */
const stayInThread = () => undefined;

const mayTickets = () => currentMe()?.permissions.includes("tickets.group") ?? false;

export const feature: Feature = {
  name: "tickets",
  rail: [
    {
      href: "/tickets",
      title: () => ticketWords.t("place"),
      icon: FileDoneOutlined,
      order: 20,
      may: ["tickets.group", "tickets.all"],
    },
  ],
  commands: () => [
    {
      id: "go.tickets",
      title: () => ticketWords.t("place"),
      section: "go",
      keys: "g t",
      when: mayTickets,
      run: () => go("/tickets"),
    },
    {
      id: "ticket.new",
      title: () => ticketWords.t("list.new"),
      section: "ticket",
      keys: "t",
      when: mayTickets,
      run: () => newTicket(),
    },
  ],
  connect: connectTickets,
  Companion: NewTicketHost,
};

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/tickets",
  validateSearch: parseSearch,
  component: lazyRouteComponent(() => import("./ListScreen"), "ListScreen"),
});

const detailRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/tickets/$ticketId",
  component: lazyRouteComponent(() => import("./DetailScreen"), "DetailScreen"),
});

export const routes = [listRoute, detailRoute] as const;
