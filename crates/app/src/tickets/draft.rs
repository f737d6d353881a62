//! The ticket of a conversation, ready to be created with one click: type, words and order are found, not typed.

use super::order_facts;
use crate::{App, Error, Principal, Result, views::ticket::CreateTicket};
use serde_json::Value;
use yingke_core::{
    category,
    conversation::{MessageKind, Mood},
    id::*,
    permission::Permission,
    ticket::{
        draft::{Candidate, Signals, cut, guess},
        fields,
    },
};
use yingke_store::{
    Run, categories, orders,
    ticket_drafts::{self, Said, Talk},
    ticket_types,
};

const MESSAGES: i64 = 60;
const MAX_DESCRIPTION: usize = 1500;

pub async fn draft(app: &App, who: &Principal, id: ConversationId) -> Result<CreateTicket> {
    who.must(Permission::TicketsGroup)?;
    let on = &mut app.read();
    let talk = ticket_drafts::talk(on, who.org_id, id).await?.filter(|talk| sees(who, talk)).ok_or(Error::NotFound("conversation"))?;
    let said = ticket_drafts::newest(on, who.org_id, id, MESSAGES).await?;
    let texts: Vec<&str> = own_words(&said).collect();
    let order = about(on, who.org_id, &talk, &said).await?;
    let types: Vec<_> = ticket_types::all(on, who.org_id).await?.into_iter().filter(|kind| kind.enabled).collect();
    let all = categories::all(on, who.org_id).await?;
    let path = talk.category_id.map(|id| category::path(&all, id)).unwrap_or_default();
    let mood = texts.iter().map(|text| super::mood_of(text)).max().unwrap_or(Mood::Calm).max(talk.mood);
    let candidates: Vec<Candidate<'_>> = types
        .iter()
        .map(|kind| Candidate {
            key: &kind.key,
            family: kind.family,
            words: [&kind.definition.name, &kind.definition.description]
                .iter()
                .flat_map(|text| [text.zh_cn.as_str(), text.zh_tw.as_str(), text.en.as_str()])
                .collect::<Vec<_>>()
                .join(" "),
            order_states: &kind.definition.order_states,
        })
        .collect();
    let signals = Signals {
        category_keys: path.iter().map(|category| category.key.as_str()).collect(),
        text: path.iter().map(|category| category.name.zh_cn.as_str()).chain(texts.iter().copied()).collect::<Vec<_>>().join(" "),
        order_state: order.as_ref().map(|found| found.order.state),
        ..Signals::default()
    };
    let chosen = guess(&candidates, &signals.mood(mood));
    let kind = &types[chosen.ok_or_else(|| Error::conflict("wrong_state", "there is no ticket type in use; make one in the settings"))?];
    let defs = &kind.definition.fields;
    let mut values = order.as_ref().map(|found| fields::prefill(defs, &found.facts)).unwrap_or_default();
    if !who.may(Permission::PhoneReveal) {
        // It is filled in on creation, without being shown here.
        values.retain(|key, _| !defs.iter().any(|def| def.key == *key && def.prefill.as_deref() == Some("order.phone")));
    }
    let name = kind.definition.name.get(who.locale);
    let first = texts.iter().find(|text| text.chars().count() > 4).or(texts.first());
    Ok(CreateTicket {
        type_id: kind.id,
        title: first.map_or_else(|| name.to_owned(), |text| format!("{name}: {}", cut(text, 40))),
        description: description(&texts),
        customer_id: Some(talk.customer_id),
        conversation_id: Some(id),
        order_id: order.as_ref().map(|found| found.order.id),
        line_nos: Vec::new(),
        category_id: talk.category_id,
        group_id: None,
        agent_id: None,
        priority: None,
        mood: Some(mood),
        fields: Value::Object(values),
        follow_up_of: None,
    })
}

/// One's own, one's groups', those that nobody has yet; all for those who may.
fn sees(who: &Principal, talk: &Talk) -> bool {
    who.may(Permission::ConversationsAll)
        || who.may(Permission::ConversationsOwn)
            && (talk.agent_id == Some(who.agent_id) || talk.group_id.is_none_or(|group| who.group_ids.contains(&group)))
}

fn own_words(said: &[Said]) -> impl Iterator<Item = &str> {
    said.iter().filter(|one| one.by_customer && one.kind == MessageKind::Text).map(|one| one.body.trim()).filter(|text| !text.is_empty())
}

/// The newest words, as many as fit, in their order.
fn description(texts: &[&str]) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut length = 0;
    for text in texts.iter().rev() {
        length += text.chars().count() + 1;
        if length > MAX_DESCRIPTION {
            break;
        }
        kept.push(text);
    }
    kept.reverse();
    kept.join("\n")
}

/// The order last shown in the thread, or else the customer's newest.
async fn about(on: &mut impl Run, org_id: OrgId, talk: &Talk, said: &[Said]) -> Result<Option<order_facts::Found>> {
    let shown =
        said.iter().rev().filter(|one| one.kind == MessageKind::OrderCard).find_map(|one| one.payload["order_id"].as_str()?.parse().ok());
    let id: Option<OrderId> = match shown {
        Some(id) => Some(id),
        None => orders::of_customer(on, org_id, talk.customer_id, None, 1).await?.first().map(|order| order.id),
    };
    let Some(id) = id else { return Ok(None) };
    // An agent may show any order; the ticket is about the customer's own.
    Ok(order_facts::load(on, org_id, id).await?.filter(|found| found.order.customer_id == talk.customer_id))
}
