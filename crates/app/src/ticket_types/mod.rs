//! Ticket types as administrators shape them. What makes a type sound is decided in `core::ticket::definition`.

use crate::{
    App, Error, Principal, Result,
    error::FieldProblem,
    views::ticket::{SaveTicketType, TicketTypeView},
};
use std::collections::HashSet;
use yingke_core::{
    event::{EventKind, NewEvent},
    id::*,
    permission::Permission,
    ticket::{Definition, definition},
};
use yingke_store::{
    Tx, groups,
    ticket_types::{self, TicketType},
};

mod parsed;
pub use parsed::Parsed;
pub(crate) use parsed::of_version;

const MOST: usize = 200;

pub async fn list(app: &App, who: &Principal) -> Result<Vec<TicketTypeView>> {
    Ok(ticket_types::all(&mut app.read(), who.org_id).await?.into_iter().map(view).collect())
}

pub async fn create(app: &App, who: &Principal, form: SaveTicketType) -> Result<TicketTypeView> {
    who.must(Permission::SettingsManage)?;
    let (who, app) = (who.clone(), app.clone());
    app.clone()
        .door
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                let all = ticket_types::all(tx, who.org_id).await?;
                if all.len() >= MOST {
                    return Err(Error::conflict("conflict", format!("at most {MOST} ticket types")));
                }
                let position = all.iter().map(|other| other.position).max().unwrap_or(0) + 1;
                let new = of_form(app.clock.id(), position, 1, form);
                sound(tx, who.org_id, &all, &new).await?;
                let now = app.clock.now();
                ticket_types::insert(tx, who.org_id, &new, now).await?;
                tell(tx, &who, now);
                Ok(view(new))
            })
        })
        .await
}

pub async fn update(app: &App, who: &Principal, id: TicketTypeId, form: SaveTicketType) -> Result<TicketTypeView> {
    who.must(Permission::SettingsManage)?;
    let (who, now) = (who.clone(), app.clock.now());
    app.door
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                let all = ticket_types::all(tx, who.org_id).await?;
                let held = all.iter().find(|other| other.id == id).ok_or(Error::NotFound("ticket type"))?;
                let was = form.version.ok_or_else(|| Error::invalid("version", "send the version that you changed"))?;
                if was != held.version {
                    return Err(Error::version_conflict());
                }
                let changed = of_form(id, held.position, was + 1, form);
                sound(tx, who.org_id, &all, &changed).await?;
                if !ticket_types::update(tx, who.org_id, &changed, was).await? {
                    return Err(Error::version_conflict());
                }
                tell(tx, &who, now);
                Ok(view(changed))
            })
        })
        .await
}

async fn sound(tx: &mut Tx, org_id: OrgId, all: &[TicketType], one: &TicketType) -> Result<()> {
    if all.iter().any(|other| other.id != one.id && other.key == one.key) {
        return Err(Error::conflict("already_taken", "another ticket type has this key"));
    }
    let groups: HashSet<String> = groups::keys(tx, org_id).await?.into_keys().collect();
    definition::check(&one.key, &one.definition, &groups)
        .map_err(|flaw| Error::Form(vec![FieldProblem { field: flaw.at, code: "invalid".into(), message: flaw.message }]))
}

fn tell(tx: &mut Tx, who: &Principal, now: yingke_core::time::Millis) {
    let event = NewEvent::new(EventKind::SettingsChanged, who.actor.clone(), now);
    tx.emit(who.org_id, event.data(serde_json::json!({ "what": "ticket_types" })));
}

fn of_form(id: TicketTypeId, position: i64, version: i64, form: SaveTicketType) -> TicketType {
    TicketType {
        id,
        key: form.key,
        family: form.family,
        definition: Definition {
            name: form.name,
            description: form.description,
            customer_can_start: form.customer_can_start,
            order_states: form.order_states,
            group: form.group,
            base_priority: form.base_priority,
            fields: form.fields,
            steps: form.steps,
        },
        enabled: form.enabled,
        position,
        version,
    }
}

fn view(row: TicketType) -> TicketTypeView {
    TicketTypeView {
        id: row.id,
        key: row.key,
        name: row.definition.name,
        description: row.definition.description,
        family: row.family,
        customer_can_start: row.definition.customer_can_start,
        order_states: row.definition.order_states,
        group: row.definition.group,
        base_priority: row.definition.base_priority,
        fields: row.definition.fields,
        steps: row.definition.steps,
        enabled: row.enabled,
        version: row.version,
    }
}
