//! The guard before sending: an agent's draft is checked while it is typed and once more when it is sent, so that no client
//! gets around it. The decision is `language::guard`; here its facts are gathered and its settings kept.

mod clear;
mod facts;
mod policy;

pub use clear::{Cleared, check, clear, overrides, record};
pub use policy::{Policies, get, save};

/// The page that the customer is on.
async fn facts_page(
    on: &mut impl yingke_store::Run,
    org_id: yingke_core::id::OrgId,
    id: yingke_core::id::ConversationId,
) -> crate::Result<String> {
    Ok(yingke_store::inbox::get(on, org_id, id).await?.map(|row| row.page_url).unwrap_or_default())
}
