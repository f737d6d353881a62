//! Making and ending API keys.

use crate::{App, Error, Principal, Result, secrets, views::settings::ApiKeyView};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{id::*, permission::Permission};
use yingke_store::api_keys::{self, ApiKey};

/// `POST /api-keys`
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct NewApiKey {
    pub name: String,
    pub permissions: Vec<Permission>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct MadeApiKey {
    #[serde(flatten)]
    pub api_key: ApiKeyView,
    /// The key itself: shown this once.
    pub key: String,
}

const MOST: i64 = 100;

pub async fn create(app: &App, who: &Principal, new: NewApiKey) -> Result<MadeApiKey> {
    who.must(Permission::ApiKeysManage)?;
    let name = new.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > 60 {
        return Err(Error::invalid("name", "1 to 60 characters"));
    }
    let mut permissions = new.permissions;
    permissions.sort_unstable();
    permissions.dedup();
    if permissions.is_empty() {
        return Err(Error::invalid("permissions", "choose at least one permission"));
    }
    if !permissions.iter().all(|permission| who.may(*permission)) {
        return Err(Error::invalid("permissions", "a key cannot be allowed more than you are"));
    }
    let token = secrets::token("yk_", app.clock.random());
    let key = ApiKey {
        id: app.clock.id(),
        org_id: who.org_id,
        name,
        prefix: token[..9].to_owned(),
        permissions,
        created_by: who.agent_id,
        created_at: app.clock.now(),
        used_at: None,
        revoked_at: None,
    };
    let (org_id, hash, row) = (who.org_id, secrets::hash(&token), key.clone());
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                if api_keys::count_live(tx, org_id).await? >= MOST {
                    return Err(Error::conflict("conflict", format!("an organisation has at most {MOST} living keys; end one first")));
                }
                Ok(api_keys::insert(tx, &row, hash).await?)
            })
        })
        .await?;
    Ok(MadeApiKey { api_key: of_row(key), key: token })
}

/// Newest first, ended ones too.
pub async fn list(app: &App, who: &Principal) -> Result<Vec<ApiKeyView>> {
    who.must(Permission::ApiKeysManage)?;
    Ok(api_keys::all(&mut app.read(), who.org_id).await?.into_iter().map(of_row).collect())
}

pub async fn revoke(app: &App, who: &Principal, id: ApiKeyId) -> Result<()> {
    who.must(Permission::ApiKeysManage)?;
    let (org_id, now) = (who.org_id, app.clock.now());
    let found = app.door.write(org_id, move |tx| Box::pin(async move { api_keys::revoke(tx, org_id, id, now).await })).await?;
    app.recent.forget_agents();
    if found { Ok(()) } else { Err(Error::NotFound("API key")) }
}

fn of_row(key: ApiKey) -> ApiKeyView {
    ApiKeyView {
        id: key.id,
        name: key.name,
        prefix: key.prefix,
        permissions: key.permissions,
        created_at: key.created_at,
        used_at: key.used_at,
        revoked_at: key.revoked_at,
    }
}
