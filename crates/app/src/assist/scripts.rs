//! Reply texts that fit what is asked, ranked in memory like knowledge. Held for some seconds: a script written this moment
//! is suggested a moment later.

use crate::{App, Result};
use std::{sync::Arc, time::Duration};
use yingke_core::{id::OrgId, knowledge::Script};
use yingke_language::retrieval::{Document, Hit, Index};
use yingke_store::scripts;

const HELD: Duration = Duration::from_secs(10);
const MOST: i64 = 2_000;

pub struct ScriptIndexes(moka::sync::Cache<OrgId, Arc<Scripts>>);

struct Scripts {
    all: Vec<Script>,
    index: Index,
}

impl Default for ScriptIndexes {
    fn default() -> Self {
        Self(moka::sync::Cache::builder().max_capacity(1_000).time_to_live(HELD).build())
    }
}

/// Best first; only those that are near enough to be worth a look.
pub async fn search(app: &App, org_id: OrgId, text: &str, limit: usize) -> Result<Vec<(Script, Hit)>> {
    let held = match app.scripts.0.get(&org_id) {
        Some(held) => held,
        None => {
            let all = scripts::find(&mut app.read(), org_id, "", app.clock.now(), MOST).await?;
            let made = tokio::task::spawn_blocking(move || {
                let documents: Vec<Document> = all
                    .iter()
                    .map(|script| Document {
                        questions: vec![script.title.clone(), format!("{} {}", script.category, script.title)],
                        answer: script.body.clone(),
                    })
                    .collect();
                Scripts { index: Index::new(&documents), all }
            });
            let made = Arc::new(made.await.map_err(anyhow::Error::from)?);
            app.scripts.0.insert(org_id, made.clone());
            made
        }
    };
    let hits = held.index.search(text, limit, |_| true);
    Ok(hits.into_iter().filter(Hit::is_near).map(|hit| (held.all[hit.document].clone(), hit)).collect())
}
