//! The values of a ticket's own fields: what each kind takes, what is missing, and what the order already knows.

use super::{FieldDef, FieldKind};
use crate::id::AttachmentId;
use serde_json::{Map, Value};
use std::collections::HashSet;

pub type Values = Map<String, Value>;

/// Who fills in. A customer must fill what is required and sees public fields only; staff may leave gaps until solving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filler {
    Customer,
    Staff,
}

crate::word_enum! {
    /// Why a value is refused; the web has words for each.
    Problem {
        Required = "required",
        TooLong = "too_long",
        NotANumber = "not_a_number",
        NotMoney = "not_money",
        NotADate = "not_a_date",
        NotAPhone = "not_a_phone",
        NotAnOption = "not_an_option",
        WrongShape = "wrong_shape",
        TooMany = "too_many",
        /// The type has no such field, or not for this reader.
        Unknown = "unknown",
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadField {
    pub key: String,
    pub problem: Problem,
}

pub const MAX_TEXT: usize = 200;
pub const MAX_LONG_TEXT: usize = 5000;
pub const MAX_FILES: usize = 20;
const MAX_ITEMS: usize = 200;
/// ¥10,000,000.00: more is a slip of the finger.
const MAX_FEN: i64 = 1_000_000_000;
const MAX_NUMBER: f64 = 1e15;

/// Checks what was sent and returns the values after it: words trimmed, `null` and empty ones taken away.
pub fn fill(defs: &[FieldDef], held: &Values, sent: &Value, filler: Filler) -> Result<Values, Vec<BadField>> {
    let nothing = Map::new();
    let sent = match sent {
        Value::Null => &nothing,
        Value::Object(sent) => sent,
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            return Err(vec![BadField { key: String::new(), problem: Problem::WrongShape }]);
        }
    };
    let mut values = held.clone();
    let mut bad = Vec::new();
    for (key, value) in sent {
        match defs.iter().find(|def| def.key == *key && (def.public || filler == Filler::Staff)) {
            None if value.is_null() => {}
            None => bad.push(BadField { key: key.clone(), problem: Problem::Unknown }),
            Some(def) => match tidy(def, value) {
                Ok(Some(value)) => drop(values.insert(key.clone(), value)),
                Ok(None) => drop(values.remove(key)),
                Err(problem) => bad.push(BadField { key: key.clone(), problem }),
            },
        }
    }
    if filler == Filler::Customer {
        bad.extend(
            missing(defs, &values, |def| def.public).into_iter().filter(|gap| !bad.iter().any(|b| b.key == gap.key)).collect::<Vec<_>>(),
        );
    }
    if bad.is_empty() { Ok(values) } else { Err(bad) }
}

/// Staff fields that must be filled before the ticket may be solved.
pub fn missing_to_solve(defs: &[FieldDef], values: &Values) -> Vec<BadField> {
    missing(defs, values, |def| !def.public)
}

fn missing(defs: &[FieldDef], values: &Values, concerns: impl Fn(&FieldDef) -> bool) -> Vec<BadField> {
    defs.iter()
        .filter(|def| def.required && concerns(def) && !values.contains_key(&def.key))
        .map(|def| BadField { key: def.key.clone(), problem: Problem::Required })
        .collect()
}

/// One value in its stored form; `None` when it is empty.
pub fn tidy(def: &FieldDef, value: &Value) -> Result<Option<Value>, Problem> {
    if value.is_null() {
        return Ok(None);
    }
    match def.kind {
        FieldKind::Text => words(value, MAX_TEXT),
        FieldKind::LongText => words(value, MAX_LONG_TEXT),
        FieldKind::Number => match value.as_f64() {
            Some(number) if number.abs() <= MAX_NUMBER => Ok(Some(value.clone())),
            Some(_) | None => Err(Problem::NotANumber),
        },
        FieldKind::Money => match value.as_i64() {
            Some(fen) if (0..=MAX_FEN).contains(&fen) => Ok(Some(value.clone())),
            Some(_) | None => Err(Problem::NotMoney),
        },
        FieldKind::Date => checked_words(value, is_day, Problem::NotADate),
        FieldKind::Phone => checked_words(value, is_phone, Problem::NotAPhone),
        FieldKind::Select => checked_words(value, |choice| is_option(def, choice), Problem::NotAnOption),
        FieldKind::Multi => list(value, MAX_ITEMS, |choice| match choice.as_str() {
            Some(word) if is_option(def, word) => Ok(choice.clone()),
            Some(_) | None => Err(Problem::NotAnOption),
        }),
        FieldKind::OrderLines => list(value, MAX_ITEMS, |line| match line.as_i64() {
            Some(line_no) if line_no > 0 => Ok(line.clone()),
            Some(_) | None => Err(Problem::WrongShape),
        }),
        // A client may send back what it was shown: the whole attachment instead of its id.
        FieldKind::Attachments => list(value, MAX_FILES, |file| {
            let id = file.as_str().or_else(|| file.get("attachment_id").and_then(Value::as_str)).unwrap_or_default();
            id.parse::<AttachmentId>().map(|id| Value::from(id.to_string())).map_err(|_| Problem::WrongShape)
        }),
        // A box that must be ticked and is not counts as empty.
        FieldKind::Checkbox => match value.as_bool() {
            Some(false) if def.required => Ok(None),
            Some(_) => Ok(Some(value.clone())),
            None => Err(Problem::WrongShape),
        },
    }
}

/// The attachments named in any field.
pub fn attachments(defs: &[FieldDef], values: &Values) -> Vec<AttachmentId> {
    defs.iter()
        .filter(|def| def.kind == FieldKind::Attachments)
        .filter_map(|def| values.get(&def.key)?.as_array())
        .flatten()
        .filter_map(|id| id.as_str()?.parse().ok())
        .collect()
}

/// What an order tells without anybody typing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OrderFacts {
    pub order_no: String,
    pub line_nos: Vec<i64>,
    pub paid_fen: i64,
    pub phone: String,
    pub address: String,
    pub tracking_no: String,
}

/// Values for the fields that say where theirs comes from. Only what fits its own kind is offered.
pub fn prefill(defs: &[FieldDef], order: &OrderFacts) -> Values {
    let mut values = Map::new();
    for def in defs {
        let value = match def.prefill.as_deref() {
            Some("order.no") => Value::from(order.order_no.clone()),
            Some("order.lines") => Value::from(order.line_nos.clone()),
            Some("order.paid_fen") => Value::from(order.paid_fen),
            Some("order.phone") => Value::from(order.phone.clone()),
            Some("order.address") => Value::from(order.address.clone()),
            Some("shipment.tracking_no") => Value::from(order.tracking_no.clone()),
            Some(_) | None => continue,
        };
        if let Ok(Some(value)) = tidy(def, &value) {
            values.insert(def.key.clone(), value);
        }
    }
    values
}

fn words(value: &Value, longest: usize) -> Result<Option<Value>, Problem> {
    let text = value.as_str().ok_or(Problem::WrongShape)?.trim();
    if text.chars().count() > longest {
        return Err(Problem::TooLong);
    }
    Ok((!text.is_empty()).then(|| Value::from(text)))
}

fn checked_words(value: &Value, good: impl Fn(&str) -> bool, problem: Problem) -> Result<Option<Value>, Problem> {
    let text = value.as_str().ok_or(problem)?.trim();
    match text {
        "" => Ok(None),
        text if good(text) => Ok(Some(Value::from(text))),
        _ => Err(problem),
    }
}

fn list(value: &Value, longest: usize, tidy: impl Fn(&Value) -> Result<Value, Problem>) -> Result<Option<Value>, Problem> {
    let items = value.as_array().ok_or(Problem::WrongShape)?;
    if items.len() > longest {
        return Err(Problem::TooMany);
    }
    let mut seen = HashSet::new();
    let mut kept = Vec::with_capacity(items.len());
    for item in items {
        let item = tidy(item)?;
        if seen.insert(item.to_string()) {
            kept.push(item);
        }
    }
    Ok((!kept.is_empty()).then_some(Value::Array(kept)))
}

fn is_option(def: &FieldDef, value: &str) -> bool {
    def.options.iter().any(|option| option.value == value)
}

fn is_phone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    // A masked number (138****5678) is what staff without the permission see; it may be handed back unchanged.
    (5..=20).contains(&(digits + text.bytes().filter(|b| *b == b'*').count()))
        && digits >= 2
        && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b' ' | b'(' | b')' | b'*'))
}

/// `2026-11-21`, and a day that exists.
fn is_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return false;
    }
    let number = |range: std::ops::Range<usize>| -> Option<u32> {
        let part = &bytes[range];
        part.iter().all(u8::is_ascii_digit).then(|| part.iter().fold(0, |n, b| n * 10 + u32::from(b - b'0')))
    };
    let (Some(year), Some(month), Some(day)) = (number(0..4), number(5..7), number(8..10)) else { return false };
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let longest = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    year >= 1900 && (1..=longest).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{text::Text, ticket::FieldOption};
    use serde_json::json;

    fn field(key: &str, kind: FieldKind) -> FieldDef {
        let option = |value: &str| FieldOption { value: value.into(), label: Text::zh(value) };
        FieldDef {
            key: key.into(),
            label: Text::zh("字段"),
            kind,
            required: false,
            options: if matches!(kind, FieldKind::Select | FieldKind::Multi) { vec![option("a"), option("b")] } else { vec![] },
            help: None,
            prefill: None,
            public: true,
        }
    }
    fn required(def: FieldDef) -> FieldDef {
        FieldDef { required: true, ..def }
    }
    fn staff(def: FieldDef) -> FieldDef {
        FieldDef { public: false, ..def }
    }

    #[test]
    fn each_kind_takes_its_own_values_only() {
        use FieldKind::*;
        let file = AttachmentId(uuid::Uuid::from_u128(9)).to_string();
        let table: Vec<(FieldKind, Value, Result<Option<Value>, Problem>)> = vec![
            (Text, json!("  太小了 "), Ok(Some(json!("太小了")))),
            (Text, json!("   "), Ok(None)),
            (Text, json!("x".repeat(201)), Err(Problem::TooLong)),
            (Text, json!(7), Err(Problem::WrongShape)),
            (LongText, json!("字".repeat(5000)), Ok(Some(json!("字".repeat(5000))))),
            (LongText, json!("字".repeat(5001)), Err(Problem::TooLong)),
            (Number, json!(2.5), Ok(Some(json!(2.5)))),
            (Number, json!("2"), Err(Problem::NotANumber)),
            (Number, json!(1e18), Err(Problem::NotANumber)),
            (Money, json!(12900), Ok(Some(json!(12900)))),
            (Money, json!(-1), Err(Problem::NotMoney)),
            (Money, json!(1.5), Err(Problem::NotMoney)),
            (Money, json!(1_000_000_001), Err(Problem::NotMoney)),
            (Date, json!("2028-02-29"), Ok(Some(json!("2028-02-29")))),
            (Date, json!("2027-02-29"), Err(Problem::NotADate)),
            (Date, json!("2027-2-1"), Err(Problem::NotADate)),
            (Phone, json!("13812345678"), Ok(Some(json!("13812345678")))),
            (Phone, json!("138****5678"), Ok(Some(json!("138****5678")))),
            (Phone, json!("call me"), Err(Problem::NotAPhone)),
            (Phone, json!("******"), Err(Problem::NotAPhone)),
            (Select, json!("a"), Ok(Some(json!("a")))),
            (Select, json!("c"), Err(Problem::NotAnOption)),
            (Multi, json!(["a", "b", "a"]), Ok(Some(json!(["a", "b"])))),
            (Multi, json!(["a", "c"]), Err(Problem::NotAnOption)),
            (Multi, json!([]), Ok(None)),
            (OrderLines, json!([1, 3]), Ok(Some(json!([1, 3])))),
            (OrderLines, json!([0]), Err(Problem::WrongShape)),
            (OrderLines, json!("1"), Err(Problem::WrongShape)),
            (Attachments, json!([file]), Ok(Some(json!([file])))),
            (Attachments, json!([{"attachment_id": file, "url": "/x"}]), Ok(Some(json!([file])))),
            (Attachments, json!(["../../etc/passwd"]), Err(Problem::WrongShape)),
            (Attachments, json!(vec![file.clone(); 21]), Err(Problem::TooMany)),
            (Checkbox, json!(true), Ok(Some(json!(true)))),
            (Checkbox, json!("yes"), Err(Problem::WrongShape)),
        ];
        for (kind, value, expected) in table {
            assert_eq!(tidy(&field("f", kind), &value), expected, "{kind}: {value}");
        }
    }

    #[test]
    fn a_customer_must_fill_what_is_required_and_hears_of_every_gap_at_once() {
        let defs = [
            required(field("reason", FieldKind::Select)),
            required(field("agree", FieldKind::Checkbox)),
            required(staff(field("fault", FieldKind::Text))),
        ];
        let bad = fill(&defs, &Map::new(), &json!({"agree": false}), Filler::Customer).expect_err("two gaps");
        let gap = |key: &str| BadField { key: key.into(), problem: Problem::Required };
        assert_eq!(bad, vec![gap("reason"), gap("agree")]);
        let good = fill(&defs, &Map::new(), &json!({"agree": true, "reason": "a"}), Filler::Customer).expect("complete");
        assert_eq!(missing_to_solve(&defs, &good), vec![gap("fault")]);
    }

    #[test]
    fn a_customer_cannot_reach_a_staff_field_and_nobody_an_unknown_one() {
        let defs = [staff(field("fault", FieldKind::Text))];
        let unknown = |key: &str| vec![BadField { key: key.into(), problem: Problem::Unknown }];
        assert_eq!(fill(&defs, &Map::new(), &json!({"fault": "us"}), Filler::Customer), Err(unknown("fault")));
        assert_eq!(fill(&defs, &Map::new(), &json!({"typo": 1}), Filler::Staff), Err(unknown("typo")));
        assert!(fill(&defs, &Map::new(), &json!({"fault": "us", "typo": null}), Filler::Staff).is_ok());
        assert!(fill(&defs, &Map::new(), &json!([1]), Filler::Staff).is_err());
    }

    #[test]
    fn a_change_keeps_what_it_does_not_name_and_null_takes_away() {
        let defs = [field("a", FieldKind::Text), field("b", FieldKind::Text)];
        let held = fill(&defs, &Map::new(), &json!({"a": "1", "b": "2"}), Filler::Staff).expect("fine");
        let after = fill(&defs, &held, &json!({"a": null}), Filler::Staff).expect("fine");
        assert_eq!(Value::Object(after), json!({"b": "2"}));
    }

    #[test]
    fn an_order_fills_the_fields_that_ask_for_it() {
        let from = |key: &str, kind, source: &str| FieldDef { prefill: Some(source.into()), ..field(key, kind) };
        let defs = [
            from("no", FieldKind::Text, "order.no"),
            from("lines", FieldKind::OrderLines, "order.lines"),
            from("amount", FieldKind::Money, "order.paid_fen"),
            from("track", FieldKind::Text, "shipment.tracking_no"),
            from("odd", FieldKind::Date, "order.no"),
            field("own", FieldKind::Text),
        ];
        let order = OrderFacts { order_no: "QH1".into(), line_nos: vec![1, 2], paid_fen: 9900, ..OrderFacts::default() };
        assert_eq!(Value::Object(prefill(&defs, &order)), json!({"no": "QH1", "lines": [1, 2], "amount": 9900}));
    }
}
