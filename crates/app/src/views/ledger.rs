//! The ledger of verified resolutions, as its screens show it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{
    conversation::Mood,
    id::*,
    resolution::{
        Class, ClassReason, ContactKind, Said,
        first::{By, Outcome},
        paths::{Ending, Promise, Route, Way},
    },
    time::Millis,
};

/// Conversations by class. `sessions` are those in which something was asked: confirmed + assumed + gave_up + failed +
/// pending. `deflected` is only shown beside them: nobody but the bot was called, whether it helped or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ClassCounts {
    pub sessions: i64,
    /// confirmed + assumed
    pub resolved: i64,
    pub confirmed: i64,
    pub assumed: i64,
    pub gave_up: i64,
    pub failed: i64,
    pub pending: i64,
    pub nothing_asked: i64,
    pub deflected: i64,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct LedgerFigures {
    pub from: Millis,
    pub to: Millis,
    pub total: ClassCounts,
    pub days: Vec<LedgerDay>,
    /// Up to where the event log has been read.
    pub seq: i64,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct LedgerDay {
    /// Midnight in China that begins it.
    pub at: Millis,
    pub counts: ClassCounts,
}

/// One entry, or one knowledge item with what it did to people.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct BoardRow {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry_id: Option<EntryId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub knowledge_id: Option<KnowledgeId>,
    /// Of the entry, or the item's question; empty when it is no more.
    pub name: String,
    /// Conversations whose class is credited to it.
    pub counts: ClassCounts,
    /// Conversations in which the item was said.
    pub asked: i64,
    pub helped: i64,
    pub not_helped: i64,
    /// The customer's next words were angrier than those before.
    pub annoyed: i64,
    pub calmed: i64,
    /// Steps of mood after minus before, summed: above zero it makes people angrier.
    pub mood_shift: i64,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct LedgerRow {
    pub conversation_id: ConversationId,
    pub customer_id: CustomerId,
    pub customer: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry_id: Option<EntryId>,
    pub started_at: Millis,
    pub class: Class,
    pub reason: ClassReason,
    pub class_7d: Class,
    pub reason_7d: ClassReason,
    /// When time alone changes the class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Millis>,
    /// The item whose answer the class is credited to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub knowledge_id: Option<KnowledgeId>,
    /// First question, personal numbers hidden.
    pub question: String,
    pub deflected: bool,
    /// What happened, in order.
    pub evidence: Vec<Evidence>,
}

/// One thing that speaks for the class or against it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Evidence {
    pub at: Millis,
    #[serde(flatten)]
    pub what: EvidenceKind,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EvidenceKind {
    /// A message of the customer at `seq` and what the bot made of it.
    Turn {
        seq: i64,
        said: Said,
        mood: Mood,
        #[serde(skip_serializing_if = "Option::is_none")]
        knowledge_id: Option<KnowledgeId>,
    },
    CalledHuman,
    HumanTook,
    LeftMessage,
    Request {
        ticket_id: TicketId,
    },
    Rated {
        stars: i64,
    },
    Disputed {
        /// `widget`, `portal`, or `words`.
        on: String,
    },
    CameBack,
    Ended,
    /// A later contact elsewhere; `same_issue` ones take an assumed resolution away.
    Contact {
        contact: ContactKind,
        same_issue: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        conversation_id: Option<ConversationId>,
        #[serde(skip_serializing_if = "Option::is_none")]
        ticket_id: Option<TicketId>,
    },
}

/// Cases that ended in the time, by what became of them. The share is resolved / (resolved + unresolved): what is pending
/// is not known yet, a follow-up belongs to the case in which its issue began, and greetings ask nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct FirstCounts {
    pub resolved: i64,
    pub unresolved: i64,
    pub pending: i64,
    pub follow_up: i64,
    pub nothing_asked: i64,
}

/// First-contact resolution.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FirstFigures {
    pub from: Millis,
    pub to: Millis,
    /// Bot and people together.
    pub all: FirstCounts,
    /// Over without a person having been needed.
    pub bot: FirstCounts,
    /// A person served, or was asked for and waited for.
    pub people: FirstCounts,
    pub days: Vec<FirstDay>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FirstDay {
    /// Midnight in China that begins it.
    pub at: Millis,
    pub counts: FirstCounts,
}

/// One case, and the other contact that speaks against it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FirstRow {
    pub conversation_id: ConversationId,
    pub customer_id: CustomerId,
    pub customer: String,
    pub by: By,
    pub began_at: Millis,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Millis>,
    /// By the window that was asked for.
    pub outcome: Outcome,
    pub reason: ClassReason,
    /// When the window closes, while nothing speaks against it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Millis>,
    /// First question to the bot, personal numbers hidden; empty when only people were asked.
    pub question: String,
    /// The contact that came after it, or before it when it is a follow-up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<FirstOther>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FirstOther {
    pub at: Millis,
    pub contact: ContactKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation_id: Option<ConversationId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket_id: Option<TicketId>,
}

/// Which ways customers took, and how they went on.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PathFigures {
    pub from: Millis,
    pub to: Millis,
    pub total: i64,
    /// Every route, also one that nobody took.
    pub routes: Vec<PathRoute>,
    pub waits: PathWaits,
    pub clicks: PathClicks,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PathRoute {
    pub route: Route,
    pub count: i64,
    /// Only those that happened.
    pub endings: Vec<PathEnding>,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
pub struct PathEnding {
    pub ending: Ending,
    pub count: i64,
}

/// The wait that was told before somebody asked for a person, against the one that came. As told: within a quarter, or
/// half a minute.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
pub struct PathWaits {
    pub sooner: i64,
    pub as_told: i64,
    /// Also of those who left after that time without anybody having come.
    pub longer: i64,
    pub not_told: i64,
    /// Of those who were told a time; of the newest 5,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told_median_ms: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waited_median_ms: Option<i64>,
}

/// How many clicks it took to ask for a person; who types it needs none.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
pub struct PathClicks {
    pub none: i64,
    pub one: i64,
    pub two: i64,
    /// Three or more.
    pub more: i64,
}

/// One conversation, or one request that was started without one.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PathRow {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation_id: Option<ConversationId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket_id: Option<TicketId>,
    pub customer_id: CustomerId,
    pub customer: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<Way>,
    pub route: Route,
    pub ending: Ending,
    pub began_at: Millis,
    /// First words, personal numbers hidden; empty for a request without a conversation.
    pub question: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told_wait_ms: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waited_ms: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promise: Option<Promise>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clicks: Option<i64>,
}
