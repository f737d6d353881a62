//! The state machine of a ticket (DOMAIN §3.5): what a command does to it, or why it does not.

use super::{fields, priority, working::Working, *};
use serde_json::{Value, json};

/// What staff, customers and the clock can ask of a ticket.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    Update(Changes),
    /// Second line, departments, free flow (S3-17): anybody may send it anywhere, and says why.
    Transfer {
        to: Target,
        reason: String,
    },
    Reply(Words, Option<TicketState>),
    Comment(Words, Vec<AgentId>, Option<TicketState>),
    FinishStep {
        step: String,
        body: String,
    },
    LinkOrder {
        order_id: OrderId,
        order_no: String,
        line_nos: Vec<i64>,
    },
    UnlinkOrder {
        order_id: OrderId,
        order_no: String,
    },
    Supplement(Words, Mood),
    Urge,
    Withdraw,
    Accept,
    Reject(Words, Mood),
    Rate {
        stars: i64,
        comment: String,
    },
    /// The clock, when nobody came back in time.
    Close,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Words {
    pub body: String,
    pub attachments: Vec<AttachmentId>,
    /// The sender's own id, by which a repeat is found.
    pub client_id: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Agent(AgentId),
    Group(GroupId),
}

/// What is `None` stays.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changes {
    pub title: Option<String>,
    pub state: Option<TicketState>,
    pub priority: Option<Priority>,
    pub group_id: Option<GroupId>,
    pub assignee: Option<Assignee>,
    pub category_id: Option<CategoryId>,
    pub fields: Option<fields::Values>,
    pub reason: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assignee {
    Nobody,
    Agent(AgentId),
}

/// The ticket afterwards, what its timeline says about it, and who is told.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    pub ticket: Ticket,
    pub entries: Vec<NewEntry>,
    pub notices: Vec<Notify>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct NewEntry {
    pub seq: i64,
    pub kind: EntryKind,
    /// The customer sees it.
    pub public: bool,
    pub author: Actor,
    pub body: String,
    pub payload: Value,
    pub client_id: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Notify {
    pub to: Audience,
    pub kind: NoticeKind,
    /// A few words beside the ticket's number and title; may be empty.
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    Agent(AgentId),
    Group(GroupId),
    Supervisors,
    Managers,
}

crate::word_enum! {
    NoticeKind {
        Mention = "mention",
        Assigned = "assigned",
        Transferred = "transferred",
        Urged = "urged",
        /// The customer rejected the result.
        Rebound = "rebound",
        /// The customer added something.
        Supplemented = "supplemented",
    }
}

pub fn decide(ticket: &Ticket, command: &Command, actor: &Actor, policy: &Policy, now: Millis) -> Result<Decision, Refusal> {
    let mut work = Working::new(ticket, actor, policy, now);
    match command {
        Command::Update(changes) => update(&mut work, changes)?,
        Command::Transfer { to, reason } => transfer(&mut work, *to, reason)?,
        Command::Reply(words, state) => reply(&mut work, words, *state)?,
        Command::Comment(words, mentions, state) => comment(&mut work, words, mentions, *state)?,
        Command::FinishStep { step, body } => finish_step(&mut work, step, body)?,
        Command::LinkOrder { order_id, order_no, line_nos } => {
            orders(&mut work, json!(null), json!({ "order_id": order_id, "order_no": order_no, "line_nos": line_nos }))?;
            work.after.order_id = work.after.order_id.or(Some(*order_id));
        }
        Command::UnlinkOrder { order_id, order_no } => {
            orders(&mut work, json!({ "order_id": order_id, "order_no": order_no }), json!(null))?;
            work.after.order_id = work.after.order_id.filter(|main| main != order_id);
        }
        Command::Supplement(words, mood) => supplement(&mut work, words, *mood)?,
        Command::Urge => urge(&mut work)?,
        Command::Withdraw => withdraw(&mut work)?,
        Command::Accept => accept(&mut work)?,
        Command::Reject(words, mood) => reject(&mut work, words, *mood)?,
        Command::Rate { stars, comment } => rate(&mut work, *stars, comment)?,
        Command::Close => close(&mut work)?,
    }
    work.finish()
}

/// States that a person at the console may choose now. Missing fields are shown when solving is tried; the choice is there.
pub fn next_states(ticket: &Ticket, now: Millis) -> Vec<TicketState> {
    TicketState::ALL.iter().copied().filter(|to| *to != ticket.state && by_hand(ticket, *to, now).is_ok()).collect()
}

fn update(work: &mut Working, changes: &Changes) -> Result<(), Refusal> {
    if *changes == (Changes { reason: changes.reason.clone(), ..Changes::default() }) {
        return Err(Refusal::Nothing);
    }
    let comes_back = changes.state == Some(TicketState::Open) && work.after.may_come_back(work.now);
    if finished(work.after.state) && !comes_back {
        return Err(Refusal::Finished { state: work.after.state });
    }
    let ticket = &mut work.after;
    if let Some(title) = &changes.title {
        ticket.title.clone_from(title);
    }
    if let Some(category_id) = changes.category_id {
        ticket.category_id = Some(category_id);
    }
    if let Some(fields) = &changes.fields {
        ticket.fields.clone_from(fields);
    }
    if let Some(priority) = changes.priority.filter(|priority| *priority != ticket.priority) {
        if priority < ticket.priority && changes.reason.trim().is_empty() {
            return Err(Refusal::ReasonRequired);
        }
        ticket.priority = priority;
        ticket.priority_reason = priority::set_by_person(priority, changes.reason.trim());
    }
    let moved = changes.group_id.filter(|group| Some(*group) != work.after.group_id);
    if let Some(group) = moved {
        if work.after.group_id.is_some() {
            if changes.reason.trim().is_empty() {
                return Err(Refusal::ReasonRequired);
            }
            hop(work)?;
        }
        work.settle_in(group, NoticeKind::Transferred);
    }
    match changes.assignee {
        None => {}
        Some(Assignee::Nobody) => work.after.agent_id = None,
        Some(Assignee::Agent(agent)) if work.after.agent_id == Some(agent) => {}
        Some(Assignee::Agent(agent)) => work.assign(agent),
    }
    if let Some(state) = changes.state {
        set_state(work, state)?;
    }
    changes.reason.trim().clone_into(&mut work.reason);
    work.touched_by_staff();
    Ok(())
}

/// What staff may set by hand.
fn set_state(work: &mut Working, to: TicketState) -> Result<(), Refusal> {
    by_hand(&work.after, to, work.now)?;
    if work.after.state == to {
        return Ok(());
    }
    if to == TicketState::Solved {
        let missing = fields::missing_to_solve(&work.policy.fields, &work.after.fields);
        if !missing.is_empty() {
            return Err(Refusal::Missing(missing));
        }
    }
    work.move_to(to);
    Ok(())
}

/// Whether the course of a ticket leads from its state to `to`; where it stands it may stay.
fn by_hand(ticket: &Ticket, to: TicketState, now: Millis) -> Result<(), Refusal> {
    use TicketState::*;
    match (ticket.state, to) {
        (_, New) => Err(Refusal::NeverNew),
        (from, to) if from == to => Ok(()),
        (_, Withdrawn) => Err(Refusal::CustomersOwnAct),
        (_, Merged) => Err(Refusal::NotByHand),
        (_, Closed) => Err(Refusal::ClosesItself),
        (Solved | Closed, Open) if ticket.may_come_back(now) => Ok(()),
        (from @ (Solved | Closed | Withdrawn | Cancelled | Merged), _) => Err(Refusal::WrongState { state: from }),
        (New | Open | PendingCustomer | OnHold, Open | PendingCustomer | OnHold | Solved | Cancelled) => Ok(()),
    }
}

fn transfer(work: &mut Working, to: Target, reason: &str) -> Result<(), Refusal> {
    if !work.after.state.is_open() {
        return Err(Refusal::Finished { state: work.after.state });
    }
    if reason.trim().is_empty() {
        return Err(Refusal::ReasonRequired);
    }
    match to {
        Target::Agent(agent) if work.after.agent_id == Some(agent) => return Err(Refusal::SameTarget),
        Target::Group(group) if work.after.group_id == Some(group) && work.after.agent_id.is_none() => return Err(Refusal::SameTarget),
        Target::Agent(_) | Target::Group(_) => {}
    }
    hop(work)?;
    match to {
        Target::Agent(agent) => work.give_to(agent, NoticeKind::Transferred),
        Target::Group(group) => work.settle_in(group, NoticeKind::Transferred),
    }
    work.touched_by_staff();
    reason.trim().clone_into(&mut work.reason);
    Ok(())
}

fn hop(work: &mut Working) -> Result<(), Refusal> {
    if work.after.hops >= MAX_HOPS {
        return Err(Refusal::TooManyHops(work.after.hops));
    }
    work.count_hop();
    Ok(())
}

fn reply(work: &mut Working, words: &Words, state: Option<TicketState>) -> Result<(), Refusal> {
    if finished(work.after.state) {
        return Err(Refusal::Finished { state: work.after.state });
    }
    let payload = said(words)?;
    work.touched_by_staff();
    if let Some(state) = state {
        set_state(work, state)?;
    }
    work.after.first_reply_at = work.after.first_reply_at.or(Some(work.now));
    work.entry(EntryKind::PublicReply, true, words.body.clone(), payload, Some(words.client_id.clone()));
    Ok(())
}

/// A note among colleagues is possible to the end, also on a closed ticket.
fn comment(work: &mut Working, words: &Words, mentions: &[AgentId], state: Option<TicketState>) -> Result<(), Refusal> {
    let mut payload = said(words)?;
    if !mentions.is_empty() {
        payload["mentions"] = json!(mentions);
    }
    work.touched_by_staff();
    if let Some(state) = state {
        set_state(work, state)?;
    }
    for agent in mentions {
        work.notify(Audience::Agent(*agent), NoticeKind::Mention, &words.body);
    }
    work.entry(EntryKind::InternalComment, false, words.body.clone(), payload, Some(words.client_id.clone()));
    Ok(())
}

fn finish_step(work: &mut Working, step: &str, body: &str) -> Result<(), Refusal> {
    if !work.after.state.is_open() {
        return Err(Refusal::Finished { state: work.after.state });
    }
    if work.after.step.is_empty() {
        return Err(Refusal::NoStepLeft);
    }
    let at = work.policy.steps.iter().position(|known| known.key == step);
    let Some(at) = at.filter(|_| work.after.step == step) else {
        return Err(Refusal::NotNextStep { next: work.after.step.clone() });
    };
    let public = work.policy.steps[at].public;
    let next = work.policy.steps[at + 1..].iter().find(|later| !work.after.steps_done.iter().any(|done| done.key == later.key)).cloned();
    work.after.steps_done.push(StepDone { key: step.to_owned(), at: work.now });
    work.after.step = next.as_ref().map_or_else(String::new, |next| next.key.clone());
    work.after.first_reply_at = work.after.first_reply_at.or(public.then_some(work.now));
    work.entry(EntryKind::Milestone, public, body.trim().to_owned(), json!({ "step": step }), None);
    match next {
        None => set_state(work, TicketState::Solved)?,
        Some(next) => {
            work.move_to(TicketState::Open);
            match next.group_id {
                Some(group) if Some(group) != work.after.group_id => work.settle_in(group, NoticeKind::Transferred),
                Some(_) | None => {}
            }
        }
    }
    Ok(())
}

fn orders(work: &mut Working, from: Value, to: Value) -> Result<(), Refusal> {
    if !work.after.state.is_open() && work.after.state != TicketState::Solved {
        return Err(Refusal::Finished { state: work.after.state });
    }
    let change = json!({ "changes": [{ "field": "orders", "from": from, "to": to }] });
    work.entry(EntryKind::Change, false, String::new(), change, None);
    work.touched_by_staff();
    Ok(())
}

/// The customer adds something. What we waited for has come; what was solved is looked at again, and counts as a
/// rebound when the words are not calm.
fn supplement(work: &mut Working, words: &Words, mood: Mood) -> Result<(), Refusal> {
    let payload = said(words)?;
    let was = work.after.state;
    work.entry(EntryKind::Supplement, true, words.body.clone(), payload, Some(words.client_id.clone()));
    match was {
        TicketState::New | TicketState::Open | TicketState::OnHold => {}
        TicketState::PendingCustomer => work.move_to(TicketState::Open),
        TicketState::Solved if mood > Mood::Calm => {
            rebound(work, mood);
            return Ok(());
        }
        TicketState::Solved => work.move_to(TicketState::Open),
        TicketState::Closed | TicketState::Withdrawn | TicketState::Cancelled | TicketState::Merged => {
            return Err(Refusal::Finished { state: was });
        }
    }
    work.heard_mood(mood);
    work.reassess();
    work.notify_holders(NoticeKind::Supplemented, &words.body);
    Ok(())
}

fn urge(work: &mut Working) -> Result<(), Refusal> {
    match work.after.state {
        TicketState::New | TicketState::Open | TicketState::OnHold => {}
        state @ (TicketState::PendingCustomer
        | TicketState::Solved
        | TicketState::Closed
        | TicketState::Withdrawn
        | TicketState::Cancelled
        | TicketState::Merged) => return Err(Refusal::WrongState { state }),
    }
    if let Some(again_at) = work.after.urged_at.map(|at| at.plus(URGE_EVERY_MS)).filter(|again_at| work.now < *again_at) {
        return Err(Refusal::TooSoon { again_at });
    }
    work.after.urge_count += 1;
    work.after.urged_at = Some(work.now);
    work.entry(EntryKind::Urge, true, String::new(), json!({ "count": work.after.urge_count }), None);
    work.notify_holders(NoticeKind::Urged, "");
    Ok(())
}

fn withdraw(work: &mut Working) -> Result<(), Refusal> {
    match work.after.state {
        TicketState::Withdrawn => return Err(Refusal::Nothing),
        state if state.is_open() => {}
        state => return Err(Refusal::WrongState { state }),
    }
    work.move_to(TicketState::Withdrawn);
    work.entry(EntryKind::Withdraw, true, String::new(), Value::Null, None);
    Ok(())
}

fn accept(work: &mut Working) -> Result<(), Refusal> {
    match work.after.state {
        TicketState::Solved => {}
        TicketState::Closed => return Err(Refusal::Nothing),
        state => return Err(Refusal::WrongState { state }),
    }
    work.move_to(TicketState::Closed);
    work.entry(EntryKind::Accept, true, String::new(), Value::Null, None);
    Ok(())
}

fn reject(work: &mut Working, words: &Words, mood: Mood) -> Result<(), Refusal> {
    if !work.after.may_come_back(work.now) {
        return Err(match work.after.state {
            state @ (TicketState::Closed | TicketState::Withdrawn | TicketState::Cancelled | TicketState::Merged) => {
                Refusal::Finished { state }
            }
            state => Refusal::WrongState { state },
        });
    }
    // Pressing "not solved" says enough; words are welcome.
    let payload = said(words).unwrap_or_default();
    work.entry(EntryKind::Reject, true, words.body.clone(), payload, Some(words.client_id.clone()));
    rebound(work, mood);
    Ok(())
}

/// The problem came back (S1-10): more urgent, one level higher, and not with the one who failed.
fn rebound(work: &mut Working, mood: Mood) {
    let failed = work.after.agent_id;
    if let Some(agent) = failed.filter(|agent| !work.after.failed_by.contains(agent)) {
        work.after.failed_by.push(agent);
    }
    work.heard_mood(mood);
    work.after.rebound_count += 1;
    let facts = work.after.priority_facts(work.policy);
    let ticket = &mut work.after;
    (ticket.priority, ticket.priority_reason) = priority::rebound(ticket.priority, &ticket.priority_reason, facts);
    work.move_to(TicketState::Open);
    let level = Escalation::of(work.after.rebound_count).unwrap_or(Escalation::SecondLine);
    work.system_note(json!({ "code": "escalation", "level": level, "rebound_count": work.after.rebound_count, "failed_agent_id": failed }));
    match work.policy.home_group.or(work.after.group_id) {
        Some(group) => work.settle_in(group, NoticeKind::Rebound),
        None => work.after.agent_id = None,
    }
    if let Some(owner) = work.after.owner_id {
        work.notify(Audience::Agent(owner), NoticeKind::Rebound, "");
    }
    match level {
        Escalation::SecondLine => {}
        Escalation::Supervisor => work.notify(Audience::Supervisors, NoticeKind::Rebound, ""),
        Escalation::Manager => {
            work.notify(Audience::Supervisors, NoticeKind::Rebound, "");
            work.notify(Audience::Managers, NoticeKind::Rebound, "");
        }
    }
}

fn rate(work: &mut Working, stars: i64, comment: &str) -> Result<(), Refusal> {
    if !(1..=5).contains(&stars) {
        return Err(Refusal::Stars);
    }
    match work.after.state {
        TicketState::Solved => {}
        // The last rating wins while the ticket may still come back; after that the first one may still be given.
        TicketState::Closed if work.after.rating.is_none() || work.after.may_come_back(work.now) => {}
        state => return Err(Refusal::WrongState { state }),
    }
    work.after.rating = Some(stars);
    comment.trim().clone_into(&mut work.after.rating_comment);
    work.entry(EntryKind::Rated, true, comment.trim().to_owned(), json!({ "stars": stars }), None);
    Ok(())
}

fn close(work: &mut Working) -> Result<(), Refusal> {
    match (work.after.state, work.after.solved_at) {
        (TicketState::Closed, _) => Err(Refusal::Nothing),
        (TicketState::Solved, Some(at)) if work.now < at.plus(REOPEN_WINDOW_MS) => {
            Err(Refusal::TooSoon { again_at: at.plus(REOPEN_WINDOW_MS) })
        }
        (TicketState::Solved, _) => {
            work.move_to(TicketState::Closed);
            Ok(())
        }
        (state, _) => Err(Refusal::WrongState { state }),
    }
}

fn finished(state: TicketState) -> bool {
    !state.is_open() && state != TicketState::Solved
}

fn said(words: &Words) -> Result<Value, Refusal> {
    if words.body.trim().is_empty() && words.attachments.is_empty() {
        return Err(Refusal::Empty);
    }
    Ok(if words.attachments.is_empty() { json!({}) } else { json!({ "attachments": words.attachments }) })
}
