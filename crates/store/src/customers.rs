//! Customers. The full phone number leaves this file; whoever shows it masks it.

use crate::{Arg, Query, Result, Row, Run, bulk, dialect, q};
use yingke_core::{customer::Customer, id::*, time::Millis};

pub async fn get(on: &mut impl Run, org_id: OrgId, id: CustomerId) -> Result<Option<Customer>> {
    on.opt(q!(
        "SELECT id, external_id, nickname, gender, registered_at, is_member, tier, tags, phone, email, city, note, locale, anonymous,
                last_contact_at, version, created_at, updated_at, source_at
           FROM customer
          WHERE org_id = $1
            AND id = $2",
        org_id,
        id
    ))
    .await?
    .as_ref()
    .map(customer)
    .transpose()
}

pub async fn by_external_id(on: &mut impl Run, org_id: OrgId, external_id: &str) -> Result<Option<Customer>> {
    on.opt(q!(
        "SELECT id, external_id, nickname, gender, registered_at, is_member, tier, tags, phone, email, city, note, locale, anonymous,
                last_contact_at, version, created_at, updated_at, source_at
           FROM customer
          WHERE org_id = $1
            AND external_id = $2",
        org_id,
        external_id
    ))
    .await?
    .as_ref()
    .map(customer)
    .transpose()
}

pub async fn by_external_ids(on: &mut impl Run, org_id: OrgId, external_ids: &[&str]) -> Result<Vec<Customer>> {
    let mut found = Vec::with_capacity(external_ids.len());
    for chunk in external_ids.chunks(512) {
        found.extend(many(on, org_id, "external_id", chunk).await?);
    }
    Ok(found)
}

pub async fn by_ids(on: &mut impl Run, org_id: OrgId, ids: &[CustomerId]) -> Result<Vec<Customer>> {
    if ids.is_empty() { Ok(Vec::new()) } else { many(on, org_id, "id", ids).await }
}

async fn many<T: Into<Arg> + Clone>(on: &mut impl Run, org_id: OrgId, column: &str, values: &[T]) -> Result<Vec<Customer>> {
    let mut query = Query::new("");
    let org = query.push(org_id);
    let list = dialect::in_list(&mut query, values);
    query.sql = format!(
        "SELECT id, external_id, nickname, gender, registered_at, is_member, tier, tags, phone, email, city, note, locale, anonymous,
                last_contact_at, version, created_at, updated_at, source_at
           FROM customer
          WHERE org_id = {org}
            AND {column} IN {list}"
    )
    .into();
    on.all(query).await?.iter().map(customer).collect()
}

/// Customers whose nickname begins so, or whose shop id, phone or e-mail is exactly this.
pub async fn find(on: &mut impl Run, org_id: OrgId, text: &str, limit: i64) -> Result<Vec<Customer>> {
    let Some((from, to)) = prefix_range(text) else { return Ok(Vec::new()) };
    let rows = on
        .all(q!(
            "SELECT id, external_id, nickname, gender, registered_at, is_member, tier, tags, phone, email, city, note, locale, anonymous,
                    last_contact_at, version, created_at, updated_at, source_at
               FROM customer
              WHERE org_id = $1
                AND id IN (
                    SELECT id FROM customer WHERE org_id = $1 AND external_id = $2
                    UNION SELECT id FROM customer WHERE org_id = $1 AND phone = $2 AND phone <> ''
                    UNION SELECT id FROM customer WHERE org_id = $1 AND email = $2 AND email <> ''
                    UNION SELECT id FROM (
                        SELECT id FROM customer WHERE org_id = $1 AND nickname_key >= $3 AND nickname_key < $4 AND nickname_key IS NOT NULL
                         ORDER BY nickname_key LIMIT $5) AS named)
              ORDER BY COALESCE(last_contact_at, 0) DESC, id
              LIMIT $5",
            org_id,
            text,
            from,
            to,
            limit
        ))
        .await?;
    rows.iter().map(customer).collect()
}

/// Bytes from `text` up to what no longer begins with it.
fn prefix_range(text: &str) -> Option<(Vec<u8>, Vec<u8>)> {
    let from = nickname_key(text)?;
    // 0xFF stands in no UTF-8 text.
    let to = from.iter().copied().chain([0xFF]).collect();
    Some((from, to))
}

/// What searches by name compare: the nickname in lower case, as bytes, so that both engines order it alike.
pub(crate) fn nickname_key(nickname: &str) -> Option<Vec<u8>> {
    let key = nickname.trim().to_lowercase().into_bytes();
    (!key.is_empty()).then_some(key)
}

const HEAD: &str =
    "INSERT INTO customer (id, org_id, external_id, nickname, gender, registered_at, is_member, tier, tags, phone, email, city,
                           note, locale, anonymous, last_contact_at, version, created_at, updated_at, source_at, nickname_key)";

/// New customers; multi-row statements.
pub async fn insert_many(on: &mut impl Run, org_id: OrgId, customers: &[Customer]) -> Result<()> {
    bulk::write(on, HEAD, customers, |c| columns(org_id, c), "").await
}

/// Writes customers that may be there already (by id).
pub async fn save_many(on: &mut impl Run, org_id: OrgId, customers: &[Customer]) -> Result<()> {
    let replace = bulk::replace(&[
        "external_id",
        "nickname",
        "gender",
        "registered_at",
        "is_member",
        "tier",
        "tags",
        "phone",
        "email",
        "city",
        "note",
        "locale",
        "anonymous",
        "last_contact_at",
        "version",
        "updated_at",
        "source_at",
        "nickname_key",
    ]);
    bulk::write(on, HEAD, customers, |c| columns(org_id, c), &replace).await
}

/// What agents may change themselves. False: somebody was faster.
pub async fn set_tags_and_note(
    on: &mut impl Run,
    org_id: OrgId,
    id: CustomerId,
    tags: &[String],
    note: &str,
    expected: i64,
    now: Millis,
) -> Result<bool> {
    let tags = serde_json::to_string(tags)?;
    let rows = on
        .execute(q!(
            "UPDATE customer
                SET tags = $4, note = $5, updated_at = $6, version = version + 1
              WHERE org_id = $1
                AND id = $2
                AND version = $3",
            org_id,
            id,
            expected,
            tags,
            note,
            now
        ))
        .await?;
    Ok(rows == 1)
}

/// How many orders that were paid, and what was paid for them.
pub async fn order_totals(on: &mut impl Run, org_id: OrgId, id: CustomerId) -> Result<(i64, i64)> {
    let row = on
        .one(q!(
            "SELECT CAST(COUNT(*) AS BIGINT),
                    CAST(COALESCE(SUM(CASE WHEN state IN ('pending_payment', 'cancelled') THEN 0 ELSE paid_fen END), 0) AS BIGINT)
               FROM shop_order
              WHERE org_id = $1
                AND customer_id = $2",
            org_id,
            id
        ))
        .await?;
    Ok((row.get(0)?, row.get(1)?))
}

fn columns(org_id: OrgId, c: &Customer) -> Vec<Arg> {
    vec![
        c.id.into(),
        org_id.into(),
        c.external_id.clone().into(),
        (&c.nickname).into(),
        c.gender.as_str().into(),
        c.registered_at.into(),
        c.is_member.into(),
        (&c.tier).into(),
        serde_json::Value::from(c.tags.clone()).to_string().into(),
        (&c.phone).into(),
        (&c.email).into(),
        (&c.city).into(),
        (&c.note).into(),
        (&c.locale).into(),
        c.anonymous.into(),
        c.last_contact_at.into(),
        c.version.into(),
        c.created_at.into(),
        c.updated_at.into(),
        c.source_at.into(),
        nickname_key(&c.nickname).into(),
    ]
}

fn customer(row: &Row) -> Result<Customer> {
    let mut c = row.columns();
    Ok(Customer {
        id: c.take()?,
        external_id: c.take()?,
        nickname: c.take()?,
        gender: c.word()?,
        registered_at: c.take()?,
        is_member: c.take()?,
        tier: c.take()?,
        tags: c.json()?,
        phone: c.take()?,
        email: c.take()?,
        city: c.take()?,
        note: c.take()?,
        locale: c.take()?,
        anonymous: c.take()?,
        last_contact_at: c.take()?,
        version: c.take()?,
        created_at: c.take()?,
        updated_at: c.take()?,
        source_at: c.take()?,
    })
}
