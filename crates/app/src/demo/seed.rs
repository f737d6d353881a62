//! Writes a demo world into an empty database, all of it or nothing.

use super::{
    calendar::DAY,
    content::content,
    library,
    setup::{SLUG, Secrets, Setup},
    world::{World, world},
};
use crate::{App, Error, Result, password, secrets, tickets::save::with_words, views::tuning::SetQuestion};
use std::{collections::BTreeMap, sync::Arc};
use yingke_core::{
    id::*,
    resolution::{counts, paths},
};
use yingke_store::{
    Tx, aftersales, agent_states, agents,
    bot_flows::{self, FlowVersion, StoredFlow},
    categories, contact_paths,
    contacts::Contact,
    customers, entries, first_contacts, groups, history,
    history::{Past, Recorded},
    knowledge, ledger, menus, orders, org_settings, orgs, products, queue, shipments, staffing, ticket_entries, ticket_types, tickets,
    tuning, visits,
};

/// One seed for everybody: what one person finds in the demo, another can look up.
pub const SEED: u64 = 2026;

/// What was written.
#[derive(Debug, Clone)]
pub struct Seeded {
    pub org_id: OrgId,
    pub customers: usize,
    pub orders: usize,
    pub conversations: usize,
    pub messages: usize,
    pub tickets: usize,
}

/// The next part is being written.
pub type Progress = Arc<dyn Fn(&'static str) + Send + Sync>;

/// Parts that [`Progress`] is told, in order.
pub const PARTS: [&str; 8] = ["world", "passwords", "setup", "customers", "orders", "conversations", "tickets", "finishing"];

/// # Errors
/// When there is an organisation already: the demo never mixes with anybody's data.
pub async fn seed(app: &App, demo_password: &str, progress: Progress) -> Result<Seeded> {
    if let Some(org) = orgs::all(&mut app.read()).await?.first() {
        return Err(Error::conflict(
            "not_empty",
            format!(
                "the database already has the organisation {:?}; the demo is only written into an empty one: choose another with --data or --database",
                org.name
            ),
        ));
    }
    progress(PARTS[0]);
    let now = app.clock.now();
    let random = || secrets::base64url(&app.clock.random());
    let keys = Secrets {
        files: random(),
        entries: std::array::from_fn(|_| {
            (secrets::token("yke_", app.clock.random())[..26].to_owned(), secrets::token("yki_", app.clock.random()))
        }),
    };
    let world = tokio::task::spawn_blocking(move || world(SEED, &keys, now)).await.map_err(|error| anyhow::anyhow!(error))?;
    progress(PARTS[1]);
    let mut hashes = Vec::new();
    for _ in &world.setup.agents {
        hashes.push(password::hash(demo_password.to_owned()).await?);
    }
    let told = progress.clone();
    let seeded = app.door.write(None, move |tx| Box::pin(async move { write(tx, world, &hashes, &told).await })).await?;
    // The log of what was told is read at once, so that the first look at the forecast is a whole one.
    crate::staffing::catch_up(app, seeded.org_id).await?;
    Ok(seeded)
}

/// The organisation of an earlier seeding.
pub async fn find(app: &App) -> Result<Option<OrgId>> {
    Ok(orgs::find_by_slug(&mut app.read(), SLUG).await?.map(|org| org.id))
}

async fn write(tx: &mut Tx, world: World, hashes: &[String], progress: &Progress) -> Result<Seeded> {
    let org_id = world.setup.org.id;
    progress(PARTS[2]);
    setup(tx, &world, hashes).await?;
    progress(PARTS[3]);
    customers::insert_many(tx, org_id, &world.people.customers).await?;
    progress(PARTS[4]);
    let shop = &world.shop;
    products::insert_many(tx, org_id, &shop.products).await?;
    orders::insert_many(tx, org_id, &shop.orders).await?;
    orders::insert_lines(tx, org_id, &shop.lines).await?;
    shipments::insert_many(tx, org_id, &shop.shipments).await?;
    aftersales::insert_many(tx, org_id, &shop.aftersales).await?;
    progress(PARTS[5]);
    let messages = conversations(tx, &world).await?;
    progress(PARTS[6]);
    filed(tx, &world).await?;
    progress(PARTS[7]);
    library::write(tx, &world).await?;
    visits::insert_many(tx, org_id, &world.visits).await?;
    history::counters(tx, org_id, &world.counters).await?;
    staffing::count(tx, org_id, &world.half_hours).await?;
    org_settings::put(tx, org_id, "staffing", &serde_json::to_value(&world.staffing)?, 0, world.now).await?;
    Ok(Seeded {
        org_id,
        customers: world.people.customers.len(),
        orders: shop.orders.len(),
        conversations: world.told.len(),
        messages,
        tickets: world.tickets.len(),
    })
}

async fn setup(tx: &mut Tx, world: &World, hashes: &[String]) -> Result<()> {
    let (setup, org_id) = (&world.setup, world.setup.org.id);
    orgs::insert(tx, &setup.org).await?;
    for (agent, hash) in setup.agents.iter().zip(hashes) {
        agents::insert(tx, agent, hash).await?;
    }
    for duty in &world.duties {
        let from = if duty.state == yingke_core::agent::AgentState::Offline { world.now.plus(-DAY) } else { duty.since };
        agent_states::set(tx, org_id, duty.agent_id, duty.state, duty.reason, from).await?;
        agent_states::move_load(tx, org_id, duty.agent_id, duty.load, duty.last_assigned_at).await?;
    }
    for group in &setup.groups {
        groups::insert(tx, group).await?;
        groups::set_members(tx, org_id, group.id, &group.member_ids).await?;
    }
    history::pointers(tx, org_id, &world.pointers).await?;
    for entry in &setup.entries {
        entries::insert(tx, entry).await?;
    }
    for category in &setup.categories {
        categories::insert(tx, org_id, category).await?;
    }
    for kind in &setup.ticket_types {
        ticket_types::insert(tx, org_id, kind, setup.org.created_at).await?;
    }
    knowledge::insert_many(tx, org_id, &setup.knowledge).await?;
    knowledge::insert_many(tx, org_id, &setup.scripts).await?;
    knowledge::insert_many(tx, org_id, &setup.sops).await?;
    menus::insert_many(tx, org_id, &setup.menus).await?;
    flows(tx, &setup.org).await?;
    regression(tx, setup).await
}

/// What is asked again before knowledge or thresholds are published.
async fn regression(tx: &mut Tx, setup: &Setup) -> Result<()> {
    let id_of = |key: &str| setup.knowledge.iter().find(|item| item.key == key).map(|item| item.id);
    let question =
        |one: &super::content::ExpectedText| SetQuestion { text: one.text.clone(), expected: one.key.as_deref().and_then(id_of) };
    let questions: Vec<SetQuestion> = content().regression.iter().map(question).collect();
    let set = tuning::Set {
        id: uuid::Uuid::from_u128(setup.org.id.0.as_u128() ^ (1 << 40)),
        name: "发布前必查".to_owned(),
        questions: serde_json::to_string(&questions)?,
        size: i64::try_from(questions.len()).unwrap_or(0),
        version: 1,
        updated_at: setup.org.created_at,
    };
    Ok(tuning::save_set(tx, setup.org.id, &set).await?)
}

/// Drawn and published. Their ids come from the organisation's, so that the rest of the world stays as it was dealt.
async fn flows(tx: &mut Tx, org: &orgs::Org) -> Result<()> {
    for (n, text) in (1u128..).zip(&super::content::content().flows) {
        let id = FlowId(uuid::Uuid::from_u128(org.id.0.as_u128() ^ (n << 16)));
        let at = org.created_at.plus(i64::try_from(n).unwrap_or(0) * 60_000);
        let flow = StoredFlow {
            id,
            key: text.key.clone(),
            draft: text.flow.clone(),
            published: Some(1),
            version: 1,
            created_at: at,
            updated_at: at,
        };
        bot_flows::insert(tx, org.id, &flow).await?;
        let version = FlowVersion { flow_id: id, key: text.key.clone(), number: 1, flow: text.flow.clone() };
        bot_flows::insert_version(tx, org.id, &version, None, at).await?;
    }
    Ok(())
}

/// The ledger's rows and the figures that they add up to, with the log that they come from, which has thereby been read.
async fn verified(tx: &mut Tx, world: &World) -> Result<()> {
    let org_id = world.setup.org.id;
    let mut figures = BTreeMap::new();
    for entry in &world.ledger.rows {
        ledger::save(tx, org_id, entry).await?;
        let items = counts::items(&entry.facts);
        if !items.is_empty() {
            ledger::set_items(tx, org_id, entry.conversation_id, entry.facts.started_at(), &items).await?;
        }
        for (key, n) in counts::counts(&entry.facts, entry.class, entry.class_7d, entry.entry_id) {
            *figures.entry(key).or_default() += n;
        }
    }
    for one in &world.ledger.first {
        first_contacts::save(tx, org_id, one).await?;
        for (key, n) in crate::ledger::first::figures(one) {
            *figures.entry(key).or_default() += n;
        }
    }
    for one in &world.ledger.paths {
        contact_paths::save(tx, org_id, one).await?;
        for (key, n) in paths::counts(&one.trail) {
            *figures.entry(key).or_default() += n;
        }
    }
    ledger::count(tx, org_id, &figures).await?;
    let last = history::events(tx, org_id, &world.ledger.events).await?;
    Ok(ledger::set_cursor(tx, org_id, last).await?)
}

async fn conversations(tx: &mut Tx, world: &World) -> Result<usize> {
    let org_id = world.setup.org.id;
    let past: Vec<Past> = world
        .told
        .iter()
        .map(|told| {
            let talk = told.talk.clone();
            Past {
                session: talk.session,
                thread: talk.thread,
                entry_id: talk.entry_id,
                channel: talk.channel,
                mood: talk.mood,
                category_id: talk.category_id,
                bot_misses: talk.bot_misses,
                path: talk.path,
                bot_outcome: talk.bot_outcome,
                rating: talk.rating,
                page_url: talk.page_url,
                page_title: talk.page_title,
                created_at: talk.created_at,
                agent_read_seq: talk.agent_read_seq,
                customer_read_seq: talk.customer_read_seq,
            }
        })
        .collect();
    history::conversations(tx, org_id, &past).await?;
    let messages: Vec<_> = world.told.iter().flat_map(|told| told.talk.messages.iter().cloned()).collect();
    history::messages(tx, &messages).await?;
    let decisions: Vec<queue::Decision> = world
        .told
        .iter()
        .filter_map(|told| told.decided.as_ref())
        .map(|decided| {
            Ok(queue::Decision {
                id: decided.id,
                conversation_id: decided.conversation_id,
                at: decided.at,
                group_id: Some(decided.group_id),
                strategy: decided.strategy.to_owned(),
                winner: Some(decided.winner),
                reason: decided.reason.clone(),
                candidates: serde_json::to_string(&decided.candidates)?,
            })
        })
        .collect::<Result<_>>()?;
    history::decisions(tx, org_id, &decisions).await?;
    let contacts: Vec<Recorded> = world
        .told
        .iter()
        .map(|told| {
            let talk = &told.talk;
            Recorded {
                contact: Contact {
                    id: talk.session.id.0,
                    record_id: RecordId(talk.session.id.0),
                    customer_id: talk.session.customer_id,
                    conversation_id: Some(talk.session.id),
                    ticket_id: None,
                    channel: talk.channel.to_string(),
                    summary: talk.summary.clone(),
                    at: talk.created_at,
                },
                category_id: talk.category_id,
                outcome: talk.outcome.clone(),
                mood: talk.mood,
                updated_at: talk.session.gone().map_or(talk.created_at, |gone| gone.at),
            }
        })
        .collect();
    history::contacts(tx, org_id, &contacts).await?;
    verified(tx, world).await?;
    Ok(messages.len())
}

async fn filed(tx: &mut Tx, world: &World) -> Result<()> {
    let org_id = world.setup.org.id;
    let rows: Vec<_> = world.tickets.iter().map(|filed| (&filed.ticket, "")).collect();
    tickets::insert_many(tx, org_id, &rows).await?;
    let mut entries = Vec::new();
    for filed in &world.tickets {
        let kind = world.setup.ticket_types.iter().find(|kind| kind.id == filed.ticket.type_id);
        entries.extend(filed.entries.iter().map(|(entry, id, at)| ticket_entries::Entry {
            ticket_id: filed.ticket.id,
            seq: entry.seq,
            id: *id,
            client_id: entry.client_id.clone().filter(|id| !id.is_empty()).unwrap_or_else(|| id.simple().to_string()),
            kind: entry.kind,
            public: entry.public,
            actor: entry.author.clone(),
            body: entry.body.clone(),
            payload: kind.map_or_else(|| entry.payload.clone(), |kind| with_words(entry, &kind.definition)),
            at: *at,
        }));
    }
    ticket_entries::insert_many(tx, org_id, &entries).await?;
    let about: Vec<_> = world.tickets.iter().filter_map(|filed| filed.order.map(|(order, line)| (filed.ticket.id, order, line))).collect();
    history::ticket_orders(tx, org_id, &about).await?;
    let contacts: Vec<Recorded> = world
        .tickets
        .iter()
        .filter(|filed| filed.contact)
        .filter_map(|filed| {
            let ticket = &filed.ticket;
            Some(Recorded {
                contact: Contact {
                    id: ticket.id.0,
                    record_id: RecordId(ticket.id.0),
                    customer_id: ticket.customer_id?,
                    conversation_id: None,
                    ticket_id: Some(ticket.id),
                    channel: "portal".to_owned(),
                    summary: ticket.title.clone(),
                    at: ticket.created_at,
                },
                category_id: ticket.category_id,
                outcome: "ticket".to_owned(),
                mood: ticket.mood,
                updated_at: ticket.created_at,
            })
        })
        .collect();
    history::contacts(tx, org_id, &contacts).await?;
    let last = world.tickets.iter().map(|filed| filed.ticket.number).max().unwrap_or(0);
    history::set_ticket_number(tx, org_id, last).await?;
    Ok(())
}

/// Name, address and role of everybody who can sign in.
pub fn sign_ins() -> Vec<(String, String, yingke_core::permission::Role)> {
    content()
        .agents
        .iter()
        .map(|agent| (agent.name.clone(), format!("{}@{}", agent.email, super::setup::MAIL_DOMAIN), agent.role))
        .collect()
}
