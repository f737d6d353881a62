//! Entries as administrators see them. The identity secret is never shown again after it was made.

use crate::{App, Principal, Result, views::settings::EntryView};
use yingke_core::{id::*, permission::Permission};
use yingke_store::{
    Run,
    entries::{self, Entry},
};

pub async fn view(on: &mut impl Run, org_id: OrgId, id: EntryId) -> Result<Option<EntryView>> {
    Ok(entries::find(on, org_id, id).await?.map(of_row))
}

pub async fn list(app: &App, who: &Principal) -> Result<Vec<EntryView>> {
    who.must(Permission::SettingsManage)?;
    Ok(entries::all(&mut app.read(), who.org_id).await?.into_iter().map(of_row).collect())
}

/// May a page of this origin (`https://shop.example`) use the entry? An empty list admits every page; so does our own
/// host, which serves the demo shop and the portal.
pub fn origin_allowed(allowed: &[String], origin: &str, own_host: &str) -> bool {
    let same_host = origin.split_once("://").is_some_and(|(_, host)| !host.is_empty() && host == own_host);
    same_host || allowed.is_empty() || allowed.iter().any(|one| one == origin)
}

fn of_row(entry: Entry) -> EntryView {
    EntryView {
        id: entry.id,
        name: entry.name,
        snippet: snippet(&entry.public_key),
        public_key: entry.public_key,
        group_id: entry.group_id,
        page: entry.page,
        allowed_origins: entry.allowed_origins,
        greeting: entry.settings.greeting,
        hours: entry.settings.hours,
        enabled: entry.enabled,
        version: entry.version,
    }
}

/// The console puts its own address in the place of `{origin}`: only the browser knows under which name it came here.
fn snippet(public_key: &str) -> String {
    format!(r#"<script async src="{{origin}}/widget.js" data-entry="{public_key}"></script>"#)
}
