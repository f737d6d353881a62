//! What a shop has set for its bot, kept in memory beside the index: published flows, rules of predicted questions, terms
//! and hand-over. Read again after every change, on whatever node it was made.

use crate::{App, Result, views::bot::HandoverRules};
use std::sync::Arc;
use yingke_core::{id::OrgId, likely, likely::Rule, order::rights::Terms};
use yingke_language::normalise;
use yingke_store::{Run, bot_flows, bot_flows::FlowVersion, bot_settings};

pub const RULES: &str = "rules";
pub const TERMS: &str = "terms";
pub const HANDOVER: &str = "handover";
pub const MENUS: &str = "menus";

pub struct Kit {
    pub flows: Vec<FlowVersion>,
    pub rules: Vec<Rule>,
    pub terms: Terms,
    pub handover: HandoverRules,
}

pub async fn of(app: &App, org_id: OrgId) -> Result<Arc<Kit>> {
    if let Some(kit) = held(app, org_id) {
        return Ok(kit);
    }
    let _one = app.bot.rebuilding.lock().await;
    match held(app, org_id) {
        Some(kit) => Ok(kit),
        None => reread(app, org_id).await,
    }
}

/// With flows as they stand on the drawing board; an unpublished one takes part too. Nobody is served from it.
pub async fn of_draft(app: &App, org_id: OrgId) -> Result<Arc<Kit>> {
    let live = of(app, org_id).await?;
    let flows = bot_flows::all(&mut app.read(), org_id).await?;
    let flows = flows.into_iter().map(|flow| FlowVersion {
        flow_id: flow.id,
        key: flow.key,
        number: flow.published.unwrap_or(0),
        flow: flow.draft,
    });
    Ok(Arc::new(Kit { flows: flows.collect(), rules: live.rules.clone(), terms: live.terms.clone(), handover: live.handover.clone() }))
}

pub async fn refresh(app: &App, org_id: OrgId) -> Result<()> {
    let _one = app.bot.rebuilding.lock().await;
    reread(app, org_id).await?;
    Ok(())
}

/// A setting as the shop saved it, or as it is without; with its version.
pub async fn setting<T: serde::de::DeserializeOwned>(
    on: &mut impl Run,
    org_id: OrgId,
    what: &str,
    otherwise: impl FnOnce() -> T,
) -> Result<(T, i64)> {
    Ok(match bot_settings::get(on, org_id, what).await? {
        Some((definition, version)) => (serde_json::from_value(definition)?, version),
        None => (otherwise(), 0),
    })
}

impl Kit {
    /// The flow that these words begin: the longest phrase that they contain.
    pub fn called(&self, text: &str) -> Option<&FlowVersion> {
        let text = normalise(text);
        if text.chars().count() > 60 || asks_how(&text) {
            return None;
        }
        let fits = |word: &str| {
            let word = normalise(word);
            (!word.is_empty() && text.contains(&word)).then(|| word.chars().count())
        };
        let best = |flow: &FlowVersion| flow.flow.words.iter().filter_map(|word| fits(word)).max();
        self.flows.iter().filter_map(|flow| Some((best(flow)?, flow))).max_by_key(|(length, _)| *length).map(|(_, flow)| flow)
    }
    pub fn by_key(&self, key: &str) -> Option<&FlowVersion> {
        self.flows.iter().find(|flow| flow.key == key)
    }
}

/// "改不了地址怎么办" wants to be told, not to be led: knowledge answers, and the flow is a click away.
fn asks_how(text: &str) -> bool {
    ["怎么办", "为什么", "流程是", "多久", "要多长时间", "收费", "how long", "why"].iter().any(|word| text.contains(word))
}

async fn reread(app: &App, org_id: OrgId) -> Result<Arc<Kit>> {
    let on = &mut app.read();
    let kit = Kit {
        flows: bot_flows::published(on, org_id).await?,
        rules: setting(on, org_id, RULES, likely::defaults).await?.0,
        terms: setting(on, org_id, TERMS, Terms::default).await?.0,
        handover: setting(on, org_id, HANDOVER, HandoverRules::default).await?.0,
    };
    let kit = Arc::new(kit);
    app.bot.kits.write().unwrap_or_else(std::sync::PoisonError::into_inner).insert(org_id, kit.clone());
    Ok(kit)
}

fn held(app: &App, org_id: OrgId) -> Option<Arc<Kit>> {
    app.bot.kits.read().unwrap_or_else(std::sync::PoisonError::into_inner).get(&org_id).cloned()
}
