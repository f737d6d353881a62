//! How alike two questions are: the share of terms that they have in common, 0..=1. Symmetrical, unlike the ranking of an
//! index, so that pairs and groups do not depend on who was asked about whom.

use std::collections::HashSet;
use yingke_language::{normalise, terms::terms};

pub struct Terms(HashSet<String>);

impl Terms {
    pub fn of(text: &str) -> Terms {
        let mut found = HashSet::new();
        terms(&normalise(text), |term| {
            found.insert(term.to_owned());
        });
        Terms(found)
    }
    pub fn alike(&self, other: &Terms) -> f32 {
        let all = self.0.len() + other.0.len();
        if all == 0 { 0.0 } else { 2.0 * self.0.intersection(&other.0).count() as f32 / all as f32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_question_in_other_words_is_nearer_than_another_question() {
        let alike = |a: &str, b: &str| Terms::of(a).alike(&Terms::of(b));
        assert!(alike("几天内可以退货", "几天内能退货") > alike("几天内可以退货", "怎么开发票"));
        assert!((alike("怎么开发票", "怎麼開發票？") - 1.0).abs() < 0.01);
        assert!(alike("", "") < 0.01);
    }
}
