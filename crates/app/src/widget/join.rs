//! An anonymous visitor signs in: what was said before belongs to the customer from now on.

use crate::Result;
use yingke_core::{
    event::{Actor, EventKind, NewEvent},
    id::*,
    time::Millis,
};
use yingke_store::{Tx, identities};

/// Moves conversations, tickets, contacts, visits and files of `guest` to `customer`, and lets the guest go. The
/// guest's tokens end with it: a device is recognised as a customer's only by a token made after signing in.
pub async fn join(tx: &mut Tx, org_id: OrgId, guest: CustomerId, customer: CustomerId, now: Millis) -> Result<()> {
    let moved = identities::join(tx, org_id, guest, customer, now).await?;
    let by = Actor::Customer(customer);
    for id in moved.conversations {
        tx.emit(org_id, NewEvent::new(EventKind::ConversationChanged, by.clone(), now).conversation(id).customer(customer));
    }
    for id in moved.tickets {
        tx.emit(org_id, NewEvent::new(EventKind::TicketChanged, by.clone(), now).ticket(id).customer(customer));
    }
    tx.emit(org_id, NewEvent::new(EventKind::CustomerChanged, by, now).customer(customer));
    Ok(())
}
