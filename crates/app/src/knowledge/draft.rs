//! The working copy of an item. What is out stays out while somebody changes it.

use super::{
    checked, held, must_edit,
    propose::{Fate, tell_authors},
    publish, refuse_taken, tell,
};
use crate::{
    app::App,
    bot,
    error::{Error, Result},
    principal::Principal,
    views::knowledge::{DraftView, MoveDraft, SaveDraft},
};
use yingke_core::{
    id::KnowledgeId,
    knowledge::{
        Content, Knowledge, KnowledgeState, diff,
        review::{self, Stage},
    },
    permission::Permission,
    time::Millis,
};
use yingke_store::{
    Run, Tx, knowledge,
    knowledge_drafts::{self, Draft},
};

const MOST_NOTE: usize = 500;

pub async fn get(app: &App, who: &Principal, id: KnowledgeId) -> Result<DraftView> {
    let on = &mut app.read();
    let item = knowledge::get(on, who.org_id, id).await?.ok_or(Error::NotFound("knowledge item"))?;
    must_edit(who, item.kind)?;
    let draft = knowledge_drafts::get(on, who.org_id, id).await?.ok_or(Error::NotFound("working copy"))?;
    view(on, who, &item, draft).await
}

/// Begins a working copy or changes it.
pub async fn save(app: &App, who: &Principal, id: KnowledgeId, save: SaveDraft) -> Result<DraftView> {
    let content = checked(save.content, false)?;
    let (app_, who, now, org_id) = (app.clone(), who.clone(), app.clock.now(), who.org_id);
    let view = app
        .door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let item = held(tx, org_id, id).await?;
                must_edit(&who, item.kind)?;
                let content = Content { kind: item.kind, ..content };
                let draft = put(tx, &who, &item, content, Some(save.version.unwrap_or(0)), now).await?;
                view(tx, &who, &item, draft).await
            })
        })
        .await?;
    bot::refresh(&app_, org_id).await?;
    Ok(view)
}

/// Throws the working copy away; with it an item that was never out.
pub async fn discard(app: &App, who: &Principal, id: KnowledgeId) -> Result<()> {
    let (app_, who, now, org_id) = (app.clone(), who.clone(), app.clock.now(), who.org_id);
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let item = held(tx, org_id, id).await?;
                must_edit(&who, item.kind)?;
                let draft = knowledge_drafts::get(tx, org_id, id).await?.ok_or(Error::NotFound("working copy"))?;
                knowledge_drafts::delete(tx, org_id, id).await?;
                tell_authors(&app_, tx, &who, &item, &draft, Fate::Dropped, "", now).await?;
                if item.version == 0 {
                    knowledge::delete(tx, org_id, id).await?;
                } else {
                    knowledge::update(tx, org_id, &Knowledge { stage: None, ..item.clone() }, item.version).await?;
                }
                tell(tx, org_id, item.kind, who.actor.clone(), now);
                Ok::<_, Error>(())
            })
        })
        .await?;
    bot::refresh(app, org_id).await
}

/// Hands it on: to those who polish, to review, or back with a word why.
pub async fn hand_on(app: &App, who: &Principal, id: KnowledgeId, on: MoveDraft) -> Result<DraftView> {
    let note = on.note.trim().to_owned();
    if note.chars().count() > MOST_NOTE {
        return Err(Error::invalid("note", "at most 500 characters"));
    }
    let (app_, who, now, org_id) = (app.clone(), who.clone(), app.clock.now(), who.org_id);
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let item = held(tx, org_id, id).await?;
                must_edit(&who, item.kind)?;
                let draft = knowledge_drafts::get(tx, org_id, id).await?.ok_or(Error::NotFound("working copy"))?;
                if draft.version != on.version {
                    return Err(Error::version_conflict());
                }
                let stage = review::move_to(draft.stage, on.to).map_err(|refused| Error::conflict("wrong_state", refused.to_string()))?;
                if stage != Stage::Draft {
                    // What will be read by others must be whole.
                    draft.content.check(true).map_err(|(field, message)| Error::invalid(field, message))?;
                }
                if draft.stage == Stage::Review && stage == Stage::Draft {
                    tell_authors(&app_, tx, &who, &item, &draft, Fate::Returned, &note, now).await?;
                }
                let original = match stage {
                    Stage::Polish => Some(draft.content.clone()),
                    Stage::Draft | Stage::Review => draft.original,
                };
                let next = Draft { stage, original, note, version: on.version + 1, updated_at: now, ..draft };
                if !knowledge_drafts::save(tx, org_id, id, &next, on.version).await? {
                    return Err(Error::version_conflict());
                }
                let moved = Knowledge { stage: Some(stage), updated_at: now, ..item };
                if !knowledge::update(tx, org_id, &moved, moved.version).await? {
                    return Err(Error::version_conflict());
                }
                tell(tx, org_id, moved.kind, who.actor.clone(), now);
                view(tx, &who, &moved, next).await
            })
        })
        .await
}

/// `expected`: version of the working copy that was read (0 = there was none), or `None` to take what is there.
pub(super) async fn put(
    tx: &mut Tx,
    who: &Principal,
    item: &Knowledge,
    content: Content,
    expected: Option<i64>,
    now: Millis,
) -> Result<Draft> {
    let org_id = who.org_id;
    if item.state == KnowledgeState::Archived {
        return Err(Error::conflict("wrong_state", "this item is archived; restore it first"));
    }
    refuse_taken(tx, org_id, &item.key, &content.shortcut, Some(item.id)).await?;
    let before = knowledge_drafts::get(tx, org_id, item.id).await?;
    let version = before.as_ref().map_or(0, |draft| draft.version);
    if expected.is_some_and(|expected| expected != version) {
        return Err(Error::version_conflict());
    }
    let (mut authors, original, note) =
        before.as_ref().map(|d| (d.authors.clone(), d.original.clone(), d.note.clone())).unwrap_or_default();
    if !authors.contains(&who.agent_id) {
        authors.push(who.agent_id);
    }
    // Whoever polishes goes on polishing; a change during review is a draft again, so that nothing slips past the reviewer.
    let stage = match before.map(|draft| draft.stage) {
        Some(Stage::Polish) => Stage::Polish,
        Some(Stage::Draft | Stage::Review) | None => Stage::Draft,
    };
    let draft = Draft { stage, content, original, authors, note, version: version + 1, updated_at: now };
    if !knowledge_drafts::save(tx, org_id, item.id, &draft, version).await? {
        return Err(Error::version_conflict());
    }
    // Before the first publication lists show the draft itself.
    let shown = if item.version == 0 { draft.content.clone() } else { item.content.clone() };
    let row = Knowledge { content: shown, stage: Some(stage), updated_at: now, ..item.clone() };
    if !knowledge::update(tx, org_id, &row, item.version).await? {
        return Err(Error::version_conflict());
    }
    tell(tx, org_id, item.kind, who.actor.clone(), now);
    Ok(draft)
}

pub(super) async fn view(on: &mut impl Run, who: &Principal, item: &Knowledge, draft: Draft) -> Result<DraftView> {
    let others = publish::colleagues(on, who).await?;
    let may_publish =
        who.may(Permission::KnowledgeApprove) && review::may_publish(draft.stage, who.agent_id, &draft.authors, others).is_ok();
    let out = if item.version == 0 { Content { kind: item.kind, ..Content::default() } } else { item.content.clone() };
    Ok(DraftView {
        knowledge_id: item.id,
        key: item.key.clone(),
        stage: draft.stage,
        changes: diff::contents(&out, &draft.content),
        polish: draft.original.as_ref().map(|original| diff::contents(original, &draft.content)).unwrap_or_default(),
        content: draft.content,
        original: draft.original,
        authors: draft.authors,
        note: draft.note,
        version: draft.version,
        updated_at: draft.updated_at,
        may_publish,
    })
}
