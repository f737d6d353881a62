//! Contacts and their records (S1-12): both rows are written with the first word of a session, so that records ÷ contacts
//! is 1.0 at every moment; the end of the session completes the record.

use crate::{Result, Run, q};
use uuid::Uuid;
use yingke_core::{conversation::Mood, id::*, time::Millis};

#[derive(Debug, Clone)]
pub struct Contact {
    /// The conversation's or the ticket's own id: one contact each.
    pub id: Uuid,
    pub record_id: RecordId,
    pub customer_id: CustomerId,
    pub conversation_id: Option<ConversationId>,
    pub ticket_id: Option<TicketId>,
    pub channel: String,
    pub summary: String,
    pub at: Millis,
}

/// Writes contact and record; false = they were there already.
pub async fn start(on: &mut impl Run, org_id: OrgId, contact: &Contact) -> Result<bool> {
    let fresh = on
        .execute(q!(
            "INSERT INTO contact (org_id, id, customer_id, conversation_id, ticket_id, channel, started_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (org_id, id) DO NOTHING",
            org_id,
            contact.id,
            contact.customer_id,
            contact.conversation_id,
            contact.ticket_id,
            &contact.channel,
            contact.at
        ))
        .await?;
    if fresh == 0 {
        return Ok(false);
    }
    on.execute(q!(
        "INSERT INTO contact_record (org_id, contact_id, id, summary, outcome, mood, recorded_at, updated_at)
         VALUES ($1, $2, $3, $4, 'open', 'calm', $5, $5)",
        org_id,
        contact.id,
        contact.record_id,
        &contact.summary,
        contact.at
    ))
    .await?;
    on.execute(q!("UPDATE customer SET last_contact_at = $3 WHERE org_id = $1 AND id = $2", org_id, contact.customer_id, contact.at))
        .await?;
    Ok(true)
}

/// Completes the record once it is known what it was about and what came of it.
pub async fn complete(
    on: &mut impl Run,
    org_id: OrgId,
    contact_id: Uuid,
    category_id: Option<CategoryId>,
    outcome: &str,
    mood: Mood,
    now: Millis,
) -> Result<()> {
    on.execute(q!(
        "UPDATE contact_record
            SET category_id = $3, outcome = $4, mood = $5, updated_at = $6
          WHERE org_id = $1
            AND contact_id = $2",
        org_id,
        contact_id,
        category_id,
        outcome,
        mood.as_str(),
        now
    ))
    .await?;
    Ok(())
}

/// What it was about, in the conversation's own words.
pub async fn summarise(on: &mut impl Run, org_id: OrgId, contact_id: Uuid, summary: &str) -> Result<()> {
    on.execute(q!("UPDATE contact_record SET summary = $3 WHERE org_id = $1 AND contact_id = $2", org_id, contact_id, summary)).await?;
    Ok(())
}

/// Contacts and records, counted: for tests and the doctor; the wall reads counters.
pub async fn coverage(on: &mut impl Run, org_id: OrgId) -> Result<(i64, i64)> {
    let row = on
        .one(q!("SELECT (SELECT COUNT(*) FROM contact WHERE org_id = $1), (SELECT COUNT(*) FROM contact_record WHERE org_id = $1)", org_id))
        .await?;
    Ok((row.get(0)?, row.get(1)?))
}

/// Outcome and category of one record.
pub async fn record(on: &mut impl Run, org_id: OrgId, contact_id: Uuid) -> Result<Option<(String, String, Option<CategoryId>)>> {
    on.opt(q!("SELECT outcome, summary, category_id FROM contact_record WHERE org_id = $1 AND contact_id = $2", org_id, contact_id))
        .await?
        .map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .transpose()
}

/// Categories that may be chosen, with the words that suggest them, in their order.
pub async fn category_keywords(on: &mut impl Run, org_id: OrgId) -> Result<Vec<(CategoryId, Vec<String>)>> {
    let rows = on.all(q!("SELECT id, keywords FROM category WHERE org_id = $1 AND enabled ORDER BY position, id", org_id)).await?;
    rows.iter()
        .map(|row| {
            let mut c = row.columns();
            Ok((c.take()?, c.json()?))
        })
        .collect()
}

/// A person chose another category afterwards.
pub async fn set_category(on: &mut impl Run, org_id: OrgId, contact_id: Uuid, category_id: CategoryId, now: Millis) -> Result<()> {
    on.execute(q!(
        "UPDATE contact_record
            SET category_id = $3, updated_at = $4
          WHERE org_id = $1
            AND contact_id = $2",
        org_id,
        contact_id,
        category_id,
        now
    ))
    .await?;
    Ok(())
}
