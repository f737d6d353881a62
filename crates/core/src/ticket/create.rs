//! A ticket begins: where it goes first, how urgent it is, and what is kept as the first facts.

use super::{decide::*, fields::Values, priority, working::Working, *};
use serde_json::json;

/// What is known when a ticket is created; ids, number and time come from outside.
#[derive(Debug, Clone)]
pub struct NewTicket {
    pub id: TicketId,
    pub number: i64,
    pub type_id: TicketTypeId,
    pub title: String,
    pub description: String,
    pub mood: Mood,
    pub customer_id: Option<CustomerId>,
    pub requester_kind: RequesterKind,
    pub conversation_id: Option<ConversationId>,
    pub order_id: Option<OrderId>,
    pub category_id: Option<CategoryId>,
    pub follow_up_of: Option<TicketId>,
    /// `None`: the type's first group.
    pub group_id: Option<GroupId>,
    pub agent_id: Option<AgentId>,
    /// A person's choice; otherwise the formula decides.
    pub priority: Option<Priority>,
    pub source: String,
    pub due_at: Option<Millis>,
    pub fields: Values,
    pub attachments: Vec<AttachmentId>,
}

/// Every ticket can be created; whether its parts are good was asked before.
pub fn create(new: NewTicket, actor: &Actor, policy: &Policy, now: Millis) -> Decision {
    let first_facts = json!({
        "title": new.title, "description": new.description, "fields": new.fields, "mood": new.mood, "order_id": new.order_id, "at": now,
    });
    let blank = Ticket {
        id: new.id,
        number: new.number,
        type_id: new.type_id,
        title: new.title,
        description: new.description,
        state: TicketState::New,
        priority: Priority::Low,
        priority_reason: priority::Explanation::default(),
        mood: new.mood,
        customer_id: new.customer_id,
        requester_kind: new.requester_kind,
        conversation_id: new.conversation_id,
        order_id: new.order_id,
        category_id: new.category_id,
        group_id: new.group_id.or(policy.home_group),
        agent_id: None,
        owner_id: None,
        follow_up_of: new.follow_up_of,
        source: new.source,
        due_at: new.due_at,
        fields: new.fields,
        step: policy.steps.first().map_or_else(String::new, |step| step.key.clone()),
        steps_done: Vec::new(),
        rebound_count: 0,
        first_facts,
        failed_by: Vec::new(),
        hops: 0,
        urge_count: 0,
        urged_at: None,
        last_entry_seq: 0,
        last_public_at: None,
        rating: None,
        rating_comment: String::new(),
        first_reply_at: None,
        solved_at: None,
        closed_at: None,
        version: 0,
        created_at: now,
        updated_at: now,
    };
    let mut work = Working::new(&blank, actor, policy, now);
    let ticket = &mut work.after;
    (ticket.priority, ticket.priority_reason) = match new.priority {
        Some(chosen) => (chosen, priority::set_by_person(chosen, "")),
        None => priority::assess(ticket.priority_facts(policy)),
    };
    match (new.agent_id, work.after.group_id) {
        (Some(agent), _) => work.assign(agent),
        (None, Some(group)) => work.settle_in(group, NoticeKind::Assigned),
        (None, None) => {}
    }
    // Whoever wrote it down answers for it, until somebody else was asked to from the start.
    work.after.owner_id = work.after.owner_id.or(agent_of(actor));
    let attachments = (!new.attachments.is_empty()).then(|| json!({ "attachments": new.attachments }));
    let body = work.after.description.clone();
    let public = work.after.customer_id.is_some();
    work.entry(EntryKind::Created, public, body, attachments.unwrap_or_default(), None);
    work.finish_new()
}
