//! Where a file lies, and the signed address by which a browser gets it.

use crate::{App, Error, Result, secrets};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};
use yingke_core::id::*;
use yingke_store::{Run, orgs};

/// One folder an organisation, cut into 256 by the random end of the id.
pub fn path(files: &Path, org_id: OrgId, id: AttachmentId) -> PathBuf {
    let id = id.0.simple().to_string();
    files.join(org_id.0.simple().to_string()).join(&id[30..]).join(&id)
}

/// Whoever has the address may read the file: it is as good as the message it stands in. Nobody can make one up.
pub(super) fn url(secret: &[u8], id: AttachmentId, name: &str) -> String {
    let token = secrets::base64url(&secrets::hmac_sha256(secret, message(id).as_bytes()));
    format!("/api/files/{id}/{}?t={token}", encode(name))
}

pub(super) fn allowed(secret: &[u8], id: AttachmentId, token: &str) -> bool {
    secrets::from_base64url(token).is_some_and(|signature| secrets::hmac_matches(secret, message(id).as_bytes(), &signature))
}

fn message(id: AttachmentId) -> String {
    format!("file:{id}")
}

/// The organisation's own key; made with the organisation and never changed.
pub(super) async fn secret(on: &mut impl Run, org_id: OrgId) -> Result<Vec<u8>> {
    let org = orgs::find(on, org_id).await?.ok_or(Error::NotFound("organisation"))?;
    let text = org.settings["files_secret"].as_str().unwrap_or_default();
    match secrets::from_base64url(text) {
        Some(secret) if secret.len() >= 32 => Ok(secret),
        _ => Err(anyhow::anyhow!("organisation {org_id} has no files_secret in its settings").into()),
    }
}

/// The same through memory, for serving files.
pub(super) async fn remembered_secret(app: &App, org_id: OrgId) -> Result<Arc<Vec<u8>>> {
    if let Some(known) = app.recent.file_secrets.get(&org_id) {
        return Ok(known);
    }
    let secret = Arc::new(secret(&mut app.read(), org_id).await?);
    app.recent.file_secrets.insert(org_id, secret.clone());
    Ok(secret)
}

/// Percent-encoding of everything but plain letters, digits and `-._`.
pub fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => (byte as char).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_opens_its_own_file_and_no_other() {
        let (one, other) = (AttachmentId(uuid::Uuid::from_u128(1)), AttachmentId(uuid::Uuid::from_u128(2)));
        let address = url(b"secret", one, "发票 1.png");
        assert!(address.starts_with(&format!("/api/files/{one}/%E5%8F%91%E7%A5%A8%201.png?t=")), "{address}");
        let token = address.rsplit_once("t=").map(|(_, token)| token).unwrap_or_default();
        assert!(allowed(b"secret", one, token));
        assert!(!allowed(b"secret", other, token));
        assert!(!allowed(b"another", one, token));
        assert!(!allowed(b"secret", one, ""));
        assert!(!allowed(b"secret", one, &token[..10]));
    }
}
