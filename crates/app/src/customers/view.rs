//! The profile as its readers get it.

use crate::{
    error::{Error, Result},
    views::{conversation::CustomerBrief, customer::CustomerView},
};
use yingke_core::{
    customer::{Customer, mask_email, mask_phone},
    id::*,
};
use yingke_store::{Run, customers};

/// `online` is news of the moment: whoever has the live hub at hand sets it.
pub async fn view(on: &mut impl Run, org_id: OrgId, id: CustomerId) -> Result<CustomerView> {
    let customer = customers::get(on, org_id, id).await?.ok_or(Error::NotFound("customer"))?;
    let (order_count, spent_fen) = customers::order_totals(on, org_id, id).await?;
    Ok(CustomerView {
        id: customer.id,
        external_id: customer.external_id,
        nickname: customer.nickname,
        gender: customer.gender,
        registered_at: customer.registered_at,
        is_member: customer.is_member,
        tier: customer.tier,
        tags: customer.tags,
        phone: mask_phone(&customer.phone),
        email: mask_email(&customer.email),
        city: customer.city,
        note: customer.note,
        locale: customer.locale,
        anonymous: customer.anonymous,
        online: false,
        order_count,
        spent_fen,
        last_contact_at: customer.last_contact_at,
        created_at: customer.created_at,
        version: customer.version,
    })
}

pub async fn brief(on: &mut impl Run, org_id: OrgId, id: CustomerId) -> Result<CustomerBrief> {
    Ok(brief_of(&customers::get(on, org_id, id).await?.ok_or(Error::NotFound("customer"))?))
}

/// Many at once; those who do not exist are left out.
pub async fn briefs(on: &mut impl Run, org_id: OrgId, ids: &[CustomerId]) -> Result<Vec<CustomerBrief>> {
    Ok(customers::by_ids(on, org_id, ids).await?.iter().map(brief_of).collect())
}

pub fn brief_of(customer: &Customer) -> CustomerBrief {
    CustomerBrief {
        id: customer.id,
        nickname: customer.nickname.clone(),
        tier: customer.tier.clone(),
        is_member: customer.is_member,
        anonymous: customer.anonymous,
    }
}
