//! What staff say to the customer in a ticket: cleared by the guard before it is written, and remembered with it.

use crate::{
    App, Principal, Result,
    facts::{
        heard,
        told::{self, Hearing},
    },
    guard::{self, Cleared},
};
use yingke_core::{id::*, ticket::Ticket};
use yingke_store::{Tx, facts::Thread, ticket_entries::Entry};

pub struct Spoken {
    cleared: Cleared,
    candidates: Vec<FactId>,
}

/// Refuses what the guard's settings hold back.
pub async fn clear(app: &App, who: &Principal, id: TicketId, body: &str, override_reason: &str) -> Result<Spoken> {
    Ok(Spoken {
        cleared: guard::clear(app, who, Thread::Ticket(id), body, override_reason).await?,
        candidates: heard::candidates(app, who.org_id, body).await?,
    })
}

/// In the transaction of the entry, before it is written: the limit may have been used up by then.
pub async fn settle(tx: &mut Tx, who: &Principal, spoken: Spoken) -> Result<Spoken> {
    Ok(Spoken { cleared: guard::settle(tx, who.org_id, spoken.cleared).await?, ..spoken })
}

/// In the transaction of the entry: why it was sent all the same, and which facts its customer has heard with it.
pub async fn remember(tx: &mut Tx, app: &App, who: &Principal, spoken: &Spoken, ticket: &Ticket, entry: &Entry) -> Result<()> {
    let thread = Thread::Ticket(ticket.id);
    guard::record(tx, app, who, entry.at, (thread, entry.id), &spoken.cleared).await?;
    if let Some(customer_id) = ticket.customer_id.filter(|_| !spoken.candidates.is_empty()) {
        let hearing = Hearing { org_id: who.org_id, customer_id, thread, agent_id: Some(who.agent_id), at: entry.at };
        told::by_agent(tx, hearing, &entry.body, &[], &spoken.candidates).await?;
    }
    Ok(())
}
