//! A ticket: a promise to a customer (or a colleague) with an owner, a state and a visible course.
//!
//! Start at [`decide`]: every change of a ticket is one command through it, and every difference it makes becomes
//! an entry of the timeline. [`priority`] and [`fields`] are the two other decisions; [`definition`] is what an
//! administrator configures.

pub mod changes;
pub mod create;
pub mod decide;
#[cfg(test)]
mod decide_tests;
pub mod definition;
pub mod draft;
pub mod fields;
pub mod priority;
pub mod refusal;
mod working;

pub use changes::Change;
pub use create::{NewTicket, create};
pub use decide::{Changes, Command, Decision, NewEntry, Notify, Target, decide};
pub use definition::{Definition, FieldDef, FieldOption, StepDef};
pub use refusal::Refusal;

use crate::{conversation::Mood, event::Actor, id::*, time::Millis};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A ticket as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Ticket {
    pub id: TicketId,
    /// What people say aloud; counts up in the organisation.
    pub number: i64,
    pub type_id: TicketTypeId,
    pub title: String,
    pub description: String,
    pub state: TicketState,
    pub priority: Priority,
    pub priority_reason: priority::Explanation,
    pub mood: Mood,
    pub customer_id: Option<CustomerId>,
    pub requester_kind: RequesterKind,
    pub conversation_id: Option<ConversationId>,
    pub order_id: Option<OrderId>,
    pub category_id: Option<CategoryId>,
    pub group_id: Option<GroupId>,
    pub agent_id: Option<AgentId>,
    /// The first agent who took it answers for it until the customer confirms, wherever it goes (S3-11).
    pub owner_id: Option<AgentId>,
    /// The closed ticket that this one goes on with.
    pub follow_up_of: Option<TicketId>,
    pub source: String,
    /// Until when it is wished; a call back has it from the customer.
    pub due_at: Option<Millis>,
    pub fields: fields::Values,
    /// Key of the step that is next; empty when all are done.
    pub step: String,
    pub steps_done: Vec<StepDone>,
    pub rebound_count: i64,
    /// The problem as first told; never changed.
    pub first_facts: serde_json::Value,
    /// Agents whose result the customer rejected: not assigned automatically again.
    pub failed_by: Vec<AgentId>,
    /// How many times it was sent on.
    pub hops: i64,
    pub urge_count: i64,
    pub urged_at: Option<Millis>,
    pub last_entry_seq: i64,
    pub last_public_at: Option<Millis>,
    pub rating: Option<i64>,
    pub rating_comment: String,
    pub first_reply_at: Option<Millis>,
    pub solved_at: Option<Millis>,
    pub closed_at: Option<Millis>,
    pub version: i64,
    pub created_at: Millis,
    pub updated_at: Millis,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct StepDone {
    pub key: String,
    pub at: Millis,
}

/// What a decision needs to know beside the ticket.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    pub fields: Vec<FieldDef>,
    pub steps: Vec<Step>,
    /// The type's first group: a rebound goes back to it.
    pub home_group: Option<GroupId>,
    /// 0 low … 3 urgent.
    pub base_priority: i64,
    /// Enabled agents by group; a group of one is assigned at once.
    pub members: HashMap<GroupId, Vec<AgentId>>,
    pub vip: bool,
    pub value_at_risk: bool,
}

/// A step of the type's course, with its group found.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    pub key: String,
    pub public: bool,
    pub group_id: Option<GroupId>,
}

/// Solved tickets may come back for this long; then they are closed for good.
pub const REOPEN_WINDOW_MS: i64 = 7 * 24 * 3_600_000;
/// A customer may urge this often.
pub const URGE_EVERY_MS: i64 = 30 * 60_000;
/// A ticket that was sent on this often goes round in circles; somebody has to keep it.
pub const MAX_HOPS: i64 = 50;

impl TicketState {
    /// Somebody still has to do something.
    pub fn is_open(self) -> bool {
        match self {
            TicketState::New | TicketState::Open | TicketState::PendingCustomer | TicketState::OnHold => true,
            TicketState::Solved | TicketState::Closed | TicketState::Withdrawn | TicketState::Cancelled | TicketState::Merged => false,
        }
    }
}

impl Ticket {
    /// A solved or freshly closed ticket that the customer may still send back.
    pub fn may_come_back(&self, now: Millis) -> bool {
        match self.state {
            TicketState::Solved => true,
            TicketState::Closed => self.solved_at.is_some_and(|at| now < at.plus(REOPEN_WINDOW_MS)),
            TicketState::New
            | TicketState::Open
            | TicketState::PendingCustomer
            | TicketState::OnHold
            | TicketState::Withdrawn
            | TicketState::Cancelled
            | TicketState::Merged => false,
        }
    }
    pub fn priority_facts(&self, policy: &Policy) -> priority::Facts {
        priority::Facts {
            base: policy.base_priority,
            mood: self.mood,
            rebound_count: self.rebound_count,
            vip: policy.vip,
            value_at_risk: policy.value_at_risk,
        }
    }
}

fn agent_of(actor: &Actor) -> Option<AgentId> {
    match actor {
        Actor::Agent(id) => Some(*id),
        Actor::Customer(_) | Actor::ApiKey(_) | Actor::Bot | Actor::System => None,
    }
}

crate::word_enum! {
    TicketState {
        New = "new",
        Open = "open",
        PendingCustomer = "pending_customer",
        /// Waiting for a third party or another department.
        OnHold = "on_hold",
        Solved = "solved",
        Closed = "closed",
        Withdrawn = "withdrawn",
        Cancelled = "cancelled",
        Merged = "merged",
    }
}

crate::word_enum! {
    /// 低 中 高 紧急, in rising order.
    Priority { Low = "low", Normal = "normal", High = "high", Urgent = "urgent", }
}

crate::word_enum! {
    EntryKind {
        Created = "created",
        PublicReply = "public_reply",
        InternalComment = "internal_comment",
        /// A step was finished; the customer is told at once when the step is public.
        Milestone = "milestone",
        /// A field, state, owner or priority changed; `payload.changes` says what, from, to.
        Change = "change",
        Supplement = "supplement",
        Urge = "urge",
        Withdraw = "withdraw",
        Accept = "accept",
        Reject = "reject",
        Rated = "rated",
    }
}

crate::word_enum! {
    TicketFamily { PreSale = "pre_sale", AfterSale = "after_sale", Consult = "consult", Complaint = "complaint", Reservation = "reservation", }
}

crate::word_enum! {
    FieldKind {
        Text = "text", LongText = "long_text", Number = "number", Money = "money", Date = "date", Select = "select", Multi = "multi",
        Phone = "phone", OrderLines = "order_lines", Attachments = "attachments", Checkbox = "checkbox",
    }
}

crate::word_enum! {
    /// Whose ticket it is (S1-06).
    RequesterKind { Customer = "customer", Merchant = "merchant", Employee = "employee", System = "system", }
}

crate::word_enum! {
    /// Who has to look after a rebound: the second line, then a supervisor, then a manager with authority for goodwill.
    Escalation { SecondLine = "second_line", Supervisor = "supervisor", Manager = "manager", }
}

impl Escalation {
    pub fn of(rebound_count: i64) -> Option<Escalation> {
        match rebound_count {
            ..=0 => None,
            1 => Some(Escalation::SecondLine),
            2 => Some(Escalation::Supervisor),
            3.. => Some(Escalation::Manager),
        }
    }
}
