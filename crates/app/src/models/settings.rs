//! The endpoint's settings, and its key, which is written and never read back to anybody.

use super::{address, gateway, wire::Endpoint};
use crate::{
    App, Error, Principal, Result,
    views::models::{ModelCallView, ModelsView, SaveModels},
};
use std::sync::Arc;
use yingke_core::{
    event::{EventKind, NewEvent},
    id::OrgId,
    models::ModelSettings,
    permission::Permission,
};
use yingke_store::{
    audit,
    models::{self, Call},
    org_settings,
};

const KEY: &str = "models";
const LONGEST_KEY: usize = 500;

/// What calls need, held for some seconds.
pub struct Held {
    pub settings: ModelSettings,
    pub endpoint: Option<Endpoint>,
}

pub(super) async fn held(app: &App, org_id: OrgId) -> Result<Arc<Held>> {
    if let Some(held) = app.models.settings.get(&org_id) {
        return Ok(held);
    }
    let (settings, _) = read(app, org_id).await?;
    let key = if settings.enabled { models::key(&mut app.read(), org_id).await? } else { None };
    let endpoint = address::check(&settings.base_url).ok().filter(|_| settings.enabled).map(|base| Endpoint { base, key });
    let held = Arc::new(Held { settings, endpoint });
    app.models.settings.insert(org_id, held.clone());
    Ok(held)
}

async fn read(app: &App, org_id: OrgId) -> Result<(ModelSettings, i64)> {
    Ok(match org_settings::get(&mut app.read(), org_id, KEY).await? {
        Some((value, version)) => (serde_json::from_value(value)?, version),
        None => (ModelSettings::default(), 0),
    })
}

/// `GET /models`
pub async fn get(app: &App, who: &Principal) -> Result<ModelsView> {
    who.must(Permission::SettingsManage)?;
    let (settings, version) = read(app, who.org_id).await?;
    let (on, now) = (&mut app.read(), app.clock.now());
    let key_hint = models::key_hint(on, who.org_id).await?;
    let (calls, cost_micro) = models::spent(on, who.org_id, gateway::month(now)).await?;
    Ok(ModelsView { version, settings, key_hint, calls, cost_micro, resting: app.models.resting(who.org_id, now) })
}

/// `PUT /models`
pub async fn save(app: &App, who: &Principal, new: SaveModels) -> Result<ModelsView> {
    who.must(Permission::SettingsManage)?;
    let mut settings = new.settings;
    settings.base_url = settings.base_url.trim().trim_end_matches('/').to_owned();
    if !settings.base_url.is_empty() {
        address::check(&settings.base_url).map_err(|why| Error::invalid("base_url", why))?;
    }
    settings.check().map_err(|(field, why)| Error::invalid(field, why))?;
    let key = new.key.map(|key| key.trim().to_owned());
    if key.as_ref().is_some_and(|key| key.len() > LONGEST_KEY || !key.bytes().all(|byte| byte.is_ascii_graphic())) {
        return Err(Error::invalid("key", "a key is made of letters, digits and signs, without spaces"));
    }
    let (before, _) = read(app, who.org_id).await?;
    let moved = before.base_url != settings.base_url;
    let (org_id, actor, now, id) = (who.org_id, who.actor.clone(), app.clock.now(), app.clock.uuid());
    let (value, expected) = (serde_json::to_value(&settings)?, new.version);
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                if !org_settings::put(tx, org_id, KEY, &value, expected, now).await? {
                    return Err(Error::version_conflict());
                }
                match key.as_deref() {
                    Some("") => models::forget_key(tx, org_id).await?,
                    Some(key) => models::set_key(tx, org_id, key, &hint(key), now).await?,
                    // A key is never sent to another address than the one it was given for.
                    None if moved => models::forget_key(tx, org_id).await?,
                    None => {}
                }
                audit::write(tx, org_id, id, now, &actor, "models.changed", "models").await?;
                tx.emit(org_id, NewEvent::new(EventKind::SettingsChanged, actor, now).data(serde_json::json!({ "what": "models" })));
                Ok(())
            })
        })
        .await?;
    app.models.forget(org_id);
    get(app, who).await
}

/// Enough to tell keys apart, too little to guess one.
fn hint(key: &str) -> String {
    if key.len() < 12 { "…".to_owned() } else { format!("…{}", &key[key.len() - 4..]) }
}

pub(super) fn call_view(call: Call) -> ModelCallView {
    ModelCallView {
        at: call.at,
        purpose: call.purpose,
        model: call.model,
        outcome: call.outcome,
        status: call.status,
        tries: call.tries,
        latency_ms: call.latency_ms,
        tokens_in: call.tokens_in,
        tokens_out: call.tokens_out,
        cost_micro: call.cost_micro,
    }
}
