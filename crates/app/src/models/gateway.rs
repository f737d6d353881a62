//! The one way out. A call is made when it is switched on, within the month's budget and while the endpoint behaves; it is
//! tried again when that may help, and written down with what it took and cost.

use super::{
    settings::{self, Held},
    wire::{self, Endpoint, Reply, Trouble, Usage},
};
use crate::{
    App, Principal, Result, cursor,
    views::{Page, models::ModelCallView},
};
use serde_json::Value;
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, Instant},
};
use yingke_core::{
    id::OrgId,
    models::{Breaker, cost_micro, pause_ms},
    permission::Permission,
    time::Millis,
};
use yingke_store::{
    events,
    models::{self, Call},
};

const TRIES: u32 = 3;
/// Batches of knowledge texts have time.
const BATCH_TIMEOUT: Duration = Duration::from_secs(30);

/// Everything that this node knows of endpoints.
pub struct Models {
    http: reqwest::Client,
    lines: Mutex<HashMap<OrgId, Arc<Line>>>,
    pub(super) settings: moka::sync::Cache<OrgId, Arc<Held>>,
    pub(super) vectors: super::vectors::Held,
}

/// What is true of one organisation's endpoint at this moment.
#[derive(Default)]
struct Line {
    breaker: Mutex<Breaker>,
    /// Cost of the calls under way, as far as it can be told before.
    reserved_micro: AtomicI64,
}

impl Default for Models {
    fn default() -> Self {
        Self {
            http: wire::client(),
            lines: Mutex::default(),
            settings: moka::sync::Cache::builder().max_capacity(10_000).time_to_live(Duration::from_secs(5)).build(),
            vectors: Default::default(),
        }
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoAnswer {
    Off,
    OverBudget,
    /// Left alone for a while after failures.
    Resting,
    Trouble(Trouble),
}

impl NoAnswer {
    pub fn word(self) -> &'static str {
        match self {
            NoAnswer::Off => "off",
            NoAnswer::OverBudget => "over_budget",
            NoAnswer::Resting => "resting",
            NoAnswer::Trouble(trouble) => trouble.word(),
        }
    }
}

/// What a call is for, as it stands in the list of calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Index,
    Search,
    Draft,
    Test,
}

impl Purpose {
    fn word(self) -> &'static str {
        match self {
            Purpose::Index => "index",
            Purpose::Search => "search",
            Purpose::Draft => "draft",
            Purpose::Test => "test",
        }
    }
}

pub async fn embed(app: &App, org_id: OrgId, held: &Held, purpose: Purpose, texts: Vec<String>) -> Result<Result<Vec<Vec<f32>>, NoAnswer>> {
    let expected = cost_micro(texts.iter().map(|text| text.chars().count() as i64 + 4).sum(), held.settings.price_embed_fen);
    let model = match purpose {
        Purpose::Search => held.settings.model_of_queries().to_owned(),
        Purpose::Index | Purpose::Draft | Purpose::Test => held.settings.embed_model.clone(),
    };
    let limits = match purpose {
        // Somebody waits: one try, and a short one.
        Purpose::Search => (1, Duration::from_secs(2)),
        Purpose::Index | Purpose::Draft | Purpose::Test => (TRIES, BATCH_TIMEOUT),
    };
    let (http, name) = (app.models.http.clone(), model.clone());
    let price = (held.settings.price_embed_fen, 0);
    call(app, org_id, held, purpose, &model, expected, price, limits, move |endpoint| {
        let (http, name, texts) = (http.clone(), name.clone(), texts.clone());
        async move { wire::embed(&http, &endpoint, &name, &texts).await }
    })
    .await
}

pub async fn chat(app: &App, org_id: OrgId, held: &Held, purpose: Purpose, body: Value, most_out: i64) -> Result<Result<Reply, NoAnswer>> {
    let settings = &held.settings;
    // A character is at most about a token; what is left over is given back when the bill is known.
    let expected = cost_micro(body.to_string().chars().count() as i64, settings.price_in_fen)
        .saturating_add(cost_micro(most_out, settings.price_out_fen));
    let timeout = Duration::from_millis(u64::try_from(settings.chat_timeout_ms).unwrap_or(15_000));
    let (http, model) = (app.models.http.clone(), settings.chat_model.clone());
    call(app, org_id, held, purpose, &model, expected, (settings.price_in_fen, settings.price_out_fen), (TRIES, timeout), move |endpoint| {
        let (http, body) = (http.clone(), body.clone());
        async move { wire::chat(&http, &endpoint, &body).await }
    })
    .await
}

#[allow(clippy::too_many_arguments)]
async fn call<T, F>(
    app: &App,
    org_id: OrgId,
    held: &Held,
    purpose: Purpose,
    model: &str,
    expected: i64,
    (price_in, price_out): (i64, i64),
    (tries, timeout): (u32, Duration),
    send: impl Fn(Endpoint) -> F,
) -> Result<Result<T, NoAnswer>>
where
    F: Future<Output = Result<(T, Usage), Trouble>>,
{
    let Some(endpoint) = held.endpoint.clone() else { return Ok(Err(NoAnswer::Off)) };
    let line = app.models.line(org_id);
    let now = app.clock.now();
    let reserved = match reserve(app, org_id, held, &line, expected, now).await? {
        Some(reserved) => reserved,
        None => return Ok(Err(NoAnswer::OverBudget)),
    };
    if !line.breaker.lock().unwrap_or_else(PoisonError::into_inner).admit(now) {
        return Ok(Err(NoAnswer::Resting));
    }
    let began = Instant::now();
    let (mut tried, mut outcome) = (0, Err(Trouble::Timeout));
    // The whole call, with all its tries, has one time limit.
    let _ = tokio::time::timeout(timeout, async {
        while tried < tries {
            tried += 1;
            outcome = send(endpoint.clone()).await;
            match &outcome {
                Err(trouble) if trouble.passes() && tried < tries => {
                    let chance = u64::from_le_bytes(app.clock.random()[..8].try_into().expect("eight bytes"));
                    tokio::time::sleep(Duration::from_millis(pause_ms(tried, chance))).await;
                }
                _ => break,
            }
        }
    })
    .await;
    let usage = outcome.as_ref().map(|(_, usage)| *usage).unwrap_or_default();
    {
        let mut breaker = line.breaker.lock().unwrap_or_else(PoisonError::into_inner);
        match &outcome {
            Ok(_) => breaker.succeeded(),
            Err(_) => breaker.failed(app.clock.now()),
        }
    }
    let row = Call {
        id: app.clock.uuid(),
        at: now,
        purpose: purpose.word().to_owned(),
        model: model.to_owned(),
        outcome: outcome.as_ref().err().map_or("ok", |trouble| trouble.word()).to_owned(),
        status: outcome.as_ref().err().map_or(200, |trouble| trouble.status()),
        tries: i64::from(tried),
        latency_ms: i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX),
        tokens_in: usage.tokens_in,
        tokens_out: usage.tokens_out,
        // An endpoint that does not count is billed by what was expected.
        cost_micro: if outcome.is_ok() && usage == Usage::default() {
            expected
        } else {
            cost_micro(usage.tokens_in, price_in).saturating_add(cost_micro(usage.tokens_out, price_out))
        },
    };
    app.door.write(org_id, move |tx| Box::pin(async move { models::record(tx, org_id, month(now), &row).await })).await?;
    drop(reserved);
    Ok(outcome.map(|(answer, _)| answer).map_err(NoAnswer::Trouble))
}

/// Gives back what it holds when the call is over, however it ends.
struct Reserved {
    line: Arc<Line>,
    micro: i64,
}

impl Drop for Reserved {
    fn drop(&mut self) {
        self.line.reserved_micro.fetch_sub(self.micro, Ordering::Relaxed);
    }
}

/// None when the month cannot pay for it.
async fn reserve(app: &App, org_id: OrgId, held: &Held, line: &Arc<Line>, micro: i64, now: Millis) -> Result<Option<Reserved>> {
    let under_way = line.reserved_micro.fetch_add(micro, Ordering::Relaxed);
    let reserved = Reserved { line: line.clone(), micro };
    let (_, spent) = models::spent(&mut app.read(), org_id, month(now)).await?;
    let total = spent.saturating_add(under_way).saturating_add(micro);
    Ok((micro == 0 || total <= held.settings.budget_micro()).then_some(reserved))
}

impl Models {
    fn line(&self, org_id: OrgId) -> Arc<Line> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).entry(org_id).or_default().clone()
    }
    pub(super) fn resting(&self, org_id: OrgId, now: Millis) -> bool {
        self.line(org_id).breaker.lock().unwrap_or_else(PoisonError::into_inner).is_open(now)
    }
    /// New settings deserve a new trial.
    pub(super) fn forget(&self, org_id: OrgId) {
        self.settings.invalidate(&org_id);
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).remove(&org_id);
    }
}

/// Months since 1970 in China's civil time.
pub(super) fn month(at: Millis) -> i64 {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::Offset::constant(8));
    jiff::Timestamp::from_millisecond(at.0).map_or(0, |t| {
        let date = t.to_zoned(zone).date();
        (i64::from(date.year()) - 1970) * 12 + i64::from(date.month()) - 1
    })
}

/// `GET /models/calls`
pub async fn calls(app: &App, who: &Principal, cursor: Option<&str>, limit: Option<i64>) -> Result<Page<ModelCallView>> {
    who.must(Permission::SettingsManage)?;
    let on = &mut app.read();
    let seq = events::head(on, who.org_id).await?;
    let limit = cursor::limit(limit);
    let before = cursor::decode(cursor)?.map(|(_, id)| id);
    let mut rows = models::calls(on, who.org_id, before, limit + 1).await?;
    let next = cursor::cut(&mut rows, limit, |row| cursor::encode(row.at.0, row.id));
    Ok(Page { items: rows.into_iter().map(settings::call_view).collect(), next, seq })
}
