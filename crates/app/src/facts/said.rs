//! Putting facts into texts, as they stand at this moment.

use crate::{
    App, Error, Principal, Result,
    views::fact::{RenderFacts, RenderedFacts},
};
use serde_json::{Value, json};
use std::collections::HashMap;
use yingke_core::{
    fact::{self, Fact},
    id::*,
    text::Locale,
    time::Millis,
};
use yingke_store::{Run, facts};

/// A text ready to be said, and which facts in which edition stand in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    pub text: String,
    pub facts: Vec<(FactId, i64)>,
}

impl Said {
    /// For a message's payload; [`super::told`] reads it when the message is stored. Null without facts.
    pub fn payload(&self) -> Value {
        if self.facts.is_empty() {
            return Value::Null;
        }
        self.facts.iter().map(|(id, edition)| json!({ "id": id, "edition": edition })).collect()
    }
}

/// `None`: the text names a fact that is not valid now, so it must not be said. Texts without facts cost nothing.
pub async fn resolve(on: &mut impl Run, org_id: OrgId, text: &str, locale: Locale, now: Millis) -> Result<Option<Said>> {
    let known = named(on, org_id, [text].into_iter()).await?;
    Ok(with(&known, text, locale, now))
}

/// All facts that these texts name, by key: one statement for a whole page of answers.
pub async fn named(on: &mut impl Run, org_id: OrgId, texts: impl Iterator<Item = &str>) -> Result<HashMap<String, Fact>> {
    let mut keys: Vec<String> = texts.flat_map(fact::references).map(|reference| reference.key.to_owned()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.truncate(1_000);
    Ok(facts::by_keys(on, org_id, &keys).await?.into_iter().map(|fact| (fact.key.clone(), fact)).collect())
}

pub fn with(known: &HashMap<String, Fact>, text: &str, locale: Locale, now: Millis) -> Option<Said> {
    let resolved = fact::resolve(text, locale, now, |key| known.get(key)).ok()?;
    let edition = |id: &FactId| known.values().find(|fact| fact.id == *id).map(|fact| (*id, fact.edition));
    let facts = resolved.facts.iter().filter_map(edition).collect();
    Some(Said { text: resolved.text, facts })
}

/// For an agent who inserts a script: the text as it may be sent now, or which fact keeps it from being sent.
pub async fn render(app: &App, who: &Principal, body: RenderFacts) -> Result<RenderedFacts> {
    if body.text.chars().count() > 10_000 {
        return Err(Error::invalid("text", "at most 10,000 characters"));
    }
    let known = named(&mut app.read(), who.org_id, [body.text.as_str()].into_iter()).await?;
    match fact::resolve(&body.text, who.locale, app.clock.now(), |key| known.get(key)) {
        Ok(resolved) => Ok(RenderedFacts { text: resolved.text, facts: resolved.facts }),
        Err(fact::Unsaid(key)) => {
            Err(Error::conflict("fact_not_valid", format!("the fact {key} is not valid now: do not send this text, ask its owner")))
        }
    }
}
