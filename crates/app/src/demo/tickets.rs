//! Some six hundred tickets: stories that people wrote, lived through by the ticket's own state machine.

use super::{
    calendar::{DAY, HOUR, MINUTE, shopping_time},
    content::{Doer, Happening, Outcome, Story, content},
    conversations::{Desk, Role, Told, WEEKS_DAYS, cast},
    random::Random,
};
use crate::tickets::call_back;
use serde_json::{Value, json};
use std::collections::HashMap;
use yingke_core::{
    conversation::Mood,
    event::{Actor, EventKind, NewEvent},
    id::*,
    order::OrderState,
    ticket::{
        self, Changes, Command, Decision, Definition, EntryKind, FieldKind, NewEntry, NewTicket, Policy, RequesterKind, Step, Ticket,
        TicketState,
        decide::{Assignee, Words},
        fields,
    },
    time::Millis,
};

pub const TICKETS: usize = 600;

/// A ticket with everything that is stored about it.
pub struct Filed {
    pub ticket: Ticket,
    pub entries: Vec<(NewEntry, uuid::Uuid, Millis)>,
    /// The order and the line of it (0 = the whole).
    pub order: Option<(OrderId, i64)>,
    pub events: Vec<NewEvent>,
    /// Started without a conversation: a contact of its own.
    pub contact: bool,
}

/// The number of the first ticket; shops count on from their old system.
const FIRST_NUMBER: i64 = 20_001;

pub fn tickets(random: &mut Random, desk: &Desk<'_>, told: &[Told]) -> Vec<Filed> {
    let stories = &content().stories;
    let mut plans = Vec::new();
    // Where a conversation ended with a ticket there is one, about the same thing.
    for (place, talk) in told.iter().enumerate().filter(|(_, told)| told.dialogue.outcome == Outcome::Ticket) {
        let Some(agent) = talk.talk.session.last_agent else { continue };
        let Some(at) = talk.talk.session.gone().map(|gone| gone.at.plus(-MINUTE)) else { continue };
        let same: Vec<&Story> = stories.iter().filter(|story| story.category == talk.dialogue.category).collect();
        let fresh = desk.now.since(at) < 2 * DAY;
        let fitting: Vec<&Story> = same.iter().copied().filter(|story| fresh || is_over(story)).collect();
        if let Some(story) = (!fitting.is_empty()).then(|| *random.pick(&fitting)) {
            plans.push(Plan { at, story, customer: talk.customer, order: talk.order, talk: Some((place, agent)) });
        }
    }
    // The newest stay: what happened today is what one looks at.
    let too_many = plans.len().saturating_sub(TICKETS * 2 / 3);
    plans.drain(..too_many);
    plans.extend(persona_plans(desk));
    // Most of three weeks' work is done; a backlog of a third would be a shop in trouble.
    let weights: Vec<i64> = stories.iter().map(|story| if is_over(story) { 5 } else { 1 }).collect();
    while plans.len() < TICKETS {
        let story = &stories[random.weighted(&weights)];
        let at = started(random, story, desk.now);
        let lang = if story.title.is_ascii() { "en" } else { "zh-CN" };
        let definition = definition_of(desk, &story.type_key).map(|(_, definition)| definition);
        let states = definition.map_or(&[][..], |definition| &definition.order_states);
        let states = if states.is_empty() && story.sku.is_some() { &[OrderState::Delivered, OrderState::Completed][..] } else { states };
        let (customer, order) = cast(random, desk, &Role { lang, sku: story.sku.as_deref(), states }, at);
        plans.push(Plan { at, story, customer, order, talk: None });
    }
    plans.sort_by_key(|plan| plan.at);
    let mut all: Vec<Filed> = plans.iter().map(|plan| filed(random, desk, told, plan)).collect();
    let mut own = random.fork("call backs");
    all.extend(told.iter().filter_map(|told| called_back(&mut own, desk, told)));
    all.sort_by_key(|filed| filed.ticket.created_at);
    for (number, filed) in (FIRST_NUMBER..).zip(&mut all) {
        filed.ticket.number = number;
    }
    all
}

/// Who was tired of waiting is called within the time that was wished, if that has passed.
fn called_back(random: &mut Random, desk: &Desk<'_>, told: &Told) -> Option<Filed> {
    let left = told.talk.call_back.as_ref()?;
    let (type_id, definition) = definition_of(desk, call_back::KEY)?;
    let person = &desk.people.customers[told.customer];
    let policy = policy(desk, definition, &person.tier, None);
    let actor = Actor::Customer(person.id);
    let wish = call_back::Wish { times: None, due_at: left.due_at };
    let new = NewTicket {
        id: left.id,
        number: 0,
        type_id,
        title: ticket::draft::cut(&left.words, 60),
        description: left.words.clone(),
        mood: told.talk.mood,
        customer_id: Some(person.id),
        requester_kind: RequesterKind::Customer,
        conversation_id: Some(told.talk.session.id),
        order_id: None,
        category_id: told.talk.category_id,
        follow_up_of: None,
        group_id: None,
        agent_id: None,
        priority: None,
        source: call_back::SOURCE.to_owned(),
        due_at: Some(left.due_at),
        fields: call_back::values(&person.phone, &wish, told.talk.locale),
        attachments: Vec::new(),
    };
    let Decision { ticket, entries, .. } = ticket::create(new, &actor, &policy, left.at);
    let mut course = Course { desk, policy, ticket, entries: Vec::new(), events: Vec::new(), customer: person.id };
    course.keep(random, entries, left.at);
    let called = left.at.plus(random.between(8, left.due_at.since(left.at) / MINUTE + 5) * MINUTE);
    let agent = Actor::Agent(course.take(random, called));
    course.run(random, &Command::FinishStep { step: "contacted".to_owned(), body: String::new() }, &agent, called);
    let solved = Changes { state: Some(TicketState::Solved), ..Changes::default() };
    course.run(random, &Command::Update(solved), &agent, called.plus(2 * MINUTE));
    course.run(random, &Command::Close, &Actor::System, called.plus(ticket::REOPEN_WINDOW_MS + 3 * MINUTE));
    let Course { ticket, entries, events, .. } = course;
    Some(Filed { ticket, entries, order: None, events, contact: false })
}

struct Plan<'a> {
    at: Millis,
    story: &'a Story,
    customer: usize,
    order: Option<usize>,
    talk: Option<(usize, AgentId)>,
}

fn is_over(story: &Story) -> bool {
    !story.state.is_open()
}

/// Stories that are over may lie anywhere in three weeks; open ones are told up to now.
fn started(random: &mut Random, story: &Story, now: Millis) -> Millis {
    let length = story.timeline.iter().map(|happening| happening.after_minutes).max().unwrap_or(0) * MINUTE;
    if story.state == TicketState::New {
        return now.plus(-random.between(4 * MINUTE, 7 * HOUR));
    }
    if !is_over(story) {
        return now.plus(-length - random.between(10 * MINUTE, 26 * HOUR));
    }
    let days_ago = random.between(0, WEEKS_DAYS + 6);
    shopping_time(random, now, days_ago)
}

/// What the people one can sign in as have under way: told up to now, with the last steps still to come.
fn persona_plans(desk: &Desk<'_>) -> Vec<Plan<'static>> {
    let plan = |persona: usize, sku: &str, type_key: &str, minutes_ago: i64| {
        let story = content().stories.iter().find(|story| story.type_key == type_key && story.sku.as_deref() == Some(sku))?;
        let order = desk.shop.by_sku.get(sku)?.iter().copied().find(|order| desk.shop.customer_of[*order] == persona)?;
        Some(Plan { at: desk.now.plus(-minutes_ago * MINUTE), story, customer: persona, order: Some(order), talk: None })
    };
    [plan(0, "QH-BD010", "return_refund", 3_500), plan(2, "QH-BA004", "exchange", 2_700)].into_iter().flatten().collect()
}

fn definition_of<'a>(desk: &Desk<'a>, key: &str) -> Option<(TicketTypeId, &'a Definition)> {
    desk.setup.ticket_types.iter().find(|kind| kind.key == key).map(|kind| (kind.id, &kind.definition))
}

fn filed(random: &mut Random, desk: &Desk<'_>, told: &[Told], plan: &Plan<'_>) -> Filed {
    let (story, at) = (plan.story, plan.at);
    let (type_id, definition) =
        definition_of(desk, &story.type_key).unwrap_or_else(|| panic!("stories name ticket types: {}", story.type_key));
    let person = &desk.people.customers[plan.customer];
    let policy = policy(desk, definition, &person.tier, plan.order);
    let by_staff =
        plan.talk.map(|(_, agent)| agent).or_else(|| (!definition.customer_can_start).then(|| anybody(random, desk, &policy, None)));
    let actor = by_staff.map_or(Actor::Customer(person.id), Actor::Agent);
    let order = plan.order.map(|place| &desk.shop.orders[place]);
    let line_no = plan.order.map_or(0, |place| {
        desk.shop.lines_of(place).iter().find(|line| Some(&line.sku) == story.sku.as_ref()).map_or(1, |line| line.line_no)
    });
    let source = match (&actor, random.weighted(&[40, 25, 20, 15])) {
        (Actor::Agent(_), _) => "agent",
        (_, 0) => "widget",
        (_, 1) => "order_list",
        (_, 2) => "order_page",
        (_, _) => "portal",
    };
    let new = NewTicket {
        id: random.id(at),
        number: 0,
        type_id,
        title: fill(&story.title, desk, plan.order),
        description: fill(&story.description, desk, plan.order),
        mood: story.mood,
        customer_id: Some(person.id),
        requester_kind: RequesterKind::Customer,
        conversation_id: plan.talk.map(|(place, _)| told[place].talk.session.id),
        order_id: order.map(|order| order.id),
        category_id: Some(desk.setup.category(&story.category)),
        due_at: None,
        follow_up_of: None,
        group_id: None,
        agent_id: None,
        priority: None,
        source: source.to_owned(),
        fields: values(random, desk, definition, plan, line_no),
        attachments: Vec::new(),
    };
    let Decision { ticket, entries, .. } = ticket::create(new, &actor, &policy, at);
    let mut events = vec![NewEvent::new(EventKind::TicketCreated, actor.clone(), at).data(json!({ "state": ticket.state }))];
    let contact = plan.talk.is_none();
    if contact {
        events.push(NewEvent::new(EventKind::ContactStarted, actor.clone(), at));
        events.push(NewEvent::new(EventKind::ContactRecorded, actor, at));
    }
    let mut course = Course { desk, policy, ticket, entries: Vec::new(), events, customer: person.id };
    course.keep(random, entries, at);
    for (number, happening) in story.timeline.iter().enumerate() {
        course.happens(random, story, happening, number + 1 == story.timeline.len(), at.plus(happening.after_minutes * MINUTE));
    }
    course.finish(random, story);
    let Course { ticket, entries, events, .. } = course;
    Filed { ticket, entries, order: order.map(|order| (order.id, line_no)), events, contact }
}

/// The ticket on its way; what lies after now does not happen.
struct Course<'a> {
    desk: &'a Desk<'a>,
    policy: Policy,
    ticket: Ticket,
    entries: Vec<(NewEntry, uuid::Uuid, Millis)>,
    events: Vec<NewEvent>,
    customer: CustomerId,
}

impl Course<'_> {
    fn happens(&mut self, random: &mut Random, story: &Story, happening: &Happening, last: bool, at: Millis) {
        let text = fill(&happening.text, self.desk, None);
        let words = || Words { body: text.clone(), attachments: Vec::new(), client_id: String::new() };
        let customer = Actor::Customer(self.customer);
        match (happening.by, happening.kind) {
            (Doer::Customer, EntryKind::Accept) => {
                self.solve_first(random, at);
                self.run(random, &Command::Accept, &customer, at);
                if !text.is_empty() && self.ticket.state == TicketState::Closed && random.chance(60) {
                    let stars = [5, 5, 4, 3][random.below(4)];
                    self.run(random, &Command::Rate { stars, comment: text }, &customer, at.plus(40_000));
                }
            }
            (Doer::Customer, EntryKind::Reject) => {
                self.solve_first(random, at);
                self.run(random, &Command::Reject(words(), story.mood), &customer, at);
            }
            (Doer::Customer, EntryKind::Urge) => self.run(random, &Command::Urge, &customer, at),
            (Doer::Customer, _) => self.run(random, &Command::Supplement(words(), Mood::Calm), &customer, at),
            (Doer::System, EntryKind::PublicReply) if story.state == TicketState::Withdrawn => {
                self.run(random, &Command::Withdraw, &customer, at)
            }
            (Doer::System, EntryKind::PublicReply) => {
                // Nobody came back in a week.
                if let Some(solved) = self.ticket.solved_at {
                    self.run(random, &Command::Close, &Actor::System, at.max(solved.plus(ticket::REOPEN_WINDOW_MS)));
                }
            }
            (Doer::Agent | Doer::Department | Doer::System, kind) => {
                let agent = self.take(random, at);
                let actor = Actor::Agent(agent);
                let state = last.then_some(story.state).filter(|state| matches!(state, TicketState::PendingCustomer | TicketState::OnHold));
                let next = happening.step.as_ref().filter(|step| **step == self.ticket.step && kind == EntryKind::Milestone);
                match (kind, next) {
                    (EntryKind::Milestone, Some(step)) => {
                        self.run(random, &Command::FinishStep { step: step.clone(), body: text }, &actor, at)
                    }
                    (EntryKind::InternalComment, _) => self.run(random, &Command::Comment(words(), Vec::new(), state), &actor, at),
                    (_, _) => self.run(random, &Command::Reply(words(), state), &actor, at),
                }
            }
        }
    }

    /// Waiting for the customer or for somebody else, when the story ends so.
    fn finish(&mut self, random: &mut Random, story: &Story) {
        let Some(last) = story.timeline.last() else { return };
        let at = self.ticket.created_at.plus(last.after_minutes * MINUTE + 2 * MINUTE);
        let waits = matches!(story.state, TicketState::PendingCustomer | TicketState::OnHold) && self.ticket.state.is_open();
        let solves = matches!(story.state, TicketState::Solved | TicketState::Closed) && self.ticket.state.is_open();
        if (waits && self.ticket.state != story.state) || solves {
            let to = if waits { story.state } else { TicketState::Solved };
            let agent = Actor::Agent(self.take(random, at));
            self.run(random, &Command::Update(Changes { state: Some(to), ..Changes::default() }), &agent, at);
        }
        if let Some(solved) = self.ticket.solved_at.filter(|_| self.ticket.state == TicketState::Solved) {
            if random.chance(40) {
                let stars = [5, 5, 5, 4, 3, 2][random.below(6)];
                let at = solved.plus(random.between(1, 20) * HOUR);
                self.run(random, &Command::Rate { stars, comment: String::new() }, &Actor::Customer(self.customer), at);
            }
            self.run(random, &Command::Close, &Actor::System, solved.plus(ticket::REOPEN_WINDOW_MS + MINUTE));
        }
    }

    /// An answer can only be accepted or rejected once there is one.
    fn solve_first(&mut self, random: &mut Random, at: Millis) {
        if self.ticket.state.is_open() {
            let agent = Actor::Agent(self.take(random, at.plus(-9 * MINUTE)));
            self.run(
                random,
                &Command::Update(Changes { state: Some(TicketState::Solved), ..Changes::default() }),
                &agent,
                at.plus(-7 * MINUTE),
            );
        }
    }

    /// Whoever has it, or somebody of its group who takes it now.
    fn take(&mut self, random: &mut Random, at: Millis) -> AgentId {
        if let Some(agent) = self.ticket.agent_id {
            return agent;
        }
        let agent = anybody(random, self.desk, &self.policy, self.ticket.group_id);
        let taken = Changes { assignee: Some(Assignee::Agent(agent)), ..Changes::default() };
        self.run(random, &Command::Update(taken), &Actor::Agent(agent), at.plus(-MINUTE));
        agent
    }

    fn run(&mut self, random: &mut Random, command: &Command, actor: &Actor, at: Millis) {
        // Corrections of a minute must not turn the order of things round.
        let at = at.max(self.ticket.updated_at);
        if at > self.desk.now {
            return;
        }
        let from = self.ticket.state;
        // What the product refuses does not happen here either.
        if let Ok(decision) = ticket::decide(&self.ticket, command, actor, &self.policy, at) {
            self.ticket = decision.ticket;
            self.keep(random, decision.entries, at);
            if self.ticket.state != from {
                let data = json!({ "from": from, "to": self.ticket.state });
                self.events.push(NewEvent::new(EventKind::TicketChanged, actor.clone(), at).data(data));
            }
        }
    }

    fn keep(&mut self, random: &mut Random, entries: Vec<NewEntry>, at: Millis) {
        self.entries.extend(entries.into_iter().map(|entry| (entry, random.id(at), at)));
    }
}

fn anybody(random: &mut Random, desk: &Desk<'_>, policy: &Policy, group: Option<GroupId>) -> AgentId {
    let members = group.or(policy.home_group).and_then(|group| policy.members.get(&group));
    members.filter(|members| !members.is_empty()).map_or(desk.setup.agents[1].id, |members| *random.pick(members))
}

fn policy(desk: &Desk<'_>, definition: &Definition, tier: &str, order: Option<usize>) -> Policy {
    Policy {
        fields: definition.fields.clone(),
        steps: definition
            .steps
            .iter()
            .map(|step| Step { key: step.key.clone(), public: step.public, group_id: Some(desk.setup.group(&step.group)) })
            .collect(),
        home_group: Some(desk.setup.group(&definition.group)),
        base_priority: definition.base_priority,
        members: desk.setup.groups.iter().map(|group| (group.id, group.member_ids.clone())).collect::<HashMap<_, _>>(),
        vip: ticket::priority::is_vip(tier),
        value_at_risk: order.is_some_and(|place| desk.shop.orders[place].paid_fen >= ticket::priority::VALUE_AT_RISK_FEN),
    }
}

/// The form as the customer filled it: what the order knows, and words for the rest.
fn values(random: &mut Random, desk: &Desk<'_>, definition: &Definition, plan: &Plan<'_>, line_no: i64) -> fields::Values {
    let mut values = match plan.order {
        None => fields::Values::new(),
        Some(place) => {
            let order = &desk.shop.orders[place];
            let tracking = desk.shop.shipment_of.get(&order.id).map(|parcel| desk.shop.shipments[*parcel].tracking_no.clone());
            let facts = fields::OrderFacts {
                order_no: order.order_no.clone(),
                line_nos: if line_no > 0 { vec![line_no] } else { Vec::new() },
                paid_fen: order.paid_fen,
                phone: order.phone.clone(),
                address: order.address.clone(),
                tracking_no: tracking.unwrap_or_default(),
            };
            fields::prefill(&definition.fields, &facts)
        }
    };
    for field in definition.fields.iter().filter(|field| field.public && !values.contains_key(&field.key)).collect::<Vec<_>>() {
        if !field.required && !random.chance(45) {
            continue;
        }
        let words = match field.key.as_str() {
            "title" => "嘉兴市明禾贸易有限公司",
            "email" => "fapiao@example.com",
            "tax_no" => "91330400MA2CXXXX1K",
            "want" => "换大一号,颜色不变",
            "missing" => "少了一件，详见描述",
            _ => plan.story.description.as_str(),
        };
        let value = match field.kind {
            FieldKind::Select => random.pick(&field.options).value.clone().into(),
            FieldKind::Text | FieldKind::LongText => Value::from(words),
            FieldKind::Phone => desk.people.customers[plan.customer].phone.clone().into(),
            FieldKind::Money => plan.order.map_or(Value::Null, |place| (desk.shop.orders[place].paid_fen * 9 / 10).into()),
            FieldKind::Number
            | FieldKind::Date
            | FieldKind::Multi
            | FieldKind::OrderLines
            | FieldKind::Attachments
            | FieldKind::Checkbox => Value::Null,
        };
        if let Ok(Some(value)) = fields::tidy(field, &value) {
            values.insert(field.key.clone(), value);
        }
    }
    values
}

fn fill(text: &str, desk: &Desk<'_>, order: Option<usize>) -> String {
    let order = order.map(|place| &desk.shop.orders[place]);
    let tracking =
        order.and_then(|order| desk.shop.shipment_of.get(&order.id)).map(|parcel| desk.shop.shipments[*parcel].tracking_no.as_str());
    text.replace("{order_no}", order.map_or("", |order| &order.order_no)).replace("{tracking_no}", tracking.unwrap_or("单号已填"))
}
