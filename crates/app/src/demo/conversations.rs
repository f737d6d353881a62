//! Three weeks of conversations: dialogues that people wrote, spread over customers, orders, days and agents.

use super::{
    calendar::{DAY, HOUR, MINUTE, service_time, shopping_time},
    content::{Dialogue, Outcome, Speaker, Turn, content},
    orders::Shop,
    people::{PERSONAS, People},
    random::Random,
    rota::Rota,
    session::{Begin, Talk},
    setup::{ENTRIES, Setup},
};
use crate::{
    bot::words,
    views::conversation::{CandidateView, OptionView},
};
use std::collections::HashMap;
use yingke_core::{
    conversation::{Command, MessageKind, Mood, SenderKind, command::Queue},
    id::*,
    order::*,
    routing::{
        eligible::Standing,
        pick::{Choice, Reason},
    },
    text::Locale,
    time::Millis,
};
use yingke_language::{small_talk::small_talk, wants_human};
use yingke_store::append::NewMessage;

pub const CONVERSATIONS: usize = 1_500;
pub const WEEKS_DAYS: i64 = 21;

/// Why an agent got a conversation.
#[derive(Debug, Clone)]
pub struct Decided {
    pub id: DecisionId,
    pub conversation_id: ConversationId,
    pub at: Millis,
    pub group_id: GroupId,
    pub strategy: &'static str,
    pub winner: AgentId,
    pub reason: String,
    pub candidates: Vec<CandidateView>,
}

/// A finished or running conversation and where it came from.
pub struct Told {
    pub talk: Talk,
    pub dialogue: &'static Dialogue,
    /// Place of the customer in [`People`].
    pub customer: usize,
    /// Place of the order in [`Shop`].
    pub order: Option<usize>,
    pub decided: Option<Decided>,
}

/// Everything a teller needs at hand.
pub struct Desk<'a> {
    pub setup: &'a Setup,
    pub shop: &'a Shop,
    pub people: &'a People,
    pub rota: Rota<'a>,
    /// Until when each customer is in a conversation.
    pub busy: HashMap<usize, Millis>,
    pub last_agent: HashMap<usize, (AgentId, Millis)>,
    pub now: Millis,
}

/// How much of a dialogue is told, and how it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    End,
    /// Waits for a person after this many turns.
    Queued {
        turns: usize,
    },
    /// Is under way after this many turns, with this agent when one is needed.
    Turn {
        turns: usize,
        taker: Option<AgentId>,
    },
}

pub fn conversations(random: &mut Random, desk: &mut Desk<'_>) -> Vec<Told> {
    let weights: Vec<i64> = content().dialogues.iter().map(weight).collect();
    let mut plans: Vec<(Millis, usize)> = (0..CONVERSATIONS)
        .map(|_| {
            let number = random.weighted(&weights);
            // Weekends and the last days are a little fuller.
            let days_ago = random.between(0, WEEKS_DAYS - 1);
            let at = if has_agent(&content().dialogues[number]) {
                service_time(random, desk.now, days_ago)
            } else {
                shopping_time(random, desk.now, days_ago)
            };
            (at, number)
        })
        .collect();
    // What began in the last hour and a half might not be over: the running ones are told apart.
    for (at, _) in &mut plans {
        if desk.now.since(*at) < 90 * MINUTE {
            *at = at.plus(-DAY);
        }
    }
    plans.sort_unstable();
    plans.into_iter().map(|(at, number)| told(random, desk, &content().dialogues[number], at, Until::End, None)).collect()
}

/// One dialogue, told from `at` on. `who` is chosen to fit when nobody is named.
pub fn told(
    random: &mut Random,
    desk: &mut Desk<'_>,
    dialogue: &'static Dialogue,
    at: Millis,
    until: Until,
    who: Option<(usize, Option<usize>)>,
) -> Told {
    let taker = match until {
        Until::End | Until::Queued { .. } => None,
        Until::Turn { taker, .. } => taker,
    };
    let (customer, order) = who.unwrap_or_else(|| {
        let states = dialogue.order_state.as_slice();
        cast(random, desk, &Role { lang: &dialogue.lang, sku: dialogue.sku.as_deref(), states }, at)
    });
    let person = &desk.people.customers[customer];
    let org_id = desk.setup.org.id;
    let entry = entry_for(dialogue, order.is_some());
    let (page_url, page_title) = page(random, desk.shop, dialogue, order);
    let locale = dialogue.lang.parse().unwrap_or(Locale::ZhCn);
    let begin = Begin { customer_id: person.id, entry_id: desk.setup.entries[entry].id, page_url, page_title, locale, at };
    let mut talk = Talk::begin(random, begin);
    let mut decided = None;
    let mut clock = at;
    let mut agent: Option<AgentId> = None;
    let mut gave_up = false;
    let turns = match until {
        Until::End => dialogue.turns.len(),
        Until::Queued { turns } | Until::Turn { turns, .. } => turns.min(dialogue.turns.len()),
    };
    let agents = &desk.setup.agents;
    let name_of = |id: AgentId| agents.iter().find(|agent| agent.id == id).map(|agent| agent.nickname.clone()).unwrap_or_default();
    if let Some(hello) = hello(random, &dialogue.turns[0], locale) {
        talk.customer(random, org_id, hello, clock);
        clock = clock.plus(random.between(3, 12) * 1000);
    }
    for (number, turn) in dialogue.turns.iter().enumerate().take(turns) {
        let needs_agent = matches!(turn.by, Speaker::Agent | Speaker::Note);
        if needs_agent && agent.is_none() {
            let group_id = group_for(random, desk, dialogue, customer);
            clock = clock.plus(random.between(1, 8) * 1000);
            let queue = Queue { staffed: true, waiting: 0 };
            let asked_at = clock;
            let clicks = clicks(&talk);
            talk.command(random, org_id, Command::RequestHuman { group_id, queue }, &name_of, clock);
            if talk.path.is_empty() {
                talk.path = "human".to_owned();
            }
            talk.bot_outcome = "handed_over".to_owned();
            if matches!(until, Until::Queued { .. }) {
                talk.asked_for_person(Some(2 * MINUTE), clicks, asked_at);
                break;
            }
            // Not everybody has the time to wait.
            if until == Until::End && random.chance(6) {
                talk.asked_for_person(Some(3 * MINUTE), clicks, asked_at);
                clock = clock.plus(random.between(150, 600) * 1000);
                gave_up = true;
                break;
            }
            let last = desk.last_agent.get(&customer).filter(|(_, at)| clock.since(*at) < 3 * DAY).map(|(agent, _)| *agent);
            let (mut winner, mut choice, strategy) = desk.rota.assign(random, group_id, last, clock);
            if let Some(on_duty) = taker {
                (winner, choice.reason) = (on_duty, Reason::Claimed);
            }
            let waited = wait(random);
            talk.asked_for_person(estimate(&talk, waited), clicks, asked_at);
            clock = clock.plus(waited);
            decided = Some(decision(random, &talk, &choice, strategy.as_str(), group_id, winner, clock));
            talk.command(random, org_id, Command::Offer { agent_id: winner }, &name_of, clock);
            clock = clock.plus(random.between(2, 11) * 1000);
            talk.command(random, org_id, Command::Take { agent_id: winner, on_duty: true }, &name_of, clock);
            agent = Some(winner);
        }
        clock = clock.plus(pause(random, dialogue.turns.get(number.wrapping_sub(1)), turn));
        let text = fill(&turn.text, desk, order, agent.map(name_of).unwrap_or_default());
        match turn.by {
            Speaker::Customer => talk.customer(random, org_id, &text, clock),
            Speaker::Bot => {
                let payload = options(&text, locale);
                talk.bot(random, org_id, text.split("可以点").next().unwrap_or(&text), payload, clock);
                if talk.path.is_empty() {
                    (talk.path, talk.bot_outcome) = ("bot".to_owned(), "answered".to_owned());
                }
            }
            Speaker::Agent => talk.agent(random, org_id, agent.unwrap_or(agents[0].id), false, &text, clock),
            Speaker::Note => talk.agent(random, org_id, agent.unwrap_or(agents[0].id), true, &text, clock),
        }
    }
    if until == Until::End && agent.is_none() && !gave_up {
        clock = click(random, org_id, &mut talk, dialogue, locale, clock);
    }
    talk.mood = dialogue.mood;
    talk.session.priority = priority(dialogue.mood);
    let seen = talk.thread.last_seq;
    if until == Until::End {
        if gave_up && talk.session.id.0.as_u128() % 2 == 0 {
            let words = fill(&dialogue.turns[0].text, desk, order, String::new());
            let mut own = random.fork("call back");
            talk.leaves_call_back(&mut own, org_id, &words, clock.plus(own_hours(&talk) * HOUR), clock);
        } else {
            clock = end(random, org_id, &mut talk, dialogue, agent, &name_of, clock);
            talk.outcome = if gave_up { "gave_up" } else { outcome(dialogue, agent.is_some()) }.to_owned();
        }
        talk.category_id = Some(desk.setup.category(&dialogue.category));
    }
    // Most people read to the end; some leave after their own last word.
    let left_early = until == Until::End && random.chance(12);
    let read = if left_early { seen - 1 } else { talk.thread.last_seq };
    talk.read_by_customer(read);
    if let Some(agent) = agent {
        desk.rota.holds_until(agent, if until == Until::End { clock } else { desk.now.plus(HOUR) });
        desk.last_agent.insert(customer, (agent, clock));
    }
    desk.busy.insert(customer, clock);
    Told { talk, dialogue, customer, order, decided }
}

fn has_agent(dialogue: &Dialogue) -> bool {
    dialogue.turns.iter().any(|turn| turn.by == Speaker::Agent)
}

/// What people ask most: where the parcel is, and sending things back.
fn weight(dialogue: &Dialogue) -> i64 {
    let by_category = match dialogue.category.split('_').next().unwrap_or_default() {
        "logistics" => 5,
        "return" | "refund" => 4,
        "presale" | "order" => 3,
        _ => 2,
    };
    let by_kind = if has_agent(dialogue) { 2 } else { 4 };
    // Few of the customers write in another language, so few of the talks are.
    if dialogue.lang == "zh-CN" { by_category * by_kind * 2 } else { by_category }
}

/// Whom a dialogue or a story needs: somebody who speaks the language, with an order of this product in one of these states.
pub struct Role<'a> {
    pub lang: &'a str,
    pub sku: Option<&'a str>,
    /// Empty: no order is needed.
    pub states: &'a [OrderState],
}

/// A customer who is free at that time, with the order.
pub fn cast(random: &mut Random, desk: &Desk<'_>, role: &Role<'_>, at: Millis) -> (usize, Option<usize>) {
    let free = |customer: usize| desk.busy.get(&customer).is_none_or(|until| at.since(*until) > 20 * MINUTE) && customer >= PERSONAS.len();
    let speaks = |customer: usize| desk.people.customers[customer].locale == role.lang;
    let was_here = |customer: usize| desk.people.customers[customer].created_at <= at;
    if role.states.is_empty() {
        for _ in 0..800 {
            let customer = random.below(desk.people.customers.len());
            if free(customer) && speaks(customer) && was_here(customer) {
                return (customer, None);
            }
        }
        return (PERSONAS.len(), None);
    }
    let everything: Vec<usize>;
    let candidates = match role.sku.and_then(|sku| desk.shop.by_sku.get(sku)) {
        Some(orders) => orders,
        None => {
            everything = (0..400).map(|_| random.below(desk.shop.orders.len())).collect();
            &everything
        }
    };
    let offset = random.below(candidates.len());
    let turned = || candidates.iter().copied().cycle().skip(offset).take(candidates.len());
    let fits = |order: &usize| {
        let customer = desk.shop.customer_of[*order];
        free(customer) && speaks(customer) && state_at(&desk.shop.orders[*order], at).is_some_and(|state| role.states.contains(&state))
    };
    // What does not fit in every way is still better than nothing; what did not exist yet is not.
    let existed = |order: &usize| free(desk.shop.customer_of[*order]) && state_at(&desk.shop.orders[*order], at).is_some();
    match turned().find(fits).or_else(|| turned().find(existed)) {
        Some(order) => (desk.shop.customer_of[order], Some(order)),
        None => cast(random, desk, &Role { lang: role.lang, sku: None, states: &[] }, at),
    }
}

/// The state of an order at a time in the past; none before it was made.
fn state_at(order: &Order, at: Millis) -> Option<OrderState> {
    let reached = |time: Option<Millis>| time.is_some_and(|time| time <= at);
    if order.ordered_at > at {
        return None;
    }
    Some(if reached(order.cancelled_at) {
        OrderState::Cancelled
    } else if reached(order.completed_at) {
        OrderState::Completed
    } else if reached(order.delivered_at) {
        OrderState::Delivered
    } else if reached(order.shipped_at) {
        OrderState::Shipped
    } else if reached(order.paid_at) {
        OrderState::Paid
    } else {
        OrderState::PendingPayment
    })
}

/// Place of the entry in [`ENTRIES`].
fn entry_for(dialogue: &Dialogue, has_order: bool) -> usize {
    let presale = dialogue.category.starts_with("presale");
    debug_assert_eq!(ENTRIES.len(), 3);
    if presale {
        0
    } else if has_order {
        1
    } else {
        2
    }
}

fn group_for(random: &mut Random, desk: &Desk<'_>, dialogue: &Dialogue, customer: usize) -> GroupId {
    let vip = desk.people.customers[customer].tier.starts_with("钻石");
    let hot = matches!(dialogue.mood, Mood::Angry | Mood::Threat);
    let key = if dialogue.category.starts_with("complaint") && hot {
        "complaint"
    } else if vip && random.chance(70) {
        "vip"
    } else if dialogue.category.starts_with("presale") {
        "presale"
    } else {
        "aftersale"
    };
    desk.setup.group(key)
}

fn page(random: &mut Random, shop: &Shop, dialogue: &Dialogue, order: Option<usize>) -> (String, String) {
    if let Some(order) = order.map(|order| &shop.orders[order]) {
        return (order.url.clone(), format!("订单号 {} - 青禾生活", order.order_no));
    }
    if let Some(product) = dialogue.sku.as_ref().and_then(|sku| shop.products.iter().find(|product| product.sku == *sku)) {
        return (product.url.clone(), format!("{} - 青禾生活", product.title));
    }
    super::visits::some_page(random)
}

fn hello(random: &mut Random, first: &Turn, locale: Locale) -> Option<&'static str> {
    if first.by != Speaker::Customer || !random.chance(18) {
        return None;
    }
    let hellos: &[&str] = match locale {
        Locale::ZhCn => &["在吗", "你好", "您好", "有人吗"],
        Locale::ZhTw => &["您好", "請問有人在嗎"],
        Locale::En => &["hi", "hello"],
    };
    Some(*random.pick(hellos))
}

/// Some say under the bot's last answer whether it helped, as the widget asks them.
fn click(random: &mut Random, org_id: OrgId, talk: &mut Talk, dialogue: &Dialogue, locale: Locale, last: Millis) -> Millis {
    // A greeting that was returned is no answer.
    let asked = |(_, message): &(i64, NewMessage)| message.sender_kind == SenderKind::Customer && small_talk(&message.body).is_none();
    let answered = talk.messages.iter().any(asked)
        && talk.messages.iter().any(|(_, message)| message.sender_kind == SenderKind::Bot && message.kind == MessageKind::Text);
    let solved = match dialogue.outcome {
        Outcome::Solved => random.chance(90),
        Outcome::GaveUp | Outcome::Ticket | Outcome::HandedOver => false,
    };
    if !answered || !random.chance(if solved { 42 } else { 55 }) {
        return last;
    }
    let clock = last.plus(random.between(4, 40) * 1000);
    let (label, action) = if solved { (words::solved(locale), "feedback.solved") } else { (words::unsolved(locale), "feedback.unsolved") };
    talk.customer_clicks(random, org_id, label, action, clock);
    let reply = if solved { words::glad(locale) } else { words::sorry_unsolved(locale) };
    let clock = clock.plus(random.between(300, 1_400));
    talk.bot(random, org_id, reply, serde_json::Value::Null, clock);
    clock
}

/// Typing and reading take time; a bot is quick.
fn pause(random: &mut Random, before: Option<&Turn>, turn: &Turn) -> i64 {
    let length = turn.text.chars().count() as i64;
    let same = before.is_some_and(|before| before.by == turn.by);
    match turn.by {
        Speaker::Bot => random.between(300, 1_400),
        Speaker::Customer if same => random.between(3_000, 9_000) + length * 150,
        Speaker::Customer => random.between(6_000, 45_000) + length * 250,
        Speaker::Agent => random.between(5_000, 32_000) + length * 220,
        Speaker::Note => random.between(4_000, 15_000),
    }
}

/// Most are served at once; at busy hours some wait a few minutes.
fn wait(random: &mut Random) -> i64 {
    match random.weighted(&[62, 28, 10]) {
        0 => random.between(0, 4_000),
        1 => random.between(8_000, 70_000),
        _ => random.between(70_000, 260_000),
    }
}

/// As soon as possible, or by the evening.
fn own_hours(talk: &Talk) -> i64 {
    if talk.session.id.0.as_u128() % 4 == 0 { 1 } else { 3 }
}

/// What the door said before such a wait: nobody in front means no wait, and an estimate is never quite right. Dealt from
/// the conversation's id, so that the rest of the world stays as it was.
fn estimate(talk: &Talk, waited: i64) -> Option<i64> {
    if waited <= 4_000 {
        return Some(0);
    }
    let percent = match talk.session.id.0.as_u128() % 12 {
        0 => return None,
        1 => 45,
        2 | 3 => 75,
        4..=8 => 100,
        9 | 10 => 120,
        _ => 170,
    };
    Some(waited * percent / 100)
}

/// Who writes it clicks nothing; the button stands over every thread, and behind the launcher.
fn clicks(talk: &Talk) -> i64 {
    let customer = talk.messages.iter().rev().map(|(_, message)| message).find(|message| message.sender_kind == SenderKind::Customer);
    match customer {
        Some(message) if wants_human(&message.body) => 0,
        Some(_) => 1,
        None => 2,
    }
}

fn fill(text: &str, desk: &Desk<'_>, order: Option<usize>, agent: String) -> String {
    let mut text = text.replace("{agent}", &agent);
    if let Some(place) = order {
        let order = &desk.shop.orders[place];
        let tracking = desk.shop.shipment_of.get(&order.id).map_or("", |parcel| desk.shop.shipments[*parcel].tracking_no.as_str());
        text = text.replace("{order_no}", &order.order_no).replace("{tracking_no}", tracking);
    }
    text.replace("{order_no}", "").replace("{tracking_no}", "")
}

/// 「可以点：物流进度 / 物流不更新」 is clickable in the product, so it is here.
fn options(text: &str, locale: Locale) -> serde_json::Value {
    let Some((_, list)) = text.split_once("可以点：").filter(|_| locale == Locale::ZhCn) else { return serde_json::Value::Null };
    let options: Vec<OptionView> = list
        .split('/')
        .map(|label| label.trim())
        .map(|label| {
            let action = if label == "物流进度" { "order.logistics" } else { "order.logistics_stuck" };
            OptionView { label: label.to_owned(), text: label.to_owned(), action: action.to_owned() }
        })
        .collect();
    serde_json::json!({ "options": options })
}

fn decision(
    random: &mut Random,
    talk: &Talk,
    choice: &Choice,
    strategy: &'static str,
    group_id: GroupId,
    winner: AgentId,
    at: Millis,
) -> Decided {
    let candidates = choice.candidates.iter().map(|candidate| CandidateView {
        agent_id: candidate.agent_id,
        eligible: candidate.standing == Standing::Eligible,
        reason: candidate.standing.to_string(),
        load: candidate.load,
        capacity: candidate.capacity,
    });
    Decided {
        id: random.id(at),
        conversation_id: talk.session.id,
        at,
        group_id,
        strategy,
        winner,
        reason: choice.reason.to_string(),
        candidates: candidates.collect(),
    }
}

fn priority(mood: Mood) -> i64 {
    match mood {
        Mood::Calm | Mood::Anxious | Mood::Disappointed => 1,
        Mood::Angry => 2,
        Mood::Threat => 3,
    }
}

/// Brings it to its end and returns when that was.
fn end(
    random: &mut Random,
    org_id: OrgId,
    talk: &mut Talk,
    dialogue: &Dialogue,
    agent: Option<AgentId>,
    name_of: &dyn Fn(AgentId) -> String,
    last: Millis,
) -> Millis {
    let mut clock = last;
    match agent {
        None => {
            talk.bot_outcome = match dialogue.outcome {
                Outcome::Solved => "confirmed",
                Outcome::GaveUp => "unsolved",
                Outcome::Ticket | Outcome::HandedOver => "answered",
            }
            .to_owned();
            clock = clock.plus(random.between(20, 200) * 1000);
            talk.command(random, org_id, Command::EndByCustomer, name_of, clock);
        }
        Some(_) => match random.weighted(&[72, 12, 16]) {
            0 => {
                clock = clock.plus(random.between(25, 150) * 1000);
                talk.command(random, org_id, Command::EndByAgent, name_of, clock);
            }
            1 => {
                clock = clock.plus(random.between(5, 40) * 1000);
                talk.command(random, org_id, Command::EndByCustomer, name_of, clock);
                clock = clock.plus(random.between(10, 80) * 1000);
                talk.command(random, org_id, Command::EndByAgent, name_of, clock);
            }
            _ => {
                while let Some(idle) = talk.session.idle {
                    clock = idle.due_at;
                    talk.command(random, org_id, Command::IdleDue, name_of, clock);
                }
                clock = clock.plus(random.between(15, 90) * 1000);
                talk.command(random, org_id, Command::EndByAgent, name_of, clock);
            }
        },
    }
    if let Some(stars) = dialogue.rating.filter(|_| random.chance(46)) {
        // The same talk is not always rated the same.
        let stars = (stars + [0, 0, 0, -1, 1][random.below(5)]).clamp(1, 5);
        let comment = dialogue.rating_comment.as_deref().filter(|_| random.chance(40)).unwrap_or_default();
        let at = clock.plus(random.between(8, 900) * 1000);
        talk.rate(random, org_id, stars, comment, at);
    }
    clock
}

/// The product's own words for what became of a contact.
fn outcome(dialogue: &Dialogue, by_person: bool) -> &'static str {
    match (by_person, dialogue.outcome) {
        (true, _) => "handled",
        (false, Outcome::Solved) => "confirmed",
        (false, Outcome::GaveUp) => "gave_up",
        (false, Outcome::Ticket | Outcome::HandedOver) => "assumed",
    }
}
