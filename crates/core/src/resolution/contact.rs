//! A later turn of the customer towards us, on any channel, and whether it is about the same issue.

use super::Said;
use crate::{
    event::{Actor, EventKind, NewEvent},
    id::*,
    time::Millis,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

crate::word_enum! {
    ContactKind {
        /// Asked the bot again.
        Bot = "bot",
        /// Called for a person.
        Human = "human",
        /// Started a request, or a colleague wrote down what the customer told on the telephone.
        Ticket = "ticket",
        /// Wrote on a request that was there.
        TicketReply = "ticket_reply",
    }
}

/// What it is about. Two contacts share an issue when they share an order, a category or the answer that was given.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Issue {
    pub orders: BTreeSet<OrderId>,
    pub categories: BTreeSet<CategoryId>,
    pub items: BTreeSet<KnowledgeId>,
}

const MOST: usize = 20;

impl Issue {
    pub fn same(&self, other: &Issue) -> bool {
        !self.orders.is_disjoint(&other.orders) || !self.categories.is_disjoint(&other.categories) || !self.items.is_disjoint(&other.items)
    }
    pub fn add(&mut self, other: &Issue) {
        fn join<T: Ord + Copy>(into: &mut BTreeSet<T>, from: &BTreeSet<T>) {
            for one in from {
                if into.len() < MOST {
                    into.insert(*one);
                }
            }
        }
        join(&mut self.orders, &other.orders);
        join(&mut self.categories, &other.categories);
        join(&mut self.items, &other.items);
    }
    /// From the small facts of an event.
    pub fn of_data(data: &serde_json::Value) -> Issue {
        fn ids<T: std::str::FromStr + Ord>(one: &serde_json::Value, many: &serde_json::Value) -> BTreeSet<T> {
            let listed = many.as_array().into_iter().flatten();
            std::iter::once(one).chain(listed).filter_map(|id| id.as_str()?.parse().ok()).take(MOST).collect()
        }
        Issue {
            orders: ids(&data["order_id"], &data["order_ids"]),
            categories: ids(&data["category_id"], &data["category_ids"]),
            items: ids(&serde_json::Value::Null, &data["items"]),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    pub at: Millis,
    pub kind: ContactKind,
    pub conversation_id: Option<ConversationId>,
    pub ticket_id: Option<TicketId>,
    pub issue: Issue,
}

impl Contact {
    /// More of one and the same contact: the questions of one conversation, the words on one request.
    pub fn continues(&self, other: &Contact) -> bool {
        match (self.conversation_id, self.ticket_id) {
            (Some(id), _) => other.conversation_id == Some(id),
            (None, Some(id)) => other.conversation_id.is_none() && other.ticket_id == Some(id),
            (None, None) => false,
        }
    }
}

/// Whether an event is the customer turning to us. Thanks, greetings, ratings and whatever we do ourselves are not.
pub fn contact_of(event: &NewEvent) -> Option<Contact> {
    let by_customer = matches!(event.actor, Actor::Customer(_));
    let word = |key: &str| event.data.get(key).and_then(|value| value.as_str());
    let kind = match event.kind {
        EventKind::BotTurn => match word("said").and_then(|said| said.parse().ok())? {
            Said::Offered | Said::Answered | Said::Missed => ContactKind::Bot,
            Said::HandedOver => ContactKind::Human,
            Said::Chat | Said::Confirmed | Said::Unsolved => return None,
        },
        // To a person; or the end of such a conversation, when it is known at last what it was about.
        EventKind::ConversationChanged if matches!(word("to"), Some("queued" | "active")) && by_customer => ContactKind::Human,
        EventKind::ConversationChanged if event.data["contact_at"].is_i64() => ContactKind::Human,
        EventKind::TicketCreated if event.data["by_customer"] == true => ContactKind::Ticket,
        EventKind::TicketEntryAdded if by_customer && event.data["contact"] == true => ContactKind::TicketReply,
        _ => return None,
    };
    let at = event.data["contact_at"].as_i64().map_or(event.at, Millis);
    Some(Contact { at, kind, conversation_id: event.conversation_id, ticket_id: event.ticket_id, issue: Issue::of_data(&event.data) })
}
