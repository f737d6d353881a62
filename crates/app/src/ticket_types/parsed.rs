//! Ticket types as every reader of a ticket needs them: read and parsed once a version, on each node for itself.

use crate::{App, Error, Result};
use moka::sync::Cache;
use std::sync::Arc;
use yingke_core::id::*;
use yingke_store::{
    Run,
    ticket_types::{self, TicketType},
};

/// A version never changes once it is committed, so what is kept here is never old.
pub struct Parsed(Cache<(TicketTypeId, i64), Arc<TicketType>>);

impl Default for Parsed {
    fn default() -> Self {
        Self(Cache::new(1_000))
    }
}

/// The type as it stands in `version`, the one that the reader's own statement saw.
pub(crate) async fn of_version(on: &mut impl Run, app: &App, org_id: OrgId, id: TicketTypeId, version: i64) -> Result<Arc<TicketType>> {
    if let Some(kind) = app.ticket_types.0.get(&(id, version)) {
        return Ok(kind);
    }
    // Only what is committed is kept: inside a command, `on` may see a version that never will be.
    let committed = ticket_types::get(&mut app.read(), org_id, id).await?.filter(|kind| kind.version == version);
    if let Some(kind) = committed {
        let kind = Arc::new(kind);
        app.ticket_types.0.insert((id, version), kind.clone());
        return Ok(kind);
    }
    ticket_types::get(on, org_id, id).await?.map(Arc::new).ok_or(Error::NotFound("ticket type"))
}
