//! A creating call that is sent twice with the same `Idempotency-Key` happens once.
//!
//! The key is taken before the call runs and gets the answer after it. When the process dies in between, the key stays
//! taken without an answer: the sender is told to look, because running the call again could do it twice.

use crate::{App, Error, Result, secrets};
use yingke_core::id::*;
use yingke_store::idempotency as store;

/// One request with its key.
#[derive(Debug, Clone)]
pub struct Claim {
    pub org_id: OrgId,
    /// Who sends it and where to: the same key of another sender or call is another key.
    pub scope: String,
    pub key: String,
    pub request_hash: [u8; 32],
}

/// What is to be done with the request.
#[derive(Debug, Clone)]
pub enum Turn {
    /// Nobody has sent it before: run it, then [`keep`] or [`release`].
    Run,
    /// It has been answered before.
    Replay { status: u16, response: String },
}

/// A key is 1 to 64 printable characters.
pub fn check_key(key: &str) -> Result<()> {
    let good = (1..=64).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    if good { Ok(()) } else { Err(Error::BadRequest("Idempotency-Key has 1 to 64 printable ASCII characters".into())) }
}

pub fn request_hash(body: &[u8]) -> [u8; 32] {
    secrets::hash_bytes(body)
}

pub async fn begin(app: &App, claim: &Claim) -> Result<Turn> {
    let (now, taken) = (app.clock.now(), claim.clone());
    let kept = app
        .door
        .write(claim.org_id, move |tx| {
            Box::pin(async move {
                if store::reserve(tx, taken.org_id, &taken.scope, &taken.key, taken.request_hash, now).await? {
                    return Ok::<_, Error>(None);
                }
                Ok(store::find(tx, taken.org_id, &taken.scope, &taken.key).await?)
            })
        })
        .await?;
    let Some(kept) = kept else { return Ok(Turn::Run) };
    if kept.request_hash != claim.request_hash {
        return Err(Error::conflict("conflict", "this Idempotency-Key was used for another request: choose a new key"));
    }
    if kept.status == 0 {
        return Err(Error::conflict(
            "conflict",
            "the first request with this Idempotency-Key is not answered yet; if it stays so, look whether it was done before sending it with a new key",
        ));
    }
    Ok(Turn::Replay { status: u16::try_from(kept.status).unwrap_or(200), response: kept.response })
}

pub async fn keep(app: &App, claim: Claim, status: u16, response: String) -> Result<()> {
    app.door
        .write(claim.org_id, move |tx| {
            Box::pin(
                async move { Ok::<_, Error>(store::keep(tx, claim.org_id, &claim.scope, &claim.key, i64::from(status), &response).await?) },
            )
        })
        .await
}

/// After a refusal, which changed nothing: the same key may be sent again.
pub async fn release(app: &App, claim: Claim) -> Result<()> {
    app.door
        .write(claim.org_id, move |tx| {
            Box::pin(async move { Ok::<_, Error>(store::release(tx, claim.org_id, &claim.scope, &claim.key).await?) })
        })
        .await
}
