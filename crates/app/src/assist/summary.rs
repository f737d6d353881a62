//! The summary that the record of a contact ends with.

use crate::Result;
use yingke_core::{
    conversation::{MessageKind, SenderKind},
    id::*,
};
use yingke_language::summary::{Side, summarise};
use yingke_store::{
    Run,
    messages::{self, Eyes},
};

const MESSAGES: i64 = 200;
const MOST_CHARS: usize = 200;

/// Notes among colleagues stay out of it.
pub async fn of(on: &mut impl Run, org_id: OrgId, id: ConversationId) -> Result<String> {
    let thread = messages::before(on, org_id, id, Eyes::Customer, i64::MAX, MESSAGES).await?;
    let lines: Vec<(Side, &str)> = thread
        .iter()
        .filter_map(|message| match (message.sender_kind, message.kind) {
            (SenderKind::Customer, MessageKind::Text) => Some((Side::Customer, message.body.as_str())),
            (SenderKind::Agent, MessageKind::Text) => Some((Side::Shop, message.body.as_str())),
            _ => None,
        })
        .collect();
    Ok(summarise(&lines, MOST_CHARS))
}
