//! Which customer a device or a signed identity belongs to: finding, making and joining customers.

use crate::{Result, Run, customers, q};
use yingke_core::{
    customer::{Customer, Gender},
    id::*,
    text::Locale,
    time::Millis,
};

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

/// A new customer of whom only a name is known, or what the shop's token says.
pub async fn insert(on: &mut impl Run, org_id: OrgId, id: CustomerId, claims: &Claims, locale: Locale, now: Millis) -> Result<()> {
    let known = !claims.external_id.is_empty();
    let customer = Customer {
        id,
        external_id: known.then(|| claims.external_id.clone()),
        nickname: claims.nickname.clone(),
        gender: Gender::Unknown,
        registered_at: None,
        is_member: !claims.tier.is_empty(),
        tier: claims.tier.clone(),
        tags: Vec::new(),
        phone: claims.phone.clone(),
        email: claims.email.clone(),
        city: String::new(),
        note: String::new(),
        locale: locale.to_string(),
        anonymous: !known,
        last_contact_at: None,
        version: 1,
        created_at: now,
        updated_at: now,
        source_at: None,
    };
    customers::insert_many(on, org_id, &[customer]).await
}

/// Takes over what the token says; true = something was new.
pub async fn apply_claims(on: &mut impl Run, org_id: OrgId, id: CustomerId, claims: &Claims, now: Millis) -> Result<bool> {
    let Some(before) = customers::get(on, org_id, id).await? else { return Ok(false) };
    let mut after = before.clone();
    for (said, kept) in [
        (&claims.nickname, &mut after.nickname),
        (&claims.phone, &mut after.phone),
        (&claims.email, &mut after.email),
        (&claims.tier, &mut after.tier),
    ] {
        if !said.is_empty() {
            kept.clone_from(said);
        }
    }
    after.is_member |= !claims.tier.is_empty();
    if after == before {
        return Ok(false);
    }
    after.version += 1;
    after.updated_at = now;
    customers::save_many(on, org_id, &[after]).await?;
    Ok(true)
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
    on.execute(q!("UPDATE booking SET customer_id = $3 WHERE org_id = $1 AND customer_id = $2", org_id, guest, customer)).await?;
    on.execute(q!(
        "UPDATE bot_action
            SET customer_id = $3
          WHERE org_id = $1
            AND conversation_id IN (SELECT id FROM conversation WHERE org_id = $1 AND customer_id = $3)
            AND customer_id = $2",
        org_id,
        guest,
        customer
    ))
    .await?;
    on.execute(q!("DELETE FROM bot_shown WHERE org_id = $1 AND customer_id = $2", org_id, guest)).await?;
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
