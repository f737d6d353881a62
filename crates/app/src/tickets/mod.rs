//! Tickets for staff: one file a verb. Each loads, lets `core::ticket` decide, and hands the decision to [`save`],
//! which writes row, timeline, events and notices in one transaction. Customers come in through `requests`.

pub mod access;
pub mod call_back;
mod close_due;
mod create;
mod detail;
mod draft;
mod files;
mod finish_step;
pub(crate) mod input;
mod link_order;
mod list;
mod of_customer;
mod offline;
pub(crate) mod order_facts;
pub(crate) mod policy;
pub(crate) mod refused;
pub(crate) mod save;
mod say;
mod spoken;
mod tell;
mod transfer;
mod update;
pub mod view;

pub use close_due::{close_due, start as start_closing};
pub use create::create;
pub(crate) use create::{named_lines, record_contact};
pub use detail::{entries, get};
pub use draft::draft;
pub(crate) use files::{Views as FileViews, must_be_owned, views as file_views};
pub use finish_step::finish_step;
pub use link_order::{link_order, unlink_order};
pub use list::{Ask, counts, list};
pub use of_customer::of_customer;
pub use offline::{OfflineMessage, from_offline_message};
pub use say::{comment, reply};
pub use transfer::transfer;
pub use update::update;
pub use view::{Reader, entry_view, view};

use crate::{App, Error, Principal, Result};
use yingke_core::id::*;
use yingke_store::{Tx, agents, groups};

/// The ticket after a command, for the one who gave it: also when it has just gone behind the reader's wall.
async fn after(tx: &mut Tx, app: &App, who: &Principal, id: TicketId) -> Result<crate::views::ticket::TicketDetail> {
    let mut reader = who.clone();
    if !reader.may(yingke_core::permission::Permission::TicketsAll) {
        reader.permissions.push(yingke_core::permission::Permission::TicketsAll);
    }
    detail::detail(tx, app, &reader, id).await
}

async fn agent_must_work(tx: &mut Tx, org_id: OrgId, id: AgentId) -> Result<()> {
    if agents::is_enabled(tx, org_id, id).await? { Ok(()) } else { Err(Error::invalid("agent_id", "there is no such agent at work here")) }
}

async fn group_must_exist(tx: &mut Tx, org_id: OrgId, id: GroupId) -> Result<()> {
    let found = groups::existing(tx, org_id, &[id]).await?;
    if found.is_empty() { Err(Error::invalid("group_id", "there is no such group")) } else { Ok(()) }
}

/// How words sound, for priority and category.
pub(crate) fn mood_of(text: &str) -> yingke_core::conversation::Mood {
    yingke_language::mood::of(text)
}
