//! Attachments as messages, tickets and lists show them.

use super::address;
use crate::{Result, views::settings::AttachmentView};
use yingke_core::id::*;
use yingke_store::{
    Run,
    attachments::{self, Attachment},
};

pub async fn view(on: &mut impl Run, org_id: OrgId, id: AttachmentId) -> Result<Option<AttachmentView>> {
    Ok(views(on, org_id, &[id]).await?.into_iter().next())
}

/// In the given order; what does not exist in the organisation is left out. Two queries.
pub async fn views(on: &mut impl Run, org_id: OrgId, ids: &[AttachmentId]) -> Result<Vec<AttachmentView>> {
    named(on, org_id, ids, |_| true).await
}

/// The same, without the files that another customer sent: nobody attaches what is not theirs.
pub async fn views_for_customer(
    on: &mut impl Run,
    org_id: OrgId,
    customer_id: CustomerId,
    ids: &[AttachmentId],
) -> Result<Vec<AttachmentView>> {
    named(on, org_id, ids, |row| row.customer_id == Some(customer_id)).await
}

async fn named(on: &mut impl Run, org_id: OrgId, ids: &[AttachmentId], keep: impl Fn(&Attachment) -> bool) -> Result<Vec<AttachmentView>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let secret = address::secret(on, org_id).await?;
    let mut rows = attachments::find_all(on, org_id, ids).await?;
    rows.retain(keep);
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
    Ok(rows.into_iter().map(|row| of_row(&secret, row)).collect())
}

pub(super) fn of_row(secret: &[u8], row: Attachment) -> AttachmentView {
    AttachmentView {
        url: address::url(secret, row.id, &row.name),
        attachment_id: row.id,
        name: row.name,
        mime: row.mime,
        size_bytes: row.size_bytes,
        width: row.width,
        height: row.height,
    }
}
