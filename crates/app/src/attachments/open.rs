//! Handing a file out to whoever has its signed address.

use super::{address, kind, path};
use crate::{App, Error, Result};
use yingke_core::id::*;
use yingke_store::attachments;

pub struct Opened {
    pub file: tokio::fs::File,
    pub name: String,
    pub mime: String,
    pub size_bytes: u64,
    pub sha256: String,
    /// May be shown inside a page.
    pub inline: bool,
}

/// A wrong signature and an absent file get the same answer.
pub async fn open(app: &App, id: AttachmentId, token: &str) -> Result<Opened> {
    let row = attachments::find_by_id(&mut app.read(), id).await?.ok_or(Error::NotFound("file"))?;
    if !address::allowed(&address::remembered_secret(app, row.org_id).await?, id, token) {
        return Err(Error::NotFound("file"));
    }
    let place = path(&app.files, row.org_id, id);
    let file = tokio::fs::File::open(&place).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            tracing::error!(%id, "the file of an attachment is not on disk");
            Error::NotFound("file")
        }
        _ => anyhow::anyhow!("open {}: {error}", place.display()).into(),
    })?;
    let inline = kind::of_mime(&row.mime).is_some_and(|kind| kind.inline);
    Ok(Opened { file, name: row.name, mime: row.mime, size_bytes: row.size_bytes as u64, sha256: row.sha256, inline })
}
