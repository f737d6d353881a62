//! Checking a draft while it is typed, and clearing the words when they are sent.

use super::{case, facts, policy};
use crate::{
    App, Error, Principal, Result, cursor,
    views::{
        Page,
        guard::{GuardView, OverrideView},
    },
};
use yingke_core::{
    event::{EventKind, NewEvent},
    guard::{Finding, GuardLevel},
    id::*,
    permission::Permission,
    time::Millis,
};
use yingke_language::guard::{self, Facts};
use yingke_store::{
    Tx, audit, events,
    facts::Thread,
    guard_overrides::{self, Override},
};

const LONGEST: usize = 5_000;
const LONGEST_REASON: usize = 300;

/// What sending takes.
#[derive(Debug, Clone, PartialEq)]
pub enum Cleared {
    Freely,
    /// Held back, and sent all the same for a reason that must be recorded with it.
    Overridden {
        codes: Vec<String>,
        reason: String,
    },
}

/// `POST /conversations/{id}/guard`, `POST /tickets/{id}/guard`
pub async fn check(app: &App, who: &Principal, thread: Thread, draft: &str) -> Result<GuardView> {
    who.must(match thread {
        Thread::Conversation(_) => Permission::ConversationsOwn,
        Thread::Ticket(_) => Permission::TicketsGroup,
    })?;
    if draft.chars().count() > LONGEST {
        return Err(Error::invalid("body", "at most 5,000 characters"));
    }
    case::of(&mut app.read(), who, thread).await?;
    let policy = policy::of(app, who.org_id).await?;
    let findings = findings(app, who, thread, draft).await?;
    Ok(GuardView { blocked: findings.iter().any(is_block), may_override: policy.may_override(who.role), findings })
}

/// Refuses what the settings hold back. Most words have nothing in them that needs a look at anything.
pub async fn clear(app: &App, who: &Principal, thread: Thread, body: &str, override_reason: &str) -> Result<Cleared> {
    let mut codes: Vec<String> = findings(app, who, thread, body).await?.into_iter().filter(is_block).map(|finding| finding.code).collect();
    codes.dedup();
    if codes.is_empty() {
        return Ok(Cleared::Freely);
    }
    let reason = override_reason.trim().to_owned();
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

/// Keeps who sent what was held back, and why; in the transaction of the message or the ticket's entry.
pub async fn record(tx: &mut Tx, app: &App, who: &Principal, at: Millis, said: (Thread, uuid::Uuid), cleared: &Cleared) -> Result<()> {
    let Cleared::Overridden { codes, reason } = cleared else { return Ok(()) };
    let (thread, said_id) = said;
    let row = Override { id: app.clock.uuid(), at, thread, said_id, agent_id: who.agent_id, codes: codes.clone(), reason: reason.clone() };
    guard_overrides::insert(tx, who.org_id, &row).await?;
    let (said, event) = match thread {
        Thread::Conversation(id) => {
            (MessageId(said_id).to_string(), NewEvent::new(EventKind::ConversationChanged, who.actor.clone(), at).conversation(id))
        }
        Thread::Ticket(id) => (entry_id(said_id), NewEvent::new(EventKind::TicketChanged, who.actor.clone(), at).ticket(id)),
    };
    audit::write(tx, who.org_id, app.clock.uuid(), at, &who.actor, "guard.overridden", &said).await?;
    tx.emit(who.org_id, event.agent(who.agent_id).data(serde_json::json!({ "guard_overridden": codes })));
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
    Ok(Page { items: rows.into_iter().map(view).collect(), next, seq })
}

fn view(row: Override) -> OverrideView {
    let none = OverrideView {
        at: row.at,
        conversation_id: None,
        message_id: None,
        ticket_id: None,
        entry_id: None,
        agent_id: row.agent_id,
        codes: row.codes,
        reason: row.reason,
    };
    match row.thread {
        Thread::Conversation(id) => OverrideView { conversation_id: Some(id), message_id: Some(MessageId(row.said_id)), ..none },
        Thread::Ticket(id) => OverrideView { ticket_id: Some(id), entry_id: Some(entry_id(row.said_id)), ..none },
    }
}

/// As the ticket's timeline names it.
fn entry_id(id: uuid::Uuid) -> String {
    id.simple().to_string()
}

async fn findings(app: &App, who: &Principal, thread: Thread, draft: &str) -> Result<Vec<Finding>> {
    let policy = policy::of(app, who.org_id).await?;
    let facts = if guard::needs_facts(draft) {
        let case = case::of(&mut app.read(), who, thread).await?;
        facts::gather(app, who.org_id, &case, draft).await?
    } else {
        Facts::default()
    };
    Ok(guard::check(draft, &policy, who.role, &facts))
}

fn is_block(finding: &Finding) -> bool {
    finding.level == GuardLevel::Block
}
