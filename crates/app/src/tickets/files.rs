//! Attachments named in tickets: whose they are, and how they are shown.

use crate::{Error, Result, attachments, views::settings::AttachmentView};
use std::collections::HashMap;
use yingke_core::id::*;
use yingke_store::{Run, attachments as rows};

pub type Views = HashMap<AttachmentId, AttachmentView>;

/// All of them are the organisation's, and a customer's are the customer's own.
pub async fn must_be_owned(on: &mut impl Run, org_id: OrgId, ids: &[AttachmentId], customer: Option<CustomerId>) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let found = rows::find_all(on, org_id, ids).await?;
    let fits = |id: &AttachmentId| found.iter().any(|row| row.id == *id && (customer.is_none() || row.customer_id == customer));
    if ids.iter().all(fits) { Ok(()) } else { Err(Error::invalid("attachment_ids", "one of these files is not there; upload it again")) }
}

pub async fn views(on: &mut impl Run, org_id: OrgId, ids: &[AttachmentId]) -> Result<Views> {
    Ok(attachments::views(on, org_id, ids).await?.into_iter().map(|view| (view.attachment_id, view)).collect())
}
