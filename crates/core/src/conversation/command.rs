//! What can be asked of a conversation, what comes out, and why not.

use super::session::Conversation;
use crate::{id::*, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    CustomerMessage {
        duty: Duty,
    },
    RequestHuman {
        group_id: GroupId,
        queue: Queue,
    },
    LeaveQueue,
    /// Routing asks an agent.
    Offer {
        agent_id: AgentId,
    },
    /// An agent takes it, whether it was offered to him or waits.
    Take {
        agent_id: AgentId,
        on_duty: bool,
    },
    Decline {
        agent_id: AgentId,
    },
    OfferTimeout,
    Transfer {
        by: AgentId,
        to: Target,
    },
    /// A supervisor becomes the owner.
    TakeOver {
        by: AgentId,
    },
    /// Its agent has gone away: signed out, or no screen for a minute.
    OwnerGone {
        agent_id: AgentId,
    },
    EndByAgent,
    EndByCustomer,
    IdleDue,
    WrapupDue,
    OfflineMessage,
    Rate {
        stars: i64,
    },
}

/// What the state of the agents means for a customer who comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duty {
    pub last_agent: Availability,
    /// Somebody of the group is there.
    pub staffed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Availability {
    Free,
    /// Ready, with no place left.
    Full,
    /// Offline, on a break, busy, or not of this organisation any more.
    Away,
}

/// The queue that the customer would join.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Queue {
    pub staffed: bool,
    pub waiting: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Agent { agent_id: AgentId, availability: Availability },
    Group { group_id: GroupId, staffed: bool },
}

#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    pub after: Conversation,
    pub effects: Vec<Effect>,
}

/// What must happen in the same transaction besides saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// A thin line in the thread.
    Say(Line),
    /// The agent let an offer run out.
    NotResponding(AgentId),
    /// The record is written: category, summary and outcome are known now.
    Complete,
    /// Of interest to this agent at once: it was given to him by somebody else.
    Tell(AgentId),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Queued,
    LeftQueue,
    Joined(AgentId),
    Transferred(AgentId),
    TransferredToGroup(GroupId),
    TakenOver(AgentId),
    /// The agent had to leave; the customer is at the head of the queue.
    Requeued,
    IdleReminder,
    EndedByAgent,
    EndedByCustomer,
    EndedIdle,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The session is over: open a new conversation and repeat the command there.
    #[error("that session is over")]
    StartNew,
    #[error("nobody is on duty now; leave a message or a request instead")]
    NobodyOnDuty,
    #[error("the queue is full; leave a message or a request instead")]
    QueueFull,
    #[error("somebody else has taken this conversation")]
    AlreadyTaken,
    #[error("this does not go with the state of the conversation; load it again")]
    WrongState,
    #[error("set yourself ready first, then take the conversation")]
    NotOnDuty,
    #[error("the chosen agent is not there; choose another one or a group")]
    TargetAway,
    #[error("the chosen agent has no place left; choose another one or a group")]
    TargetFull,
    #[error("nobody of the chosen group is there; choose another one")]
    GroupAway,
    #[error("it is there already")]
    SameTarget,
    /// A timer fired early, twice, or after something else had happened.
    #[error("not due")]
    NotDue,
    #[error("give one to five stars")]
    BadStars,
    #[error("a conversation can be rated once it has ended, for seven days")]
    NotRatable,
}

impl Decision {
    /// Nothing to do: the command had been carried out before.
    pub(super) fn unchanged(conversation: &Conversation) -> Decision {
        Decision { after: conversation.clone(), effects: Vec::new() }
    }
}

/// Whether a customer may rate now.
pub fn can_rate(conversation: &Conversation, rating_ms: i64, now: Millis) -> bool {
    conversation.customer_messages > 0 && conversation.gone().is_some_and(|gone| now.since(gone.at) < rating_ms)
}
