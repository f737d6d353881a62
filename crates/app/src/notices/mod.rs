//! Notices: what an agent should look at. Written in the transaction of what they tell about.

use crate::Result;
use yingke_core::{
    event::{Actor, EventKind, NewEvent},
    id::*,
};
use yingke_store::{Tx, notices};

pub use yingke_store::notices::NewNotice;

/// `notice.kind` is `mention`, `assigned`, `urged` or `transferred`.
pub async fn add(tx: &mut Tx, org_id: OrgId, by: Actor, notice: NewNotice) -> Result<()> {
    notices::insert(tx, org_id, &notice).await?;
    let mut event =
        NewEvent::new(EventKind::NoticeCreated, by, notice.at).agent(notice.agent_id).data(serde_json::json!({ "notice_id": notice.id }));
    event.conversation_id = notice.conversation_id;
    event.ticket_id = notice.ticket_id;
    tx.emit(org_id, event);
    Ok(())
}
