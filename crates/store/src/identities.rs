//! Which customer a device or a signed identity belongs to: finding, making and joining customers.

use crate::{Result, Run, q};
use yingke_core::{id::*, text::Locale, time::Millis};

/// What a shop's signed token says about its customer. Empty = not said, which changes nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Claims {
    pub external_id: String,
    pub nickname: String,
    pub phone: String,
    pub email: String,
    pub tier: String,
}

pub async fn find_by_external_id(on: &mut impl Run, org_id: OrgId, external_id: &str) -> Result<Option<CustomerId>> {
    let row = on.opt(q!("SELECT id FROM customer WHERE org_id = $1 AND external_id = $2", org_id, external_id)).await?;
    row.map(|row| row.get(0)).transpose()
}

pub async fn insert_known(on: &mut impl Run, org_id: OrgId, id: CustomerId, claims: &Claims, locale: Locale, now: Millis) -> Result<()> {
    on.execute(q!(
        "INSERT INTO customer (id, org_id, external_id, nickname, gender, registered_at, is_member, tier, tags, phone, email, city, note,
                               locale, anonymous, last_contact_at, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, 'unknown', NULL, $5, $6, '[]', $7, $8, '', '', $9, FALSE, NULL, 1, $10, $10)",
        id,
        org_id,
        &claims.external_id,
        &claims.nickname,
        !claims.tier.is_empty(),
        &claims.tier,
        &claims.phone,
        &claims.email,
        locale.as_str(),
        now
    ))
    .await?;
    Ok(())
}

pub async fn insert_anonymous(on: &mut impl Run, org_id: OrgId, id: CustomerId, nickname: &str, locale: Locale, now: Millis) -> Result<()> {
    on.execute(q!(
        "INSERT INTO customer (id, org_id, external_id, nickname, gender, registered_at, is_member, tier, tags, phone, email, city, note,
                               locale, anonymous, last_contact_at, version, created_at, updated_at)
         VALUES ($1, $2, NULL, $3, 'unknown', NULL, FALSE, '', '[]', '', '', '', '', $4, TRUE, NULL, 1, $5, $5)",
        id,
        org_id,
        nickname,
        locale.as_str(),
        now
    ))
    .await?;
    Ok(())
}

/// Takes over what the token says; true = something was new.
pub async fn apply_claims(on: &mut impl Run, org_id: OrgId, id: CustomerId, claims: &Claims, now: Millis) -> Result<bool> {
    let changed = on
        .execute(q!(
            "UPDATE customer
                SET nickname = CASE WHEN $3 = '' THEN nickname ELSE $3 END,
                    phone = CASE WHEN $4 = '' THEN phone ELSE $4 END,
                    email = CASE WHEN $5 = '' THEN email ELSE $5 END,
                    tier = CASE WHEN $6 = '' THEN tier ELSE $6 END,
                    is_member = is_member OR $6 <> '',
                    version = version + 1, updated_at = $7
              WHERE org_id = $1
                AND id = $2
                AND (($3 <> '' AND nickname <> $3) OR ($4 <> '' AND phone <> $4) OR ($5 <> '' AND email <> $5) OR ($6 <> '' AND tier <> $6))",
            org_id,
            id,
            &claims.nickname,
            &claims.phone,
            &claims.email,
            &claims.tier,
            now
        ))
        .await?;
    Ok(changed == 1)
}

pub async fn set_locale(on: &mut impl Run, org_id: OrgId, id: CustomerId, locale: Locale, now: Millis) -> Result<bool> {
    let changed = on
        .execute(q!(
            "UPDATE customer SET locale = $3, version = version + 1, updated_at = $4 WHERE org_id = $1 AND id = $2 AND locale <> $3",
            org_id,
            id,
            locale.as_str(),
            now
        ))
        .await?;
    Ok(changed == 1)
}

/// What [`join`] moved.
#[derive(Debug, Clone, Default)]
pub struct Moved {
    pub conversations: Vec<ConversationId>,
    pub tickets: Vec<TicketId>,
}

/// Gives everything of an anonymous customer to another one and removes the anonymous one with its devices.
pub async fn join(on: &mut impl Run, org_id: OrgId, guest: CustomerId, customer: CustomerId, now: Millis) -> Result<Moved> {
    on.execute(q!(
        "UPDATE message
            SET sender_id = $3
          WHERE org_id = $1
            AND conversation_id IN (SELECT id FROM conversation WHERE org_id = $1 AND customer_id = $2)
            AND sender_kind = 'customer'
            AND sender_id = $2",
        org_id,
        guest,
        customer
    ))
    .await?;
    let conversations = on
        .all(q!(
            "UPDATE conversation SET customer_id = $3, version = version + 1 WHERE org_id = $1 AND customer_id = $2 RETURNING id",
            org_id,
            guest,
            customer
        ))
        .await?;
    let tickets = on
        .all(q!(
            "UPDATE ticket
                SET customer_id = $3, version = version + 1, updated_at = $4
              WHERE org_id = $1
                AND customer_id = $2
             RETURNING id",
            org_id,
            guest,
            customer,
            now
        ))
        .await?;
    on.execute(q!("UPDATE contact SET customer_id = $3 WHERE org_id = $1 AND customer_id = $2", org_id, guest, customer)).await?;
    on.execute(q!("UPDATE page_visit SET customer_id = $3 WHERE org_id = $1 AND customer_id = $2", org_id, guest, customer)).await?;
    on.execute(q!("UPDATE attachment SET customer_id = $3 WHERE org_id = $1 AND customer_id = $2", org_id, guest, customer)).await?;
    on.execute(q!(
        "UPDATE customer
            SET last_contact_at = (SELECT MAX(last_contact_at) FROM customer WHERE org_id = $1 AND id IN ($2, $3)),
                version = version + 1, updated_at = $4
          WHERE org_id = $1
            AND id = $3",
        org_id,
        guest,
        customer,
        now
    ))
    .await?;
    on.execute(q!("DELETE FROM visitor WHERE org_id = $1 AND customer_id = $2", org_id, guest)).await?;
    on.execute(q!("DELETE FROM customer WHERE org_id = $1 AND id = $2 AND anonymous", org_id, guest)).await?;
    Ok(Moved {
        conversations: conversations.iter().map(|row| row.get(0)).collect::<Result<_>>()?,
        tickets: tickets.iter().map(|row| row.get(0)).collect::<Result<_>>()?,
    })
}
