//! Who sees which ticket: everybody with `tickets.all` all of them, others those of their groups and their own.

use crate::{Error, Principal, Result};
use yingke_core::{id::*, permission::Permission, ticket::Ticket};
use yingke_store::{Run, ticket_rows::Wall, tickets};

/// The wall that stands around this reader; `None` for who sees everything.
pub fn wall(who: &Principal) -> Option<Wall> {
    (!who.may(Permission::TicketsAll)).then(|| Wall { groups: who.group_ids.clone(), agent_id: who.agent_id })
}

pub fn sees(who: &Principal, ticket: &Ticket) -> bool {
    who.may(Permission::TicketsAll)
        || who.may(Permission::TicketsGroup)
            && (ticket.group_id.is_some_and(|group| who.group_ids.contains(&group)) || ticket.agent_id == Some(who.agent_id))
}

/// The ticket, if this reader sees it; what stands behind the wall is as absent as what never was.
pub(crate) async fn load(on: &mut impl Run, who: &Principal, id: TicketId) -> Result<Ticket> {
    who.must(Permission::TicketsGroup)?;
    tickets::get(on, who.org_id, id).await?.filter(|ticket| sees(who, ticket)).ok_or(Error::NotFound("ticket"))
}
