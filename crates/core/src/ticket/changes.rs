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
    note(&mut found, "state", &before.state, &after.state);
    note(&mut found, "priority", &before.priority, &after.priority);
    note(&mut found, "group_id", &before.group_id, &after.group_id);
    note(&mut found, "agent_id", &before.agent_id, &after.agent_id);
    note(&mut found, "owner_id", &before.owner_id, &after.owner_id);
    note(&mut found, "category_id", &before.category_id, &after.category_id);
    note(&mut found, "order_id", &before.order_id, &after.order_id);
    note(&mut found, "title", &before.title, &after.title);
    note(&mut found, "mood", &before.mood, &after.mood);
    note(&mut found, "rebound_count", &before.rebound_count, &after.rebound_count);
    let mut keys: Vec<&String> = before.fields.keys().chain(after.fields.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    for key in keys {
        let shown = |values: &super::fields::Values| shown(defs, key, values.get(key));
        if before.fields.get(key) != after.fields.get(key) {
            note(&mut found, &format!("fields.{key}"), &shown(&before.fields), &shown(&after.fields));
        }
    }
    found
}

/// Most are as they were, and cost a comparison.
fn note<T: PartialEq + Serialize>(found: &mut Vec<Change>, field: &str, from: &T, to: &T) {
    if from != to {
        found.push(Change { field: field.to_owned(), from: json!(from), to: json!(to) });
    }
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
