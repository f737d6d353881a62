//! What the shop promises, and its event days: read with a version, saved as a whole, written down in the audit.

use crate::{App, Error, Principal, Result, views::staffing::StaffingSettings};
use serde_json::json;
use yingke_core::{
    event::{EventKind, NewEvent},
    id::OrgId,
    permission::Permission,
    staffing::settings::Settings,
};
use yingke_store::{Run, audit, groups, org_settings};

const KEY: &str = "staffing";

/// `GET /staffing/settings`
pub async fn get(app: &App, who: &Principal) -> Result<StaffingSettings> {
    who.must(Permission::WallRead)?;
    read(&mut app.read(), who.org_id).await
}

pub(super) async fn read(on: &mut impl Run, org_id: OrgId) -> Result<StaffingSettings> {
    Ok(match org_settings::get(on, org_id, KEY).await? {
        Some((value, version)) => StaffingSettings { settings: serde_json::from_value(value)?, version },
        None => StaffingSettings { settings: Settings::default(), version: 0 },
    })
}

/// `PUT /staffing/settings`
pub async fn save(app: &App, who: &Principal, save: StaffingSettings) -> Result<StaffingSettings> {
    who.must(Permission::SettingsManage)?;
    let StaffingSettings { mut settings, version } = save;
    settings.check().map_err(|(field, why)| Error::invalid(field, why))?;
    for event in &mut settings.events {
        event.name = event.name.trim().to_owned();
    }
    settings.events.sort_by_key(|event| (event.date, event.group_id));
    let (org_id, actor, now, row) = (who.org_id, who.actor.clone(), app.clock.now(), app.clock.uuid());
    let saved = settings.clone();
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let known: Vec<_> = groups::all(tx, org_id).await?.into_iter().filter(|group| group.kind == "service").collect();
                let there = |id| known.iter().any(|group| group.id == id);
                if !settings.groups.iter().all(|group| there(group.group_id)) {
                    return Err(Error::invalid("groups", "there is no such group that takes conversations"));
                }
                if !settings.events.iter().filter_map(|event| event.group_id).all(there) {
                    return Err(Error::invalid("events", "there is no such group that takes conversations"));
                }
                if !org_settings::put(tx, org_id, KEY, &serde_json::to_value(&settings)?, version, now).await? {
                    return Err(Error::version_conflict());
                }
                audit::write(tx, org_id, row, now, &actor, "staffing.changed", KEY).await?;
                tx.emit(org_id, NewEvent::new(EventKind::SettingsChanged, actor, now).data(json!({ "what": KEY })));
                Ok(())
            })
        })
        .await?;
    Ok(StaffingSettings { settings: saved, version: version + 1 })
}
