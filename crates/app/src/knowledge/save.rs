//! Writing whole items at once: a new one, or, by somebody who has no colleague to ask, a new version without a working
//! copy. The bot of this node knows the change before the writer is answered; other nodes hear the event.

use super::{checked, draft, held, must_edit, publish, refuse_taken, tell, view};
use crate::{
    app::App,
    bot,
    error::{Error, Result},
    principal::Principal,
    views::knowledge::{KnowledgeView, SaveKnowledge},
};
use yingke_core::{
    id::KnowledgeId,
    knowledge::{
        Content, Knowledge, KnowledgeState,
        review::{Action, Stage},
    },
    permission::Permission,
    time::Millis,
};
use yingke_store::{Tx, knowledge};

pub async fn create(app: &App, who: &Principal, save: SaveKnowledge) -> Result<KnowledgeView> {
    must_edit(who, save.content.kind)?;
    let content = checked(save.content, save.state == KnowledgeState::Published)?;
    check_key(save.key.trim())?;
    let (who, now, id) = (who.clone(), app.clock.now(), app.clock.id::<KnowledgeId>());
    let (key, state, org_id) = (save.key.trim().to_owned(), save.state, who.org_id);
    let made = app
        .door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let item = begin(tx, &who, id, key, content, now).await?;
                match state {
                    KnowledgeState::Draft => Ok::<_, Error>(view(item)),
                    KnowledgeState::Published => Ok(view(at_once(tx, &who, item, now).await?)),
                    KnowledgeState::Archived => Err(Error::invalid("state", "a new item is a draft or published")),
                }
            })
        })
        .await?;
    bot::refresh(app, org_id).await?;
    Ok(made)
}

/// The whole item as it shall stand. A draft is changed; something published becomes a new version or is archived.
pub async fn update(app: &App, who: &Principal, id: KnowledgeId, save: SaveKnowledge) -> Result<KnowledgeView> {
    let expected = save.version.ok_or(Error::invalid("version", "say which version you changed"))?;
    let content = checked(save.content, save.state == KnowledgeState::Published)?;
    let (who, now, org_id) = (who.clone(), app.clock.now(), who.org_id);
    let (key, state) = (save.key.trim().to_owned(), save.state);
    let saved = app
        .door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let mut item = held(tx, org_id, id).await?;
                must_edit(&who, item.kind)?;
                if item.version != expected {
                    return Err(Error::version_conflict());
                }
                if !key.is_empty() && key != item.key {
                    check_key(&key)?;
                    refuse_taken(tx, org_id, &key, "", Some(id)).await?;
                    item.key = key;
                }
                let content = Content { kind: item.kind, ..content };
                match state {
                    KnowledgeState::Published => {
                        item.content = content;
                        Ok::<_, Error>(view(at_once(tx, &who, item, now).await?))
                    }
                    KnowledgeState::Archived => Ok(view(publish::take_off(tx, &who, item, "", now).await?)),
                    KnowledgeState::Draft => {
                        draft::put(tx, &who, &item, content, None, now).await?;
                        Ok(view(held(tx, org_id, id).await?))
                    }
                }
            })
        })
        .await?;
    bot::refresh(app, org_id).await?;
    Ok(saved)
}

/// A new item with its working copy.
pub(super) async fn begin(tx: &mut Tx, who: &Principal, id: KnowledgeId, key: String, content: Content, now: Millis) -> Result<Knowledge> {
    let org_id = who.org_id;
    let key = if key.is_empty() { format!("k{}", &id.0.simple().to_string()[20..]) } else { key };
    refuse_taken(tx, org_id, &key, &content.shortcut, None).await?;
    let item = Knowledge { stage: Some(Stage::Draft), ..Knowledge::new(id, key, content.clone(), now) };
    knowledge::insert_many(tx, org_id, std::slice::from_ref(&item)).await?;
    draft::put(tx, who, &item, content, None, now).await?;
    tell(tx, org_id, item.kind, who.actor.clone(), now);
    Ok(item)
}

/// Published by its writer, which only somebody who is alone may do.
async fn at_once(tx: &mut Tx, who: &Principal, item: Knowledge, now: Millis) -> Result<Knowledge> {
    who.must(Permission::KnowledgeApprove)?;
    publish::refuse_own_work(tx, who, Stage::Draft, &[who.agent_id]).await?;
    let content = item.content.clone();
    let out = publish::Out { approver_id: Some(who.agent_id), ..publish::Out::new(Action::Published, content, vec![who.agent_id]) };
    publish::go_live(tx, who, item, out, now).await
}

/// What menus and addresses can name.
pub(super) fn check_key(key: &str) -> Result<()> {
    if key.len() > 64 || !key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.')) {
        return Err(Error::invalid("key", "a key is made of at most 64 letters, digits, _ - and ."));
    }
    Ok(())
}
