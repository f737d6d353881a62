//! What one more message does to its conversation: the hot path, decided without touching anything.

use super::{ConversationState, SenderKind, policy::Policy, session::Idle};
use crate::{id::*, time::Millis};

/// The part of a conversation that a message can change.
#[derive(Debug, Clone, PartialEq)]
pub struct Thread {
    pub id: ConversationId,
    pub customer_id: CustomerId,
    pub agent_id: Option<AgentId>,
    pub state: ConversationState,
    pub last_seq: i64,
    pub last_message_at: Option<Millis>,
    pub last_sender: Option<SenderKind>,
    pub last_preview: String,
    pub waiting_since: Option<Millis>,
    pub unread_agent: i64,
    pub unread_customer: i64,
    pub customer_messages: i64,
    pub agent_messages: i64,
    pub first_reply_at: Option<Millis>,
    /// Runs while it is the customer's turn.
    pub idle: Option<Idle>,
    pub sort_at: Millis,
    pub version: i64,
}

/// A message about to be appended, as far as the thread cares.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming<'a> {
    pub sender: SenderKind,
    pub sender_agent: Option<AgentId>,
    pub internal: bool,
    pub preview: &'a str,
    pub at: Millis,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AppendRefusal {
    #[error("the conversation has ended")]
    Ended,
    /// In this state a message does more than append (the bot answers, a thread revives): use the full command.
    #[error("this message needs the full command")]
    NeedsCommand,
    #[error("the conversation belongs to another agent")]
    NotOwner,
}

/// Returns the thread after the message. Pure: the same thread and message always give the same result.
pub fn append(thread: &Thread, message: &Incoming<'_>) -> Result<Thread, AppendRefusal> {
    use ConversationState::*;
    match (thread.state, message.sender) {
        (Ended | OfflineMessage, SenderKind::Agent) if message.internal => {}
        (Ended | OfflineMessage, SenderKind::Agent) => return Err(AppendRefusal::Ended),
        (Bot | Ended | OfflineMessage | Wrapup, SenderKind::Customer) => return Err(AppendRefusal::NeedsCommand),
        (Queued | Offered | Bot, SenderKind::Agent) if !message.internal => return Err(AppendRefusal::NotOwner),
        (Active | Wrapup, SenderKind::Agent) if !message.internal && thread.agent_id != message.sender_agent => {
            return Err(AppendRefusal::NotOwner);
        }
        (Bot | Queued | Offered | Active | Wrapup | Ended | OfflineMessage, _) => {}
    }
    Ok(appended(thread, message))
}

/// The counters after a message, with no question asked about the state: for commands that have decided already.
pub fn appended(thread: &Thread, message: &Incoming<'_>) -> Thread {
    let mut after = thread.clone();
    after.last_seq += 1;
    after.version += 1;
    if message.internal {
        return after;
    }
    after.last_message_at = Some(message.at);
    after.last_sender = Some(message.sender);
    after.last_preview = message.preview.to_owned();
    after.sort_at = after.sort_at.max(message.at);
    match message.sender {
        SenderKind::Customer => {
            after.customer_messages += 1;
            after.unread_agent += 1;
            after.waiting_since = after.waiting_since.or(Some(message.at));
            if after.state == ConversationState::Active {
                after.idle = None;
            }
        }
        SenderKind::Agent => {
            after.agent_messages += 1;
            after.unread_customer += 1;
            after.waiting_since = None;
            after.first_reply_at = after.first_reply_at.or(Some(message.at));
            // The first answer starts the customer's clock; more of the same do not start it anew.
            if after.state == ConversationState::Active {
                let due_at = message.at.plus(Policy::DEFAULT.idle_reminder_ms);
                after.idle = after.idle.or(Some(Idle { due_at, warned: false }));
            }
        }
        SenderKind::Bot => {
            after.unread_customer += 1;
            after.waiting_since = None;
        }
        SenderKind::System => {}
    }
    after
}
