//! The best known question for what somebody asks, in memory: BM25 over the terms of [`crate::terms`], and how alike the
//! directions of the two texts are ([`crate::model::Words`]). Hits are ranked by both, scaled to the best of this
//! question. Whether there is an answer at all is decided by raw figures: a scaled score cannot tell.

mod ranking;
mod third;

pub use third::nearness;

use crate::{
    model::{DIMENSIONS, FIGURES, FIGURES_WITH_VECTORS, Words, shipped},
    normalise::normalise,
    rules::rule,
    terms::terms,
};
use ranking::{Found, Ranking};
use regex::Regex;
use std::{collections::HashMap, sync::LazyLock};
use third::Third;

/// Texts that stand for one item: its question, other wordings of it, its answer.
#[derive(Debug, Clone, Default)]
pub struct Document {
    pub questions: Vec<String>,
    pub answer: String,
}

/// Question and answer read together, for an endpoint's vectors; none without an answer.
pub fn whole(question: &str, answer: &str) -> Option<String> {
    (!answer.is_empty()).then(|| format!("{question}\n{answer}"))
}

/// An item that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Place in the list that the index was made from.
    pub document: usize,
    /// For ranking: 1 is best in both words and meaning; more than 1 is exact.
    pub score: f32,
    /// How much of what was asked the best wording covers, 0..=1, rare terms weighing more.
    pub coverage: f32,
    /// The score in units of the rarest possible term, so that a small shop's index is judged like a large one's.
    pub strength: f32,
    /// How alike the meanings are, -1..=1; 0 when unknown.
    pub likeness: f32,
    /// The same words as one of the item's questions.
    pub exact: bool,
    /// How likely it is that there is an answer at all and this is it, 0..=1: it can be compared between questions.
    pub chance: f32,
    /// What that was judged by; the last of them 0 without vectors.
    pub figures: [f32; FIGURES_WITH_VECTORS],
}

impl Hit {
    /// How sure it is that this is meant, raw: it can be compared between questions, and between hits.
    pub fn certainty(&self) -> f32 {
        0.5 * self.likeness + 0.35 * self.coverage + 0.1 * self.strength.min(1.5)
    }
    /// Judged by an endpoint's vectors too.
    pub fn has_vectors(&self) -> bool {
        self.figures[FIGURES..].iter().any(|figure| *figure != 0.0)
    }
    /// Sure enough to be given as the answer: enough of what was asked must stand there. Likeness decides
    /// which one it is, not whether there is one; the nearest of many questions is always somewhat alike.
    pub fn is_answer(&self) -> bool {
        self.exact || (self.coverage >= 0.5 && self.strength >= 0.9)
    }
    /// Near enough to be offered as "did you mean".
    pub fn is_near(&self) -> bool {
        self.exact || (self.coverage >= 0.3 && self.strength >= 0.65) || self.chance >= NEAR
    }
}

/// Chosen on our own questions with and without an answer.
const NEAR: f32 = 0.65;

#[derive(Debug, Default)]
pub struct Index {
    /// Every wording is a unit of its own: a long list of similar questions must not thin out each of them.
    units: Vec<Unit>,
    postings: HashMap<Box<str>, Vec<(u32, f32)>>,
    exact: HashMap<String, Vec<u32>>,
    mean_length: f32,
    words: Option<&'static Words<'static>>,
    /// One after the other, of the units that have one.
    directions: Vec<i8>,
}

#[derive(Debug)]
struct Unit {
    document: u32,
    length: f32,
    /// Answers count less than questions.
    weight: f32,
    /// Scale of its direction; 0 without one.
    scale: f32,
    /// Whether its document has an answer.
    answered: bool,
}

/// So near, of the nearest, that it is looked at without a common word.
const NEAR_BY_VECTOR: f32 = 0.5;

const K1: f32 = 1.2;
const B: f32 = 0.6;
const ANSWER_WEIGHT: f32 = 0.6;
/// An answer tells many things; being like it says less than being like the question.
const ANSWER_LIKENESS: f32 = 0.95;
/// Terms of a question beyond this are left out: a story has its point at its beginning.
const QUERY_TERMS: usize = 160;

impl Index {
    pub fn new(documents: &[Document]) -> Index {
        Index::with(documents, shipped::words())
    }

    /// With a table of words other than the one that is built in.
    pub fn with(documents: &[Document], words: &'static Words<'static>) -> Index {
        let mut index = Index { words: Some(words), ..Index::default() };
        for (number, document) in documents.iter().enumerate() {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            let answered = !document.answer.is_empty();
            for question in &document.questions {
                let plain = normalise(question);
                index.exact.entry(bare(&plain)).or_default().push(number);
                index.add(number, &essence(&plain), (1.0, answered), words.direction(&plain));
            }
            if answered {
                let plain = normalise(&document.answer);
                index.add(number, &plain, (ANSWER_WEIGHT, true), words.direction(&plain));
            }
        }
        let total: f32 = index.units.iter().map(|unit| unit.length).sum();
        index.mean_length = if index.units.is_empty() { 1.0 } else { (total / index.units.len() as f32).max(1.0) };
        index
    }

    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The best hits, best first, of the documents that `allowed` lets through.
    pub fn search(&self, text: &str, limit: usize, allowed: impl Fn(usize) -> bool) -> Vec<Hit> {
        self.search_with(text, limit, &[], allowed)
    }

    /// With a third score: how near an endpoint puts each document to the text, by place ([`nearness`]); what has no vector is
    /// not a number.
    pub fn search_with(&self, text: &str, limit: usize, cosines: &[f32], allowed: impl Fn(usize) -> bool) -> Vec<Hit> {
        let third = Third::new(cosines, &allowed);
        let normal = normalise(text);
        let plain = essence(&normal);
        let mut asked: HashMap<&str, f32> = HashMap::new();
        let mut owned = Vec::new();
        terms(&plain, |term| {
            if owned.len() < QUERY_TERMS {
                owned.push(term.to_owned());
            }
        });
        for term in &owned {
            *asked.entry(term).or_default() += 1.0;
        }
        // Unknown terms count as the rarest: asking for what no item mentions must lower the coverage.
        let all: f32 = asked.keys().map(|term| self.rarity(term)).sum();
        let unknown: f32 = asked.keys().filter(|term| !self.postings.contains_key(**term)).map(|term| self.rarity(term)).sum();
        // Dense on purpose: adding into a table of zeros is many times faster than into a map.
        let mut sums = vec![(0.0f32, 0.0f32); self.units.len()];
        let mut touched: Vec<u32> = Vec::new();
        for term in asked.keys() {
            let rarity = self.rarity(term);
            for (unit, frequency) in self.postings.get(*term).into_iter().flatten() {
                let Unit { length, weight, document, .. } = &self.units[*unit as usize];
                if !allowed(*document as usize) {
                    continue;
                }
                let long = K1 * (1.0 - B + B * length / self.mean_length);
                let (score, found) = &mut sums[*unit as usize];
                if *found == 0.0 {
                    touched.push(*unit);
                }
                *score += weight * rarity * frequency * (K1 + 1.0) / (frequency + long);
                *found += weight * rarity;
            }
        }
        let rarest = (1.0 + 2.0 * self.units.len() as f32).ln().max(1.0);
        let likenesses = self.likenesses(&normal);
        let most_found = touched.iter().map(|unit| sums[*unit as usize].0).fold(0.0f32, f32::max).max(1e-6);
        let (mut least_alike, mut most_alike) = (1.0f32, -1.0f32);
        for (unit, likeness) in self.units.iter().zip(&likenesses).filter(|(unit, _)| unit.scale > 0.0) {
            if *likeness > most_alike && !allowed(unit.document as usize) {
                continue;
            }
            most_alike = most_alike.max(*likeness);
            least_alike = least_alike.min(*likeness);
        }
        let spread = (most_alike - least_alike).max(1e-6);
        let exact = Some(bare(&normal)).filter(|text| !text.is_empty()).and_then(|text| self.exact.get(&text));
        let exact = exact.map_or(&[][..], Vec::as_slice);
        let mut ranking = Ranking::new(limit, exact, third.as_ref());
        // The units of a document stand together.
        for (place, unit) in self.units.iter().enumerate() {
            let (words, found) = sums[place];
            let likeness = likenesses.get(place).copied().unwrap_or(0.0);
            let near = third.as_ref().map_or(0.0, |third| third.scaled(unit.document));
            // Neither shares a word nor means nearly the same.
            if (words == 0.0 && likeness < most_alike - 0.5 * spread && near < NEAR_BY_VECTOR) || !allowed(unit.document as usize) {
                continue;
            }
            let Unit { document, length, scale, answered, .. } = *unit;
            let coverage = if all > 0.0 { (found / all).min(1.0) } else { 0.0 };
            // A wording that is contained whole, or contains the question whole, is meant rather than one that
            // shares some terms with it.
            let whole = if coverage > 0.95 { 1.0 + 0.25 * (asked.len() as f32 / length).min(1.0) } else { 1.0 };
            let alike = if scale > 0.0 && !likenesses.is_empty() { (likeness - least_alike) / spread } else { 0.0 };
            let (strength, words) = (words * whole / rarest, words * whole / most_found);
            ranking.see(Found { document, score: 0.0, words, alike, coverage, strength, likeness, answered, exact: false });
        }
        // Questions made of nothing but filler words have no terms, and are known all the same.
        for number in exact.iter().filter(|number| allowed(**number as usize)) {
            ranking.see_exact(*number);
        }
        let mut hits = ranking.hits(if all > 0.0 { unknown / all } else { 0.0 }, owned.len());
        hits.truncate(limit);
        hits
    }

    /// Of each unit, to the question; empty when nothing of it is known.
    fn likenesses(&self, normal: &str) -> Vec<f32> {
        let Some(asked) = self.words.and_then(|words| words.direction(normal)) else { return Vec::new() };
        let (asked, asked_scale) = shorten(&asked);
        let one = |(unit, direction): (&Unit, &[i8])| {
            let sum: i32 = direction.iter().zip(&asked).map(|(a, b)| i32::from(i16::from(*a) * i16::from(*b))).sum();
            sum as f32 * unit.scale * asked_scale * if unit.weight < 1.0 { ANSWER_LIKENESS } else { 1.0 }
        };
        self.units.iter().zip(self.directions.chunks_exact(DIMENSIONS)).map(one).collect()
    }

    fn add(&mut self, document: u32, plain: &str, (weight, answered): (f32, bool), direction: Option<[f32; DIMENSIONS]>) {
        let mut counts: HashMap<Box<str>, f32> = HashMap::new();
        let mut length = 0.0;
        terms(plain, |term| {
            *counts.entry(term.into()).or_default() += 1.0;
            length += 1.0;
        });
        if counts.is_empty() && direction.is_none() {
            return;
        }
        let (direction, scale) = direction.map_or(([0; DIMENSIONS], 0.0), |direction| shorten(&direction));
        self.directions.extend(direction);
        let unit = u32::try_from(self.units.len()).unwrap_or(u32::MAX);
        self.units.push(Unit { document, length, weight, scale, answered });
        for (term, count) in counts {
            self.postings.entry(term).or_default().push((unit, count));
        }
    }

    fn rarity(&self, term: &str) -> f32 {
        let having = self.postings.get(term).map_or(0.0, |units| units.len() as f32);
        let all = self.units.len() as f32;
        (1.0 + (all - having + 0.5).max(0.0) / (having + 0.5)).ln()
    }
}

/// One byte a dimension, and the scale that gives the numbers back.
fn shorten(direction: &[f32; DIMENSIONS]) -> ([i8; DIMENSIONS], f32) {
    let scale = direction.iter().fold(1e-9f32, |most, x| most.max(x.abs())) / 127.0;
    (direction.map(|x| (x / scale).round() as i8), scale)
}

/// The text without the phrases in which any question may be put; all of it when nothing else is left.
fn essence(normalised: &str) -> String {
    static STOCK: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            "请问一?下?|你好,?|您好,?|麻烦(?:您|你)?|帮我|帮忙|我想(?:问|知道|咨询)?(?:一?下)?|想问(?:一?下)?|怎么回事|是怎么样的|怎么样|怎么办|咋办|咋回事|咋整|为什么|为啥|能不能|可不可以|可以吗|行不行|好不好|是不是|有没有|吗|呢|啊|呀|吧|嘛|啦|哦|谢谢|\\bplease\\b|\\bcould you\\b|\\bcan you\\b",
        )
    });
    let left = STOCK.replace_all(normalised, " ");
    if left.chars().any(char::is_alphanumeric) { left.into_owned() } else { normalised.to_owned() }
}

/// Letters and digits only.
fn bare(normalised: &str) -> String {
    normalised.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn index(items: &[(&[&str], &str)]) -> Index {
        let documents: Vec<Document> = items
            .iter()
            .map(|(questions, answer)| Document {
                questions: questions.iter().map(|q| q.to_string()).collect(),
                answer: answer.to_string(),
            })
            .collect();
        Index::new(&documents)
    }

    fn shop() -> Index {
        index(&[
            (&["物流进度", "我快递到哪了"], "把订单号发给我"),
            (&["物流不更新", "快递怎么停了"], "超过 48 小时没有更新"),
            (&["怎么开发票", "能开电子发票吗"], "在订单详情申请"),
            (&["七天无理由怎么退", "不想要了怎么退货"], "签收后七天内"),
            (&["运费怎么算", "包邮吗"], "满 99 包邮"),
            (&["How can I cancel my order?", "cancel an order"], "Open the order and choose cancel"),
            (&["How do I track my refund?"], "Refunds take three days"),
        ])
    }

    fn best(text: &str) -> Option<usize> {
        shop().search(text, 3, |_| true).first().filter(|hit| hit.is_answer()).map(|hit| hit.document)
    }

    #[test]
    fn the_best_known_question_answers_and_rubbish_finds_nothing() {
        assert_eq!(best("物流不更新"), Some(1));
        assert_eq!(best("物流进度"), Some(0));
        assert_eq!(best("快递停了怎么回事"), Some(1));
        assert_eq!(best("電子發票能開嗎"), Some(2));
        assert_eq!(best("不想要了,怎么退"), Some(3));
        assert_eq!(best("i want to cancel the order"), Some(5));
        assert_eq!(best("where is my refund, track it"), Some(6));
        assert_eq!(best("今天天气怎么样"), None);
        assert_eq!(best("what is the meaning of life"), None);
        assert_eq!(best(""), None);
        assert_eq!(best("的的的"), None);
    }

    #[test]
    fn an_item_that_is_not_allowed_is_never_found() {
        assert!(shop().search("物流不更新", 10, |document| document != 1).iter().all(|hit| hit.document != 1));
    }

    #[test]
    fn ten_thousand_items_answer_fast() {
        let items: Vec<Document> = (0..10_000)
            .map(|n| Document {
                questions: vec![format!("第{n}号商品怎么安装{}", n + 20_000), format!("商品{n}怎么退货")],
                answer: String::new(),
            })
            .collect();
        let index = Index::new(&items);
        let hit = index.search("第4711号商品怎么安装", 3, |_| true)[0];
        assert_eq!(hit.document, 4711);
    }

    proptest! {
        #[test]
        fn no_question_makes_it_panic(text in "\\PC{0,200}") {
            for hit in shop().search(&text, 5, |_| true) {
                prop_assert!(hit.score.is_finite() && (0.0..=1.0).contains(&hit.coverage));
            }
        }
    }
}
