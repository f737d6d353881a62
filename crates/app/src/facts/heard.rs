//! Whether words say a fact. Nothing is guessed, because whoever is believed to have heard it may be sent a correction:
//! its whole wording stands there, or one sentence names what it is about (its subject, or its product) and says the value
//! with its unit. Spaces, width, case and the two Chinese scripts make no difference; 24 小时 is not 4 小时, ¥99.5 not ¥99.

use crate::{App, Result};
use std::{collections::HashSet, sync::Arc, time::Duration};
use yingke_core::{
    fact::{Fact, Validity},
    id::*,
    text::Locale,
    time::Millis,
};
use yingke_language::normalise;
use yingke_store::facts;

/// A change is known at once on this node; to others it comes after this time. What is recorded is read again then.
const HELD: Duration = Duration::from_secs(5);

/// The valid facts of the organisations, ready to be looked for in what agents send.
pub struct Sayings(moka::sync::Cache<OrgId, Arc<Vec<Saying>>>);

impl Default for Sayings {
    fn default() -> Self {
        Self(moka::sync::Cache::builder().max_capacity(10_000).time_to_live(HELD).build())
    }
}

impl Sayings {
    pub fn forget(&self, org_id: OrgId) {
        self.0.invalidate(&org_id);
    }
}

/// Facts that these words may have told; [`tells`] decides in the transaction, on what holds then.
pub async fn candidates(app: &App, org_id: OrgId, body: &str) -> Result<Vec<FactId>> {
    let sayings = match app.sayings.0.get(&org_id) {
        Some(sayings) => sayings,
        None => {
            let valid = facts::valid(&mut app.read(), org_id, app.clock.now()).await?;
            let sayings = Arc::new(valid.iter().map(Saying::of).collect::<Vec<_>>());
            app.sayings.0.insert(org_id, sayings.clone());
            sayings
        }
    };
    if sayings.is_empty() {
        return Ok(Vec::new());
    }
    let words = Words::of(body);
    Ok(sayings.iter().filter(|saying| saying.is_told(&words)).map(|saying| saying.id).collect())
}

/// Somebody who reads these words now has been told the fact.
pub fn tells(fact: &Fact, body: &str, now: Millis) -> bool {
    fact.validity(now) == Validity::Valid && Saying::of(fact).is_told(&Words::of(body))
}

/// Its value or its wording stands there: enough where it is known that the words are about it.
pub fn says(fact: &Fact, body: &str) -> bool {
    Saying::of(fact).is_said(&bare(body))
}

/// How a fact is said, in every language.
struct Saying {
    id: FactId,
    about: Vec<String>,
    values: HashSet<String>,
    wordings: HashSet<String>,
}

impl Saying {
    fn of(fact: &Fact) -> Saying {
        let in_all = |say: &dyn Fn(Locale) -> String| -> HashSet<String> {
            Locale::ALL.iter().map(|locale| bare(&say(*locale))).filter(|text| !text.is_empty()).collect()
        };
        Saying {
            id: fact.id,
            about: [&fact.subject, &fact.sku].into_iter().map(|text| bare(text)).filter(|text| !text.is_empty()).collect(),
            values: in_all(&|locale| fact.said(locale)),
            wordings: in_all(&|locale| fact.wording.get(locale).to_owned()),
        }
    }
    fn is_said(&self, words: &str) -> bool {
        self.values.iter().chain(&self.wordings).any(|said| stands_in(words, said))
    }
    fn is_told(&self, words: &Words) -> bool {
        let in_sentence = |sentence: &String| {
            self.values.iter().any(|value| stands_in(sentence, value)) && self.about.iter().any(|about| sentence.contains(about.as_str()))
        };
        words.sentences.iter().any(in_sentence) || self.wordings.iter().any(|wording| stands_in(&words.whole, wording))
    }
}

struct Words {
    whole: String,
    sentences: Vec<String>,
}

impl Words {
    fn of(body: &str) -> Words {
        let sentences = body.split(['。', '！', '？', '；', '!', '?', ';', '\n']).flat_map(|part| part.split(". "));
        Words { whole: bare(body), sentences: sentences.map(bare).filter(|sentence| !sentence.is_empty()).collect() }
    }
}

fn bare(text: &str) -> String {
    normalise(text).replace(' ', "")
}

/// As a whole: no longer number begins before it or goes on behind it.
fn stands_in(words: &str, said: &str) -> bool {
    let is_number = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    // A digit beside it, or one behind a sign that joins numbers.
    let goes_on = |mut beside: Box<dyn Iterator<Item = char> + '_>| match beside.next() {
        Some('.' | '-' | ',' | '~') => is_number(beside.next()),
        next => is_number(next),
    };
    words.match_indices(said).any(|(at, _)| {
        let (before, after) = (&words[..at], &words[at + said.len()..]);
        let begins_earlier = is_number(said.chars().next()) && goes_on(Box::new(before.chars().rev()));
        let ends_later = is_number(said.chars().next_back()) && goes_on(Box::new(after.chars()));
        !begins_earlier && !ends_later
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;
    use yingke_core::{fact::FactKind, text::Text};

    fn fact(subject: &str, value: &str, unit: &str, wording: &str) -> Fact {
        Fact {
            id: FactId(Uuid::nil()),
            key: "k".into(),
            kind: FactKind::Rule,
            subject: subject.into(),
            sku: "QH-1".into(),
            value: value.into(),
            unit: Text::zh(unit),
            wording: Text::zh(wording),
            valid_from: None,
            valid_to: Some(Millis(100)),
            source: String::new(),
            owner_id: None,
            edition: 1,
            version: 1,
            created_at: Millis(0),
            updated_at: Millis(0),
        }
    }

    #[test]
    fn a_sentence_that_names_its_subject_and_says_its_value_tells_it() {
        let gift = fact("礼品包装", "9.9", "元", "");
        for told in ["礼品包装 9.9 元一份", "可以的。禮品包裝是 9.9元哦！", "QH-1 包起来要９.９元"] {
            assert!(tells(&gift, told, Millis(1)), "{told}");
        }
        for other in ["礼品包装 19.9 元", "礼品包装 9.9.9 元", "包起来 9.9 元", "可以礼品包装。运费 9.9 元", "礼品包装 9 元"]
        {
            assert!(!tells(&gift, other, Millis(1)), "{other}");
        }
        assert!(!tells(&gift, "礼品包装 9.9 元", Millis(100)), "what does not hold any more is not what is told");
    }

    #[test]
    fn a_number_is_itself_only() {
        let price = fact("日常价", "99", "¥", "");
        assert!(says(&price, "现在 ¥99。"));
        for other in ["¥990", "¥99.5", "¥99,000"] {
            assert!(!says(&price, other), "{other}");
        }
        let hours = fact("发货时限", "4", "小时", "");
        assert!(says(&hours, "亲，4 小时内") && !says(&hours, "24小时内") && !says(&hours, "2-4 小时"));
    }

    #[test]
    fn its_whole_wording_needs_no_subject() {
        let days = fact("退货期限", "7", "天", "签收后 7 天内可以无理由退货");
        assert!(tells(&days, "您好，簽收後7天內可以無理由退貨哦", Millis(1)));
        assert!(!tells(&days, "签收后 7 天内可以退货", Millis(1)));
    }
}
