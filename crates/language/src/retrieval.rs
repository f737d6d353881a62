//! The best known question for what somebody asks: BM25 over the terms of [`crate::terms`], in memory. Scores are raw
//! on purpose: whether there is an answer at all is decided by how much of the question was found, and a score that
//! is scaled to the best hit cannot tell.

use crate::{normalise::normalise, rules::rule, terms::terms};
use regex::Regex;
use std::{collections::HashMap, sync::LazyLock};

/// Texts that stand for one item: its question, other wordings of it, its answer.
#[derive(Debug, Clone, Default)]
pub struct Document {
    pub questions: Vec<String>,
    pub answer: String,
}

/// An item that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Place in the list that the index was made from.
    pub document: usize,
    /// Raw; larger is better.
    pub score: f32,
    /// How much of what was asked the best wording covers, 0..=1, rare terms weighing more.
    pub coverage: f32,
    /// The score in units of the rarest possible term, so that a small shop's index is judged like a large one's.
    pub strength: f32,
    /// The same words as one of the item's questions.
    pub exact: bool,
}

impl Hit {
    /// Sure enough to be given as the answer.
    pub fn is_answer(&self) -> bool {
        self.exact || (self.coverage >= 0.5 && self.strength >= 0.9)
    }
    /// Near enough to be offered as "did you mean".
    pub fn is_near(&self) -> bool {
        self.exact || (self.coverage >= 0.3 && self.strength >= 0.65)
    }
}

#[derive(Debug, Default)]
pub struct Index {
    /// Every wording is a unit of its own: a long list of similar questions must not thin out each of them.
    units: Vec<Unit>,
    postings: HashMap<Box<str>, Vec<(u32, f32)>>,
    exact: HashMap<String, Vec<u32>>,
    mean_length: f32,
}

#[derive(Debug)]
struct Unit {
    document: u32,
    length: f32,
    /// Answers count less than questions.
    weight: f32,
}

const K1: f32 = 1.2;
const B: f32 = 0.6;
const ANSWER_WEIGHT: f32 = 0.35;
/// Terms of a question beyond this are left out: a story has its point at its beginning.
const QUERY_TERMS: usize = 160;

impl Index {
    pub fn new(documents: &[Document]) -> Index {
        let mut index = Index::default();
        for (number, document) in documents.iter().enumerate() {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            for question in &document.questions {
                let plain = normalise(question);
                index.exact.entry(bare(&plain)).or_default().push(number);
                index.add(number, &essence(&plain), 1.0);
            }
            if !document.answer.is_empty() {
                index.add(number, &normalise(&document.answer), ANSWER_WEIGHT);
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
        // Dense on purpose: adding into a table of zeros is many times faster than into a map.
        let mut sums = vec![(0.0f32, 0.0f32); self.units.len()];
        let mut touched: Vec<u32> = Vec::new();
        for term in asked.keys() {
            let rarity = self.rarity(term);
            for (unit, frequency) in self.postings.get(*term).into_iter().flatten() {
                let Unit { length, weight, document } = &self.units[*unit as usize];
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
        let exact = Some(bare(&normal)).filter(|text| !text.is_empty()).and_then(|text| self.exact.get(&text));
        let mut best: HashMap<u32, Hit> = HashMap::new();
        for unit in touched {
            let (score, found) = sums[unit as usize];
            let Unit { document, length, .. } = self.units[unit as usize];
            let is_exact = exact.is_some_and(|numbers| numbers.contains(&document));
            let coverage = if all > 0.0 { (found / all).min(1.0) } else { 0.0 };
            // A wording that is contained whole, or contains the question whole, is meant rather than one that
            // shares some terms with it.
            let whole = if coverage > 0.95 { 1.0 + 0.25 * (asked.len() as f32 / length).min(1.0) } else { 1.0 };
            let score = score * whole + if is_exact { 20.0 } else { 0.0 };
            let hit = Hit { document: document as usize, score, coverage, strength: score / rarest, exact: is_exact };
            let held = best.entry(document).or_insert(hit);
            *held = Hit { coverage: held.coverage.max(coverage), ..if hit.score > held.score { hit } else { *held } };
        }
        // Questions made of nothing but filler words have no terms, and are known all the same.
        for number in exact.into_iter().flatten().filter(|number| allowed(**number as usize)) {
            let hit = Hit { document: *number as usize, score: 20.0, coverage: 1.0, strength: 20.0 / rarest, exact: true };
            best.entry(*number).or_insert(hit);
        }
        let mut hits: Vec<Hit> = best.into_values().collect();
        hits.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then(a.document.cmp(&b.document)));
        hits.truncate(limit);
        hits
    }

    fn add(&mut self, document: u32, plain: &str, weight: f32) {
        let mut counts: HashMap<Box<str>, f32> = HashMap::new();
        let mut length = 0.0;
        terms(plain, |term| {
            *counts.entry(term.into()).or_default() += 1.0;
            length += 1.0;
        });
        if counts.is_empty() {
            return;
        }
        let unit = u32::try_from(self.units.len()).unwrap_or(u32::MAX);
        self.units.push(Unit { document, length, weight });
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
