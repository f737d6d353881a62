//! Whom an item is for. An empty list restricts nothing; several restrictions must all hold.

use crate::order::OrderState;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Scope {
    /// Further contact categories whose cases it belongs to, by key. Customers ask before anybody has categorised them,
    /// so this orders what agents are offered and never silences the bot.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// SKUs: for who has bought one of them or looks at it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<String>,
    /// Words that stand in the customer's region: 新疆, 台北.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<String>,
    /// For who has an order in one of these states.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order_states: Vec<OrderState>,
    /// Member tiers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tiers: Vec<String>,
    /// For who has never bought anything yet.
    #[serde(default)]
    pub newcomers: bool,
    /// Colleagues read it, customers never hear it.
    #[serde(default)]
    pub agents_only: bool,
}

/// What is known about the one who asks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Case {
    /// Contact categories of the case, from the leaf upwards; empty before it has one.
    pub categories: Vec<String>,
    pub products: Vec<String>,
    pub region: String,
    pub order_states: Vec<OrderState>,
    pub tier: String,
    pub newcomer: bool,
}

impl Scope {
    pub fn is_open(&self) -> bool {
        self.products.is_empty() && self.regions.is_empty() && self.order_states.is_empty() && self.tiers.is_empty() && !self.newcomers
    }

    pub fn covers(&self, case: &Case) -> bool {
        let one_of = |wanted: &[String], found: &[String]| wanted.is_empty() || wanted.iter().any(|want| found.contains(want));
        one_of(&self.products, &case.products)
            && (self.regions.is_empty() || self.regions.iter().any(|region| case.region.contains(region.as_str())))
            && (self.order_states.is_empty() || self.order_states.iter().any(|state| case.order_states.contains(state)))
            && (self.tiers.is_empty() || self.tiers.contains(&case.tier))
            && (!self.newcomers || case.newcomer)
    }

    /// How closely it is made for this case: what agents are offered stands in this order.
    pub fn closeness(&self, own_category: &str, case: &Case) -> i64 {
        let about = std::iter::once(own_category).chain(self.categories.iter().map(String::as_str));
        let near = about.filter_map(|key| case.categories.iter().position(|one| one == key)).min();
        let category = near.map_or(0, |levels| 100 - i64::try_from(levels).unwrap_or(99).min(90));
        let hits =
            [!self.products.is_empty(), !self.order_states.is_empty(), !self.regions.is_empty(), !self.tiers.is_empty(), self.newcomers];
        category + 5 * i64::try_from(hits.iter().filter(|hit| **hit).count()).unwrap_or(0)
    }

    pub(super) fn tidy(self) -> Self {
        let list = |words: Vec<String>| -> Vec<String> {
            let words: std::collections::BTreeSet<String> =
                words.iter().map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect();
            words.into_iter().collect()
        };
        Self {
            categories: list(self.categories),
            products: list(self.products),
            regions: list(self.regions),
            tiers: list(self.tiers),
            ..self
        }
    }

    pub(super) fn check(&self) -> Result<(), super::content::Flaw> {
        let lists = [&self.categories, &self.products, &self.regions, &self.tiers];
        let fits = |list: &&Vec<String>| list.len() <= 200 && list.iter().all(|word| word.chars().count() <= 100);
        if lists.iter().all(fits) {
            Ok(())
        } else {
            Err(("scope", "at most 200 entries in each list, each of at most 100 characters".into()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case() -> Case {
        Case {
            categories: vec!["delay".into(), "logistics".into()],
            products: vec!["S-1".into()],
            region: "新疆维吾尔自治区乌鲁木齐".into(),
            order_states: vec![OrderState::Shipped],
            tier: "金卡".into(),
            newcomer: false,
        }
    }

    #[test]
    fn every_restriction_must_hold_and_none_restricts_nothing() {
        let words = |word: &str| vec![word.to_owned()];
        for (scope, covered) in [
            (Scope::default(), true),
            (Scope { products: words("S-1"), regions: words("新疆"), ..Scope::default() }, true),
            (Scope { products: words("S-1"), regions: words("西藏"), ..Scope::default() }, false),
            (Scope { products: words("S-2"), ..Scope::default() }, false),
            (Scope { order_states: vec![OrderState::Paid, OrderState::Shipped], ..Scope::default() }, true),
            (Scope { order_states: vec![OrderState::Paid], ..Scope::default() }, false),
            (Scope { tiers: words("金卡"), ..Scope::default() }, true),
            (Scope { newcomers: true, ..Scope::default() }, false),
            (Scope { categories: words("other"), ..Scope::default() }, true),
        ] {
            assert_eq!(scope.covers(&case()), covered, "{scope:?}");
        }
        assert!(!Scope { tiers: words("金卡"), ..Scope::default() }.covers(&Case::default()));
    }

    #[test]
    fn what_is_about_the_leaf_stands_before_what_is_about_its_parent() {
        let scope = Scope::default();
        let (leaf, parent, none) =
            (scope.closeness("delay", &case()), scope.closeness("logistics", &case()), scope.closeness("x", &case()));
        assert!(leaf > parent && parent > none, "{leaf} {parent} {none}");
    }
}
