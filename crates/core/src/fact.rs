//! Facts: what the shop promises in numbers (prices, promotions, specs, rules), kept in one place. Answers and scripts
//! name a fact as `{{fact:key}}` and say it as it stands when they are given; what is not valid then is not said.

use crate::{
    id::*,
    text::{Locale, Text},
    time::Millis,
};

crate::word_enum! {
    FactKind { Promotion = "promotion", Price = "price", Spec = "spec", Rule = "rule", }
}

crate::word_enum! {
    /// Where a fact stands in its interval.
    Validity { Upcoming = "upcoming", Valid = "valid", Expired = "expired", }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    pub id: FactId,
    /// What texts call it: small letters, digits, `_` and `-`.
    pub key: String,
    pub kind: FactKind,
    /// What it is about, for people: 双十一满减, 会员包邮.
    pub subject: String,
    /// The product it belongs to; empty = the whole shop.
    pub sku: String,
    pub value: String,
    pub unit: Text,
    /// The fact as a whole sentence, for `{{fact:key.text}}`.
    pub wording: Text,
    /// Inclusive; none = since ever.
    pub valid_from: Option<Millis>,
    /// Exclusive; none = for ever.
    pub valid_to: Option<Millis>,
    pub source: String,
    pub owner_id: Option<AgentId>,
    pub edition: i64,
    pub version: i64,
    pub created_at: Millis,
    pub updated_at: Millis,
}

impl Fact {
    pub fn validity(&self, now: Millis) -> Validity {
        if self.valid_to.is_some_and(|to| to <= now) {
            Validity::Expired
        } else if self.valid_from.is_some_and(|from| now < from) {
            Validity::Upcoming
        } else {
            Validity::Valid
        }
    }
    /// Value and unit as they are said: `¥99`, `7 天`, `7 days`.
    pub fn said(&self, locale: Locale) -> String {
        said(&self.value, &self.unit, locale)
    }
    /// What customers hear is the same in both.
    pub fn sounds_like(&self, other: &Fact) -> bool {
        (&self.value, &self.unit, &self.wording, self.valid_from, self.valid_to)
            == (&other.value, &other.unit, &other.wording, other.valid_from, other.valid_to)
    }
}

/// Signs of money stand before the number; letters are set apart from it, Chinese measure words too.
pub fn said(value: &str, unit: &Text, locale: Locale) -> String {
    let unit = unit.get(locale);
    match unit {
        "" => value.to_owned(),
        "¥" | "$" | "€" | "£" | "NT$" | "US$" | "HK$" => format!("{unit}{value}"),
        "%" | "折" | "元" => format!("{value}{unit}"),
        _ => format!("{value} {unit}"),
    }
}

/// One `{{fact:key}}` in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference<'t> {
    pub key: &'t str,
    pub part: Part,
    start: usize,
    end: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Value,
    Wording,
}

const OPEN: &str = "{{fact:";

/// In the order of the text. What is not written correctly is no reference and stays as it is.
pub fn references(text: &str) -> Vec<Reference<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(OPEN) {
        let start = from + at;
        let inner = start + OPEN.len();
        from = inner;
        let Some(length) = text[inner..].find("}}").filter(|length| *length <= 80) else { continue };
        let name = text[inner..inner + length].trim();
        let (key, part) = match name.strip_suffix(".text") {
            Some(key) => (key, Part::Wording),
            None => (name, Part::Value),
        };
        if is_key(key) {
            let end = inner + length + 2;
            found.push(Reference { key, part, start, end });
            from = end;
        }
    }
    found
}

pub fn is_key(key: &str) -> bool {
    (1..=64).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-'))
}

/// A text with its facts said, and which ones they were.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    pub text: String,
    pub facts: Vec<FactId>,
}

/// The first fact that is missing or not valid now: the text must not be said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the fact {0} is not valid now")]
pub struct Unsaid(pub String);

pub fn resolve<'f>(text: &str, locale: Locale, now: Millis, known: impl Fn(&str) -> Option<&'f Fact>) -> Result<Resolved, Unsaid> {
    let mut resolved = Resolved { text: String::with_capacity(text.len()), facts: Vec::new() };
    let mut from = 0;
    for reference in references(text) {
        let fact = known(reference.key).filter(|fact| fact.validity(now) == Validity::Valid);
        let fact = fact.ok_or_else(|| Unsaid(reference.key.to_owned()))?;
        resolved.text.push_str(&text[from..reference.start]);
        match (reference.part, fact.wording.get(locale)) {
            (Part::Wording, wording) if !wording.is_empty() => resolved.text.push_str(wording),
            (Part::Value | Part::Wording, _) => resolved.text.push_str(&fact.said(locale)),
        }
        if !resolved.facts.contains(&fact.id) {
            resolved.facts.push(fact.id);
        }
        from = reference.end;
    }
    resolved.text.push_str(&text[from..]);
    Ok(resolved)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn fact(key: &str, value: &str, unit: Text) -> Fact {
        Fact {
            id: FactId(Uuid::from_u128(key.len() as u128)),
            key: key.into(),
            kind: FactKind::Rule,
            subject: "退货".into(),
            sku: String::new(),
            value: value.into(),
            unit,
            wording: Text::zh("签收后七天内可以退"),
            valid_from: Some(Millis(10)),
            valid_to: Some(Millis(20)),
            source: String::new(),
            owner_id: None,
            edition: 1,
            version: 1,
            created_at: Millis(0),
            updated_at: Millis(0),
        }
    }

    fn days() -> Fact {
        fact("return_days", "7", Text { zh_cn: "天".into(), zh_tw: String::new(), en: "days".into() })
    }

    fn said_at(text: &str, locale: Locale, now: i64) -> Result<String, Unsaid> {
        let days = days();
        resolve(text, locale, Millis(now), |key| (key == days.key).then_some(&days)).map(|resolved| resolved.text)
    }

    #[test]
    fn a_text_says_its_facts_in_the_readers_language() {
        assert_eq!(said_at("签收后 {{fact:return_days}}内可退", Locale::ZhCn, 15).as_deref(), Ok("签收后 7 天内可退"));
        assert_eq!(said_at("within {{ fact:x }} {{fact: return_days }}.", Locale::En, 15).as_deref(), Ok("within {{ fact:x }} 7 days."));
        assert_eq!(said_at("{{fact:return_days.text}}", Locale::En, 15).as_deref(), Ok("签收后七天内可以退"));
    }

    #[test]
    fn an_expired_upcoming_or_unknown_fact_keeps_the_text_unsaid() {
        for (text, now) in [("{{fact:return_days}}", 20), ("{{fact:return_days}}", 9), ("{{fact:other}}", 15)] {
            assert!(said_at(text, Locale::ZhCn, now).is_err(), "{text} at {now}");
        }
        assert_eq!(said_at("没有引用", Locale::ZhCn, 99).as_deref(), Ok("没有引用"));
    }

    #[test]
    fn units_stand_where_people_write_them() {
        let said = |value: &str, unit: &str| fact("k", value, Text::zh(unit)).said(Locale::ZhCn);
        assert_eq!([said("99", "¥"), said("8.5", "折"), said("48", "小时"), said("包邮", "")], ["¥99", "8.5折", "48 小时", "包邮"]);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_text_without_references_stays(text in "\\PC{0,60}(\\{\\{fact:\\PC{0,10}(\\}\\})?)?\\PC{0,20}") {
            let resolved = resolve(&text, Locale::ZhCn, Millis(15), |_| None);
            if references(&text).is_empty() {
                prop_assert_eq!(resolved.map(|r| r.text), Ok(text));
            } else {
                prop_assert!(resolved.is_err());
            }
        }
    }
}
