//! Embeddings as a third score beside characters and words. Texts of knowledge are embedded in the background, each once,
//! by the hash of its text; a search asks for the vector of its question and waits 300 ms for it, never longer.

use super::{
    gateway::{self, Purpose},
    settings,
};
use crate::{
    App, Result,
    bot::{self, index::OrgIndex},
    secrets,
};
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError, RwLock, Weak},
    time::Duration,
};
use yingke_core::{
    id::{KnowledgeId, OrgId},
    knowledge::KnowledgeState,
};
use yingke_language::retrieval::{nearness, whole};
use yingke_store::{knowledge, models, orgs};

/// How long a search waits.
const PATIENCE: Duration = Duration::from_millis(300);
const LOOK_EVERY: Duration = Duration::from_secs(30);
const BATCH: usize = 32;
/// Texts of one look; a large shop is done in several.
const MOST_OF_ONE_LOOK: usize = 512;
const MOST_TEXTS: usize = 50_000;
const WORDINGS: usize = 4;
const PAGE: i64 = 500;
const LONGEST: usize = 400;

type Hash = [u8; 32];
type Asked = moka::sync::Cache<(OrgId, Hash), Arc<Vec<f32>>>;

/// What is in memory.
#[derive(Default)]
pub struct Held {
    orgs: RwLock<HashMap<OrgId, Arc<Texts>>>,
    /// Vectors of questions that were asked a moment ago.
    asked: Mutex<Option<Asked>>,
}

/// The vectors of the shop's texts, and whose they are.
struct Texts {
    /// The knowledge as it was when they were made: the same index again means that nothing has changed.
    made_of: Weak<OrgIndex>,
    /// Texts still without a vector.
    left: usize,
    model: String,
    rows: Vec<(KnowledgeId, Of, Arc<Vec<f32>>)>,
    known: HashMap<Hash, Arc<Vec<f32>>>,
}

/// What of an item a vector is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Wording,
    /// Question and answer read together.
    Whole,
}

/// How near each item is to the question, as a cosine; none when the endpoint is off, slow or down: the built-in scores stand alone.
pub async fn third_score(app: &App, org_id: OrgId, text: &str) -> Result<Option<HashMap<KnowledgeId, f32>>> {
    let held = settings::held(app, org_id).await?;
    if !held.settings.searches() {
        return Ok(None);
    }
    let Some(texts) = app.models.vectors.of(org_id).filter(|texts| texts.model == held.settings.embed_model && !texts.rows.is_empty())
    else {
        return Ok(None);
    };
    let question = format!("{}{}", held.settings.query_prefix, shortened(text));
    let key = (org_id, secrets::hash(&format!("{}\n{question}", held.settings.model_of_queries())));
    let vector = match app.models.vectors.asked().get(&key) {
        Some(vector) => vector,
        None => {
            // The call goes on when nobody waits any more: it is written down, and its vector serves the next question.
            let call = app.clone();
            let asked = tokio::spawn(async move {
                let vectors = gateway::embed(&call, org_id, &held, Purpose::Search, vec![question]).await?;
                let vector = vectors.ok().and_then(|mut vectors| vectors.pop()).map(Arc::new);
                if let Some(vector) = &vector {
                    call.models.vectors.asked().insert(key, vector.clone());
                }
                Ok::<_, crate::Error>(vector)
            });
            match tokio::time::timeout(PATIENCE, asked).await {
                Ok(Ok(Ok(Some(vector)))) => vector,
                _ => return Ok(None),
            }
        }
    };
    let scored = tokio::task::spawn_blocking(move || texts.scores(&vector)).await.map_err(anyhow::Error::from)?;
    Ok(Some(scored))
}

/// Looks now and then, as long as the app lives.
pub fn start(app: &App) {
    let app = Arc::downgrade(&app.inner);
    tokio::spawn(async move {
        let mut tick = tokio::time::interval(LOOK_EVERY);
        tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        tick.tick().await;
        loop {
            tick.tick().await;
            let Some(inner) = app.upgrade() else { return };
            let app = App { inner };
            let Ok(all) = orgs::all(&mut app.read()).await else { continue };
            for org in all {
                if let Err(error) = embed_missing(&app, org.id).await {
                    tracing::warn!(%error, "vectors of knowledge were not made, trying again later");
                }
            }
        }
    });
}

/// Embeds what has no vector yet and takes the rest from the database; returns how many texts are still without. On several
/// nodes each may look: a vector that is there already is not written twice.
pub async fn embed_missing(app: &App, org_id: OrgId) -> Result<usize> {
    let held = settings::held(app, org_id).await?;
    if !held.settings.searches() {
        app.models.vectors.put(org_id, None);
        return Ok(0);
    }
    let index = bot::index::of(app, org_id).await?;
    let before = app.models.vectors.of(org_id).filter(|texts| texts.model == held.settings.embed_model);
    // Reading all knowledge is for changes, not for every look.
    if before.as_ref().is_some_and(|texts| texts.left == 0 && std::ptr::eq(texts.made_of.as_ptr(), Arc::as_ptr(&index))) {
        return Ok(0);
    }
    let (model, prefix) = (held.settings.embed_model.clone(), held.settings.text_prefix.clone());
    let mut wanted: Vec<(KnowledgeId, Of, Hash, String)> = Vec::new();
    for item in knowledge::all(&mut app.read(), org_id).await? {
        if item.state != KnowledgeState::Published {
            continue;
        }
        let wordings = std::iter::once(&item.question).chain(&item.similar).take(WORDINGS);
        let texts = wordings.map(|wording| (Of::Wording, shortened(wording)));
        for (of, text) in texts.chain(whole(&item.question, &item.answer).map(|whole| (Of::Whole, shortened(&whole)))) {
            let text = format!("{prefix}{text}");
            wanted.push((item.id, of, secrets::hash(&text), text));
        }
    }
    wanted.truncate(MOST_TEXTS);
    let mut known = match before {
        Some(texts) => texts.known.clone(),
        None => stored(app, org_id, &model).await?,
    };
    let mut missing: Vec<(Hash, String)> =
        wanted.iter().filter(|(_, _, hash, _)| !known.contains_key(hash)).map(|(_, _, hash, text)| (*hash, text.clone())).collect();
    missing.sort_unstable();
    missing.dedup();
    let mut left = missing.len();
    for batch in missing.into_iter().take(MOST_OF_ONE_LOOK).collect::<Vec<_>>().chunks(BATCH) {
        let texts = batch.iter().map(|(_, text)| text.clone()).collect();
        let Ok(vectors) = gateway::embed(app, org_id, &held, Purpose::Index, texts).await? else { break };
        let rows: Vec<(Vec<u8>, Vec<u8>)> = batch.iter().zip(&vectors).map(|((hash, _), vector)| (hash.to_vec(), bytes(vector))).collect();
        let (name, now) = (model.clone(), app.clock.now());
        app.door.write(org_id, move |tx| Box::pin(async move { models::add_vectors(tx, org_id, &name, &rows, now).await })).await?;
        left -= batch.len();
        known.extend(batch.iter().map(|(hash, _)| *hash).zip(vectors.into_iter().map(Arc::new)));
    }
    // A wording and the whole of an item are near in different measure: an item counts when all of it has its vectors.
    let unready: HashSet<KnowledgeId> = wanted.iter().filter(|(_, _, hash, _)| !known.contains_key(hash)).map(|(id, ..)| *id).collect();
    let ready = wanted.into_iter().filter(|(id, ..)| !unready.contains(id));
    let rows = ready.filter_map(|(id, of, hash, _)| Some((id, of, known.get(&hash)?.clone()))).collect();
    app.models.vectors.put(org_id, Some(Texts { made_of: Arc::downgrade(&index), left, model, rows, known }));
    Ok(left)
}

/// Page by page: no statement holds the database for long.
async fn stored(app: &App, org_id: OrgId, model: &str) -> Result<HashMap<Hash, Arc<Vec<f32>>>> {
    let (mut known, mut after) = (HashMap::new(), Vec::new());
    loop {
        let page = models::vectors(&mut app.read(), org_id, model, &after, PAGE).await?;
        let Some((last, _)) = page.last() else { return Ok(known) };
        after.clone_from(last);
        known.extend(page.into_iter().filter_map(|(hash, vector)| Some((hash.try_into().ok()?, Arc::new(numbers(&vector))))));
        if known.len() >= MOST_TEXTS {
            return Ok(known);
        }
        tokio::task::yield_now().await;
    }
}

impl Held {
    fn of(&self, org_id: OrgId) -> Option<Arc<Texts>> {
        self.orgs.read().unwrap_or_else(PoisonError::into_inner).get(&org_id).cloned()
    }
    fn put(&self, org_id: OrgId, texts: Option<Texts>) {
        let mut orgs = self.orgs.write().unwrap_or_else(PoisonError::into_inner);
        match texts {
            Some(texts) => orgs.insert(org_id, Arc::new(texts)),
            None => orgs.remove(&org_id),
        };
    }
    fn asked(&self) -> moka::sync::Cache<(OrgId, Hash), Arc<Vec<f32>>> {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked
            .get_or_insert_with(|| moka::sync::Cache::builder().max_capacity(5_000).time_to_live(Duration::from_secs(3_600)).build())
            .clone()
    }
}

impl Texts {
    /// The nearest wording counts for its item, and the whole of it. (Vectors have length 1: their product is the cosine.)
    fn scores(&self, question: &[f32]) -> HashMap<KnowledgeId, f32> {
        let mut best: HashMap<KnowledgeId, (Option<f32>, Option<f32>)> = HashMap::new();
        for (id, of, vector) in self.rows.iter().filter(|(_, _, vector)| vector.len() == question.len()) {
            let cosine: f32 = vector.iter().zip(question).map(|(a, b)| a * b).sum();
            let (wording, whole) = best.entry(*id).or_default();
            let held = if *of == Of::Wording { wording } else { whole };
            *held = Some(held.map_or(cosine, |held| held.max(cosine)));
        }
        best.into_iter().filter_map(|(id, (wording, whole))| Some((id, nearness(wording?, whole)))).collect()
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

fn bytes(vector: &[f32]) -> Vec<u8> {
    vector.iter().flat_map(|x| x.to_le_bytes()).collect()
}

fn numbers(bytes: &[u8]) -> Vec<f32> {
    bytes.chunks_exact(4).map(|x| f32::from_le_bytes([x[0], x[1], x[2], x[3]])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn the_nearest_wording_and_the_whole_of_an_item_count_and_vectors_of_another_length_do_not() {
        let id = |n: u128| KnowledgeId(Uuid::from_u128(n));
        let rows = [
            (id(1), Of::Wording, vec![1.0, 0.0]),
            (id(1), Of::Wording, vec![0.0, 1.0]),
            (id(1), Of::Whole, vec![0.8, 0.6]),
            (id(2), Of::Wording, vec![0.6, 0.8]),
            (id(3), Of::Wording, vec![1.0, 0.0, 0.0]),
            (id(4), Of::Whole, vec![1.0, 0.0]),
        ];
        let rows = rows.into_iter().map(|(id, of, vector)| (id, of, Arc::new(vector))).collect();
        let texts = Texts { made_of: Weak::new(), left: 0, model: "m".into(), rows, known: HashMap::new() };
        let scores = texts.scores(&[1.0, 0.0]);
        assert_eq!(scores[&id(1)], nearness(1.0, Some(0.8)));
        assert_eq!(scores[&id(2)], 0.6);
        assert_eq!(scores.len(), 2, "{scores:?}");
    }

    #[test]
    fn a_vector_survives_the_database() {
        assert_eq!(numbers(&bytes(&[0.5, -1.25, 3.0])), [0.5, -1.25, 3.0]);
    }
}
