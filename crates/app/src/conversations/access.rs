//! Who may see and who may change a conversation. What one may not see does not exist: 404.

use crate::{Error, Principal, Result};
use yingke_core::{conversation::Stage, id::*, permission::Permission};
use yingke_store::{
    Run,
    conversations::{self, Stored},
    inbox::{Listed, Scope},
};

/// What lists show to this agent.
pub(crate) fn scope(who: &Principal) -> Result<Scope> {
    if who.may(Permission::ConversationsAll) {
        return Ok(Scope::All);
    }
    who.must(Permission::ConversationsOwn)?;
    Ok(Scope::Own { agent_id: who.agent_id, group_ids: who.group_ids.clone() })
}

/// A conversation that this agent may read: his own, now or before, or waiting in one of his groups.
pub(crate) async fn visible(on: &mut impl Run, who: &Principal, id: ConversationId) -> Result<Stored> {
    who.must(Permission::ConversationsOwn)?;
    let stored = conversations::load(on, who.org_id, id).await?.ok_or(Error::NotFound("conversation"))?;
    // Whoever serves a customer now may read what was said to him before.
    if may_see(who, &stored) || conversations::serves(on, who.org_id, who.agent_id, stored.session.customer_id).await? {
        Ok(stored)
    } else {
        Err(Error::NotFound("conversation"))
    }
}

/// A conversation that this agent may change: he owns it (or held it last), or he is a supervisor.
pub(crate) async fn manageable(on: &mut impl Run, who: &Principal, id: ConversationId) -> Result<Stored> {
    let stored = visible(on, who, id).await?;
    let holder = stored.session.owner().or(stored.session.last_agent.filter(|_| stored.session.gone().is_some()));
    if holder == Some(who.agent_id) || who.may(Permission::Supervise) {
        Ok(stored)
    } else {
        Err(Error::conflict("wrong_state", "this conversation is not yours; take it first, or ask its owner to transfer it"))
    }
}

/// The same of a row that was read already; `false` = look closer, with [`visible`].
pub(crate) fn may_read(who: &Principal, row: &Listed) -> bool {
    who.may(Permission::ConversationsAll)
        || (who.may(Permission::ConversationsOwn) && (row.agent_id == Some(who.agent_id) || row.last_agent_id == Some(who.agent_id)))
}

pub(crate) fn may_see(who: &Principal, stored: &Stored) -> bool {
    if who.may(Permission::ConversationsAll) {
        return true;
    }
    let session = &stored.session;
    let waits_here = matches!(session.stage, Stage::Queued { .. } | Stage::Offered { .. })
        && session.group_id.is_some_and(|group_id| who.group_ids.contains(&group_id));
    session.owner() == Some(who.agent_id) || session.last_agent == Some(who.agent_id) || waits_here
}
