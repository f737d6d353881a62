//! Questions of customers that the bot was not sure of. The words stay where they were said.

use crate::{Result, Row, Run, q};
use uuid::Uuid;
use yingke_core::{event::Event, id::*, resolution::Said, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    pub id: Uuid,
    pub conversation_id: ConversationId,
    pub seq: i64,
    pub said: Said,
    pub at: Millis,
    /// `open`, `labelled` or `dismissed`.
    pub state: String,
    pub knowledge_id: Option<KnowledgeId>,
    /// The customer's words, read from the conversation.
    pub text: String,
}

/// A turn of the bot that missed, or had to offer a choice, becomes a question to label. Its id is made from its place in
/// the log, so that reading the log again makes the same one.
pub async fn keep_unsure(on: &mut impl Run, event: &Event) -> Result<()> {
    let data = &event.event.data;
    let said = data["said"].as_str().and_then(|said| said.parse::<Said>().ok());
    let (Some(Said::Missed | Said::Offered), Some(id), Some(seq)) = (said, event.event.conversation_id, data["seq"].as_i64()) else {
        return Ok(());
    };
    // A click needs no label: it named what it wanted.
    if data["typed"] != true {
        return Ok(());
    }
    let own = Uuid::from_u128(u128::from_be_bytes(*event.org_id.0.as_bytes()) ^ (u128::from(event.seq.unsigned_abs()) << 16));
    on.execute(q!(
        "INSERT INTO tuning_question (org_id, id, conversation_id, seq, said, at, state)
         VALUES ($1, $2, $3, $4, $5, $6, 'open')
         ON CONFLICT DO NOTHING",
        event.org_id,
        own,
        id,
        seq,
        said.map(Said::as_str).unwrap_or_default(),
        event.event.at
    ))
    .await?;
    Ok(())
}

/// One state, newest first.
pub async fn list(on: &mut impl Run, org_id: OrgId, state: &str, before: Option<(i64, Uuid)>, limit: i64) -> Result<Vec<Question>> {
    let (at, id) = before.unwrap_or((i64::MAX, Uuid::max()));
    let rows = on
        .all(q!(
            "SELECT t.id, t.conversation_id, t.seq, t.said, t.at, t.state, t.knowledge_id, m.body
               FROM tuning_question t
               JOIN message m ON m.org_id = t.org_id AND m.conversation_id = t.conversation_id AND m.seq = t.seq
              WHERE t.org_id = $1
                AND t.state = $2
                AND (t.at < $3 OR (t.at = $3 AND t.id < $4))
              ORDER BY t.at DESC, t.id DESC
              LIMIT $5",
            org_id,
            state,
            at,
            id,
            limit
        ))
        .await?;
    rows.iter().map(question).collect()
}

pub async fn get(on: &mut impl Run, org_id: OrgId, id: Uuid) -> Result<Option<Question>> {
    on.opt(q!(
        "SELECT t.id, t.conversation_id, t.seq, t.said, t.at, t.state, t.knowledge_id, m.body
           FROM tuning_question t
           JOIN message m ON m.org_id = t.org_id AND m.conversation_id = t.conversation_id AND m.seq = t.seq
          WHERE t.org_id = $1
            AND t.id = $2",
        org_id,
        id
    ))
    .await?
    .as_ref()
    .map(question)
    .transpose()
}

/// How many wait.
pub async fn open(on: &mut impl Run, org_id: OrgId) -> Result<i64> {
    on.one(q!("SELECT COUNT(*) FROM tuning_question WHERE org_id = $1 AND state = 'open'", org_id)).await?.get(0)
}

pub async fn mark(
    on: &mut impl Run,
    org_id: OrgId,
    id: Uuid,
    state: &str,
    knowledge_id: Option<KnowledgeId>,
    by: AgentId,
    at: Millis,
) -> Result<()> {
    on.execute(q!(
        "UPDATE tuning_question
            SET state = $3, knowledge_id = $4, labelled_by = $5, labelled_at = $6
          WHERE org_id = $1
            AND id = $2",
        org_id,
        id,
        state,
        knowledge_id,
        by,
        at
    ))
    .await?;
    Ok(())
}

fn question(row: &Row) -> Result<Question> {
    let mut c = row.columns();
    Ok(Question {
        id: c.take()?,
        conversation_id: c.take()?,
        seq: c.take()?,
        said: c.word()?,
        at: c.take()?,
        state: c.take()?,
        knowledge_id: c.take()?,
        text: c.take()?,
    })
}
