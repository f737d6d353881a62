//! Searching knowledge with all the scores there are: characters and words first, meaning on top when the endpoint gives it.

use super::vectors::third_score;
use crate::{
    App, Result,
    bot::index::{Item, OrgIndex},
};
use yingke_core::id::OrgId;
use yingke_language::retrieval::Hit;

/// Looked at before the scores are put together.
const WIDE: usize = 30;
/// Stands out so far that no common word is needed to offer it.
const MEANT: f32 = 0.45;
/// How much of a lead it gives over the next one.
const AHEAD: f32 = 0.3;
/// The chance of what is near enough to be offered.
const NEAR: f32 = 0.75;
/// Stands out so far that it is what was asked.
const SURE: f32 = 0.9;

/// Best first. Without the endpoint it is the built-in search and nothing else.
pub async fn search<'i>(
    app: &App,
    org_id: OrgId,
    index: &'i OrgIndex,
    text: &str,
    limit: usize,
    allowed: impl Fn(&Item) -> bool,
) -> Result<Vec<(&'i Item, Hit)>> {
    let Some(third) = third_score(app, org_id, text).await? else { return Ok(index.search(text, limit, allowed)) };
    let mut hits = index.search(text, WIDE, &allowed);
    let best = hits.first().map_or(1.0, |(_, hit)| hit.score);
    let unseen: Vec<&Item> = index
        .items
        .iter()
        .filter(|item| third.get(&item.id).is_some_and(|score| *score >= MEANT) && hits.iter().all(|(held, _)| held.id != item.id))
        .collect();
    for item in unseen.into_iter().filter(|item| allowed(item)) {
        // By its own question it is found for sure; what that says of the customer's question is put right below.
        if let Some((item, hit)) = index.search(&item.question, 1, |other| other.id == item.id).into_iter().next() {
            hits.push((item, Hit { score: best * 0.5, coverage: 0.0, strength: 0.0, exact: false, likeness: 0.0, chance: 0.0, ..hit }));
        }
    }
    for (item, hit) in &mut hits {
        let score = third.get(&item.id).copied().unwrap_or(0.0);
        hit.score *= 1.0 + score;
        // What stands out there is further ahead here.
        hit.likeness = (hit.likeness + AHEAD * score).min(1.0);
        let (coverage, strength, chance) = match score {
            score if score >= SURE || (score >= MEANT && hit.is_near()) => (0.5, 0.9, NEAR),
            score if score >= MEANT => (0.45, 0.65, NEAR),
            _ => (0.0, 0.0, 0.0),
        };
        hit.chance = hit.chance.max(chance);
        hit.coverage = hit.coverage.max(coverage);
        hit.strength = hit.strength.max(strength);
    }
    hits.sort_by(|a, b| b.1.score.total_cmp(&a.1.score));
    hits.truncate(limit);
    Ok(hits)
}
