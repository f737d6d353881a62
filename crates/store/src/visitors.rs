//! Visitors: devices of customers, known by a token of which only the SHA-256 is stored.

use crate::{Result, Row, Run, q};
use yingke_core::{id::*, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub struct Visitor {
    pub org_id: OrgId,
    pub entry_id: EntryId,
    pub customer_id: CustomerId,
    pub user_agent: String,
    pub created_at: Millis,
    pub seen_at: Millis,
    pub expires_at: Millis,
}

/// A visitor with what every request must know about customer and entry.
#[derive(Debug, Clone)]
pub struct Holder {
    pub visitor: Visitor,
    pub anonymous: bool,
    pub locale: String,
    pub allowed_origins: Vec<String>,
    pub entry_enabled: bool,
}

pub async fn insert(on: &mut impl Run, visitor: &Visitor, token_hash: [u8; 32]) -> Result<()> {
    on.execute(q!(
        "INSERT INTO visitor (token_hash, org_id, entry_id, customer_id, user_agent, created_at, seen_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        token_hash,
        visitor.org_id,
        visitor.entry_id,
        visitor.customer_id,
        &visitor.user_agent,
        visitor.created_at,
        visitor.seen_at,
        visitor.expires_at
    ))
    .await?;
    Ok(())
}

pub async fn find(on: &mut impl Run, token_hash: [u8; 32]) -> Result<Option<Holder>> {
    let row = on
        .opt(q!(
            "SELECT v.org_id, v.entry_id, v.customer_id, v.user_agent, v.created_at, v.seen_at, v.expires_at,
                    c.anonymous, c.locale, e.allowed_origins, e.enabled
               FROM visitor v
               JOIN customer c ON c.org_id = v.org_id AND c.id = v.customer_id
               JOIN entry e ON e.org_id = v.org_id AND e.id = v.entry_id
              WHERE v.token_hash = $1",
            token_hash
        ))
        .await?;
    row.as_ref().map(holder).transpose()
}

/// Shortens the life of a token that has been replaced.
pub async fn expire_at(on: &mut impl Run, token_hash: [u8; 32], at: Millis) -> Result<()> {
    on.execute(q!("UPDATE visitor SET expires_at = $2 WHERE token_hash = $1 AND expires_at > $2", token_hash, at)).await?;
    Ok(())
}

pub async fn delete_expired(on: &mut impl Run, now: Millis) -> Result<u64> {
    on.execute(q!("DELETE FROM visitor WHERE expires_at <= $1", now)).await
}

/// Anonymous customers without any contact whose devices have not come back since `before`: they go with their page
/// trail and devices. Up to `limit` at a time.
pub async fn forget_silent(on: &mut impl Run, before: Millis, limit: i64) -> Result<u64> {
    let silent = on
        .all(q!(
            "SELECT c.id, c.org_id
               FROM customer c
              WHERE c.anonymous
                AND c.last_contact_at IS NULL
                AND c.created_at < $1
                AND NOT EXISTS (SELECT 1 FROM visitor v WHERE v.org_id = c.org_id AND v.customer_id = c.id AND v.created_at >= $1)
                AND NOT EXISTS (SELECT 1 FROM conversation n WHERE n.org_id = c.org_id AND n.customer_id = c.id)
                AND NOT EXISTS (SELECT 1 FROM ticket t WHERE t.org_id = c.org_id AND t.customer_id = c.id)
                AND NOT EXISTS (SELECT 1 FROM shop_order o WHERE o.org_id = c.org_id AND o.customer_id = c.id)
              ORDER BY c.created_at
              LIMIT $2",
            before,
            limit
        ))
        .await?;
    for row in &silent {
        let (id, org_id): (CustomerId, OrgId) = (row.get(0)?, row.get(1)?);
        on.execute(q!("DELETE FROM bot_shown WHERE org_id = $1 AND customer_id = $2", org_id, id)).await?;
        on.execute(q!("DELETE FROM page_visit WHERE org_id = $1 AND customer_id = $2", org_id, id)).await?;
        on.execute(q!("DELETE FROM visitor WHERE org_id = $1 AND customer_id = $2", org_id, id)).await?;
        on.execute(q!("DELETE FROM customer WHERE org_id = $1 AND id = $2", org_id, id)).await?;
    }
    Ok(silent.len() as u64)
}

fn holder(row: &Row) -> Result<Holder> {
    let mut c = row.columns();
    Ok(Holder {
        visitor: Visitor {
            org_id: c.take()?,
            entry_id: c.take()?,
            customer_id: c.take()?,
            user_agent: c.take()?,
            created_at: c.take()?,
            seen_at: c.take()?,
            expires_at: c.take()?,
        },
        anonymous: c.take()?,
        locale: c.take()?,
        allowed_origins: c.json()?,
        entry_enabled: c.take()?,
    })
}
