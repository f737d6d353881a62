//! Checking a draft while it is typed, and clearing a message when it is sent.

use super::{facts, policy};
use crate::{
    App, Error, Principal, Result,
    conversations::access,
    cursor,
    views::{
        Page,
        conversation::SendMessage,
        guard::{GuardView, OverrideView},
    },
};
use yingke_core::{
    conversation::MessageKind,
    event::{EventKind, NewEvent},
    guard::{Finding, GuardLevel},
    id::*,
    permission::Permission,
    time::Millis,
};
use yingke_language::guard::{self, Facts};
use yingke_store::{
    Tx, audit, events,
    guard_overrides::{self, Override},
};

const LONGEST: usize = 5_000;
const LONGEST_REASON: usize = 300;

/// What sending a message takes.
#[derive(Debug, Clone, PartialEq)]
pub enum Cleared {
    Freely,
    /// Held back, and sent all the same for a reason that must be recorded with it.
    Overridden {
        codes: Vec<String>,
        reason: String,
    },
}

/// `POST /conversations/{id}/guard`
pub async fn check(app: &App, who: &Principal, id: ConversationId, draft: &str) -> Result<GuardView> {
    who.must(Permission::ConversationsOwn)?;
    if draft.chars().count() > LONGEST {
        return Err(Error::invalid("body", "at most 5,000 characters"));
    }
    access::visible(&mut app.read(), who, id).await?;
    let policy = policy::of(app, who.org_id).await?;
    let findings = findings(app, who, id, draft).await?;
    Ok(GuardView { blocked: findings.iter().any(is_block), may_override: policy.may_override(who.role), findings })
}

/// Refuses what the settings hold back. Most messages have nothing in them that needs a look at anything.
pub async fn clear(app: &App, who: &Principal, id: ConversationId, message: &SendMessage) -> Result<Cleared> {
    if message.internal || message.kind != MessageKind::Text {
        return Ok(Cleared::Freely);
    }
    let mut codes: Vec<String> =
        findings(app, who, id, &message.body).await?.into_iter().filter(is_block).map(|finding| finding.code).collect();
    codes.dedup();
    if codes.is_empty() {
        return Ok(Cleared::Freely);
    }
    let reason = message.override_reason.trim().to_owned();
    if reason.chars().count() > LONGEST_REASON || reason.contains('\0') {
        return Err(Error::invalid("override_reason", format!("at most {LONGEST_REASON} characters")));
    }
    let told = codes.join(", ");
    match (policy::of(app, who.org_id).await?.may_override(who.role), reason.is_empty()) {
        (false, _) => {
            Err(Error::conflict("guard_blocked", format!("held back before sending ({told}); change the text, or ask a supervisor")))
        }
        (true, true) => {
            Err(Error::conflict("guard_blocked", format!("held back before sending ({told}); change the text, or send it with a reason")))
        }
        (true, false) => Ok(Cleared::Overridden { codes, reason }),
    }
}

/// Keeps who sent what was held back, and why; in the transaction of the message.
pub async fn record(
    tx: &mut Tx,
    app: &App,
    who: &Principal,
    at: Millis,
    message: (ConversationId, MessageId),
    cleared: &Cleared,
) -> Result<()> {
    let Cleared::Overridden { codes, reason } = cleared else { return Ok(()) };
    let (conversation_id, message_id) = message;
    let row = Override {
        id: app.clock.uuid(),
        at,
        conversation_id,
        message_id,
        agent_id: who.agent_id,
        codes: codes.clone(),
        reason: reason.clone(),
    };
    guard_overrides::insert(tx, who.org_id, &row).await?;
    audit::write(tx, who.org_id, app.clock.uuid(), at, &who.actor, "guard.overridden", &message_id.to_string()).await?;
    let event = NewEvent::new(EventKind::ConversationChanged, who.actor.clone(), at).conversation(conversation_id).agent(who.agent_id);
    tx.emit(who.org_id, event.data(serde_json::json!({ "guard_overridden": codes })));
    Ok(())
}

/// `GET /guard/overrides`
pub async fn overrides(app: &App, who: &Principal, cursor: Option<&str>, limit: Option<i64>) -> Result<Page<OverrideView>> {
    who.must(Permission::Supervise)?;
    let on = &mut app.read();
    let seq = events::head(on, who.org_id).await?;
    let limit = cursor::limit(limit);
    let before = cursor::decode(cursor)?.map(|(_, id)| id);
    let mut rows = guard_overrides::list(on, who.org_id, before, limit + 1).await?;
    let next = cursor::cut(&mut rows, limit, |row| cursor::encode(row.at.0, row.id));
    let items = rows.into_iter().map(|row| OverrideView {
        at: row.at,
        conversation_id: row.conversation_id,
        message_id: row.message_id,
        agent_id: row.agent_id,
        codes: row.codes,
        reason: row.reason,
    });
    Ok(Page { items: items.collect(), next, seq })
}

async fn findings(app: &App, who: &Principal, id: ConversationId, draft: &str) -> Result<Vec<Finding>> {
    let policy = policy::of(app, who.org_id).await?;
    let facts = if guard::needs_facts(draft) {
        let on = &mut app.read();
        let stored = access::visible(on, who, id).await?;
        let page = super::facts_page(on, who.org_id, id).await?;
        facts::gather(app, who.org_id, stored.session.customer_id, id, &page, draft).await?
    } else {
        Facts::default()
    };
    Ok(guard::check(draft, &policy, who.role, &facts))
}

fn is_block(finding: &Finding) -> bool {
    finding.level == GuardLevel::Block
}
