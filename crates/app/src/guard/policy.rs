//! The settings of the guard. Every message of an agent asks for them, so they are held for some seconds; this node
//! hears of its own changes at once, others when that time is over.

use crate::{App, Error, Principal, Result, views::guard::GuardSettings};
use std::{sync::Arc, time::Duration};
use yingke_core::{
    event::{EventKind, NewEvent},
    guard::GuardPolicy,
    id::OrgId,
    permission::Permission,
};
use yingke_store::{audit, org_settings};

const KEY: &str = "guard";
const HELD: Duration = Duration::from_secs(5);
const MOST_WORDS: usize = 500;
const LONGEST_WORD: usize = 60;
const MOST_FEN: i64 = 100_000_000;

/// The policies of the organisations on this node.
pub struct Policies(moka::sync::Cache<OrgId, Arc<GuardPolicy>>);

impl Default for Policies {
    fn default() -> Self {
        Self(moka::sync::Cache::builder().max_capacity(10_000).time_to_live(HELD).build())
    }
}

pub(super) async fn of(app: &App, org_id: OrgId) -> Result<Arc<GuardPolicy>> {
    if let Some(policy) = app.guard.0.get(&org_id) {
        return Ok(policy);
    }
    let policy = Arc::new(read(app, org_id).await?.policy);
    app.guard.0.insert(org_id, policy.clone());
    Ok(policy)
}

/// `GET /guard`
pub async fn get(app: &App, who: &Principal) -> Result<GuardSettings> {
    read(app, who.org_id).await
}

async fn read(app: &App, org_id: OrgId) -> Result<GuardSettings> {
    Ok(match org_settings::get(&mut app.read(), org_id, KEY).await? {
        Some((value, version)) => GuardSettings { version, policy: serde_json::from_value(value)? },
        None => GuardSettings { version: 0, policy: GuardPolicy::default() },
    })
}

/// `PUT /guard`
pub async fn save(app: &App, who: &Principal, new: GuardSettings) -> Result<GuardSettings> {
    who.must(Permission::SettingsManage)?;
    let policy = tidy(new.policy)?;
    let (org_id, actor, now, id) = (who.org_id, who.actor.clone(), app.clock.now(), app.clock.uuid());
    let (value, expected) = (serde_json::to_value(&policy)?, new.version);
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                if !org_settings::put(tx, org_id, KEY, &value, expected, now).await? {
                    return Err(Error::version_conflict());
                }
                audit::write(tx, org_id, id, now, &actor, "guard.changed", "guard").await?;
                tx.emit(org_id, NewEvent::new(EventKind::SettingsChanged, actor, now).data(serde_json::json!({ "what": "guard" })));
                Ok(())
            })
        })
        .await?;
    app.guard.0.invalidate(&org_id);
    Ok(GuardSettings { version: expected + 1, policy })
}

fn tidy(mut policy: GuardPolicy) -> Result<GuardPolicy> {
    for (field, fen) in [("agent_fen", policy.agent_fen), ("supervisor_fen", policy.supervisor_fen)] {
        if !(0..=MOST_FEN).contains(&fen) {
            return Err(Error::invalid(field, "an amount between 0 and 1,000,000.00"));
        }
    }
    for entry in &mut policy.words {
        entry.word = entry.word.trim().to_owned();
        entry.instead = entry.instead.trim().to_owned();
    }
    policy.words.retain(|entry| !entry.word.is_empty());
    let mut seen = std::collections::HashSet::new();
    policy.words.retain(|entry| seen.insert(entry.word.to_lowercase()));
    let too_long = |text: &str| text.chars().count() > LONGEST_WORD || text.contains('\0');
    if policy.words.len() > MOST_WORDS || policy.words.iter().any(|entry| too_long(&entry.word) || too_long(&entry.instead)) {
        return Err(Error::invalid("words", format!("at most {MOST_WORDS} words of at most {LONGEST_WORD} characters")));
    }
    // A replacement that is forbidden itself would be offered again and again.
    if let Some(entry) = policy.words.iter().find(|entry| policy.words.iter().any(|other| entry.instead.contains(&other.word))) {
        return Err(Error::invalid("words", format!("what stands instead of {} is a forbidden word itself", entry.word)));
    }
    Ok(policy)
}
