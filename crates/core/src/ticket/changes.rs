//! What is different between a ticket before and after a command: the audit trail, made by comparison, so that no
//! command can forget to write down what it changed.

use super::{FieldDef, FieldKind, Ticket};
use crate::customer::mask_phone;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// `field` is a name of the ticket view, or `fields.<key>` for one of the type's own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    pub field: String,
    pub from: Value,
    pub to: Value,
}

pub fn changes(before: &Ticket, after: &Ticket, defs: &[FieldDef]) -> Vec<Change> {
    let mut found = Vec::new();
    let mut note = |field: &str, from: Value, to: Value| {
        if from != to {
            found.push(Change { field: field.to_owned(), from, to });
        }
    };
    note("state", json!(before.state), json!(after.state));
    note("priority", json!(before.priority), json!(after.priority));
    note("group_id", json!(before.group_id), json!(after.group_id));
    note("agent_id", json!(before.agent_id), json!(after.agent_id));
    note("owner_id", json!(before.owner_id), json!(after.owner_id));
    note("category_id", json!(before.category_id), json!(after.category_id));
    note("order_id", json!(before.order_id), json!(after.order_id));
    note("title", json!(before.title), json!(after.title));
    note("mood", json!(before.mood), json!(after.mood));
    note("rebound_count", json!(before.rebound_count), json!(after.rebound_count));
    let mut keys: Vec<&String> = before.fields.keys().chain(after.fields.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    for key in keys {
        let shown = |values: &super::fields::Values| shown(defs, key, values.get(key));
        if before.fields.get(key) != after.fields.get(key) {
            note(&format!("fields.{key}"), shown(&before.fields), shown(&after.fields));
        }
    }
    found
}

/// The audit trail is read by everybody: phone numbers stand in it masked.
fn shown(defs: &[FieldDef], key: &str, value: Option<&Value>) -> Value {
    let Some(value) = value else { return Value::Null };
    let is_phone = defs.iter().any(|def| def.key == *key && def.kind == FieldKind::Phone);
    match value.as_str() {
        Some(phone) if is_phone => Value::from(mask_phone(phone)),
        Some(_) | None => value.clone(),
    }
}
