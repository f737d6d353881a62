//! What readers get: the shapes of the REST API and of the live socket. A view is made for its reader, never a
//! table row in disguise. The TypeScript client is generated from these types.

pub mod agent;
pub mod assist;
pub mod bot;
pub mod care;
pub mod conversation;
pub mod customer;
pub mod fact;
pub mod guard;
pub mod import;
pub mod knowledge;
pub mod ledger;
pub mod live;
pub mod models;
pub mod order;
pub mod search;
pub mod settings;
pub mod staffing;
pub mod suggestion;
pub mod ticket;
pub mod tuning;
pub mod wall;
pub mod widget;

use serde::{Deserialize, Serialize};

/// One page of a list. `next` is an opaque cursor for the following page; absent on the last one.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Position in the event log at which this page was read: subscribe after it and nothing is missed.
    pub seq: i64,
}
