//! Searching knowledge with all the scores there are: words and meaning, and an endpoint's vectors when it gives them.

use super::vectors::third_score;
use crate::{
    App, Result,
    bot::index::{Item, OrgIndex},
};
use yingke_core::id::OrgId;
use yingke_language::retrieval::Hit;

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
    let cosines: Vec<f32> = index.items.iter().map(|item| third.get(&item.id).copied().unwrap_or(f32::NAN)).collect();
    Ok(index.search_with(text, limit, &cosines, allowed))
}
