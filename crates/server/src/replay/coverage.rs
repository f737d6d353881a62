//! Records ÷ contacts, as the wall shows it.

use super::{Target, visitor::http};
use anyhow::Context as _;
use serde_json::{Value, json};

/// An agent who may see the wall.
#[derive(Debug, Clone)]
pub struct Account {
    pub email: String,
    pub password: String,
}

impl Account {
    /// Contacts and records of the organisation now.
    pub async fn coverage(&self, target: &Target) -> anyhow::Result<(i64, i64)> {
        let origin = target.http("");
        let signed = http()
            .post(target.http("/api/v1/session"))
            .header("origin", &origin)
            .json(&json!({ "email": self.email, "password": self.password }))
            .send()
            .await
            .context("sign in")?;
        anyhow::ensure!(signed.status().is_success(), "{} could not sign in: {}", self.email, signed.status());
        let cookie = signed
            .headers()
            .get("set-cookie")
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .unwrap_or_default()
            .to_owned();
        let answer = http().get(target.http("/api/v1/wall")).header("cookie", &cookie).send().await.context("read the wall")?;
        let wall: Value = answer.error_for_status().context("read the wall")?.json().await.context("read the wall")?;
        http()
            .delete(target.http("/api/v1/session"))
            .header("cookie", &cookie)
            .header("origin", &origin)
            .send()
            .await
            .context("sign out")?;
        Ok((wall["contacts"].as_i64().context("contacts")?, wall["records"].as_i64().context("records")?))
    }
}
