//! Requests: tickets from the customer's side (S1-08). Started, followed, supplemented, urged, withdrawn, accepted,
//! rejected and rated without any agent; the same decisions as the console's, and only what is public is shown.

mod act;
mod forms;
mod list;
pub(crate) mod start;
mod view;

pub use act::{Act, act};
pub use forms::forms;
pub use list::{brief, list, open_briefs};
pub use start::start;
pub use view::get;

use crate::{Error, Result, Visitor};
use yingke_core::{id::*, ticket::Ticket};
use yingke_store::{Run, tickets};

/// The customer's own ticket; anybody else's is as absent as one that never was.
async fn load(on: &mut impl Run, who: &Visitor, id: TicketId) -> Result<Ticket> {
    tickets::get(on, who.org_id, id).await?.filter(|ticket| ticket.customer_id == Some(who.customer_id)).ok_or(Error::NotFound("request"))
}
