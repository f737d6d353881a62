//! What a change of a fact touches: texts that name it, customers who heard it, their open requests, and how far the
//! corrections have come.

use super::{list::editions, recall, view};
use crate::{
    App, Error, Principal, Result, conversations,
    views::{fact::*, ticket::TicketBrief},
};
use std::collections::HashMap;
use yingke_core::{
    fact::{Fact, references},
    id::*,
    permission::Permission,
    ticket::priority,
};
use yingke_store::{
    Run, customers,
    facts::{self, Thread, Told, Using},
    recalls,
};

/// Rows of who heard it that are looked at; beyond it the total still counts.
pub(super) const MOST_TOLD: i64 = 20_000;
const SHOWN: usize = 500;
const TEXTS: i64 = 500;

pub async fn impact(app: &App, who: &Principal, id: FactId) -> Result<FactImpact> {
    who.must(Permission::KnowledgeEdit)?;
    who.must(Permission::CustomersRead)?;
    let (on, org_id) = (&mut app.read(), who.org_id);
    let fact = facts::get(on, org_id, id).await?.ok_or(Error::NotFound("fact"))?;
    let names = |using: &Using| references(&using.text).iter().any(|reference| reference.key == fact.key);
    let mut answers = facts::answers_naming(on, org_id, &fact.key, TEXTS).await?;
    answers.retain(&names);
    let mut scripts = facts::scripts_naming(on, org_id, &fact.key, TEXTS).await?;
    scripts.retain(&names);
    let mut latest = latest_told(on, org_id, &fact).await?;
    latest.truncate(SHOWN);
    let ids: Vec<CustomerId> = latest.iter().map(|told| told.customer_id).collect();
    let tickets = facts::open_tickets(on, org_id, &ids, 200).await?;
    let customers = told_customers(on, org_id, &fact, latest, &ids).await?;
    Ok(FactImpact {
        editions: editions(on, org_id, who.locale, id).await?,
        answers: answers
            .into_iter()
            .map(|using| UsingAnswer {
                id: KnowledgeId(using.id),
                key: using.key,
                question: using.title,
                lang: using.lang,
                state: using.state,
            })
            .collect(),
        scripts: scripts.into_iter().map(|using| UsingScript { id: ScriptId(using.id), shortcut: using.key, title: using.title }).collect(),
        tickets: tickets
            .into_iter()
            .map(|line| TicketBrief {
                id: line.id,
                number: line.number,
                title: line.title,
                state: line.state,
                priority: priority::from_level(line.priority),
                updated_at: line.updated_at,
            })
            .collect(),
        customers,
        customers_total: facts::told_customers(on, org_id, id).await?,
        recalls: recall::of_fact(on, org_id, id).await?,
        fact: view(&fact, who.locale, app.clock.now()),
    })
}

/// What each customer heard last, newest first; how often is summed up.
pub(super) async fn latest_told(on: &mut impl Run, org_id: OrgId, fact: &Fact) -> Result<Vec<Told>> {
    let mut latest: Vec<Told> = Vec::new();
    let mut place: HashMap<CustomerId, usize> = HashMap::new();
    for told in facts::told(on, org_id, fact.id, MOST_TOLD).await? {
        match place.get(&told.customer_id) {
            Some(at) => latest[*at].times += told.times,
            None => {
                place.insert(told.customer_id, latest.len());
                latest.push(told);
            }
        }
    }
    Ok(latest)
}

async fn told_customers(on: &mut impl Run, org_id: OrgId, fact: &Fact, latest: Vec<Told>, ids: &[CustomerId]) -> Result<Vec<ToldCustomer>> {
    let names: HashMap<CustomerId, String> =
        customers::by_ids(on, org_id, ids).await?.into_iter().map(|customer| (customer.id, customer.nickname)).collect();
    let threads: Vec<ConversationId> = latest.iter().filter_map(|told| conversation(told.thread)).collect();
    let states: HashMap<ConversationId, _> =
        conversations::views(on, org_id, &threads).await?.into_iter().map(|view| (view.id, view.state)).collect();
    let corrections: HashMap<CustomerId, recalls::Target> = recalls::targets_of_edition(on, org_id, fact.id, fact.edition, MOST_TOLD)
        .await?
        .into_iter()
        .map(|target| (target.customer_id, target))
        .collect();
    Ok(latest
        .into_iter()
        .map(|told| ToldCustomer {
            customer_id: told.customer_id,
            nickname: names.get(&told.customer_id).cloned().unwrap_or_default(),
            edition: told.edition,
            told_at: told.told_at,
            times: told.times,
            agent_id: told.agent_id,
            conversation_id: conversation(told.thread),
            conversation_state: conversation(told.thread).and_then(|id| states.get(&id).copied()),
            ticket_id: match told.thread {
                Thread::Ticket(id) => Some(id),
                Thread::Conversation(_) => None,
            },
            outdated: told.edition != fact.edition,
            correction: corrections.get(&told.customer_id).map(|target| Correction {
                recall_id: target.recall_id,
                state: target.state.clone(),
                way: target.way.clone(),
                at: target.at,
            }),
        })
        .collect())
}

fn conversation(thread: Thread) -> Option<ConversationId> {
    match thread {
        Thread::Conversation(id) => Some(id),
        Thread::Ticket(_) => None,
    }
}
