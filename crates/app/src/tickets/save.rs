//! Every write of a ticket ends here: the row, its timeline, the events, the notices, and the word to the customer,
//! in the one transaction of the command.

use super::{policy::Known, tell};
use crate::{App, Error, Result, ledger, notices};
use serde_json::{Value, json};
use yingke_core::{
    event::{Actor, EventKind, NewEvent},
    id::*,
    permission::Role,
    ticket::{
        Command, Decision, Definition, EntryKind, NewEntry, Notify, Refusal, Ticket, decide,
        decide::{Audience, NoticeKind},
        draft::cut,
    },
    time::Millis,
};
use yingke_store::{Tx, agents, ticket_entries, tickets};

/// More people than this are not told of one thing: it is on their list anyway.
const MOST_TOLD: usize = 50;

pub struct Saved {
    pub ticket: Ticket,
    pub entries: Vec<ticket_entries::Entry>,
}

/// Decides and saves. `Ok(None)` = there was nothing to change.
pub async fn carry_out(
    tx: &mut Tx,
    app: &App,
    org_id: OrgId,
    ticket: &Ticket,
    known: &Known,
    command: &Command,
    actor: &Actor,
) -> Result<Option<Saved>> {
    let now = app.clock.now();
    match decide(ticket, command, actor, &known.policy, now) {
        Ok(decision) => changed(tx, app, org_id, ticket, known, decision, actor, now).await.map(Some),
        Err(Refusal::Nothing) => Ok(None),
        Err(refusal) => Err(super::refused::error(refusal, now)),
    }
}

#[expect(clippy::too_many_arguments)]
async fn changed(
    tx: &mut Tx,
    app: &App,
    org_id: OrgId,
    before: &Ticket,
    known: &Known,
    decision: Decision,
    actor: &Actor,
    now: Millis,
) -> Result<Saved> {
    let ticket = decision.ticket;
    if !tickets::update(tx, org_id, &ticket, before.version).await? {
        return Err(Error::version_conflict());
    }
    let shown_to_customer = before.state != ticket.state || before.title != ticket.title || before.priority != ticket.priority;
    let told_by_entries = before.state == ticket.state
        && before.agent_id == ticket.agent_id
        && before.group_id == ticket.group_id
        && !decision.entries.iter().any(|entry| entry.kind == EntryKind::Change);
    if !told_by_entries {
        let mut data = json!({ "number": ticket.number, "group_id": ticket.group_id });
        if before.state != ticket.state {
            data["from"] = json!(before.state);
            data["to"] = json!(ticket.state);
        }
        let mut event = NewEvent::new(EventKind::TicketChanged, actor.clone(), now).ticket(ticket.id).data(data);
        event.customer_id = ticket.customer_id.filter(|_| shown_to_customer);
        event.agent_id = ticket.agent_id;
        tx.emit(org_id, event);
    }
    follow_up(tx, app, org_id, ticket, known, decision.entries, decision.notices, actor, now).await
}

/// A ticket that was just decided to exist. `client_id` is the customer's own id for it.
pub async fn created(
    tx: &mut Tx,
    app: &App,
    org_id: OrgId,
    known: &Known,
    decision: Decision,
    actor: &Actor,
    client_id: &str,
) -> Result<Saved> {
    let (ticket, now) = (decision.ticket, app.clock.now());
    tickets::insert(tx, org_id, &ticket, client_id).await?;
    let mut event = NewEvent::new(EventKind::TicketCreated, actor.clone(), now)
        .ticket(ticket.id)
        .data(json!({ "state": ticket.state, "number": ticket.number, "group_id": ticket.group_id, "source": ticket.source }));
    if ledger::by_customer(&ticket, actor) {
        event.data["by_customer"] = json!(true);
        event.data["order_id"] = json!(ticket.order_id);
        event.data["category_id"] = json!(ledger::category_of(tx, org_id, &ticket).await?);
    }
    event.customer_id = ticket.customer_id;
    event.agent_id = ticket.agent_id;
    event.conversation_id = ticket.conversation_id;
    tx.emit(org_id, event);
    follow_up(tx, app, org_id, ticket, known, decision.entries, decision.notices, actor, now).await
}

#[expect(clippy::too_many_arguments)]
async fn follow_up(
    tx: &mut Tx,
    app: &App,
    org_id: OrgId,
    ticket: Ticket,
    known: &Known,
    new: Vec<NewEntry>,
    told: Vec<Notify>,
    actor: &Actor,
    now: Millis,
) -> Result<Saved> {
    let entries: Vec<ticket_entries::Entry> = new.into_iter().map(|entry| row(app, &ticket, known, entry, now)).collect();
    ticket_entries::insert_many(tx, org_id, &entries).await?;
    for entry in &entries {
        let mut event = NewEvent::new(EventKind::TicketEntryAdded, entry.actor.clone(), now)
            .ticket(ticket.id)
            .data(json!({ "seq": entry.seq, "kind": entry.kind, "public": entry.public }));
        if ledger::is_contact(entry) {
            event.data["contact"] = json!(true);
            event.data["order_id"] = json!(ticket.order_id);
            event.data["category_id"] = json!(ledger::category_of(tx, org_id, &ticket).await?);
        }
        event.customer_id = ticket.customer_id.filter(|_| entry.public);
        event.agent_id = ticket.agent_id;
        tx.emit(org_id, event);
        tell::customer(tx, app, org_id, &ticket, entry).await?;
    }
    for notice in told {
        notify(tx, app, org_id, &ticket, known, notice, actor, now).await?;
    }
    Ok(Saved { ticket, entries })
}

fn row(app: &App, ticket: &Ticket, known: &Known, entry: NewEntry, now: Millis) -> ticket_entries::Entry {
    let id = app.clock.uuid();
    let payload = with_words(&entry, &known.kind.definition);
    // Customers and staff choose their ids apart from each other: the same one from both is no repeat.
    let client_id = match (entry.client_id, &entry.author) {
        (Some(own), Actor::Customer(_)) => format!("c:{own}"),
        (Some(own), Actor::Agent(_) | Actor::ApiKey(_) | Actor::Bot | Actor::System) => format!("s:{own}"),
        (None, _) => id.simple().to_string(),
    };
    ticket_entries::Entry {
        ticket_id: ticket.id,
        seq: entry.seq,
        id,
        client_id,
        kind: entry.kind,
        public: entry.public,
        actor: entry.author,
        body: entry.body,
        payload,
        at: now,
    }
}

/// A milestone keeps its step's words as they were said: the type may be changed later.
pub(crate) fn with_words(entry: &NewEntry, definition: &Definition) -> Value {
    let mut payload = entry.payload.clone();
    if entry.kind == EntryKind::Milestone
        && let Some(step) = definition.steps.iter().find(|step| payload["step"].as_str() == Some(&step.key))
    {
        payload["name"] = json!(step.name);
        payload["text"] = json!(step.text);
    }
    payload
}

#[expect(clippy::too_many_arguments)]
async fn notify(
    tx: &mut Tx,
    app: &App,
    org_id: OrgId,
    ticket: &Ticket,
    known: &Known,
    notice: Notify,
    actor: &Actor,
    now: Millis,
) -> Result<()> {
    let mut to = match notice.to {
        Audience::Agent(agent) => vec![agent],
        Audience::Group(group) => known.policy.members.get(&group).cloned().unwrap_or_default(),
        Audience::Supervisors => agents::with_roles(tx, org_id, &[Role::Supervisor]).await?,
        Audience::Managers => agents::with_roles(tx, org_id, &[Role::Owner, Role::Admin]).await?,
    };
    to.retain(|agent| *actor != Actor::Agent(*agent));
    if notice.kind == NoticeKind::Rebound && matches!(notice.to, Audience::Group(_)) {
        to.retain(|agent| !ticket.failed_by.contains(agent));
    }
    to.truncate(MOST_TOLD);
    if to.is_empty() {
        return Ok(());
    }
    let head = format!("#{} {}", ticket.number, ticket.title);
    let text = if notice.text.trim().is_empty() { head } else { format!("{}: {}", cut(&head, 60), notice.text) };
    let told = to
        .into_iter()
        .map(|agent_id| notices::NewNotice {
            id: app.clock.id(),
            agent_id,
            kind: notice.kind.as_str(),
            text: text.clone(),
            conversation_id: None,
            ticket_id: Some(ticket.id),
            at: now,
        })
        .collect();
    notices::add_all(tx, org_id, actor, told).await
}
