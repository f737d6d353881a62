//! Files in messages: only what belongs to the organisation, and for customers only what they uploaded themselves.

use crate::{Error, Result, attachments, views::settings::AttachmentView};
use yingke_core::id::*;
use yingke_store::Run;

pub(super) async fn for_message(
    on: &mut impl Run,
    org_id: OrgId,
    of_customer: Option<CustomerId>,
    id: AttachmentId,
) -> Result<AttachmentView> {
    let found = match of_customer {
        Some(customer_id) => attachments::views_for_customer(on, org_id, customer_id, &[id]).await?,
        None => attachments::views(on, org_id, &[id]).await?,
    };
    found.into_iter().next().ok_or_else(|| Error::invalid("payload", "upload the file first, then send it"))
}
