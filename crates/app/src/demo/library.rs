//! What stands beside the shop's questions and answers: facts in their editions and who heard them, articles, notices
//! that must be read, working copies on their way to being published, and the first version of everything that is out.
//! Ids come from the organisation's, so that the rest of the world stays as it was dealt.

use super::{
    calendar::DAY,
    content::{DraftText, FactText, ItemText, content},
    setup::Setup,
    world::World,
};
use crate::{Result, facts::heard, knowledge::html};
use std::collections::HashSet;
use uuid::Uuid;
use yingke_core::{
    conversation::SenderKind,
    event::Actor,
    fact::Fact,
    id::*,
    knowledge::{
        Content, Knowledge,
        review::{Action, Stage},
    },
};
use yingke_store::{
    Tx,
    facts::{self, Thread, Told},
    knowledge, knowledge_acks,
    knowledge_drafts::{self, Draft},
    knowledge_versions::{self, Version},
};

pub async fn write(tx: &mut Tx, world: &World) -> Result<()> {
    let (org_id, setup) = (world.setup.org.id, &world.setup);
    for (n, text) in (0..).zip(&content().library.facts) {
        let editions = editions(world, text, id(setup, FACTS + n));
        for fact in &editions {
            facts::insert_edition(tx, org_id, fact, &Actor::Agent(setup.agent(&text.owner))).await?;
        }
        if let Some(fact) = editions.last() {
            facts::insert(tx, org_id, fact).await?;
        }
        facts::tell(tx, org_id, &told(world, text, &editions)).await?;
    }
    let mut items = setup.knowledge.clone();
    for (n, text) in (0..).zip(&content().library.items) {
        items.push(item(world, text, KnowledgeId(id(setup, ITEMS + n))));
    }
    knowledge::insert_many(tx, org_id, &items[setup.knowledge.len()..]).await?;
    for published in items.iter().chain(&setup.scripts).chain(&setup.sops) {
        knowledge_versions::insert(tx, org_id, published.id, &first(setup, published)).await?;
    }
    for (text, item) in content().library.items.iter().zip(&items[setup.knowledge.len()..]) {
        for (n, reader) in (1..).zip(&text.read_by) {
            let ack = knowledge_acks::Ack { agent_id: setup.agent(reader), version: 1, at: item.updated_at.plus(n * DAY / 12) };
            knowledge_acks::save(tx, org_id, item.id, ack).await?;
        }
    }
    for (n, text) in (0..).zip(&content().library.drafts) {
        draft(tx, world, text, &items, KnowledgeId(id(setup, DRAFTS + n))).await?;
    }
    Ok(())
}

const FACTS: u128 = 0x100;
const ITEMS: u128 = 0x200;
const DRAFTS: u128 = 0x300;

fn id(setup: &Setup, n: u128) -> Uuid {
    Uuid::from_u128(setup.org.id.0.as_u128() ^ (n << 16))
}

/// The oldest first; the last one is what holds today.
fn editions(world: &World, text: &FactText, id: Uuid) -> Vec<Fact> {
    let first = text.editions.first().map_or(0, |edition| edition.days_ago);
    (1..)
        .zip(&text.editions)
        .map(|(number, edition)| Fact {
            id: FactId(id),
            key: text.key.clone(),
            kind: text.kind,
            subject: text.subject.clone(),
            sku: text.sku.clone(),
            value: edition.value.clone(),
            unit: text.unit.clone(),
            wording: text.text.clone(),
            valid_from: text.from_days.map(|days| world.now.plus(days * DAY)),
            valid_to: text.to_days.map(|days| world.now.plus(days * DAY)),
            source: text.source.clone(),
            owner_id: Some(world.setup.agent(&text.owner)),
            edition: number,
            version: number,
            created_at: world.now.plus(-first * DAY),
            updated_at: world.now.plus(-edition.days_ago * DAY),
        })
        .collect()
}

/// Who was really told it: its value stands in what the bot or an agent said, in the edition that held then.
fn told(world: &World, text: &FactText, editions: &[Fact]) -> Vec<Told> {
    let mut seen = HashSet::new();
    let mut rows = Vec::new();
    for told in world.told.iter().filter(|told| text.heard_in.contains(&told.dialogue.category)) {
        for (_, message) in told.talk.messages.iter().filter(|(_, message)| !message.internal) {
            let agent_id = match message.sender_kind {
                SenderKind::Bot => None,
                SenderKind::Agent => message.sender_id.map(AgentId),
                SenderKind::Customer | SenderKind::System => continue,
            };
            let Some(fact) = editions.iter().rfind(|fact| fact.updated_at <= message.at) else { continue };
            if heard::says(fact, &message.body) && seen.insert((message.conversation_id, fact.edition)) {
                rows.push(Told {
                    fact_id: fact.id,
                    edition: fact.edition,
                    thread: Thread::Conversation(message.conversation_id),
                    customer_id: told.talk.session.customer_id,
                    agent_id,
                    knowledge_id: None,
                    times: 1,
                    told_at: message.at,
                });
            }
        }
    }
    rows
}

fn item(world: &World, text: &ItemText, id: KnowledgeId) -> Knowledge {
    let at = world.now.plus(-text.days_ago * DAY);
    let content = Content { valid_to: text.to_days.map(|days| world.now.plus(days * DAY)), ..html::clean(text.content.clone()) };
    let published = Knowledge::new(id, text.key.clone(), content, at).published();
    Knowledge { asked: text.asked, helped: text.helped, not_helped: text.not_helped, ..published }
}

fn first(setup: &Setup, item: &Knowledge) -> Version {
    Version {
        version: item.version,
        action: Action::Published,
        content: item.content.clone(),
        original: None,
        authors: vec![setup.agent("agent_lu")],
        approver_id: Some(setup.agent("agent_shen")),
        from_version: None,
        note: String::new(),
        at: item.updated_at,
    }
}

/// A change of something that is out, or something new that is not out yet.
async fn draft(tx: &mut Tx, world: &World, text: &DraftText, items: &[Knowledge], id: KnowledgeId) -> Result<()> {
    let org_id = world.setup.org.id;
    let at = world.now.plus(-text.days_ago * DAY - DAY / 8);
    let out = items.iter().find(|item| item.key == text.of);
    let content = match out {
        Some(item) => Content { answer: text.answer.clone(), ..item.content.clone() },
        None => text.content.clone(),
    };
    let item = match out {
        Some(item) => Knowledge { stage: Some(text.stage), ..item.clone() },
        None => Knowledge { stage: Some(text.stage), ..Knowledge::new(id, text.key.clone(), content.clone(), at) },
    };
    if out.is_some() {
        knowledge::update(tx, org_id, &item, item.version).await?;
    } else {
        knowledge::insert_many(tx, org_id, std::slice::from_ref(&item)).await?;
    }
    let original = (text.stage == Stage::Polish).then(|| content.clone());
    let authors = vec![world.setup.agent(&text.by)];
    let draft = Draft { stage: text.stage, content, original, authors, note: text.note.clone(), version: 1, updated_at: at };
    knowledge_drafts::save(tx, org_id, item.id, &draft, 0).await?;
    Ok(())
}
