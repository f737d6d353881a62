//! Reading facts.

use super::view;
use crate::{
    App, Error, Principal, Result, cursor,
    views::{
        Page,
        fact::{FactEdition, FactView},
    },
};
use yingke_core::{
    event::Actor,
    fact::{FactKind, Validity, said},
    id::*,
    text::Locale,
};
use yingke_store::{Run, events, facts};

#[derive(Debug, Default)]
pub struct Filter {
    pub text: String,
    pub kind: Option<FactKind>,
    pub validity: Option<Validity>,
}

/// Newest change first.
pub async fn list(app: &App, who: &Principal, filter: Filter, cursor: Option<&str>, limit: Option<i64>) -> Result<Page<FactView>> {
    let on = &mut app.read();
    let seq = events::head(on, who.org_id).await?;
    let (now, limit) = (app.clock.now(), cursor::limit(limit));
    let filter = facts::Filter {
        text: filter.text.trim().to_owned(),
        kind: filter.kind.map(FactKind::as_str),
        validity: filter.validity.map(Validity::as_str),
    };
    let mut found = facts::list(on, who.org_id, &filter, now, cursor::decode(cursor)?, limit + 1).await?;
    let next = cursor::cut(&mut found, limit, |fact| cursor::encode(fact.updated_at.0, fact.id.0));
    Ok(Page { items: found.iter().map(|fact| view(fact, who.locale, now)).collect(), next, seq })
}

pub async fn get(app: &App, who: &Principal, id: FactId) -> Result<FactView> {
    let found = facts::get(&mut app.read(), who.org_id, id).await?.ok_or(Error::NotFound("fact"))?;
    Ok(view(&found, who.locale, app.clock.now()))
}

/// Newest first, up to a hundred.
pub async fn editions(on: &mut impl Run, org_id: OrgId, locale: Locale, id: FactId) -> Result<Vec<FactEdition>> {
    let found = facts::editions(on, org_id, id, 100).await?;
    Ok(found
        .into_iter()
        .map(|edition| FactEdition {
            edition: edition.edition,
            said: said(&edition.value, &edition.unit, locale),
            text: edition.wording,
            valid_from: edition.valid_from,
            valid_to: edition.valid_to,
            source: edition.source,
            by: if let Actor::Agent(id) = edition.actor { Some(id) } else { None },
            at: edition.at,
        })
        .collect())
}
