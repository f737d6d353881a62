//! Facts: prices, promotions, specs and rules with a validity, kept in one place and named by answers and scripts.
//!
//! [`said::resolve`] puts them into a text, [`heard`] finds them in one, [`told`] remembers who heard which edition (in the
//! transaction of the message),
//! [`impact`] shows what a change touches, [`recall`] corrects it. [`valid_now`] is what a guard checks words against.

pub(crate) mod deliver;
pub mod heard;
mod impact;
mod list;
pub mod recall;
pub mod said;
mod save;
pub mod told;

pub use impact::impact;
pub use list::{Filter, editions, get, list};
pub use save::{create, update};

use crate::{App, Result, views::fact::FactView};
use yingke_core::{fact::Fact, id::OrgId, text::Locale, time::Millis};
use yingke_language::normalise;
use yingke_store::{Run, facts};

/// What is being talked about.
#[derive(Debug, Default, Clone, Copy)]
pub struct About<'a> {
    /// Products on the table (of the order, the page, the cards in the thread).
    pub skus: &'a [&'a str],
    /// Words in which a fact's subject may occur; empty = any subject.
    pub words: &'a str,
}

/// The facts that are valid now for these products, and those of the whole shop whose subject occurs in the words.
pub async fn valid_now(on: &mut impl Run, org_id: OrgId, about: About<'_>, now: Millis) -> Result<Vec<Fact>> {
    let words = normalise(about.words);
    let concerns = |fact: &Fact| match fact.sku.as_str() {
        "" => words.is_empty() || words.contains(&normalise(&fact.subject)),
        sku => about.skus.contains(&sku),
    };
    let mut found = facts::valid(on, org_id, now).await?;
    found.retain(concerns);
    Ok(found)
}

pub fn view(fact: &Fact, locale: Locale, now: Millis) -> FactView {
    FactView {
        id: fact.id,
        key: fact.key.clone(),
        kind: fact.kind,
        subject: fact.subject.clone(),
        sku: fact.sku.clone(),
        value: fact.value.clone(),
        unit: fact.unit.clone(),
        text: fact.wording.clone(),
        said: fact.said(locale),
        valid_from: fact.valid_from,
        valid_to: fact.valid_to,
        validity: fact.validity(now),
        source: fact.source.clone(),
        owner_id: fact.owner_id,
        edition: fact.edition,
        version: fact.version,
        updated_at: fact.updated_at,
    }
}

/// Starts what works in the background.
pub fn start(app: &App) {
    recall::start(app);
}
