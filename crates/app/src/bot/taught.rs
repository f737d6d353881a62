//! What a shop has taught its bot, in memory: examples that name an item, or say that nothing of the shop's answers them.
//! The nearest three vote by likeness of their letters; learning is reading them anew, so it takes no training run.

use super::{
    choose::{is_near, is_sure},
    index::Item,
};
use std::collections::{BTreeMap, HashMap, HashSet};
use yingke_core::{id::KnowledgeId, tuning::Thresholds};
use yingke_language::{normalise, retrieval::Hit};

#[derive(Debug, Default)]
pub struct Taught {
    pub version: i64,
    pub thresholds: Thresholds,
    examples: Vec<(HashSet<(char, char)>, Option<KnowledgeId>)>,
    /// By pairs of letters, so that only examples that share one are looked at.
    having: HashMap<(char, char), Vec<u32>>,
}

/// What the examples say of a question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Vote {
    pub knowledge_id: Option<KnowledgeId>,
    /// Of the nearest example, 0..=1.
    pub likeness: f32,
}

const VOTERS: usize = 3;
/// Nearly the same words name an item; to silence the bot takes a little more.
const NAMES: f32 = 0.62;
const SILENCES: f32 = 0.72;

impl Taught {
    pub fn new<'e>(version: i64, thresholds: Thresholds, examples: impl Iterator<Item = (&'e str, Option<KnowledgeId>)>) -> Taught {
        let mut taught = Taught { version, thresholds, ..Taught::default() };
        for (text, item) in examples {
            let pairs = pairs(text);
            let number = u32::try_from(taught.examples.len()).unwrap_or(u32::MAX);
            for pair in &pairs {
                taught.having.entry(*pair).or_default().push(number);
            }
            taught.examples.push((pairs, item));
        }
        taught
    }

    pub fn vote(&self, text: &str) -> Option<Vote> {
        let asked = pairs(text);
        let mut shared: HashMap<u32, usize> = HashMap::new();
        for pair in &asked {
            for number in self.having.get(pair).into_iter().flatten() {
                *shared.entry(*number).or_default() += 1;
            }
        }
        let mut near: Vec<(f32, u32)> = shared
            .into_iter()
            .map(|(number, common)| {
                let both = (asked.len() * self.examples[number as usize].0.len()) as f32;
                (common as f32 / both.sqrt(), number)
            })
            .collect();
        near.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        near.truncate(VOTERS);
        let likeness = near.first()?.0;
        let mut votes: BTreeMap<Option<KnowledgeId>, f32> = BTreeMap::new();
        // Squared, so that one that says the same outweighs two that say something alike.
        for (likeness, number) in &near {
            *votes.entry(self.examples[*number as usize].1).or_default() += likeness.powi(4);
        }
        let (knowledge_id, _) = votes.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
        let enough = if knowledge_id.is_some() { NAMES } else { SILENCES };
        (likeness >= enough).then_some(Vote { knowledge_id, likeness })
    }

    pub fn answers(&self, hit: &Hit) -> bool {
        self.thresholds.answer.map_or_else(|| is_sure(hit), |percent| hit.exact || hit.chance * 100.0 >= percent as f32)
    }
    pub fn near(&self, item: &Item, hit: &Hit) -> bool {
        self.thresholds.near.map_or_else(|| is_near(item, hit), |percent| hit.exact || hit.chance * 100.0 >= percent as f32)
    }
}

/// Neighbouring letters of the normalised text, its ends too, so that one word has some.
fn pairs(text: &str) -> HashSet<(char, char)> {
    let letters: Vec<char> =
        std::iter::once(' ').chain(normalise(text).chars().filter(|c| c.is_alphanumeric()).take(200)).chain([' ']).collect();
    if letters.len() < 3 {
        return HashSet::new();
    }
    letters.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn item(n: u128) -> Option<KnowledgeId> {
        Some(KnowledgeId(Uuid::from_u128(n)))
    }

    #[test]
    fn the_nearest_examples_name_an_item_or_silence_and_strangers_do_neither() {
        let examples = [
            ("发票抬头写错了怎么改", item(1)),
            ("发票抬头能改吗", item(1)),
            ("你们老板是谁", None),
            ("how long does the battery last", item(2)),
        ];
        let taught = Taught::new(3, Thresholds::default(), examples.into_iter());
        let says = |text: &str| taught.vote(text).map(|vote| vote.knowledge_id);
        assert_eq!(says("發票抬頭寫錯了怎麼改呢"), Some(item(1)));
        assert_eq!(says("你们老板是谁呀"), Some(None));
        assert_eq!(says("How long does the battery last?"), Some(item(2)));
        assert_eq!(says("快递到哪了"), None);
        assert_eq!(says(""), None);
        assert_eq!(Taught::default().vote("发票"), None);
    }
}
