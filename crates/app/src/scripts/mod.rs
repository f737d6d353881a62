//! Scripts (话术): reply texts that agents insert with `/`. They are knowledge items of kind script; here they have the
//! short form that lists and integrations want.

use crate::{
    app::App,
    cursor,
    error::{Error, Result},
    knowledge::{list as items, publish, save},
    principal::Principal,
    views::{
        Page,
        knowledge::{KnowledgeView, SaveKnowledge, SaveScript, ScriptView},
    },
};
use yingke_core::{
    id::{KnowledgeId, ScriptId},
    knowledge::{Content, KnowledgeKind, KnowledgeState, Script},
    permission::Permission,
};
use yingke_store::{events, scripts};

/// Those whose shortcut begins so first, then whatever contains the words; the most used first.
pub async fn list(app: &App, who: &Principal, text: &str, limit: Option<i64>) -> Result<Page<ScriptView>> {
    let on = &mut app.read();
    let seq = events::head(on, who.org_id).await?;
    let words = text.trim().trim_start_matches('/');
    let found = scripts::find(on, who.org_id, words, app.clock.now(), cursor::limit(limit)).await?;
    Ok(Page { items: found.into_iter().map(view).collect(), next: None, seq })
}

/// Written and out at once, by somebody who needs nobody's approval.
pub async fn create(app: &App, who: &Principal, script: SaveScript) -> Result<ScriptView> {
    who.must(Permission::ScriptsEdit)?;
    Ok(of_item(save::create(app, who, written(script, Content::default())).await?))
}

pub async fn update(app: &App, who: &Principal, id: ScriptId, script: SaveScript) -> Result<ScriptView> {
    who.must(Permission::ScriptsEdit)?;
    let held = held(app, who, id).await?;
    Ok(of_item(save::update(app, who, KnowledgeId(id.0), written(script, held.content)).await?))
}

/// Archived: whoever asks later finds what was said.
pub async fn delete(app: &App, who: &Principal, id: ScriptId) -> Result<()> {
    who.must(Permission::ScriptsEdit)?;
    held(app, who, id).await?;
    publish::archive(app, who, KnowledgeId(id.0)).await?;
    Ok(())
}

/// An agent inserted it. No event: a counter is no news to anybody.
pub async fn used(app: &App, who: &Principal, id: ScriptId) -> Result<()> {
    who.must(Permission::ConversationsOwn).or_else(|_| who.must(Permission::TicketsGroup))?;
    let org_id = who.org_id;
    let known =
        app.door.write::<_, Error, _>(org_id, move |tx| Box::pin(async move { Ok(scripts::count_use(tx, org_id, id).await?) })).await?;
    if known { Ok(()) } else { Err(Error::NotFound("script")) }
}

/// One that is out.
async fn held(app: &App, who: &Principal, id: ScriptId) -> Result<KnowledgeView> {
    let item = items::get(app, who, KnowledgeId(id.0)).await.map_err(|_| Error::NotFound("script"))?;
    let is_out = item.content.kind == KnowledgeKind::Script && item.state == KnowledgeState::Published;
    if is_out { Ok(item) } else { Err(Error::NotFound("script")) }
}

fn written(script: SaveScript, held: Content) -> SaveKnowledge {
    let content = Content {
        kind: KnowledgeKind::Script,
        shortcut: script.shortcut,
        question: script.title,
        category: script.category,
        answer: script.body,
        levels: script.levels,
        ..held
    };
    SaveKnowledge { version: script.version, key: String::new(), state: KnowledgeState::Published, content }
}

fn view(script: Script) -> ScriptView {
    ScriptView {
        id: script.id,
        shortcut: script.shortcut,
        title: script.title,
        category: script.category,
        body: script.body,
        levels: script.levels,
        used: script.used,
        version: script.version,
    }
}

fn of_item(item: KnowledgeView) -> ScriptView {
    ScriptView {
        id: ScriptId(item.id.0),
        shortcut: item.content.shortcut,
        title: item.content.question,
        category: item.content.category,
        body: item.content.answer,
        levels: item.content.levels,
        used: item.asked,
        version: item.version,
    }
}
