//! Attachments: what is known of each file; the bytes are on disk.

use crate::{Query, Result, Row, Run, dialect, q};
use yingke_core::{event::Actor, id::*, time::Millis};

#[derive(Debug, Clone, PartialEq)]
pub struct Attachment {
    pub id: AttachmentId,
    pub org_id: OrgId,
    pub uploader: Actor,
    /// Whose customer's file it is; none for an agent's.
    pub customer_id: Option<CustomerId>,
    pub name: String,
    pub mime: String,
    pub size_bytes: i64,
    /// Hexadecimal.
    pub sha256: String,
    pub width: Option<i64>,
    pub height: Option<i64>,
    pub created_at: Millis,
}

pub async fn insert(on: &mut impl Run, attachment: &Attachment) -> Result<()> {
    let (kind, id) = crate::events::actor_columns(&attachment.uploader);
    on.execute(q!(
        "INSERT INTO attachment (id, org_id, uploader_kind, uploader_id, customer_id, name, mime, size_bytes, sha256, width, height, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        attachment.id,
        attachment.org_id,
        kind,
        id,
        attachment.customer_id,
        &attachment.name,
        &attachment.mime,
        attachment.size_bytes,
        &attachment.sha256,
        attachment.width,
        attachment.height,
        attachment.created_at
    ))
    .await?;
    Ok(())
}

pub async fn find(on: &mut impl Run, org_id: OrgId, id: AttachmentId) -> Result<Option<Attachment>> {
    let row = on
        .opt(q!(
            "SELECT id, org_id, uploader_kind, uploader_id, customer_id, name, mime, size_bytes, sha256, width, height, created_at
               FROM attachment
              WHERE org_id = $1
                AND id = $2",
            org_id,
            id
        ))
        .await?;
    row.as_ref().map(attachment).transpose()
}

/// Those of these that exist, in no order.
pub async fn find_all(on: &mut impl Run, org_id: OrgId, ids: &[AttachmentId]) -> Result<Vec<Attachment>> {
    let mut query = Query::new("");
    let org = query.push(org_id);
    let ids = dialect::in_list(&mut query, ids);
    query.sql = format!(
        "SELECT id, org_id, uploader_kind, uploader_id, customer_id, name, mime, size_bytes, sha256, width, height, created_at
           FROM attachment
          WHERE org_id = {org}
            AND id IN {ids}"
    )
    .into();
    on.all(query).await?.iter().map(attachment).collect()
}

/// By id alone: for the address of a file, whose signature says which organisation may be meant.
pub async fn find_by_id(on: &mut impl Run, id: AttachmentId) -> Result<Option<Attachment>> {
    let row = on
        .opt(q!(
            "SELECT id, org_id, uploader_kind, uploader_id, customer_id, name, mime, size_bytes, sha256, width, height, created_at
               FROM attachment
              WHERE id = $1",
            id
        ))
        .await?;
    row.as_ref().map(attachment).transpose()
}

/// In the order of their ids, after `after`.
pub async fn page(on: &mut impl Run, org_id: OrgId, after: Option<AttachmentId>, limit: i64) -> Result<Vec<Attachment>> {
    on.all(q!(
        "SELECT id, org_id, uploader_kind, uploader_id, customer_id, name, mime, size_bytes, sha256, width, height, created_at
           FROM attachment
          WHERE org_id = $1
            AND (CAST($2 AS UUID) IS NULL OR id > $2)
          ORDER BY id
          LIMIT $3",
        org_id,
        after,
        limit
    ))
    .await?
    .iter()
    .map(attachment)
    .collect()
}

fn attachment(row: &Row) -> Result<Attachment> {
    let mut c = row.columns();
    let (id, org_id) = (c.take()?, c.take()?);
    let (kind, uploader): (String, Option<uuid::Uuid>) = (c.take()?, c.take()?);
    Ok(Attachment {
        id,
        org_id,
        uploader: crate::events::actor_from(&kind, uploader)?,
        customer_id: c.take()?,
        name: c.take()?,
        mime: c.take()?,
        size_bytes: c.take()?,
        sha256: c.take()?,
        width: c.take()?,
        height: c.take()?,
        created_at: c.take()?,
    })
}
