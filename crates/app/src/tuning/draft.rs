//! Live version, draft thresholds, training and going back.

use crate::{
    App, Error, Principal, Result, bot,
    views::tuning::{TuningVersion, TuningView},
};
use yingke_core::{
    event::{EventKind, NewEvent},
    permission::Permission,
    tuning::Thresholds,
};
use yingke_store::{
    Tx,
    tuning::{self, Version},
    tuning_questions,
};

const MOST_EXAMPLES: i64 = 20_000;
const SHOWN: i64 = 50;

pub async fn status(app: &App, who: &Principal) -> Result<TuningView> {
    who.must(Permission::KnowledgeEdit)?;
    let on = &mut app.read();
    let held = tuning::get(on, who.org_id).await?;
    let live = tuning::version_of(on, who.org_id, held.live_version).await?.map(|live| live.thresholds).unwrap_or_default();
    let versions = tuning::versions(on, who.org_id, SHOWN).await?;
    Ok(TuningView {
        live_version: held.live_version,
        live,
        draft: held.draft,
        pending_examples: tuning::pending(on, who.org_id).await?,
        open_questions: tuning_questions::open(on, who.org_id).await?,
        versions: versions
            .into_iter()
            .map(|one| TuningVersion {
                version: one.version,
                thresholds: one.thresholds,
                examples: one.examples,
                note: one.note,
                made_by: one.made_by,
                made_at: one.made_at,
            })
            .collect(),
    })
}

pub async fn save_draft(app: &App, who: &Principal, draft: Thresholds) -> Result<TuningView> {
    who.must(Permission::KnowledgeEdit)?;
    draft.check().map_err(|why| Error::invalid("answer", why))?;
    let org_id = who.org_id;
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let held = tuning::get(tx, org_id).await?;
                Ok::<_, Error>(tuning::set(tx, org_id, &tuning::Tuning { draft, ..held }).await?)
            })
        })
        .await?;
    status(app, who).await
}

/// Makes the draft live as a new version: its thresholds, the examples that wait, without those that were dropped.
pub async fn train(app: &App, who: &Principal, note: String) -> Result<TuningView> {
    who.must(Permission::KnowledgeEdit)?;
    let note = note.trim().to_owned();
    if note.chars().count() > 200 || note.contains('\0') {
        return Err(Error::invalid("note", "at most 200 characters"));
    }
    let (who_wrote, now) = (who.clone(), app.clock.now());
    app.door
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                let who = who_wrote;
                let held = tuning::get(tx, who.org_id).await?;
                let newest = tuning::versions(tx, who.org_id, 1).await?.first().map_or(0, |newest| newest.version);
                let examples = tuning::draft_examples(tx, who.org_id, MOST_EXAMPLES).await?.len();
                let new = Version {
                    version: newest + 1,
                    thresholds: held.draft,
                    examples: i64::try_from(examples).unwrap_or(MOST_EXAMPLES),
                    note,
                    made_by: Some(who.agent_id),
                    made_at: now,
                };
                tuning::add_version(tx, who.org_id, &new).await?;
                tuning::set(tx, who.org_id, &tuning::Tuning { live_version: new.version, ..held }).await?;
                changed(tx, &who, now);
                Ok::<_, Error>(())
            })
        })
        .await?;
    bot::refresh(app, who.org_id).await?;
    status(app, who).await
}

/// An earlier version is live again; 0 is the product as it is delivered. The draft stays.
pub async fn go_back(app: &App, who: &Principal, version: i64) -> Result<TuningView> {
    who.must(Permission::KnowledgeEdit)?;
    let (who_wrote, now) = (who.clone(), app.clock.now());
    app.door
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                let who = who_wrote;
                if version != 0 && tuning::version_of(tx, who.org_id, version).await?.is_none() {
                    return Err(Error::NotFound("version"));
                }
                let held = tuning::get(tx, who.org_id).await?;
                tuning::set(tx, who.org_id, &tuning::Tuning { live_version: version, ..held }).await?;
                changed(tx, &who, now);
                Ok(())
            })
        })
        .await?;
    bot::refresh(app, who.org_id).await?;
    status(app, who).await
}

/// Other nodes read the bot's index anew when they hear it.
fn changed(tx: &mut Tx, who: &Principal, now: yingke_core::time::Millis) {
    let event = NewEvent::new(EventKind::SettingsChanged, who.actor.clone(), now);
    tx.emit(who.org_id, event.data(serde_json::json!({ "what": "knowledge" })));
}
