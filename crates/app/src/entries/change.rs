//! Making and changing entries.

use crate::{
    App, Error, Principal, Result, secrets,
    views::settings::{EntryView, SaveEntry},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yingke_core::{
    event::{Actor, EventKind, NewEvent},
    hours::Hours,
    id::*,
    permission::Permission,
    time::Millis,
};
use yingke_store::{
    Tx,
    entries::{self, Entry, EntrySettings},
    groups,
};

/// A new identity secret: shown this once.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct NewSecret {
    pub entry: EntryView,
    /// Signs identity tokens (HS256) on the shop's server; it never belongs on a page.
    pub identity_secret: String,
}

pub async fn create(app: &App, who: &Principal, new: SaveEntry) -> Result<EntryView> {
    who.must(Permission::SettingsManage)?;
    let new = checked(new)?;
    let (org_id, id, now, by) = (who.org_id, app.clock.id::<EntryId>(), app.clock.now(), who.actor.clone());
    let entry = Entry {
        id,
        org_id,
        name: new.name,
        public_key: secrets::token("yke_", app.clock.random())[..26].to_owned(),
        identity_secret: secrets::token("yki_", app.clock.random()),
        group_id: new.group_id,
        page: new.page,
        allowed_origins: new.allowed_origins,
        settings: EntrySettings { greeting: new.greeting, hours: new.hours },
        enabled: new.enabled,
        version: 1,
        created_at: now,
    };
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                group_exists(tx, org_id, entry.group_id).await?;
                entries::insert(tx, &entry).await?;
                finish(tx, org_id, id, by, now).await
            })
        })
        .await
}

pub async fn update(app: &App, who: &Principal, id: EntryId, change: SaveEntry) -> Result<EntryView> {
    who.must(Permission::SettingsManage)?;
    let change = checked(change)?;
    let (org_id, now, by) = (who.org_id, app.clock.now(), who.actor.clone());
    let view = app
        .door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let old = entries::find(tx, org_id, id).await?.ok_or(Error::NotFound("entry"))?;
                if change.version != Some(old.version) {
                    return Err(Error::version_conflict());
                }
                group_exists(tx, org_id, change.group_id).await?;
                let new = Entry {
                    name: change.name,
                    group_id: change.group_id,
                    page: change.page,
                    allowed_origins: change.allowed_origins,
                    settings: EntrySettings { greeting: change.greeting, hours: change.hours },
                    enabled: change.enabled,
                    version: old.version + 1,
                    ..old
                };
                if !entries::update(tx, &new).await? {
                    return Err(Error::version_conflict());
                }
                finish(tx, org_id, id, by, now).await
            })
        })
        .await?;
    app.recent.forget_visitors();
    Ok(view)
}

/// Tokens signed with the old secret are refused from now on.
pub async fn renew_secret(app: &App, who: &Principal, id: EntryId) -> Result<NewSecret> {
    who.must(Permission::SettingsManage)?;
    let identity_secret = secrets::token("yki_", app.clock.random());
    let (org_id, now, by, secret) = (who.org_id, app.clock.now(), who.actor.clone(), identity_secret.clone());
    let entry = app
        .door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let mut entry = entries::find(tx, org_id, id).await?.ok_or(Error::NotFound("entry"))?;
                entry.identity_secret = secret;
                entry.version += 1;
                if !entries::update(tx, &entry).await? {
                    return Err(Error::version_conflict());
                }
                finish(tx, org_id, id, by, now).await
            })
        })
        .await?;
    Ok(NewSecret { entry, identity_secret })
}

async fn finish(tx: &mut Tx, org_id: OrgId, id: EntryId, by: Actor, now: Millis) -> Result<EntryView> {
    tx.emit(org_id, NewEvent::new(EventKind::SettingsChanged, by, now).data(serde_json::json!({ "what": "entries" })));
    super::view(tx, org_id, id).await?.ok_or(Error::NotFound("entry"))
}

async fn group_exists(tx: &mut Tx, org_id: OrgId, id: Option<GroupId>) -> Result<()> {
    let Some(id) = id else { return Ok(()) };
    match groups::find(tx, org_id, id).await? {
        Some(_) => Ok(()),
        None => Err(Error::invalid("group_id", "this group does not exist")),
    }
}

fn checked(mut entry: SaveEntry) -> Result<SaveEntry> {
    entry.name = entry.name.trim().to_owned();
    if entry.name.is_empty() || entry.name.chars().count() > 60 {
        return Err(Error::invalid("name", "1 to 60 characters"));
    }
    if entry.page.chars().count() > 60 {
        return Err(Error::invalid("page", "at most 60 characters"));
    }
    let greeting = &entry.greeting;
    if [&greeting.zh_cn, &greeting.zh_tw, &greeting.en].iter().any(|text| text.chars().count() > 500) {
        return Err(Error::invalid("greeting", "at most 500 characters in each language"));
    }
    if let Some(Err(flaw)) = entry.hours.as_ref().map(Hours::check) {
        return Err(Error::invalid("hours", flaw.to_string()));
    }
    if entry.allowed_origins.len() > 50 {
        return Err(Error::invalid("allowed_origins", "at most 50 origins"));
    }
    entry.allowed_origins = entry.allowed_origins.iter().map(|text| origin(text)).collect::<Result<_>>()?;
    Ok(entry)
}

/// An origin is scheme, host and port, as a browser sends it; a closing slash is forgiven.
fn origin(text: &str) -> Result<String> {
    let origin = text.trim().trim_end_matches('/').to_lowercase();
    let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://")).unwrap_or_default();
    let good = !host.is_empty()
        && host.len() <= 260
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']'));
    if good { Ok(origin) } else { Err(Error::invalid("allowed_origins", format!("{text:?} is not an origin like https://shop.example"))) }
}

#[cfg(test)]
mod tests {
    use super::super::origin_allowed;
    use super::origin;

    #[test]
    fn an_origin_is_scheme_host_and_port_and_nothing_more() {
        assert_eq!(origin(" https://Shop.example/ ").ok().as_deref(), Some("https://shop.example"));
        assert!(origin("http://127.0.0.1:8080").is_ok());
        for bad in ["shop.example", "https://", "https://shop.example/path", "javascript:alert(1)", "https://a b", "null", "*"] {
            assert!(origin(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_empty_list_admits_everybody_and_a_list_only_its_own() {
        let allowed = ["https://shop.example".to_owned()];
        assert!(origin_allowed(&[], "https://anywhere.example", "desk.example"));
        assert!(origin_allowed(&allowed, "https://shop.example", "desk.example"));
        assert!(origin_allowed(&allowed, "https://desk.example", "desk.example"));
        assert!(!origin_allowed(&allowed, "https://shop.example.evil.example", "desk.example"));
        assert!(!origin_allowed(&allowed, "null", "desk.example"));
        assert!(!origin_allowed(&allowed, "null", ""));
    }
}
