//! Whole conversations at once, with all that belongs to them: for seeds and for imports of what happened elsewhere.
//! Everything that happens live goes through [`crate::conversations`] and [`crate::append`].

use crate::{Arg, Result, Run, Tx, append::NewMessage, bulk, contacts::Contact, conversations, dialect, events, q, queue::Decision};
use std::collections::BTreeMap;
use yingke_core::{
    conversation::{Channel, Conversation, Mood, SenderKind, append::Thread},
    event::NewEvent,
    id::*,
    routing::round_robin::Pointer,
    time::Millis,
};

/// A conversation as it stands, whatever its state.
#[derive(Debug, Clone)]
pub struct Past {
    pub session: Conversation,
    pub thread: Thread,
    pub entry_id: Option<EntryId>,
    pub channel: Channel,
    pub mood: Mood,
    pub category_id: Option<CategoryId>,
    pub bot_misses: i64,
    pub path: String,
    pub bot_outcome: String,
    /// Stars, words, time.
    pub rating: Option<(i64, String, Millis)>,
    pub page_url: String,
    pub page_title: String,
    pub created_at: Millis,
    pub agent_read_seq: i64,
    pub customer_read_seq: i64,
}

pub async fn conversations(on: &mut impl Run, org_id: OrgId, all: &[Past]) -> Result<()> {
    let head = "INSERT INTO conversation (id, org_id, customer_id, entry_id, channel, state, group_id, agent_id, last_agent_id, priority, enqueued_at,
                    queued_at, offered_at, offer_expires_at, offer_count, declined_by, accepted_at, first_reply_at, ended_at, end_reason,
                    wrapup_until, idle_due_at, idle_warned, last_seq, last_message_at, last_sender, last_preview, waiting_since, unread_agent,
                    unread_customer, agent_read_seq, customer_read_seq, customer_messages, agent_messages, mood, category_id, bot_misses, path,
                    rating, rating_comment, rated_at, bot_outcome, page_url, page_title, version, created_at, sort_at)";
    bulk::write(on, head, all, |past| columns(org_id, past), "").await
}

fn columns(org_id: OrgId, past: &Past) -> Vec<Arg> {
    let (session, thread) = (&past.session, &past.thread);
    let stage = conversations::columns(&session.stage);
    let last_one = if stage.ended_at.is_some() { session.last_agent } else { None };
    vec![
        session.id.into(),
        org_id.into(),
        session.customer_id.into(),
        past.entry_id.into(),
        past.channel.as_str().into(),
        session.state().as_str().into(),
        session.group_id.into(),
        stage.agent_id.or(last_one).into(),
        session.last_agent.into(),
        session.priority.into(),
        session.enqueued_at.into(),
        stage.queued_at.into(),
        stage.offered_at.into(),
        stage.offer_expires_at.into(),
        session.offer_count.into(),
        conversations::declined_text(&session.declined).into(),
        session.accepted_at.into(),
        thread.first_reply_at.into(),
        stage.ended_at.into(),
        stage.end_reason.into(),
        stage.wrapup_until.into(),
        session.idle.map(|idle| idle.due_at).into(),
        session.idle.is_some_and(|idle| idle.warned).into(),
        thread.last_seq.into(),
        thread.last_message_at.into(),
        thread.last_sender.map_or("", SenderKind::as_str).into(),
        Arg::from(&thread.last_preview),
        thread.waiting_since.into(),
        thread.unread_agent.into(),
        thread.unread_customer.into(),
        past.agent_read_seq.into(),
        past.customer_read_seq.into(),
        thread.customer_messages.into(),
        thread.agent_messages.into(),
        past.mood.as_str().into(),
        past.category_id.into(),
        past.bot_misses.into(),
        Arg::from(&past.path),
        past.rating.as_ref().map(|(stars, ..)| *stars).into(),
        past.rating.as_ref().map_or("", |(_, words, _)| words.as_str()).into(),
        past.rating.as_ref().map(|(.., at)| *at).into(),
        Arg::from(&past.bot_outcome),
        Arg::from(&past.page_url),
        Arg::from(&past.page_title),
        thread.version.into(),
        past.created_at.into(),
        thread.sort_at.into(),
    ]
}

/// Messages with the sequence that each has in its thread.
pub async fn messages(on: &mut impl Run, all: &[(i64, NewMessage)]) -> Result<()> {
    crate::append::insert_rows(on, all, |(seq, message)| (*seq, message)).await
}

/// What happened, oldest first, into a log that is empty; returns its last sequence. Nobody is told, and no counter moves:
/// those of a past are written with [`counters`].
pub async fn events(on: &mut Tx, org_id: OrgId, all: &[NewEvent]) -> Result<i64> {
    let head = format!(
        "{} event (org_id, seq, at, kind, actor_kind, actor_id, conversation_id, ticket_id, customer_id, agent_id, data)",
        dialect::insert_into(on.engine())
    );
    let numbered: Vec<(i64, &NewEvent)> = (1..).zip(all).collect();
    bulk::write(on, &head, &numbered, |(seq, event)| events::columns(org_id, *seq, event), "").await?;
    let last = numbered.last().map_or(0, |(seq, _)| *seq);
    on.execute(q!("UPDATE org_counter SET event_seq = $2 WHERE org_id = $1", org_id, last)).await?;
    Ok(last)
}

pub async fn decisions(on: &mut impl Run, org_id: OrgId, all: &[Decision]) -> Result<()> {
    let head = "INSERT INTO routing_decision (org_id, conversation_id, id, at, group_id, strategy, winner, reason, candidates)";
    bulk::write(
        on,
        head,
        all,
        |decision| {
            vec![
                org_id.into(),
                decision.conversation_id.into(),
                decision.id.into(),
                decision.at.into(),
                decision.group_id.into(),
                Arg::from(&decision.strategy),
                decision.winner.into(),
                Arg::from(&decision.reason),
                Arg::from(&decision.candidates),
            ]
        },
        "",
    )
    .await
}

/// A contact whose record may be complete already.
#[derive(Debug, Clone)]
pub struct Recorded {
    pub contact: Contact,
    pub category_id: Option<CategoryId>,
    pub outcome: String,
    pub mood: Mood,
    pub updated_at: Millis,
}

/// Contacts and their records, one each.
pub async fn contacts(on: &mut impl Run, org_id: OrgId, all: &[Recorded]) -> Result<()> {
    let head = "INSERT INTO contact (org_id, id, customer_id, conversation_id, ticket_id, channel, started_at)";
    bulk::write(
        on,
        head,
        all,
        |Recorded { contact, .. }| {
            vec![
                org_id.into(),
                contact.id.into(),
                contact.customer_id.into(),
                contact.conversation_id.into(),
                contact.ticket_id.into(),
                Arg::from(&contact.channel),
                contact.at.into(),
            ]
        },
        "",
    )
    .await?;
    let head = "INSERT INTO contact_record (org_id, contact_id, id, category_id, summary, outcome, mood, recorded_at, updated_at)";
    bulk::write(
        on,
        head,
        all,
        |recorded| {
            vec![
                org_id.into(),
                recorded.contact.id.into(),
                recorded.contact.record_id.into(),
                recorded.category_id.into(),
                Arg::from(&recorded.contact.summary),
                Arg::from(&recorded.outcome),
                recorded.mood.as_str().into(),
                recorded.contact.at.into(),
                recorded.updated_at.into(),
            ]
        },
        "",
    )
    .await
}

/// Which orders tickets are about; line 0 stands for the whole order.
pub async fn ticket_orders(on: &mut impl Run, org_id: OrgId, all: &[(TicketId, OrderId, i64)]) -> Result<()> {
    let head = "INSERT INTO ticket_order (org_id, ticket_id, order_id, line_no)";
    bulk::write(on, head, all, |(ticket, order, line)| vec![org_id.into(), (*ticket).into(), (*order).into(), (*line).into()], "").await
}

/// Counters that would have moved with the events of all this.
pub async fn counters(on: &mut impl Run, org_id: OrgId, all: &BTreeMap<String, i64>) -> Result<()> {
    let rows: Vec<(&String, &i64)> = all.iter().collect();
    let head = "INSERT INTO org_stat (org_id, key, value)";
    let tail = "ON CONFLICT (org_id, key) DO UPDATE SET value = org_stat.value + excluded.value";
    bulk::write(on, head, &rows, |(key, value)| vec![org_id.into(), Arg::from(*key), (**value).into()], tail).await
}

/// Numbers given so far: the next ticket gets the one after.
pub async fn set_ticket_number(on: &mut impl Run, org_id: OrgId, last: i64) -> Result<()> {
    on.execute(q!("UPDATE org_counter SET ticket_no = $2 WHERE org_id = $1 AND ticket_no < $2", org_id, last)).await?;
    Ok(())
}

/// Where each hunt goes on.
pub async fn pointers(on: &mut impl Run, org_id: OrgId, all: &[(GroupId, Pointer)]) -> Result<()> {
    for (group_id, pointer) in all {
        crate::queue::set_pointer(on, org_id, *group_id, *pointer).await?;
    }
    Ok(())
}
