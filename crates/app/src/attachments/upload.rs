//! Taking a file in, piece by piece, never whole in memory.

use super::{address, dimensions::dimensions, kind, name, path};
use crate::{App, Error, Result, views::settings::AttachmentView};
use sha2::{Digest as _, Sha256};
use std::path::PathBuf;
use tokio::{fs, io::AsyncWriteExt as _};
use yingke_core::{event::Actor, id::*};
use yingke_store::attachments::{self, Attachment};

/// Who sends the file.
#[derive(Debug, Clone)]
pub struct Uploader {
    pub org_id: OrgId,
    pub actor: Actor,
    /// Set when a customer sends it: only this customer may attach it to something.
    pub customer_id: Option<CustomerId>,
}

/// A file on its way in. Dropped before [`Upload::finish`], it leaves nothing behind.
pub struct Upload {
    app: App,
    uploader: Uploader,
    name: String,
    limit: u64,
    file: fs::File,
    partial: Partial,
    hash: Sha256,
    head: Vec<u8>,
    size_bytes: u64,
}

/// Metadata of a camera may stand before the size of a picture.
const KEPT_HEAD: usize = 256 * 1024;

impl Upload {
    pub async fn begin(app: &App, uploader: Uploader, name: &str, limit: u64) -> Result<Upload> {
        let folder = app.files.clone();
        fs::create_dir_all(&folder).await.map_err(|e| anyhow::anyhow!("make the folder of attachments {}: {e}", folder.display()))?;
        let partial = Partial(folder.join(format!(".upload-{}", app.clock.uuid().simple())));
        let file = fs::File::create_new(&partial.0).await.map_err(|e| anyhow::anyhow!("begin {}: {e}", partial.0.display()))?;
        let name = name.chars().take(500).collect();
        Ok(Upload { app: app.clone(), uploader, name, limit, file, partial, hash: Sha256::new(), head: Vec::new(), size_bytes: 0 })
    }

    pub async fn write(&mut self, piece: &[u8]) -> Result<()> {
        self.size_bytes += piece.len() as u64;
        if self.size_bytes > self.limit {
            return Err(Error::TooLarge(format!("a file has at most {} MB", self.limit / (1024 * 1024))));
        }
        let early = self.head.len() < kind::HEAD_BYTES;
        self.head.extend_from_slice(&piece[..piece.len().min(KEPT_HEAD.saturating_sub(self.head.len()))]);
        if early && self.head.len() >= kind::HEAD_BYTES {
            // Refused as soon as it can be told, not after 20 MB.
            self.kind()?;
        }
        self.hash.update(piece);
        self.file.write_all(piece).await.map_err(|e| anyhow::anyhow!("write an attachment: {e}"))?;
        Ok(())
    }

    /// Puts the file in its place, then its row: a row never names a file that is not there.
    pub async fn finish(mut self) -> Result<AttachmentView> {
        if self.size_bytes == 0 {
            return Err(Error::invalid("file", "the file is empty"));
        }
        let kind = self.kind()?;
        let size = dimensions(kind.mime, &self.head);
        let (app, org_id) = (self.app.clone(), self.uploader.org_id);
        let attachment = Attachment {
            id: app.clock.id(),
            org_id,
            uploader: self.uploader.actor.clone(),
            customer_id: self.uploader.customer_id,
            name: name::clean(&self.name, kind),
            mime: kind.mime.to_owned(),
            size_bytes: self.size_bytes as i64,
            sha256: self.hash.finalize_reset().iter().map(|byte| format!("{byte:02x}")).collect(),
            width: size.map(|(width, _)| width),
            height: size.map(|(_, height)| height),
            created_at: app.clock.now(),
        };
        let place = path(&app.files, org_id, attachment.id);
        self.move_to(&place).await.map_err(|e| anyhow::anyhow!("keep an attachment at {}: {e}", place.display()))?;
        let row = attachment.clone();
        let written = app.door.write(org_id, move |tx| Box::pin(async move { attachments::insert(tx, &row).await })).await;
        if let Err(error) = written {
            let _ = fs::remove_file(&place).await;
            return Err(error.into());
        }
        let secret = address::remembered_secret(&app, org_id).await?;
        Ok(super::view::of_row(&secret, attachment))
    }

    fn kind(&self) -> Result<kind::Kind> {
        let head = &self.head[..self.head.len().min(kind::HEAD_BYTES)];
        kind::sniff(head, &self.name).ok_or_else(|| {
            Error::UnsupportedMedia("send a picture (png, jpeg, gif, webp), pdf, Office document, zip, plain text, mp4 or mp3".into())
        })
    }

    async fn move_to(&mut self, place: &std::path::Path) -> std::io::Result<()> {
        self.file.sync_all().await?;
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder).await?;
        }
        fs::rename(&self.partial.0, place).await
    }
}

/// The unfinished file: removed when the upload breaks off, gone already when it was moved.
struct Partial(PathBuf);

impl Drop for Partial {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}
