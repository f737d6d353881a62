//! Scripts (话术): reply texts that agents insert with `/`.

use crate::{
    app::App,
    cursor,
    error::{Error, Result},
    principal::Principal,
    views::{
        Page,
        knowledge::{SaveScript, ScriptView},
    },
};
use yingke_core::{
    event::{Actor, EventKind, NewEvent},
    id::ScriptId,
    knowledge::Script,
    permission::Permission,
    time::Millis,
};
use yingke_store::{events, scripts};

/// Those whose shortcut begins so first, then whatever contains the words; the most used first.
pub async fn list(app: &App, who: &Principal, text: &str, limit: Option<i64>) -> Result<Page<ScriptView>> {
    let on = &mut app.read();
    let seq = events::head(on, who.org_id).await?;
    let found = scripts::find(on, who.org_id, text.trim().trim_start_matches('/'), cursor::limit(limit)).await?;
    Ok(Page { items: found.into_iter().map(view).collect(), next: None, seq })
}

pub async fn create(app: &App, who: &Principal, save: SaveScript) -> Result<ScriptView> {
    who.must(Permission::ScriptsEdit)?;
    let save = clean(save)?;
    let (org_id, actor, now, id) = (who.org_id, who.actor.clone(), app.clock.now(), app.clock.id::<ScriptId>());
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                if scripts::shortcut_taken(tx, org_id, &save.shortcut, None).await? {
                    return Err(taken(&save.shortcut));
                }
                let script = written(
                    Script {
                        id,
                        shortcut: String::new(),
                        title: String::new(),
                        category: String::new(),
                        body: String::new(),
                        used: 0,
                        version: 1,
                        updated_at: now,
                    },
                    save,
                    now,
                );
                scripts::insert_many(tx, org_id, std::slice::from_ref(&script)).await?;
                tx.emit(org_id, changed(actor, now));
                Ok(view(script))
            })
        })
        .await
}

pub async fn update(app: &App, who: &Principal, id: ScriptId, save: SaveScript) -> Result<ScriptView> {
    who.must(Permission::ScriptsEdit)?;
    let expected = save.version.ok_or(Error::invalid("version", "say which version you changed"))?;
    let save = clean(save)?;
    let (org_id, actor, now) = (who.org_id, who.actor.clone(), app.clock.now());
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let held = scripts::get(tx, org_id, id).await?.ok_or(Error::NotFound("script"))?;
                if scripts::shortcut_taken(tx, org_id, &save.shortcut, Some(id)).await? {
                    return Err(taken(&save.shortcut));
                }
                let script = written(held, save, now);
                if !scripts::update(tx, org_id, &script, expected).await? {
                    return Err(Error::version_conflict());
                }
                tx.emit(org_id, changed(actor, now));
                Ok(view(Script { version: expected + 1, ..script }))
            })
        })
        .await
}

pub async fn delete(app: &App, who: &Principal, id: ScriptId) -> Result<()> {
    who.must(Permission::ScriptsEdit)?;
    let (org_id, actor, now) = (who.org_id, who.actor.clone(), app.clock.now());
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                if !scripts::delete(tx, org_id, id).await? {
                    return Err(Error::NotFound("script"));
                }
                tx.emit(org_id, changed(actor, now));
                Ok(())
            })
        })
        .await
}

/// An agent inserted it. No event: a counter is no news to anybody.
pub async fn used(app: &App, who: &Principal, id: ScriptId) -> Result<()> {
    who.must(Permission::ConversationsOwn).or_else(|_| who.must(Permission::TicketsGroup))?;
    let org_id = who.org_id;
    let known =
        app.door.write::<_, Error, _>(org_id, move |tx| Box::pin(async move { Ok(scripts::count_use(tx, org_id, id).await?) })).await?;
    if known { Ok(()) } else { Err(Error::NotFound("script")) }
}

fn written(held: Script, save: SaveScript, now: Millis) -> Script {
    Script { shortcut: save.shortcut, title: save.title, category: save.category, body: save.body, updated_at: now, ..held }
}

fn view(script: Script) -> ScriptView {
    ScriptView {
        id: script.id,
        shortcut: script.shortcut,
        title: script.title,
        category: script.category,
        body: script.body,
        used: script.used,
        version: script.version,
    }
}

fn changed(actor: Actor, now: Millis) -> NewEvent {
    NewEvent::new(EventKind::SettingsChanged, actor, now).data(serde_json::json!({ "what": "scripts" }))
}

fn taken(shortcut: &str) -> Error {
    Error::invalid("shortcut", format!("another script has the shortcut /{shortcut}"))
}

fn clean(save: SaveScript) -> Result<SaveScript> {
    let shortcut = save.shortcut.trim().trim_start_matches('/').to_lowercase();
    let save = SaveScript {
        shortcut,
        title: save.title.trim().to_owned(),
        category: save.category.trim().to_owned(),
        body: save.body.trim().to_owned(),
        ..save
    };
    let within = |field: &'static str, text: &str, least: usize, most: usize| {
        let length = text.chars().count();
        if (least..=most).contains(&length) {
            Ok(())
        } else {
            Err(Error::invalid(field, format!("{field} must have {least} to {most} characters")))
        }
    };
    within("shortcut", &save.shortcut, 1, 40)?;
    within("title", &save.title, 1, 100)?;
    within("category", &save.category, 0, 100)?;
    within("body", &save.body, 1, 5_000)?;
    if save.shortcut.chars().any(char::is_whitespace) {
        return Err(Error::invalid("shortcut", "a shortcut has no spaces"));
    }
    Ok(save)
}
