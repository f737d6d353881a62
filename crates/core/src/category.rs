//! Contact categories: a tree of at most ten levels (S1-15), and what keeps it one.

use crate::{id::CategoryId, text::Text};
use std::collections::HashMap;

#[derive(Debug, Clone, PartialEq)]
pub struct Category {
    pub id: CategoryId,
    pub key: String,
    pub parent_id: Option<CategoryId>,
    pub name: Text,
    pub keywords: Vec<String>,
    pub position: i64,
    pub enabled: bool,
}

pub const MAX_LEVELS: usize = 10;
pub const MAX_TOP: usize = 30;
pub const MAX_TOTAL: usize = 1000;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TreeRefusal {
    #[error("there is no such category above it")]
    NoParent,
    #[error("a category cannot stand below itself")]
    Circle,
    #[error("at most {MAX_LEVELS} levels")]
    TooDeep,
    #[error("at most {MAX_TOP} categories on the first level")]
    TooWide,
    #[error("at most {MAX_TOTAL} categories")]
    TooMany,
    #[error("another category has this key")]
    KeyTaken,
}

/// Whether `one` (new, or changed: found by id) fits among `all`.
pub fn check(all: &[Category], one: &Category) -> Result<(), TreeRefusal> {
    let is_new = !all.iter().any(|other| other.id == one.id);
    if is_new && all.len() >= MAX_TOTAL {
        return Err(TreeRefusal::TooMany);
    }
    if all.iter().any(|other| other.id != one.id && other.key == one.key) {
        return Err(TreeRefusal::KeyTaken);
    }
    let mut parents: HashMap<CategoryId, Option<CategoryId>> = all.iter().map(|other| (other.id, other.parent_id)).collect();
    parents.insert(one.id, one.parent_id);
    let above = levels_above(&parents, one.id)?;
    if one.parent_id.is_none() && all.iter().filter(|other| other.id != one.id && other.parent_id.is_none()).count() >= MAX_TOP {
        return Err(TreeRefusal::TooWide);
    }
    let mut below = 0;
    for other in all {
        if let Some(distance) = distance_below(&parents, one.id, other.id) {
            below = below.max(distance);
        }
    }
    if above + 1 + below > MAX_LEVELS { Err(TreeRefusal::TooDeep) } else { Ok(()) }
}

/// The category and those above it, most special first.
pub fn path(all: &[Category], id: CategoryId) -> Vec<&Category> {
    let mut found: Vec<&Category> = Vec::new();
    let mut next = Some(id);
    while let Some(category) = next.and_then(|id| all.iter().find(|category| category.id == id)) {
        if found.len() >= MAX_LEVELS {
            break;
        }
        found.push(category);
        next = category.parent_id;
    }
    found
}

fn levels_above(parents: &HashMap<CategoryId, Option<CategoryId>>, id: CategoryId) -> Result<usize, TreeRefusal> {
    let mut count = 0;
    let mut next = parents.get(&id).copied().flatten();
    while let Some(parent) = next {
        if parent == id {
            return Err(TreeRefusal::Circle);
        }
        count += 1;
        if count >= MAX_LEVELS {
            return Err(TreeRefusal::TooDeep);
        }
        next = *parents.get(&parent).ok_or(TreeRefusal::NoParent)?;
    }
    Ok(count)
}

fn distance_below(parents: &HashMap<CategoryId, Option<CategoryId>>, top: CategoryId, id: CategoryId) -> Option<usize> {
    let mut distance = 0;
    let mut at = id;
    while at != top {
        at = parents.get(&at).copied().flatten()?;
        distance += 1;
        if distance > MAX_LEVELS {
            return None;
        }
    }
    Some(distance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(n: u128) -> CategoryId {
        CategoryId(Uuid::from_u128(n))
    }
    fn category(n: u128, parent: Option<u128>) -> Category {
        Category {
            id: id(n),
            key: format!("k{n}"),
            parent_id: parent.map(id),
            name: Text::zh("类"),
            keywords: vec![],
            position: 0,
            enabled: true,
        }
    }
    /// 1 ← 2 ← … ← n
    fn chain(n: u128) -> Vec<Category> {
        (1..=n).map(|i| category(i, (i > 1).then(|| i - 1))).collect()
    }

    #[test]
    fn ten_levels_and_not_eleven() {
        assert_eq!(check(&chain(9), &category(100, Some(9))), Ok(()));
        assert_eq!(check(&chain(10), &category(100, Some(10))), Err(TreeRefusal::TooDeep));
        let mut two = chain(9);
        two.extend([category(50, None), category(51, Some(50))]);
        assert_eq!(check(&two, &category(50, Some(9))), Err(TreeRefusal::TooDeep), "the branch that moves brings its own levels");
        assert_eq!(check(&two, &category(50, Some(8))), Ok(()));
    }

    #[test]
    fn no_circles_no_strangers_no_double_keys() {
        assert_eq!(check(&chain(3), &category(1, Some(3))), Err(TreeRefusal::Circle));
        assert_eq!(check(&chain(3), &category(2, Some(2))), Err(TreeRefusal::Circle));
        assert_eq!(check(&chain(3), &category(9, Some(77))), Err(TreeRefusal::NoParent));
        assert_eq!(check(&chain(3), &Category { key: "k2".into(), ..category(9, None) }), Err(TreeRefusal::KeyTaken));
    }

    #[test]
    fn thirty_at_the_top_and_a_thousand_in_all() {
        let top: Vec<Category> = (1..=30).map(|n| category(n, None)).collect();
        assert_eq!(check(&top, &category(99, None)), Err(TreeRefusal::TooWide));
        assert_eq!(check(&top, &category(99, Some(1))), Ok(()));
        assert_eq!(check(&top, &category(30, None)), Ok(()), "a change of one that is there");
        let many: Vec<Category> = (1..=1000).map(|n| category(n, (n > 1).then_some(1))).collect();
        assert_eq!(check(&many, &category(2000, Some(1))), Err(TreeRefusal::TooMany));
    }

    #[test]
    fn the_path_leads_from_the_leaf_to_the_top() {
        let all = chain(3);
        let keys: Vec<&str> = path(&all, id(3)).iter().map(|category| category.key.as_str()).collect();
        assert_eq!(keys, ["k3", "k2", "k1"]);
        assert!(path(&all, id(77)).is_empty());
    }
}
