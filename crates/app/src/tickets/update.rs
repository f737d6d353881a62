//! `PATCH`: title, state, priority, owner, category, fields, all or some, in one decision.

use super::{access, agent_must_work, files, group_must_exist, input, policy, refused, save};
use crate::{App, Error, Principal, Result, categories, views::ticket::*};
use serde_json::Value;
use yingke_core::{
    customer::mask_phone,
    id::*,
    ticket::{
        Changes, Command, FieldDef, FieldKind,
        decide::Assignee,
        fields::{self, Values},
    },
};
use yingke_store::Tx;

pub async fn update(app: &App, who: &Principal, id: TicketId, change: UpdateTicket) -> Result<TicketDetail> {
    let (app, who) = (app.clone(), who.clone());
    app.clone().door.write(who.org_id, move |tx| Box::pin(async move { write(tx, &app, &who, id, change).await })).await
}

async fn write(tx: &mut Tx, app: &App, who: &Principal, id: TicketId, change: UpdateTicket) -> Result<TicketDetail> {
    let org_id = who.org_id;
    let ticket = access::load(tx, who, id).await?;
    if ticket.version != change.version {
        return Err(Error::version_conflict());
    }
    let known = policy::load(tx, org_id, ticket.type_id, ticket.customer_id, ticket.order_id).await?;
    if let Some(group) = change.group_id {
        group_must_exist(tx, org_id, group).await?;
    }
    if let Some(agent) = change.agent_id {
        agent_must_work(tx, org_id, agent).await?;
    }
    if let Some(category) = change.category_id {
        categories::must_exist(tx, org_id, category).await?;
    }
    let fields = match &change.fields {
        Some(sent) => {
            let defs = &known.policy.fields;
            let sent = without_masks(defs, &ticket.fields, sent);
            let values = fields::fill(defs, &ticket.fields, &sent, fields::Filler::Staff).map_err(refused::form)?;
            files::must_be_owned(tx, org_id, &fields::attachments(defs, &values), None).await?;
            Some(values)
        }
        None => None,
    };
    let changes = Changes {
        title: change.title.as_deref().map(input::title).transpose()?,
        state: change.state,
        priority: change.priority,
        group_id: change.group_id,
        assignee: match (change.agent_id, change.unassign) {
            (Some(agent), false) => Some(Assignee::Agent(agent)),
            (None, true) => Some(Assignee::Nobody),
            (None, false) => None,
            (Some(_), true) => return Err(Error::invalid("unassign", "either an agent or nobody")),
        },
        category_id: change.category_id,
        fields,
        reason: input::reason(&change.reason)?,
    };
    save::carry_out(tx, app, org_id, &ticket, &known, &Command::Update(changes), &who.actor).await?;
    super::after(tx, app, who, id).await
}

/// A form sends back what it was shown. A phone that was shown masked and not touched must not overwrite the real one.
fn without_masks(defs: &[FieldDef], held: &Values, sent: &Value) -> Value {
    let mut sent = sent.clone();
    let Some(values) = sent.as_object_mut() else { return sent };
    values.retain(|key, value| {
        let is_phone = defs.iter().any(|def| def.key == *key && def.kind == FieldKind::Phone);
        let untouched = held.get(key).and_then(Value::as_str).map(mask_phone).as_deref() == value.as_str();
        !(is_phone && untouched)
    });
    sent
}
