//! The whole demo world, ready to be written.

use super::{
    calendar::DAY,
    conversations::{Desk, Told, conversations},
    half_hours,
    ledger::{Ledger, ledger},
    orders::{Shop, shop},
    people::{People, people},
    random::Random,
    rota::Rota,
    running::{AT_THE_DESK, memories, running},
    setup::{Secrets, Setup, setup},
    tickets::{Filed, tickets},
    visits::visits,
};
use std::collections::{BTreeMap, HashMap};
use yingke_core::{
    agent::AgentState,
    event::NewEvent,
    id::*,
    metric,
    routing::round_robin::Pointer,
    staffing::{fold::Counts, settings::Settings},
    time::Millis,
};
use yingke_store::visits::Visit;

pub struct World {
    pub now: Millis,
    pub setup: Setup,
    pub people: People,
    pub shop: Shop,
    pub told: Vec<Told>,
    pub tickets: Vec<Filed>,
    /// What became of what the bot was asked.
    pub ledger: Ledger,
    /// What the desk had to do in eight weeks, and its great days.
    pub half_hours: BTreeMap<(GroupId, i64), Counts>,
    pub staffing: Settings,
    pub visits: Vec<(CustomerId, Visit)>,
    pub duties: Vec<Duty>,
    pub pointers: Vec<(GroupId, Pointer)>,
    /// What `core::metric` makes of everything that happened.
    pub counters: BTreeMap<String, i64>,
}

/// The live state of an agent.
#[derive(Debug, Clone)]
pub struct Duty {
    pub agent_id: AgentId,
    pub state: AgentState,
    pub reason: &'static str,
    pub since: Millis,
    pub load: i64,
    pub last_assigned_at: Option<Millis>,
}

/// The same seed and time make the same world; secrets come from outside and are in no other part of it.
pub fn world(seed: u64, secrets: &Secrets, now: Millis) -> World {
    let random = Random::new(seed);
    let setup = setup(&mut random.fork("setup"), secrets, now);
    let mut people = people(&mut random.fork("people"), now);
    let shop = shop(&mut random.fork("orders"), &mut people, now);
    let mut desk = Desk {
        setup: &setup,
        shop: &shop,
        people: &people,
        rota: Rota::new(&setup),
        busy: HashMap::new(),
        last_agent: HashMap::new(),
        now,
    };
    let mut told = conversations(&mut random.fork("conversations"), &mut desk);
    told.extend(memories(&mut random.fork("memories"), &mut desk));
    told.extend(running(&mut random.fork("running"), &mut desk));
    told.sort_by_key(|told| told.talk.created_at);
    let tickets = tickets(&mut random.fork("tickets"), &desk, &told);
    let ledger = ledger(&told, &tickets, &setup, &shop, now);
    let visits = visits(&mut random.fork("visits"), &shop, &told, now.plus(-7 * DAY));
    let staffing = half_hours::settings(now);
    let half_hours = half_hours::half_hours(&mut random.fork("half hours"), &setup, &staffing, now);
    let pointers = desk.rota.pointers.iter().map(|(group, pointer)| (*group, *pointer)).collect();
    let duties = duties(&setup, &told, now);
    let counters = count(told.iter().flat_map(|told| &told.talk.events).chain(tickets.iter().flat_map(|filed| &filed.events)));
    let mut pointers: Vec<(GroupId, Pointer)> = pointers;
    pointers.sort_by_key(|(group, _)| *group);
    let contacts: HashMap<CustomerId, Millis> = last_contacts(&told, &tickets);
    for customer in &mut people.customers {
        customer.last_contact_at = contacts.get(&customer.id).copied();
    }
    World { now, setup, people, shop, told, tickets, ledger, half_hours, staffing, visits, duties, pointers, counters }
}

fn duties(setup: &Setup, told: &[Told], now: Millis) -> Vec<Duty> {
    setup
        .agents
        .iter()
        .map(|agent| {
            let at_the_desk = AT_THE_DESK.iter().find(|(name, ..)| agent.email.starts_with(name));
            let (state, reason, ago) =
                at_the_desk.map_or((AgentState::Offline, "", DAY / 2), |(_, state, reason, ago)| (*state, *reason, *ago));
            let taken = told.iter().filter(|told| told.talk.session.last_agent == Some(agent.id));
            Duty {
                agent_id: agent.id,
                state,
                reason,
                since: now.plus(-ago),
                load: told.iter().filter(|told| told.talk.session.load_of() == Some(agent.id)).count() as i64,
                last_assigned_at: taken.filter_map(|told| told.talk.session.accepted_at).max(),
            }
        })
        .collect()
}

fn count<'a>(events: impl Iterator<Item = &'a NewEvent>) -> BTreeMap<String, i64> {
    let mut counters = BTreeMap::new();
    for (key, delta) in events.flat_map(metric::deltas) {
        *counters.entry(key).or_insert(0) += delta;
    }
    counters.retain(|_, value| *value != 0);
    counters
}

fn last_contacts(told: &[Told], tickets: &[Filed]) -> HashMap<CustomerId, Millis> {
    let mut last: HashMap<CustomerId, Millis> = HashMap::new();
    let talks = told.iter().map(|told| (told.talk.session.customer_id, told.talk.created_at));
    let alone = tickets.iter().filter(|filed| filed.contact).filter_map(|filed| Some((filed.ticket.customer_id?, filed.ticket.created_at)));
    for (customer, at) in talks.chain(alone) {
        let newest = last.entry(customer).or_insert(at);
        *newest = (*newest).max(at);
    }
    last
}
