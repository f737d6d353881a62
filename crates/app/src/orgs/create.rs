//! A new organisation with its first owner.

use crate::{App, Error, Result, agents, password};
use yingke_core::{id::*, permission::Role, text::Locale};
use yingke_store::orgs;

#[derive(Debug, Clone)]
pub struct NewOrg {
    /// Short Latin name, unique on this installation.
    pub slug: String,
    pub name: String,
    pub locale: Locale,
    pub owner_email: String,
    pub owner_name: String,
    pub owner_password: String,
}

#[derive(Debug, Clone, Copy)]
pub struct Created {
    pub org_id: OrgId,
    pub owner: AgentId,
}

pub async fn create(app: &App, new: NewOrg) -> Result<Created> {
    let hash = password::hash(new.owner_password.clone()).await?;
    create_with_hash(app, new, hash).await
}

/// The same with a password that was hashed before.
pub async fn create_with_hash(app: &App, new: NewOrg, hash: String) -> Result<Created> {
    let slug_ok = (2..=40).contains(&new.slug.len()) && new.slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !slug_ok {
        return Err(Error::invalid("slug", "2 to 40 of a-z, 0-9 and -"));
    }
    if new.name.trim().is_empty() || new.name.chars().count() > 80 {
        return Err(Error::invalid("name", "1 to 80 characters"));
    }
    let (now, org_id) = (app.clock.now(), app.clock.id::<OrgId>());
    let mut owner = agents::account(app, org_id, agents::NewAgent::new(&new.owner_email, &new.owner_name, Role::Owner))?;
    owner.seat = 1;
    let org = orgs::Org {
        id: org_id,
        slug: new.slug,
        name: new.name,
        locale: new.locale,
        settings: serde_json::json!({ "files_secret": crate::secrets::base64url(&app.clock.random()) }),
        created_at: now,
    };
    let created = Created { org_id, owner: owner.id };
    // Without an organisation's lock, because there is none yet; nobody can follow its event log before it exists either.
    app.door
        .write(None, move |tx| {
            Box::pin(async move {
                if orgs::find_by_slug(tx, &org.slug).await?.is_some() {
                    return Err(Error::conflict("already_taken", "another organisation has this short name"));
                }
                orgs::insert(tx, &org).await?;
                yingke_store::agents::insert(tx, &owner, &hash).await?;
                Ok(created)
            })
        })
        .await
}
