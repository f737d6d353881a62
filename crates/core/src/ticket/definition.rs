//! A ticket type: what is asked, and the course that its tickets take through the departments.

use super::FieldKind;
use crate::{order::OrderState, text::Text};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use utoipa::ToSchema;

/// Everything about a type that is stored as one document; key, family and switch stand beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Definition {
    pub name: Text,
    #[serde(default)]
    pub description: Text,
    pub customer_can_start: bool,
    /// Offered for orders in these states; empty = any, and without an order too.
    #[serde(default)]
    pub order_states: Vec<OrderState>,
    /// Key of the group that gets it first.
    pub group: String,
    /// 0 low … 3 urgent.
    pub base_priority: i64,
    #[serde(default)]
    pub fields: Vec<FieldDef>,
    #[serde(default)]
    pub steps: Vec<StepDef>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FieldDef {
    pub key: String,
    pub label: Text,
    pub kind: FieldKind,
    /// A public one must be filled by a customer who starts a request; a staff one before the ticket is solved.
    pub required: bool,
    #[serde(default)]
    pub options: Vec<FieldOption>,
    #[serde(default)]
    pub help: Option<Text>,
    /// Where the value comes from without typing: `order.no`, `order.lines`, `order.paid_fen`, `order.phone`, `order.address`, `shipment.tracking_no`.
    #[serde(default)]
    pub prefill: Option<String>,
    /// The customer fills and sees it; otherwise staff only.
    pub public: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FieldOption {
    pub value: String,
    pub label: Text,
}

/// A step of a type's course. Finishing a public one tells the customer at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StepDef {
    pub key: String,
    pub name: Text,
    pub public: bool,
    /// Key of the group that works on it.
    pub group: String,
    /// What the customer is told when it is finished.
    pub text: Text,
}

/// Why a definition cannot be used; `at` names the part, as a path (`fields.reason`).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {message}")]
pub struct Flaw {
    pub at: String,
    pub message: String,
}

pub const PREFILLS: &[&str] = &["order.no", "order.lines", "order.paid_fen", "order.phone", "order.address", "shipment.tracking_no"];
const MAX_FIELDS: usize = 60;
const MAX_OPTIONS: usize = 200;
const MAX_STEPS: usize = 30;
const MAX_NAME: usize = 60;
const MAX_TEXT: usize = 1000;

/// Refuses a type that would strand a ticket or a person later: double keys, choices without options, unknown groups.
pub fn check(key: &str, definition: &Definition, groups: &HashSet<String>) -> Result<(), Flaw> {
    key_is_good("key", key)?;
    text_is_good("name", &definition.name, MAX_NAME, true)?;
    text_is_good("description", &definition.description, MAX_TEXT, false)?;
    group_exists("group", &definition.group, groups)?;
    if !(0..=3).contains(&definition.base_priority) {
        return flaw("base_priority", "must be 0 (low) to 3 (urgent)");
    }
    if definition.fields.len() > MAX_FIELDS || definition.steps.len() > MAX_STEPS {
        return flaw("fields", format!("at most {MAX_FIELDS} fields and {MAX_STEPS} steps"));
    }
    if definition.customer_can_start && definition.steps.is_empty() {
        return flaw("steps", "a type that customers can start needs at least one step, or they would have nothing to follow");
    }
    let mut seen = HashSet::new();
    for field in &definition.fields {
        let at = format!("fields.{}", field.key);
        key_is_good(&at, &field.key)?;
        if !seen.insert(&field.key) {
            return flaw(at, "two fields have this key");
        }
        field_is_good(&at, field)?;
    }
    let mut seen = HashSet::new();
    for step in &definition.steps {
        let at = format!("steps.{}", step.key);
        key_is_good(&at, &step.key)?;
        if !seen.insert(&step.key) {
            return flaw(at, "two steps have this key");
        }
        text_is_good(&at, &step.name, MAX_NAME, true)?;
        text_is_good(&at, &step.text, MAX_TEXT, step.public)?;
        group_exists(&at, &step.group, groups)?;
    }
    Ok(())
}

fn field_is_good(at: &str, field: &FieldDef) -> Result<(), Flaw> {
    text_is_good(at, &field.label, MAX_NAME, true)?;
    if let Some(help) = &field.help {
        text_is_good(at, help, MAX_TEXT, false)?;
    }
    let chooses = matches!(field.kind, FieldKind::Select | FieldKind::Multi);
    if chooses && field.options.is_empty() {
        return flaw(at, "a choice needs options");
    }
    if !chooses && !field.options.is_empty() {
        return flaw(at, "only a choice has options");
    }
    if field.options.len() > MAX_OPTIONS {
        return flaw(at, format!("at most {MAX_OPTIONS} options"));
    }
    let mut values = HashSet::new();
    for option in &field.options {
        if option.value.is_empty() || option.value.chars().count() > MAX_NAME || !values.insert(&option.value) {
            return flaw(at, format!("every option needs a value of its own; {:?} is not", option.value));
        }
        text_is_good(at, &option.label, MAX_NAME, true)?;
    }
    match &field.prefill {
        Some(source) if !PREFILLS.contains(&source.as_str()) => flaw(at, format!("prefill must be one of {}", PREFILLS.join(", "))),
        Some(_) | None => Ok(()),
    }
}

fn key_is_good(at: &str, key: &str) -> Result<(), Flaw> {
    let fine = !key.is_empty() && key.len() <= 40 && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if fine { Ok(()) } else { flaw(at, "a key is 1 to 40 of a-z, 0-9 and _") }
}

fn text_is_good(at: &str, text: &Text, longest: usize, needed: bool) -> Result<(), Flaw> {
    if needed && text.zh_cn.trim().is_empty() {
        return flaw(at, "needs words at least in zh-CN");
    }
    if [&text.zh_cn, &text.zh_tw, &text.en].iter().any(|words| words.chars().count() > longest) {
        return flaw(at, format!("longer than {longest} characters"));
    }
    Ok(())
}

fn group_exists(at: &str, group: &str, groups: &HashSet<String>) -> Result<(), Flaw> {
    if groups.contains(group) { Ok(()) } else { flaw(at, format!("there is no group with the key {group:?}")) }
}

fn flaw<T>(at: impl Into<String>, message: impl Into<String>) -> Result<T, Flaw> {
    Err(Flaw { at: at.into(), message: message.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups() -> HashSet<String> {
        HashSet::from(["aftersale".to_owned(), "warehouse".to_owned()])
    }
    fn field(key: &str, kind: FieldKind) -> FieldDef {
        FieldDef {
            key: key.into(),
            label: Text::zh("字段"),
            kind,
            required: false,
            options: vec![],
            help: None,
            prefill: None,
            public: true,
        }
    }
    fn step(key: &str) -> StepDef {
        StepDef { key: key.into(), name: Text::zh("受理"), public: true, group: "warehouse".into(), text: Text::zh("已受理") }
    }
    fn good() -> Definition {
        Definition {
            name: Text::zh("退货"),
            description: Text::default(),
            customer_can_start: true,
            order_states: vec![],
            group: "aftersale".into(),
            base_priority: 1,
            fields: vec![field("note", FieldKind::Text)],
            steps: vec![step("accepted")],
        }
    }

    #[test]
    fn a_sound_type_passes_and_each_flaw_is_named() {
        assert_eq!(check("return_refund", &good(), &groups()), Ok(()));
        let flaw_of = |change: &dyn Fn(&mut Definition)| {
            let mut definition = good();
            change(&mut definition);
            check("return_refund", &definition, &groups()).expect_err("must be refused").at
        };
        assert_eq!(flaw_of(&|d| d.steps.clear()), "steps");
        assert_eq!(flaw_of(&|d| d.steps.push(step("accepted"))), "steps.accepted");
        assert_eq!(flaw_of(&|d| d.steps[0].group = "moon".into()), "steps.accepted");
        assert_eq!(flaw_of(&|d| d.steps[0].text = Text::default()), "steps.accepted");
        assert_eq!(flaw_of(&|d| d.group = "moon".into()), "group");
        assert_eq!(flaw_of(&|d| d.base_priority = 4), "base_priority");
        assert_eq!(flaw_of(&|d| d.name = Text::default()), "name");
        assert_eq!(flaw_of(&|d| d.fields.push(field("note", FieldKind::Date))), "fields.note");
        assert_eq!(flaw_of(&|d| d.fields[0].kind = FieldKind::Select), "fields.note");
        assert_eq!(flaw_of(&|d| d.fields[0].prefill = Some("order.secret".into())), "fields.note");
        assert_eq!(flaw_of(&|d| d.fields[0].key = "Bad Key".into()), "fields.Bad Key");
        let option = FieldOption { value: "a".into(), label: Text::zh("甲") };
        let mut twice = field("pick", FieldKind::Select);
        twice.options = vec![option.clone(), option];
        assert_eq!(flaw_of(&|d| d.fields.push(twice.clone())), "fields.pick");
    }

    #[test]
    fn a_type_for_staff_only_may_have_no_steps() {
        let definition = Definition { customer_can_start: false, steps: vec![], ..good() };
        assert_eq!(check("consult", &definition, &groups()), Ok(()));
    }
}
