//! Conversations as commands load and save them. Counters of messages belong to [`crate::append`], lists to
//! [`crate::inbox`].

use crate::{Result, Row, Run, append::idle, q};
use yingke_core::{
    conversation::{
        Channel, ConversationState, Mood,
        session::{Conversation, Declined, Gone, Stage},
    },
    id::*,
    time::Millis,
};

/// The session with the facts that only some commands touch.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    pub session: Conversation,
    pub entry_id: Option<EntryId>,
    pub channel: Channel,
    pub mood: Mood,
    pub category_id: Option<CategoryId>,
    pub bot_misses: i64,
    /// What the customer chose: `bot`, `human`, `message`.
    pub path: String,
    pub bot_outcome: String,
    /// Of the customer: the language of lines in the thread.
    pub locale: String,
}

/// What a new conversation begins with.
#[derive(Debug, Clone)]
pub struct Opening {
    pub id: ConversationId,
    pub customer_id: CustomerId,
    pub entry_id: Option<EntryId>,
    pub group_id: Option<GroupId>,
    pub channel: Channel,
    pub page_url: String,
    pub page_title: String,
    pub at: Millis,
}

/// The newest conversation of a customer, whatever its state.
pub async fn latest_of(on: &mut impl Run, org_id: OrgId, customer_id: CustomerId) -> Result<Option<Stored>> {
    on.opt(q!(
        "SELECT c.id, c.customer_id, c.group_id, c.priority, c.enqueued_at, c.offer_count, c.declined_by, c.accepted_at, c.last_agent_id,
                c.idle_due_at, c.idle_warned, c.customer_messages, c.rated_at, c.state, c.agent_id, c.queued_at, c.offered_at,
                c.offer_expires_at, c.ended_at, c.end_reason, c.wrapup_until,
                c.entry_id, c.channel, c.mood, c.category_id, c.bot_misses, c.path, c.bot_outcome, u.locale
           FROM conversation c
           JOIN customer u ON u.org_id = c.org_id AND u.id = c.customer_id
          WHERE c.org_id = $1
            AND c.customer_id = $2
          ORDER BY c.created_at DESC, c.id DESC
          LIMIT 1",
        org_id,
        customer_id
    ))
    .await?
    .as_ref()
    .map(stored)
    .transpose()
}

pub async fn load(on: &mut impl Run, org_id: OrgId, id: ConversationId) -> Result<Option<Stored>> {
    on.opt(q!(
        "SELECT c.id, c.customer_id, c.group_id, c.priority, c.enqueued_at, c.offer_count, c.declined_by, c.accepted_at, c.last_agent_id,
                c.idle_due_at, c.idle_warned, c.customer_messages, c.rated_at, c.state, c.agent_id, c.queued_at, c.offered_at,
                c.offer_expires_at, c.ended_at, c.end_reason, c.wrapup_until,
                c.entry_id, c.channel, c.mood, c.category_id, c.bot_misses, c.path, c.bot_outcome, u.locale
           FROM conversation c
           JOIN customer u ON u.org_id = c.org_id AND u.id = c.customer_id
          WHERE c.org_id = $1
            AND c.id = $2",
        org_id,
        id
    ))
    .await?
    .as_ref()
    .map(stored)
    .transpose()
}

/// Everything that an agent holds now: offered, active, in wrap-up.
pub async fn held_by(on: &mut impl Run, org_id: OrgId, agent_id: AgentId) -> Result<Vec<Stored>> {
    let rows = on
        .all(q!(
            "SELECT c.id, c.customer_id, c.group_id, c.priority, c.enqueued_at, c.offer_count, c.declined_by, c.accepted_at, c.last_agent_id,
                    c.idle_due_at, c.idle_warned, c.customer_messages, c.rated_at, c.state, c.agent_id, c.queued_at, c.offered_at,
                    c.offer_expires_at, c.ended_at, c.end_reason, c.wrapup_until,
                    c.entry_id, c.channel, c.mood, c.category_id, c.bot_misses, c.path, c.bot_outcome, u.locale
               FROM conversation c
               JOIN customer u ON u.org_id = c.org_id AND u.id = c.customer_id
              WHERE c.org_id = $1
                AND c.agent_id = $2
                AND c.state IN ('offered', 'active', 'wrapup')
              ORDER BY c.id",
            org_id,
            agent_id
        ))
        .await?;
    rows.iter().map(stored).collect()
}

/// Whether this agent has a conversation with the customer in his hands.
pub async fn serves(on: &mut impl Run, org_id: OrgId, agent_id: AgentId, customer_id: CustomerId) -> Result<bool> {
    let row = on
        .opt(q!(
            "SELECT 1
               FROM conversation
              WHERE org_id = $1
                AND customer_id = $2
                AND agent_id = $3
                AND state IN ('offered', 'active', 'wrapup')
              LIMIT 1",
            org_id,
            customer_id,
            agent_id
        ))
        .await?;
    Ok(row.is_some())
}

/// Inserts a conversation in the hands of the bot.
pub async fn insert(on: &mut impl Run, org_id: OrgId, new: &Opening) -> Result<()> {
    on.execute(q!(
        "INSERT INTO conversation (id, org_id, customer_id, entry_id, channel, state, group_id, priority, offer_count, declined_by, end_reason,
                idle_warned, last_seq, last_sender, last_preview, unread_agent, unread_customer, agent_read_seq, customer_read_seq,
                customer_messages, agent_messages, mood, bot_misses, path, rating_comment, bot_outcome, page_url, page_title, version,
                created_at, sort_at)
         VALUES ($1, $2, $3, $4, $5, 'bot', $6, 1, 0, '[]', '', FALSE, 0, '', '', 0, 0, 0, 0, 0, 0, 'calm', 0, '', '', '', $7, $8, 1, $9, $9)",
        new.id,
        org_id,
        new.customer_id,
        new.entry_id,
        new.channel.as_str(),
        new.group_id,
        &new.page_url,
        &new.page_title,
        new.at
    ))
    .await?;
    Ok(())
}

/// Writes what commands decide. The write lock of the organisation makes a version check needless here.
pub async fn save(on: &mut impl Run, org_id: OrgId, stored: &Stored) -> Result<()> {
    let s = &stored.session;
    let c = columns(&s.stage);
    on.execute(q!(
        "UPDATE conversation
            SET state = $3, group_id = $4, agent_id = $5, last_agent_id = $6, priority = $7, enqueued_at = $8, queued_at = $9, offered_at = $10,
                offer_expires_at = $11, offer_count = $12, declined_by = $13, accepted_at = $14, ended_at = $15, end_reason = $16,
                wrapup_until = $17, idle_due_at = $18, idle_warned = $19, mood = $20, category_id = $21, bot_misses = $22, path = $23,
                bot_outcome = $24, waiting_since = CASE WHEN $25 THEN NULL ELSE waiting_since END, version = version + 1
          WHERE org_id = $1
            AND id = $2",
        org_id,
        s.id,
        s.state().as_str(),
        s.group_id,
        c.agent_id.or(if c.ended_at.is_some() { s.last_agent } else { None }),
        s.last_agent,
        s.priority,
        s.enqueued_at,
        c.queued_at,
        c.offered_at,
        c.offer_expires_at,
        s.offer_count,
        declined_text(&s.declined),
        s.accepted_at,
        c.ended_at,
        c.end_reason,
        c.wrapup_until,
        s.idle.map(|idle| idle.due_at),
        s.idle.is_some_and(|idle| idle.warned),
        stored.mood.as_str(),
        stored.category_id,
        stored.bot_misses,
        &stored.path,
        &stored.bot_outcome,
        matches!(s.stage, Stage::Ended { .. } | Stage::OfflineMessage { .. })
    ))
    .await?;
    Ok(())
}

pub async fn set_rating(on: &mut impl Run, org_id: OrgId, id: ConversationId, stars: i64, comment: &str, at: Millis) -> Result<()> {
    on.execute(q!(
        "UPDATE conversation
            SET rating = $3, rating_comment = $4, rated_at = $5, version = version + 1
          WHERE org_id = $1
            AND id = $2",
        org_id,
        id,
        stars,
        comment,
        at
    ))
    .await?;
    Ok(())
}

/// Moves the agents' read mark forward; false = it was there already.
pub async fn read_by_agent(on: &mut impl Run, org_id: OrgId, id: ConversationId, seq: i64) -> Result<bool> {
    let changed = on
        .execute(q!(
            "UPDATE conversation
                SET agent_read_seq = CASE WHEN last_seq < $3 THEN last_seq ELSE $3 END, version = version + 1,
                    unread_agent = CASE WHEN last_seq <= $3 THEN 0 ELSE
                        (SELECT COUNT(*) FROM message m
                          WHERE m.org_id = conversation.org_id AND m.conversation_id = conversation.id AND m.seq > $3
                            AND m.sender_kind = 'customer') END
              WHERE org_id = $1
                AND id = $2
                AND agent_read_seq < $3
                AND (agent_read_seq < last_seq OR unread_agent > 0)",
            org_id,
            id,
            seq
        ))
        .await?;
    Ok(changed == 1)
}

/// Moves the customer's read mark forward; false = it was there already.
pub async fn read_by_customer(on: &mut impl Run, org_id: OrgId, id: ConversationId, seq: i64) -> Result<bool> {
    let changed = on
        .execute(q!(
            "UPDATE conversation
                SET customer_read_seq = CASE WHEN last_seq < $3 THEN last_seq ELSE $3 END, version = version + 1,
                    unread_customer = CASE WHEN last_seq <= $3 THEN 0 ELSE
                        (SELECT COUNT(*) FROM message m
                          WHERE m.org_id = conversation.org_id AND m.conversation_id = conversation.id AND m.seq > $3
                            AND m.sender_kind IN ('agent', 'bot') AND NOT m.internal) END
              WHERE org_id = $1
                AND id = $2
                AND customer_read_seq < $3
                AND (customer_read_seq < last_seq OR unread_customer > 0)",
            org_id,
            id,
            seq
        ))
        .await?;
    Ok(changed == 1)
}

/// The person who last held a conversation with this customer, when that was after `since`.
pub async fn last_agent_of(on: &mut impl Run, org_id: OrgId, customer_id: CustomerId, since: Millis) -> Result<Option<AgentId>> {
    on.opt(q!(
        "SELECT last_agent_id
           FROM conversation
          WHERE org_id = $1
            AND customer_id = $2
            AND last_agent_id IS NOT NULL
            AND COALESCE(ended_at, sort_at) >= $3
          ORDER BY created_at DESC, id DESC
          LIMIT 1",
        org_id,
        customer_id,
        since
    ))
    .await?
    .map(|row| row.get(0))
    .transpose()
}

/// A timer that stands in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    pub at: Millis,
    pub org_id: OrgId,
    pub conversation_id: ConversationId,
}

/// The timers up to `until`, soonest first; three small indexes.
pub async fn due_until(on: &mut impl Run, until: Millis, limit: i64) -> Result<Vec<Due>> {
    let mut due = Vec::new();
    for query in [
        q!(
            "SELECT offer_expires_at, org_id, id FROM conversation
              WHERE state = 'offered' AND offer_expires_at <= $1 ORDER BY offer_expires_at LIMIT $2",
            until,
            limit
        ),
        q!(
            "SELECT wrapup_until, org_id, id FROM conversation
              WHERE state = 'wrapup' AND wrapup_until <= $1 ORDER BY wrapup_until LIMIT $2",
            until,
            limit
        ),
        q!(
            "SELECT idle_due_at, org_id, id FROM conversation
              WHERE idle_due_at IS NOT NULL AND idle_due_at <= $1 ORDER BY idle_due_at LIMIT $2",
            until,
            limit
        ),
    ] {
        for row in on.all(query).await? {
            let mut c = row.columns();
            due.push(Due { at: c.take()?, org_id: c.take()?, conversation_id: c.take()? });
        }
    }
    due.sort_unstable();
    Ok(due)
}

#[derive(Default)]
pub(crate) struct Columns {
    pub agent_id: Option<AgentId>,
    pub queued_at: Option<Millis>,
    pub offered_at: Option<Millis>,
    pub offer_expires_at: Option<Millis>,
    pub ended_at: Option<Millis>,
    pub end_reason: &'static str,
    pub wrapup_until: Option<Millis>,
}

pub(crate) fn columns(stage: &Stage) -> Columns {
    match *stage {
        Stage::Bot => Columns::default(),
        Stage::Queued { since } => Columns { queued_at: Some(since), ..Columns::default() },
        Stage::Offered { agent_id, since, expires_at } => {
            Columns { agent_id: Some(agent_id), offered_at: Some(since), offer_expires_at: Some(expires_at), ..Columns::default() }
        }
        Stage::Active { agent_id } => Columns { agent_id: Some(agent_id), ..Columns::default() },
        Stage::Wrapup { agent_id, gone, until } => Columns {
            agent_id: Some(agent_id),
            ended_at: Some(gone.at),
            end_reason: gone.reason.as_str(),
            wrapup_until: Some(until),
            ..Columns::default()
        },
        Stage::Ended { gone } => Columns { ended_at: Some(gone.at), end_reason: gone.reason.as_str(), ..Columns::default() },
        Stage::OfflineMessage { at } => Columns { ended_at: Some(at), end_reason: OFFLINE_MESSAGE, ..Columns::default() },
    }
}

const OFFLINE_MESSAGE: &str = "offline_message";

fn stored(row: &Row) -> Result<Stored> {
    let mut c = row.columns();
    let (id, customer_id, group_id, priority): (ConversationId, _, _, _) = (c.take()?, c.take()?, c.take()?, c.take()?);
    let (enqueued_at, offer_count, declined) = (c.take()?, c.take()?, declined_from(&c.take::<String>()?)?);
    let (accepted_at, last_agent, idle) = (c.take()?, c.take()?, idle(c.take()?, c.take()?));
    let (customer_messages, rated_at) = (c.take()?, c.take()?);
    let state: ConversationState = c.word()?;
    let agent_id: Option<AgentId> = c.take()?;
    let (queued_at, offered_at, expires_at): (Option<Millis>, Option<Millis>, Option<Millis>) = (c.take()?, c.take()?, c.take()?);
    let (ended_at, end_reason, wrapup_until): (Option<Millis>, String, Option<Millis>) = (c.take()?, c.take()?, c.take()?);
    let missing = |what: &str| crate::Error::Corrupt(format!("conversation {id} is {state} without {what}"));
    let gone = || -> Result<Gone> { Ok(Gone { at: ended_at.ok_or_else(|| missing("ended_at"))?, reason: end_reason.parse()? }) };
    let stage = match state {
        ConversationState::Bot => Stage::Bot,
        ConversationState::Queued => Stage::Queued { since: queued_at.ok_or_else(|| missing("queued_at"))? },
        ConversationState::Offered => Stage::Offered {
            agent_id: agent_id.ok_or_else(|| missing("agent"))?,
            since: offered_at.ok_or_else(|| missing("offered_at"))?,
            expires_at: expires_at.ok_or_else(|| missing("offer_expires_at"))?,
        },
        ConversationState::Active => Stage::Active { agent_id: agent_id.ok_or_else(|| missing("agent"))? },
        ConversationState::Wrapup => Stage::Wrapup {
            agent_id: agent_id.ok_or_else(|| missing("agent"))?,
            gone: gone()?,
            until: wrapup_until.ok_or_else(|| missing("wrapup_until"))?,
        },
        ConversationState::Ended => Stage::Ended { gone: gone()? },
        ConversationState::OfflineMessage => Stage::OfflineMessage { at: ended_at.ok_or_else(|| missing("ended_at"))? },
    };
    let session = Conversation {
        id,
        customer_id,
        group_id,
        stage,
        priority,
        enqueued_at,
        offer_count,
        declined,
        accepted_at,
        last_agent,
        idle,
        customer_messages,
        rated_at,
    };
    Ok(Stored {
        session,
        entry_id: c.take()?,
        channel: c.word()?,
        mood: c.word()?,
        category_id: c.take()?,
        bot_misses: c.take()?,
        path: c.take()?,
        bot_outcome: c.take()?,
        locale: c.take()?,
    })
}

pub(crate) fn declined_text(declined: &[Declined]) -> String {
    let pairs: Vec<(AgentId, i64)> = declined.iter().map(|d| (d.agent_id, d.at.0)).collect();
    serde_json::to_string(&pairs).expect("pairs of id and number")
}

pub(crate) fn declined_from(text: &str) -> Result<Vec<Declined>> {
    let pairs: Vec<(AgentId, i64)> = serde_json::from_str(text)?;
    Ok(pairs.into_iter().map(|(agent_id, at)| Declined { agent_id, at: Millis(at) }).collect())
}
