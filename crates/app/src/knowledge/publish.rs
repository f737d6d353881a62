//! What changes the words that are out: publishing, rolling back, archiving, restoring. Each makes a version.

use super::{checked, held, propose, refuse_taken, tell, view};
use crate::{
    app::App,
    bot,
    error::{Error, Result},
    principal::Principal,
    views::knowledge::{KnowledgeView, Publish, RollBack},
};
use uuid::Uuid;
use yingke_core::{
    id::*,
    knowledge::{
        Content, Knowledge, KnowledgeState,
        review::{self, Action, Stage},
    },
    permission::{Permission, Role},
    time::Millis,
};
use yingke_store::{
    Run, Tx, agents, audit, knowledge, knowledge_drafts,
    knowledge_versions::{self, Version},
};

/// Lets the working copy out.
pub async fn publish(app: &App, who: &Principal, id: KnowledgeId, ask: Publish) -> Result<KnowledgeView> {
    who.must(Permission::KnowledgeApprove)?;
    let note = note(&ask.note)?;
    let (app_, who, now, org_id) = (app.clone(), who.clone(), app.clock.now(), who.org_id);
    let done = app
        .door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let item = held(tx, org_id, id).await?;
                let draft = knowledge_drafts::get(tx, org_id, id).await?.ok_or(Error::NotFound("working copy"))?;
                if draft.version != ask.version {
                    return Err(Error::version_conflict());
                }
                refuse_own_work(tx, &who, draft.stage, &draft.authors).await?;
                propose::tell_authors(&app_, tx, &who, &item, &draft, propose::Fate::Published, &note, now).await?;
                let out = Out {
                    original: draft.original,
                    approver_id: Some(who.agent_id),
                    note,
                    minor: ask.minor,
                    ..Out::new(Action::Published, draft.content, draft.authors)
                };
                Ok(view(go_live(tx, &who, item, out, now).await?))
            })
        })
        .await?;
    bot::refresh(app, org_id).await?;
    Ok(done)
}

/// Content that was out once is out again. It was approved then; no second pair of eyes is asked for.
pub async fn roll_back(app: &App, who: &Principal, id: KnowledgeId, ask: RollBack) -> Result<KnowledgeView> {
    who.must(Permission::KnowledgeApprove)?;
    let note = note(&ask.note)?;
    let (who, now, org_id) = (who.clone(), app.clock.now(), who.org_id);
    let done = app
        .door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let item = held(tx, org_id, id).await?;
                if item.version != ask.version {
                    return Err(Error::version_conflict());
                }
                if ask.to == item.version && item.state == KnowledgeState::Published {
                    return Err(Error::conflict("wrong_state", "this version is out already"));
                }
                let old = knowledge_versions::get(tx, org_id, id, ask.to).await?.ok_or(Error::NotFound("version"))?;
                let out = Out {
                    approver_id: Some(who.agent_id),
                    from_version: Some(ask.to),
                    note,
                    keeps_draft: true,
                    ..Out::new(Action::RolledBack, old.content, old.authors)
                };
                Ok(view(go_live(tx, &who, item, out, now).await?))
            })
        })
        .await?;
    bot::refresh(app, org_id).await?;
    Ok(done)
}

/// Nobody answers with it any more; its history stays.
pub async fn archive(app: &App, who: &Principal, id: KnowledgeId) -> Result<KnowledgeView> {
    let (who, now, org_id) = (who.clone(), app.clock.now(), who.org_id);
    let done = app
        .door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let item = held(tx, org_id, id).await?;
                Ok::<_, Error>(view(take_off(tx, &who, item, "", now).await?))
            })
        })
        .await?;
    bot::refresh(app, org_id).await?;
    Ok(done)
}

/// As it was when it was archived.
pub async fn restore(app: &App, who: &Principal, id: KnowledgeId) -> Result<KnowledgeView> {
    who.must(Permission::KnowledgeApprove)?;
    let (who, now, org_id) = (who.clone(), app.clock.now(), who.org_id);
    let done = app
        .door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let item = held(tx, org_id, id).await?;
                if item.state != KnowledgeState::Archived {
                    return Err(Error::conflict("wrong_state", "this item is not archived"));
                }
                let last = knowledge_versions::get(tx, org_id, id, item.version).await?.ok_or(Error::NotFound("version"))?;
                let out = Out {
                    approver_id: Some(who.agent_id),
                    from_version: Some(last.version),
                    ..Out::new(Action::Restored, last.content, last.authors)
                };
                Ok(view(go_live(tx, &who, item, out, now).await?))
            })
        })
        .await?;
    bot::refresh(app, org_id).await?;
    Ok(done)
}

/// What goes out, and how it came to that.
pub(super) struct Out {
    pub action: Action,
    pub content: Content,
    pub original: Option<Content>,
    pub authors: Vec<AgentId>,
    pub approver_id: Option<AgentId>,
    pub from_version: Option<i64>,
    pub note: String,
    /// Who has read the item need not read it again.
    pub minor: bool,
    /// A working copy goes on beside it.
    pub keeps_draft: bool,
}

impl Out {
    pub fn new(action: Action, content: Content, authors: Vec<AgentId>) -> Self {
        Self {
            action,
            content,
            original: None,
            authors,
            approver_id: None,
            from_version: None,
            note: String::new(),
            minor: false,
            keeps_draft: false,
        }
    }
}

/// The next version of the item: row, history, events, audit.
pub(super) async fn go_live(tx: &mut Tx, who: &Principal, item: Knowledge, out: Out, now: Millis) -> Result<Knowledge> {
    let org_id = who.org_id;
    let content = checked(out.content, true)?;
    refuse_taken(tx, org_id, &item.key, &content.shortcut, Some(item.id)).await?;
    keep_first(tx, org_id, item.id).await?;
    let version = item.version + 1;
    let read_version = match (content.must_read, out.minor && item.read_version > 0) {
        (true, true) => item.read_version,
        (true, false) => version,
        (false, _) => 0,
    };
    let stage = if out.keeps_draft { item.stage } else { None };
    if !out.keeps_draft {
        knowledge_drafts::delete(tx, org_id, item.id).await?;
    }
    let live = Knowledge {
        state: KnowledgeState::Published,
        content: content.clone(),
        stage,
        read_version,
        version,
        updated_at: now,
        ..item.clone()
    };
    if !knowledge::update(tx, org_id, &live, item.version).await? {
        return Err(Error::version_conflict());
    }
    let kept = Version {
        version,
        action: out.action,
        content,
        original: out.original,
        authors: out.authors,
        approver_id: out.approver_id,
        from_version: out.from_version,
        note: out.note,
        at: now,
    };
    knowledge_versions::insert(tx, org_id, item.id, &kept).await?;
    trace(tx, who, &live, out.action, now).await?;
    Ok(live)
}

pub(super) async fn take_off(tx: &mut Tx, who: &Principal, item: Knowledge, why: &str, now: Millis) -> Result<Knowledge> {
    who.must(Permission::KnowledgeApprove)?;
    let org_id = who.org_id;
    if item.version == 0 {
        return Err(Error::conflict("wrong_state", "this item was never published; discard its draft instead"));
    }
    if item.state == KnowledgeState::Archived {
        return Err(Error::conflict("wrong_state", "this item is archived already"));
    }
    keep_first(tx, org_id, item.id).await?;
    knowledge_drafts::delete(tx, org_id, item.id).await?;
    let version = item.version + 1;
    let kept = Version {
        version,
        action: Action::Archived,
        content: item.content.clone(),
        original: None,
        authors: Vec::new(),
        approver_id: Some(who.agent_id),
        from_version: None,
        note: why.to_owned(),
        at: now,
    };
    knowledge_versions::insert(tx, org_id, item.id, &kept).await?;
    // The shortcut is free for another script; the history keeps it for a restoration.
    let content = Content { shortcut: String::new(), ..item.content.clone() };
    let off =
        Knowledge { state: KnowledgeState::Archived, content, stage: None, read_version: 0, version, updated_at: now, ..item.clone() };
    if !knowledge::update(tx, org_id, &off, item.version).await? {
        return Err(Error::version_conflict());
    }
    trace(tx, who, &off, Action::Archived, now).await?;
    Ok(off)
}

/// Colleagues who could approve.
pub(super) async fn colleagues(on: &mut impl Run, who: &Principal) -> Result<usize> {
    let roles: Vec<Role> = Role::ALL.iter().copied().filter(|role| role.may(Permission::KnowledgeApprove)).collect();
    Ok(agents::with_roles(on, who.org_id, &roles).await?.iter().filter(|id| **id != who.agent_id).count())
}

pub(super) async fn refuse_own_work(tx: &mut Tx, who: &Principal, stage: Stage, authors: &[AgentId]) -> Result<()> {
    let others = colleagues(tx, who).await?;
    review::may_publish(stage, who.agent_id, authors, others).map_err(|refused| Error::conflict("needs_approval", refused.to_string()))
}

/// Items that were out before there was a history get their first page of it, as they stand in the database.
async fn keep_first(tx: &mut Tx, org_id: OrgId, id: KnowledgeId) -> Result<()> {
    let item = held(tx, org_id, id).await?;
    if item.version == 0 || knowledge_versions::get(tx, org_id, id, item.version).await?.is_some() {
        return Ok(());
    }
    knowledge_versions::insert(tx, org_id, id, &first(&item)).await?;
    Ok(())
}

pub(super) fn first(item: &Knowledge) -> Version {
    Version {
        version: item.version,
        action: Action::Published,
        content: item.content.clone(),
        original: None,
        authors: Vec::new(),
        approver_id: None,
        from_version: None,
        note: String::new(),
        at: item.updated_at,
    }
}

async fn trace(tx: &mut Tx, who: &Principal, item: &Knowledge, action: Action, now: Millis) -> Result<()> {
    let subject = format!("{} v{}", item.id, item.version);
    audit::write(tx, who.org_id, Uuid::now_v7(), now, &who.actor, &format!("knowledge.{action}"), &subject).await?;
    tell(tx, who.org_id, item.kind, who.actor.clone(), now);
    Ok(())
}

fn note(text: &str) -> Result<String> {
    let note = text.trim();
    if note.chars().count() > 500 { Err(Error::invalid("note", "at most 500 characters")) } else { Ok(note.to_owned()) }
}
