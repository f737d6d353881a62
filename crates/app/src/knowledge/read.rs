//! What agents must have read (S0-21): they see it and confirm, supervisors see who has not.

use super::view;
use crate::{
    app::App,
    error::{Error, Result},
    principal::Principal,
    views::knowledge::{KnowledgeView, ReaderView},
};
use yingke_core::{
    event::{EventKind, NewEvent},
    id::*,
    knowledge::{Knowledge, KnowledgeState},
    permission::Permission,
};
use yingke_store::{
    agents, knowledge,
    knowledge_acks::{self, Ack},
};

const MOST: i64 = 200;

/// What the reader has still to read, the newest first.
pub async fn mine(app: &App, who: &Principal) -> Result<Vec<KnowledgeView>> {
    let now = app.clock.now();
    let items = knowledge::unread(&mut app.read(), who.org_id, who.agent_id, MOST).await?;
    let expired = |item: &Knowledge| item.valid_to.is_some_and(|to| to <= now);
    Ok(items.into_iter().filter(|item| concerns(item, &who.group_ids) && !expired(item)).map(view).collect())
}

/// "I have read this version."
pub async fn confirm(app: &App, who: &Principal, id: KnowledgeId, version: i64) -> Result<()> {
    let (who, now, org_id) = (who.clone(), app.clock.now(), who.org_id);
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let item = super::held(tx, org_id, id).await?;
                if item.state != KnowledgeState::Published || !item.must_read {
                    return Err(Error::conflict("wrong_state", "this item need not be confirmed"));
                }
                // Confirming an older text than must be read would be no confirmation; a newer one does not exist.
                if !(item.read_version..=item.version).contains(&version) {
                    return Err(Error::version_conflict());
                }
                knowledge_acks::save(tx, org_id, id, Ack { agent_id: who.agent_id, version, at: now }).await?;
                let event = NewEvent::new(EventKind::SettingsChanged, who.actor.clone(), now).agent(who.agent_id);
                tx.emit(org_id, event.data(serde_json::json!({ "what": "must_read" })));
                Ok(())
            })
        })
        .await
}

/// Everybody who must read it: who has not comes first.
pub async fn readers(app: &App, who: &Principal, id: KnowledgeId) -> Result<Vec<ReaderView>> {
    who.must(Permission::Supervise)?;
    let on = &mut app.read();
    let item = knowledge::get(on, who.org_id, id).await?.ok_or(Error::NotFound("knowledge item"))?;
    if !item.must_read {
        return Ok(Vec::new());
    }
    let acks = knowledge_acks::of_item(on, who.org_id, id).await?;
    let people = agents::all(on, who.org_id).await?;
    let mut readers: Vec<ReaderView> = people
        .into_iter()
        .filter(|row| row.agent.enabled && concerns(&item, &row.group_ids))
        .map(|row| {
            let ack = acks.iter().find(|ack| ack.agent_id == row.agent.id);
            ReaderView {
                agent_id: row.agent.id,
                version: ack.map(|ack| ack.version),
                at: ack.map(|ack| ack.at),
                done: ack.is_some_and(|ack| ack.version >= item.read_version),
            }
        })
        .collect();
    readers.sort_by_key(|reader| reader.done);
    Ok(readers)
}

fn concerns(item: &Knowledge, groups: &[GroupId]) -> bool {
    item.read_groups.is_empty() || item.read_groups.iter().any(|group| groups.contains(group))
}
