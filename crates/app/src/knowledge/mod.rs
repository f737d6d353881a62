//! Knowledge items: written by people, let out by other people, answered by the bot and read by agents. A change is made
//! in a working copy ([`draft`]), goes out as a version ([`publish`]) and stays in the history ([`history`]). [`read`] is
//! who must have read what, [`propose`] what agents would change, [`case`] whom a scope is compared with, [`html`] what of an editor's markup is kept.

pub mod case;
pub mod draft;
pub mod files;
pub mod fitting;
pub mod history;
pub mod html;
pub mod list;
pub mod propose;
pub mod publish;
pub mod read;
pub mod save;

use crate::{
    error::{Error, Result},
    principal::Principal,
    views::knowledge::KnowledgeView,
};
use yingke_core::{
    event::{Actor, EventKind, NewEvent},
    id::{KnowledgeId, OrgId},
    knowledge::{Content, Knowledge, KnowledgeKind},
    permission::Permission,
    time::Millis,
};
use yingke_store::{Tx, knowledge};

pub fn view(item: Knowledge) -> KnowledgeView {
    KnowledgeView {
        id: item.id,
        key: item.key,
        state: item.state,
        stage: item.stage,
        content: item.content,
        asked: item.asked,
        helped: item.helped,
        not_helped: item.not_helped,
        read_version: item.read_version,
        updated_at: item.updated_at,
        version: item.version,
    }
}

/// Scripts have a permission of their own.
fn edits(kind: KnowledgeKind) -> Permission {
    match kind {
        KnowledgeKind::Script => Permission::ScriptsEdit,
        KnowledgeKind::Question | KnowledgeKind::Article | KnowledgeKind::Sop => Permission::KnowledgeEdit,
    }
}

fn must_edit(who: &Principal, kind: KnowledgeKind) -> Result<()> {
    who.must(edits(kind))
}

/// Tidied, its markup cleaned and its plain text made, and without flaws. `whole`: ready to be published.
fn checked(content: Content, whole: bool) -> Result<Content> {
    let content = html::clean(content).tidy();
    content.check(whole).map_err(|(field, message)| Error::invalid(field, message))?;
    Ok(content)
}

/// Consoles read their lists again, other nodes their index.
fn tell(tx: &mut Tx, org_id: OrgId, kind: KnowledgeKind, actor: Actor, now: Millis) {
    if kind == KnowledgeKind::Script {
        tx.emit(org_id, NewEvent::new(EventKind::SettingsChanged, actor.clone(), now).data(serde_json::json!({ "what": "scripts" })));
    }
    tx.emit(org_id, NewEvent::new(EventKind::SettingsChanged, actor, now).data(serde_json::json!({ "what": "knowledge" })));
}

async fn held(tx: &mut Tx, org_id: OrgId, id: KnowledgeId) -> Result<Knowledge> {
    knowledge::get(tx, org_id, id).await?.ok_or(Error::NotFound("knowledge item"))
}

async fn refuse_taken(tx: &mut Tx, org_id: OrgId, key: &str, shortcut: &str, except: Option<KnowledgeId>) -> Result<()> {
    if knowledge::by_key(tx, org_id, key).await?.is_some_and(|item| Some(item.id) != except) {
        return Err(Error::invalid("key", format!("another item has the key {key}")));
    }
    if knowledge::shortcut_taken(tx, org_id, shortcut, except).await? {
        return Err(Error::invalid("shortcut", format!("another script has the shortcut /{shortcut}")));
    }
    Ok(())
}
