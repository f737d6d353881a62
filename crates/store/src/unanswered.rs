//! Questions of customers that knowledge did not answer, and how far conversations have been read for them.

use crate::{Arg, Result, Row, Run, bulk, q};
use yingke_core::{id::*, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub struct Unanswered {
    pub conversation_id: ConversationId,
    /// Of the customer's message.
    pub seq: i64,
    /// `missed`, `unsolved`, `person`.
    pub reason: String,
    pub lang: String,
    pub question: String,
    /// What an agent then answered; may be empty.
    pub answer: String,
    pub agent_id: Option<AgentId>,
    /// The item whose answer did not help.
    pub knowledge_id: Option<KnowledgeId>,
    pub at: Millis,
}

/// What a person has decided about a question stays; an answer that came later is added.
pub async fn put(on: &mut impl Run, org_id: OrgId, found: &[Unanswered]) -> Result<()> {
    let head = "INSERT INTO unanswered (org_id, conversation_id, seq, reason, lang, question, answer, agent_id, knowledge_id, state, at)";
    let tail = "ON CONFLICT (org_id, conversation_id, seq) DO UPDATE
                   SET answer = excluded.answer, agent_id = excluded.agent_id
                 WHERE unanswered.state = 'open'";
    let columns = |u: &Unanswered| -> Vec<Arg> {
        vec![
            org_id.into(),
            u.conversation_id.into(),
            u.seq.into(),
            (&u.reason).into(),
            (&u.lang).into(),
            (&u.question).into(),
            (&u.answer).into(),
            u.agent_id.into(),
            u.knowledge_id.into(),
            "open".into(),
            u.at.into(),
        ]
    };
    bulk::write(on, head, found, columns, tail).await
}

/// Open ones, newest first.
pub async fn open(on: &mut impl Run, org_id: OrgId, since: Millis, limit: i64) -> Result<Vec<Unanswered>> {
    on.all(q!(
        "SELECT conversation_id, seq, reason, lang, question, answer, agent_id, knowledge_id, at
           FROM unanswered
          WHERE org_id = $1
            AND state = 'open'
            AND at >= $2
          ORDER BY at DESC
          LIMIT $3",
        org_id,
        since,
        limit
    ))
    .await?
    .iter()
    .map(read)
    .collect()
}

/// False: there is no such open question.
pub async fn settle(
    on: &mut impl Run,
    org_id: OrgId,
    id: ConversationId,
    seq: i64,
    state: &str,
    draft_id: Option<KnowledgeId>,
) -> Result<bool> {
    let rows = on
        .execute(q!(
            "UPDATE unanswered
                SET state = $4, draft_id = $5
              WHERE org_id = $1
                AND conversation_id = $2
                AND seq = $3
                AND state = 'open'",
            org_id,
            id,
            seq,
            state,
            draft_id
        ))
        .await?;
    Ok(rows == 1)
}

/// The place up to which conversations have been read.
pub async fn mark(on: &mut impl Run, org_id: OrgId) -> Result<Option<(Millis, ConversationId)>> {
    let row = on.opt(q!("SELECT sort_at, conversation_id FROM unanswered_mark WHERE org_id = $1", org_id)).await?;
    row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}

pub async fn set_mark(on: &mut impl Run, org_id: OrgId, at: Millis, id: ConversationId) -> Result<()> {
    on.execute(q!(
        "INSERT INTO unanswered_mark (org_id, sort_at, conversation_id)
         VALUES ($1, $2, $3)
         ON CONFLICT (org_id) DO UPDATE SET sort_at = excluded.sort_at, conversation_id = excluded.conversation_id",
        org_id,
        at,
        id
    ))
    .await?;
    Ok(())
}

/// Conversations that moved after a place, the longest ago first.
pub async fn moved_after(
    on: &mut impl Run,
    org_id: OrgId,
    after: (Millis, ConversationId),
    limit: i64,
) -> Result<Vec<(Millis, ConversationId)>> {
    let rows = on
        .all(q!(
            "SELECT sort_at, id
               FROM conversation
              WHERE org_id = $1
                AND (sort_at, id) > ($2, $3)
              ORDER BY sort_at, id
              LIMIT $4",
            org_id,
            after.0,
            after.1,
            limit
        ))
        .await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

fn read(row: &Row) -> Result<Unanswered> {
    let mut c = row.columns();
    Ok(Unanswered {
        conversation_id: c.take()?,
        seq: c.take()?,
        reason: c.take()?,
        lang: c.take()?,
        question: c.take()?,
        answer: c.take()?,
        agent_id: c.take()?,
        knowledge_id: c.take()?,
        at: c.take()?,
    })
}
