//! Making a suggestion of a cluster, and moving it on.

use super::{
    MOST_TOLD, MOST_VOICES, of_category,
    read::{customers, since, view},
};
use crate::{App, Error, Principal, Result, agents, views::suggestion::*};
use serde_json::json;
use yingke_core::{
    event::{Actor, EventKind, NewEvent},
    id::*,
    permission::Permission,
    suggestion::SuggestionState,
    time::Millis,
};
use yingke_store::{
    Run,
    suggestions::{self, Suggestion},
};

/// `POST /suggestions`
pub async fn make(app: &App, who: &Principal, new: MakeSuggestion) -> Result<SuggestionView> {
    who.must(Permission::KnowledgeEdit)?;
    who.must(Permission::ConversationsAll)?;
    who.must(Permission::TicketsAll)?;
    let (title, note) = (words("title", &new.title, 1, 200)?, words("note", &new.note, 0, 2_000)?);
    let (org_id, actor, now, id, since) = (who.org_id, who.actor.clone(), app.clock.now(), app.clock.id(), since(app));
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                owner(tx, org_id, new.owner_id).await?;
                let voices = of_category(suggestions::voices(tx, org_id, since, MOST_VOICES).await?, new.category_id);
                if voices.is_empty() {
                    return Err(Error::NotFound("cluster"));
                }
                let one = Suggestion {
                    id,
                    title,
                    category_id: Some(new.category_id),
                    state: if new.owner_id.is_some() { SuggestionState::Taken } else { SuggestionState::Open },
                    owner_id: new.owner_id,
                    note,
                    threads: voices.len() as i64,
                    customers: customers(&voices),
                    version: 1,
                    created_at: now,
                    updated_at: now,
                };
                suggestions::insert(tx, org_id, &one).await?;
                suggestions::add_evidence(tx, org_id, id, &voices).await?;
                tx.emit(org_id, changed(actor, id, now));
                Ok(view(one))
            })
        })
        .await
}

/// `PUT /suggestions/{id}`. What customers have been told stays true: a decision cannot be taken back afterwards.
pub async fn save(app: &App, who: &Principal, id: SuggestionId, new: SaveSuggestion) -> Result<SuggestionView> {
    who.must(Permission::KnowledgeEdit)?;
    let (title, note) = (words("title", &new.title, 1, 200)?, words("note", &new.note, 0, 2_000)?);
    let (org_id, actor, now) = (who.org_id, who.actor.clone(), app.clock.now());
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let held = suggestions::get(tx, org_id, id).await?.ok_or(Error::NotFound("suggestion"))?;
                if held.version != new.version {
                    return Err(Error::version_conflict());
                }
                if new.owner_id != held.owner_id {
                    owner(tx, org_id, new.owner_id).await?;
                }
                if new.state == SuggestionState::Taken && new.owner_id.is_none() {
                    return Err(Error::invalid("owner_id", "name who works on it"));
                }
                if new.state != held.state && !suggestions::news_of(tx, org_id, id, MOST_TOLD).await?.is_empty() {
                    return Err(Error::conflict("wrong_state", "customers have been told what became of it"));
                }
                let next = Suggestion {
                    title,
                    note,
                    owner_id: new.owner_id,
                    state: new.state,
                    version: held.version + 1,
                    updated_at: held.updated_at.max(now),
                    ..held
                };
                if !suggestions::update(tx, org_id, &next, held.version).await? {
                    return Err(Error::version_conflict());
                }
                tx.emit(org_id, changed(actor, id, now));
                Ok(view(next))
            })
        })
        .await
}

pub(super) fn changed(actor: Actor, id: SuggestionId, now: Millis) -> NewEvent {
    NewEvent::new(EventKind::SettingsChanged, actor, now).data(json!({ "what": "suggestions", "suggestion_id": id }))
}

async fn owner(on: &mut impl Run, org_id: OrgId, id: Option<AgentId>) -> Result<()> {
    let Some(id) = id else { return Ok(()) };
    agents::view(on, org_id, id).await?.map(|_| ()).ok_or_else(|| Error::invalid("owner_id", "no such colleague"))
}

fn words(field: &'static str, text: &str, least: usize, most: usize) -> Result<String> {
    let text = text.trim();
    if text.contains('\0') || !(least..=most).contains(&text.chars().count()) {
        return Err(Error::invalid(field, format!("{least} to {most} characters")));
    }
    Ok(text.to_owned())
}
