//! Passwords: argon2id, off the async threads, and never more at once than the memory is worth.

use crate::error::{Error, Result};
use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use std::sync::OnceLock;
use tokio::sync::Semaphore;

/// Each hash takes 19 MiB for tens of milliseconds; more at once would only make all of them slower.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// Checks a new password for length and makes its hash.
pub async fn hash(password: String) -> Result<String> {
    check(&password)?;
    off_thread(move || {
        let hash = Argon2::default().hash_password(password.as_bytes()).map_err(|e| anyhow::anyhow!("hash a password: {e}"))?;
        Ok(hash.to_string())
    })
    .await
}

/// Without a hash the same work is done against a made-up one, so that the time tells nothing about who has an account.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool> {
    static NOBODY: OnceLock<String> = OnceLock::new();
    off_thread(move || {
        let known = hash.is_some();
        let hash = match hash {
            Some(hash) => hash,
            None => NOBODY
                .get_or_init(|| Argon2::default().hash_password(b"nobody has this password").map_or(String::new(), |hash| hash.to_string()))
                .clone(),
        };
        let parsed = PasswordHash::new(&hash).map_err(|e| anyhow::anyhow!("read a stored password hash: {e}"))?;
        Ok(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && known)
    })
    .await
}

fn check(password: &str) -> Result<()> {
    let length = password.chars().count();
    if length < 10 {
        return Err(Error::invalid("password", "a password has at least 10 characters"));
    }
    if password.len() > 512 {
        return Err(Error::invalid("password", "a password has at most 512 bytes"));
    }
    Ok(())
}

async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> anyhow::Result<T> + Send + 'static) -> Result<T> {
    let _turn = AT_ONCE.acquire().await.map_err(|e| anyhow::anyhow!(e))?;
    Ok(tokio::task::spawn_blocking(work).await.map_err(|e| anyhow::anyhow!(e))??)
}
