//! Checking a draft while it is typed, and clearing the words when they are sent.

use super::{
    case::{self, Case},
    facts, policy,
};
use crate::{
    App, Error, Principal, Result, cursor,
    views::{
        Page,
        guard::{GuardView, OverrideView},
    },
};
use std::sync::Arc;
use yingke_core::{
    event::{EventKind, NewEvent},
    fact::references,
    guard::{Finding, GuardLevel, GuardPolicy},
    id::*,
    permission::{Permission, Role},
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
pub enum Cleared {
    Freely,
    /// Gives something away, within the limit by what had been given away when it was read. The words of two people may be
    /// read at the same moment, so the transaction asks again ([`settle`]).
    Within(Box<Gift>),
    /// Held back, and sent all the same for a reason that must be recorded with it.
    Overridden {
        codes: Vec<String>,
        reason: String,
    },
}

impl Cleared {
    /// Nothing is to be done in the transaction of the words.
    pub fn is_free(&self) -> bool {
        matches!(self, Cleared::Freely)
    }
}

/// Everything by which a draft was measured, to measure it again.
pub struct Gift {
    draft: String,
    override_reason: String,
    policy: Arc<GuardPolicy>,
    role: Role,
    facts: Facts,
    case: Case,
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
    // A customer would read the braces; who inserts a script has its facts said first.
    if !references(body).is_empty() {
        return Err(Error::invalid("body", "say the fact instead of naming it: POST /facts/rendering tells its words as they stand now"));
    }
    let policy = policy::of(app, who.org_id).await?;
    let (facts, case) = if guard::needs_facts(body) {
        let case = case::of(&mut app.read(), who, thread).await?;
        (facts::gather(app, who.org_id, &case, body).await?, Some(case))
    } else {
        (Facts::default(), None)
    };
    let cleared = verdict(body, override_reason, &policy, who.role, &facts)?;
    Ok(match (cleared, case) {
        (Cleared::Freely, Some(case)) if guard::names_amounts(body) => Cleared::Within(Box::new(Gift {
            draft: body.to_owned(),
            override_reason: override_reason.to_owned(),
            policy,
            role: who.role,
            facts,
            case,
        })),
        (cleared, _) => cleared,
    })
}

/// In the transaction of the words, before they are written: nobody else can give anything away now.
pub async fn settle(tx: &mut Tx, org_id: OrgId, cleared: Cleared) -> Result<Cleared> {
    let Cleared::Within(mut gift) = cleared else { return Ok(cleared) };
    gift.facts.promised_fen = case::promised_fen(tx, org_id, &gift.case).await?;
    verdict(&gift.draft, &gift.override_reason, &gift.policy, gift.role, &gift.facts)
}

fn verdict(draft: &str, override_reason: &str, policy: &GuardPolicy, role: Role, facts: &Facts) -> Result<Cleared> {
    let findings = guard::check(draft, policy, role, facts);
    let mut codes: Vec<String> = findings.into_iter().filter(is_block).map(|finding| finding.code).collect();
    codes.dedup();
    if codes.is_empty() {
        return Ok(Cleared::Freely);
    }
    let reason = override_reason.trim().to_owned();
    if reason.chars().count() > LONGEST_REASON || reason.contains('\0') {
        return Err(Error::invalid("override_reason", format!("at most {LONGEST_REASON} characters")));
    }
    let told = codes.join(", ");
    match (policy.may_override(role), reason.is_empty()) {
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
