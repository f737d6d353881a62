//! The hot path: many messages in one go. Whatever number of appends arrives together costs one read of the
//! threads, one look for repeats, one multi-row insert and one multi-row update.

use crate::{Arg, Result, Run, Tx, bulk, dialect, error::Error};
use std::{collections::HashMap, sync::Arc};
use uuid::Uuid;
use yingke_core::{
    conversation::{
        MessageKind, SenderKind,
        append::{AppendRefusal, Incoming, Thread, append, appended},
        session::Idle,
    },
    event::{Actor, EventKind, NewEvent},
    id::*,
    time::Millis,
};

/// A message to append. `client_id` makes it idempotent within the conversation.
#[derive(Debug, Clone)]
pub struct NewMessage {
    pub org_id: OrgId,
    pub conversation_id: ConversationId,
    pub id: MessageId,
    pub client_id: String,
    pub sender_kind: SenderKind,
    pub sender_id: Option<Uuid>,
    pub kind: MessageKind,
    pub internal: bool,
    pub body: String,
    pub payload: serde_json::Value,
    /// What lists show; made by the caller, who knows the reader's language.
    pub preview: String,
    pub at: Millis,
}

/// The message as stored, and its thread after it.
#[derive(Debug, Clone)]
pub struct Appended {
    pub message: NewMessage,
    pub seq: i64,
    pub thread: Thread,
    /// It was there already: nothing was written now.
    pub repeated: bool,
}

#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    #[error("no such conversation")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] AppendRefusal),
    #[error(transparent)]
    Store(#[from] Error),
}

/// Appends inside a command that has already decided that the message belongs there (bot answers, notices).
pub async fn append_decided(tx: &mut Tx, thread: &Thread, message: NewMessage) -> Result<Arc<Appended>> {
    let after = appended(thread, &incoming(&message));
    let done = Arc::new(Appended { seq: after.last_seq, thread: after, message, repeated: false });
    insert(tx, std::slice::from_ref(&done)).await?;
    update(tx, std::slice::from_ref(&done.thread)).await?;
    emit(tx, &done);
    Ok(done)
}

pub type Outcomes = Vec<Result<Arc<Appended>, AppendError>>;

/// Appends every message it can; each gets its own outcome. `messages` may name the same conversation many times.
///
/// Repeats are rare, so nobody looks for them first: the unique index finds them and the statement fails. Then the caller
/// undoes its transaction, or its savepoint, and calls again with [`Repeats::Look`].
pub(crate) async fn append_batch(tx: &mut Tx, messages: Vec<NewMessage>, repeats: Repeats) -> Result<Outcomes> {
    let known = match repeats {
        Repeats::Trust => Known::new(),
        Repeats::Look => load_repeats(tx, &messages).await?,
    };
    write(tx, messages, known).await
}

/// What to expect of the client ids of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeats {
    /// All are new.
    Trust,
    /// Some may be there.
    Look,
}

async fn write(tx: &mut Tx, messages: Vec<NewMessage>, mut repeats: Known) -> Result<Outcomes> {
    let mut threads = load_threads(tx, &messages).await?;
    let mut outcomes = Vec::with_capacity(messages.len());
    let mut fresh = Vec::with_capacity(messages.len());
    let mut touched: Vec<ConversationId> = Vec::new();
    for message in messages {
        let Some((org_id, thread)) = threads.get_mut(&message.conversation_id).filter(|(org_id, _)| *org_id == message.org_id) else {
            outcomes.push(Err(AppendError::NotFound));
            continue;
        };
        let key = (*org_id, message.conversation_id, message.client_id.clone());
        if let Some((seq, id, at)) = repeats.get(&key) {
            let message = NewMessage { id: *id, at: *at, ..message };
            outcomes.push(Ok(Arc::new(Appended { seq: *seq, thread: thread.clone(), message, repeated: true })));
            continue;
        }
        match append(thread, &incoming(&message)) {
            Err(refusal) => outcomes.push(Err(refusal.into())),
            Ok(after) => {
                *thread = after.clone();
                repeats.insert(key, (after.last_seq, message.id, message.at));
                if !touched.contains(&message.conversation_id) {
                    touched.push(message.conversation_id);
                }
                let done = Arc::new(Appended { seq: after.last_seq, thread: after, message, repeated: false });
                fresh.push(done.clone());
                outcomes.push(Ok(done));
            }
        }
    }
    insert(tx, &fresh).await?;
    let changed: Vec<Thread> = touched.iter().map(|id| threads[id].1.clone()).collect();
    update(tx, &changed).await?;
    for done in &fresh {
        emit(tx, done);
    }
    Ok(outcomes)
}

/// The thread of one conversation, for a command that will append.
pub async fn thread(on: &mut impl crate::Run, org_id: OrgId, id: ConversationId) -> Result<Option<Thread>> {
    Ok(threads(on, &[(org_id, id)]).await?.into_iter().next().map(|(_, thread)| thread))
}

fn incoming(message: &NewMessage) -> Incoming<'_> {
    Incoming {
        sender: message.sender_kind,
        sender_agent: message.sender_id.filter(|_| message.sender_kind == SenderKind::Agent).map(AgentId),
        internal: message.internal,
        preview: &message.preview,
        at: message.at,
    }
}

async fn load_threads(tx: &mut Tx, messages: &[NewMessage]) -> Result<HashMap<ConversationId, (OrgId, Thread)>> {
    let mut keys: Vec<(OrgId, ConversationId)> = messages.iter().map(|m| (m.org_id, m.conversation_id)).collect();
    keys.sort_unstable();
    keys.dedup();
    Ok(threads(tx, &keys).await?.into_iter().map(|(org_id, thread)| (thread.id, (org_id, thread))).collect())
}

async fn threads(on: &mut impl crate::Run, keys: &[(OrgId, ConversationId)]) -> Result<Vec<(OrgId, Thread)>> {
    let queries = bulk::joins(
        on.engine(),
        "SELECT org_id, id, customer_id, agent_id, state, last_seq, last_message_at, last_sender, last_preview, waiting_since,
                unread_agent, unread_customer, customer_messages, agent_messages, first_reply_at, idle_due_at, idle_warned, sort_at, version
           FROM",
        keys,
        |(org_id, id)| vec![(*org_id).into(), (*id).into()],
        "JOIN conversation ON conversation.id = v.column2 AND conversation.org_id = v.column1",
    );
    let mut found = Vec::with_capacity(keys.len());
    for query in queries {
        for row in on.all(query).await? {
            found.push(thread_of(&row)?);
        }
    }
    Ok(found)
}

fn thread_of(row: &crate::Row) -> Result<(OrgId, Thread)> {
    let mut c = row.columns();
    Ok((
        c.take()?,
        Thread {
            id: c.take()?,
            customer_id: c.take()?,
            agent_id: c.take()?,
            state: c.word()?,
            last_seq: c.take()?,
            last_message_at: c.take()?,
            last_sender: c.take::<String>()?.parse().ok(),
            last_preview: c.take()?,
            waiting_since: c.take()?,
            unread_agent: c.take()?,
            unread_customer: c.take()?,
            customer_messages: c.take()?,
            agent_messages: c.take()?,
            first_reply_at: c.take()?,
            idle: idle(c.take()?, c.take()?),
            sort_at: c.take()?,
            version: c.take()?,
        },
    ))
}

/// The customer's clock from its two columns.
pub(crate) fn idle(due_at: Option<Millis>, warned: bool) -> Option<Idle> {
    due_at.map(|due_at| Idle { due_at, warned })
}

type Known = HashMap<(OrgId, ConversationId, String), (i64, MessageId, Millis)>;

async fn load_repeats(tx: &mut Tx, messages: &[NewMessage]) -> Result<Known> {
    let queries = bulk::joins(
        tx.engine(),
        "SELECT org_id, conversation_id, client_id, seq, id, at
           FROM",
        messages,
        |m| vec![m.org_id.into(), m.conversation_id.into(), Arg::from(&m.client_id)],
        "JOIN message ON org_id = v.column1 AND conversation_id = v.column2 AND client_id = v.column3",
    );
    let mut found = HashMap::new();
    for query in queries {
        for row in tx.all(query).await? {
            let mut c = row.columns();
            found.insert((c.take()?, c.take()?, c.take()?), (c.take()?, c.take()?, c.take()?));
        }
    }
    Ok(found)
}

async fn insert(tx: &mut Tx, messages: &[Arc<Appended>]) -> Result<()> {
    insert_rows(tx, messages, |done| (done.seq, &done.message)).await
}

/// Messages with the sequence that each has in its thread.
pub(crate) async fn insert_rows<T>(on: &mut impl Run, all: &[T], of: impl Fn(&T) -> (i64, &NewMessage)) -> Result<()> {
    let columns = |one: &T| {
        let (seq, m) = of(one);
        vec![
            m.org_id.into(),
            m.conversation_id.into(),
            seq.into(),
            m.id.into(),
            Arg::from(&m.client_id),
            m.sender_kind.as_str().into(),
            m.sender_id.into(),
            m.kind.as_str().into(),
            m.internal.into(),
            Arg::from(&m.body),
            payload_text(&m.payload).into(),
            m.at.into(),
        ]
    };
    let head = format!(
        "{} message (org_id, conversation_id, seq, id, client_id, sender_kind, sender_id, kind, internal, body, payload, at)",
        dialect::insert_into(on.engine())
    );
    bulk::write(on, &head, all, columns, "").await
}

async fn update(tx: &mut Tx, threads: &[Thread]) -> Result<()> {
    let columns = |t: &Thread| {
        vec![
            t.id.into(),
            t.last_seq.into(),
            t.last_message_at.into(),
            t.last_sender.map_or("", SenderKind::as_str).into(),
            Arg::from(&t.last_preview),
            t.waiting_since.into(),
            t.unread_agent.into(),
            t.unread_customer.into(),
            t.customer_messages.into(),
            t.agent_messages.into(),
            t.first_reply_at.into(),
            t.idle.map(|idle| idle.due_at).into(),
            t.idle.is_some_and(|idle| idle.warned).into(),
            t.sort_at.into(),
            t.version.into(),
        ]
    };
    let before = format!(
        "{} conversation
            SET last_seq = v.column2, last_message_at = v.column3, last_sender = v.column4, last_preview = v.column5,
                waiting_since = v.column6, unread_agent = v.column7, unread_customer = v.column8, customer_messages = v.column9,
                agent_messages = v.column10, first_reply_at = v.column11, idle_due_at = v.column12, idle_warned = v.column13,
                sort_at = v.column14, version = v.column15
           FROM",
        dialect::update(tx.engine())
    );
    let queries = bulk::joins(tx.engine(), &before, threads, columns, "WHERE conversation.id = v.column1");
    for query in queries {
        tx.execute(query).await?;
    }
    Ok(())
}

fn emit(tx: &mut Tx, done: &Arc<Appended>) {
    let m = &done.message;
    let actor = match m.sender_kind {
        SenderKind::Customer => Actor::Customer(done.thread.customer_id),
        SenderKind::Agent => m.sender_id.map_or(Actor::System, |id| Actor::Agent(AgentId(id))),
        SenderKind::Bot => Actor::Bot,
        SenderKind::System => Actor::System,
    };
    let event = NewEvent::new(EventKind::MessageAppended, actor, m.at)
        .conversation(m.conversation_id)
        .customer(done.thread.customer_id)
        .data(serde_json::json!({ "seq": done.seq, "internal": m.internal }));
    tx.emit_with(m.org_id, event, Some(done.clone()));
}

/// `null` is stored as the empty text: most messages have no payload.
pub fn payload_text(payload: &serde_json::Value) -> String {
    if payload.is_null() { String::new() } else { payload.to_string() }
}

pub fn payload_from(text: &str) -> Result<serde_json::Value> {
    if text.is_empty() { Ok(serde_json::Value::Null) } else { Ok(serde_json::from_str(text)?) }
}
