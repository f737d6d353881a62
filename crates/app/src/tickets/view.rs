//! Tickets as their readers see them.

use super::{files, tell};
use crate::{Result, views::ticket::*};
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};
use yingke_core::{
    customer::mask_phone,
    event::Actor,
    id::*,
    text::Locale,
    ticket::{EntryKind, Escalation, FieldDef, FieldKind, Ticket, fields::Values},
};
use yingke_store::{
    Run, agents, customers,
    ticket_entries::{self, Entry},
    ticket_rows::{self, TicketRow},
};

/// One row, as the list and the live hub show it.
pub async fn view(on: &mut impl Run, org_id: OrgId, id: TicketId) -> Result<Option<TicketView>> {
    Ok(ticket_rows::one(on, org_id, id).await?.map(of_row))
}

pub fn of_row(row: TicketRow) -> TicketView {
    let TicketRow { ticket, customer, order_no, .. } = row;
    TicketView {
        id: ticket.id,
        number: ticket.number,
        type_id: ticket.type_id,
        title: ticket.title,
        state: ticket.state,
        priority: ticket.priority,
        mood: ticket.mood,
        customer: customer.map(|c| crate::views::conversation::CustomerBrief {
            id: c.id,
            nickname: c.nickname,
            tier: c.tier,
            is_member: c.is_member,
            anonymous: c.anonymous,
        }),
        order_id: ticket.order_id,
        order_no,
        category_id: ticket.category_id,
        group_id: ticket.group_id,
        agent_id: ticket.agent_id,
        source: ticket.source,
        step: ticket.step,
        rebound_count: ticket.rebound_count,
        urge_count: ticket.urge_count,
        rating: ticket.rating,
        created_at: ticket.created_at,
        updated_at: ticket.updated_at,
        solved_at: ticket.solved_at,
        due_at: ticket.due_at,
        version: ticket.version,
    }
}

pub fn brief_of(ticket: &Ticket) -> TicketBrief {
    TicketBrief {
        id: ticket.id,
        number: ticket.number,
        title: ticket.title.clone(),
        state: ticket.state,
        priority: ticket.priority,
        updated_at: ticket.updated_at,
    }
}

/// For whom a timeline is written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Real names, internal entries, what was mentioned.
    Staff(Locale),
    /// Public names, public entries only.
    Customer(Locale),
}

impl Reader {
    fn locale(self) -> Locale {
        match self {
            Reader::Staff(locale) | Reader::Customer(locale) => locale,
        }
    }
}

/// One entry, for the live hub; a customer never gets an internal one.
pub async fn entry_view(
    on: &mut impl Run,
    org_id: OrgId,
    ticket_id: TicketId,
    seq: i64,
    reader: Reader,
) -> Result<Option<TicketEntryView>> {
    let found: Vec<Entry> = ticket_entries::one(on, org_id, ticket_id, seq).await?.into_iter().collect();
    Ok(entry_views(on, org_id, found, reader).await?.pop())
}

/// Entries in their order: a handful of queries, however many. Leaves out what the reader must not see.
pub async fn entry_views(on: &mut impl Run, org_id: OrgId, mut entries: Vec<Entry>, reader: Reader) -> Result<Vec<TicketEntryView>> {
    if matches!(reader, Reader::Customer(_)) {
        entries.retain(|entry| entry.public);
    }
    let names = Names::load(on, org_id, &entries, reader).await?;
    let ids: Vec<AttachmentId> = entries.iter().flat_map(|entry| named_files(&entry.payload)).collect();
    let files = files::views(on, org_id, &ids).await?;
    Ok(entries
        .into_iter()
        .map(|entry| {
            let (body, payload) = words(&entry, reader, &files);
            TicketEntryView {
                id: entry.id.simple().to_string(),
                ticket_id: entry.ticket_id,
                seq: entry.seq,
                kind: entry.kind,
                public: entry.public,
                actor_name: names.of(&entry.actor),
                actor: entry.actor,
                body,
                payload,
                at: entry.at,
            }
        })
        .collect())
}

fn words(entry: &Entry, reader: Reader, files: &files::Views) -> (String, Value) {
    let mut payload = entry.payload.clone();
    let ids = named_files(&payload);
    if !ids.is_empty() {
        payload["attachments"] = json!(ids.iter().filter_map(|id| files.get(id)).collect::<Vec<_>>());
    }
    match entry.kind {
        EntryKind::Milestone => {
            let (name, body) = tell::milestone(entry, reader.locale());
            (body, json!({ "step": payload["step"], "name": name }))
        }
        EntryKind::InternalComment if entry.actor == Actor::System => (system_words(&payload, reader.locale()), payload),
        EntryKind::InternalComment
        | EntryKind::Created
        | EntryKind::PublicReply
        | EntryKind::Change
        | EntryKind::Supplement
        | EntryKind::Urge
        | EntryKind::Withdraw
        | EntryKind::Accept
        | EntryKind::Reject
        | EntryKind::Rated => (entry.body.clone(), payload),
    }
}

fn system_words(payload: &Value, locale: Locale) -> String {
    let count = payload["rebound_count"].as_i64().unwrap_or(1);
    let level = payload["level"].as_str().and_then(|word| word.parse().ok()).unwrap_or(Escalation::SecondLine);
    let level = match (level, locale) {
        (Escalation::SecondLine, Locale::ZhCn) => "二线处理，原处理人不再自动分配",
        (Escalation::SecondLine, Locale::ZhTw) => "交由二線處理，不再自動派給原處理人",
        (Escalation::SecondLine, Locale::En) => "the second line takes it; it is not assigned to the same agent again",
        (Escalation::Supervisor, Locale::ZhCn) => "主管跟进",
        (Escalation::Supervisor, Locale::ZhTw) => "由主管跟進",
        (Escalation::Supervisor, Locale::En) => "a supervisor follows it",
        (Escalation::Manager, Locale::ZhCn) => "经理跟进，可动用善意补偿",
        (Escalation::Manager, Locale::ZhTw) => "由經理跟進，可給予善意補償",
        (Escalation::Manager, Locale::En) => "a manager follows it and may offer goodwill",
    };
    match locale {
        Locale::ZhCn => format!("第 {count} 次反弹：{level}。请在 30 分钟内首次联系客户，结束时写明根因。"),
        Locale::ZhTw => format!("第 {count} 次再反映：{level}。請於 30 分鐘內首次聯絡顧客，結案時寫明根本原因。"),
        Locale::En => format!("Came back {count}×: {level}. Contact the customer within 30 minutes; write down the cause at the end."),
    }
}

fn named_files(payload: &Value) -> Vec<AttachmentId> {
    payload["attachments"].as_array().into_iter().flatten().filter_map(|id| id.as_str()?.parse().ok()).collect()
}

/// Values of the type's own fields for staff. Phones are masked for who may not see them, files come with their addresses.
pub async fn field_values(on: &mut impl Run, org_id: OrgId, defs: &[FieldDef], values: Values, phones: Phones) -> Result<Value> {
    let files = files::views(on, org_id, &yingke_core::ticket::fields::attachments(defs, &values)).await?;
    let shown: Map<String, Value> = values
        .into_iter()
        .map(|(key, value)| {
            let kind = defs.iter().find(|def| def.key == key).map(|def| def.kind);
            let value = match kind {
                Some(FieldKind::Phone) if phones == Phones::Masked => Value::from(mask_phone(value.as_str().unwrap_or_default())),
                Some(FieldKind::Attachments) => {
                    let ids = value.as_array().into_iter().flatten().filter_map(|id| id.as_str()?.parse::<AttachmentId>().ok());
                    json!(ids.filter_map(|id| files.get(&id).cloned()).collect::<Vec<_>>())
                }
                Some(_) | None => value,
            };
            (key, value)
        })
        .collect();
    Ok(Value::Object(shown))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phones {
    Masked,
    Whole,
}

/// Names of everybody in a timeline.
struct Names {
    agents: HashMap<AgentId, String>,
    customers: HashMap<CustomerId, String>,
}

impl Names {
    async fn load(on: &mut impl Run, org_id: OrgId, entries: &[Entry], reader: Reader) -> Result<Names> {
        let mut agent_ids = HashSet::new();
        let mut customer_ids = HashSet::new();
        for entry in entries {
            match &entry.actor {
                Actor::Agent(id) => drop(agent_ids.insert(*id)),
                Actor::Customer(id) => drop(customer_ids.insert(*id)),
                Actor::ApiKey(_) | Actor::Bot | Actor::System => {}
            }
        }
        let agents = agents::names(on, org_id, &agent_ids.into_iter().collect::<Vec<_>>()).await?;
        let customers = customers::by_ids(on, org_id, &customer_ids.into_iter().collect::<Vec<_>>()).await?;
        Ok(Names {
            agents: agents
                .into_iter()
                .map(|(id, (name, nickname))| match reader {
                    Reader::Staff(_) => (id, name),
                    Reader::Customer(_) => (id, nickname),
                })
                .collect(),
            customers: customers.into_iter().map(|customer| (customer.id, customer.nickname)).collect(),
        })
    }
    fn of(&self, actor: &Actor) -> String {
        match actor {
            Actor::Agent(id) => self.agents.get(id).cloned().unwrap_or_default(),
            Actor::Customer(id) => self.customers.get(id).cloned().unwrap_or_default(),
            Actor::ApiKey(_) | Actor::Bot | Actor::System => String::new(),
        }
    }
}
