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
        let bare = without_fillers(&text);
        let fits = |word: &str| {
            let word = normalise(word);
            let said = |text: &str, word: &str| !word.is_empty() && text.match_indices(word).any(|(at, _)| !denied(&text[..at]));
            (said(&text, &word) || said(&bare, &without_fillers(&word))).then(|| word.chars().count())
        };
        let best = |flow: &FlowVersion| flow.flow.words.iter().filter_map(|word| fits(word)).max();
        self.flows.iter().filter_map(|flow| Some((best(flow)?, flow))).max_by_key(|(length, _)| *length).map(|(_, flow)| flow)
    }
    pub fn by_key(&self, key: &str) -> Option<&FlowVersion> {
        self.flows.iter().find(|flow| flow.key == key)
    }
}

/// "改一下我的收货地址" says no more than "改地址".
fn without_fillers(text: &str) -> String {
    ["一下", "收货", "收件", "我的", "我这个", "这个", "那个"].iter().fold(text.to_owned(), |text, filler| text.replace(filler, ""))
}

/// "不要取消订单" wants none of it.
fn denied(before: &str) -> bool {
    let before = before.trim_end_matches(['帮', '给', '我', '再', '去', ' ']);
    ["不要", "不用", "不想", "不是要", "别", "没有", "没", "已经", "don't", "do not", "not"].iter().any(|word| before.ends_with(word))
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

#[cfg(test)]
mod tests {
    use super::*;
    use yingke_core::flow::Flow;

    #[test]
    fn a_flow_is_called_by_its_words_with_fillers_between_and_not_by_their_denial() {
        let flow = |words: &[&str]| {
            let flow: Flow =
                serde_json::from_value(serde_json::json!({ "name": { "zh-CN": "f" }, "words": words, "start": "", "steps": [] }))
                    .expect("a flow");
            FlowVersion { flow_id: yingke_core::id::FlowId(uuid::Uuid::nil()), key: words[0].into(), number: 1, flow }
        };
        let kit = Kit {
            flows: vec![flow(&["改地址"]), flow(&["取消订单", "订单不要了"])],
            rules: Vec::new(),
            terms: Terms::default(),
            handover: HandoverRules::default(),
        };
        for (text, key) in [
            ("改地址", Some("改地址")),
            ("帮我改一下收货地址", Some("改地址")),
            ("取消我的订单", Some("取消订单")),
            ("订单不要了", Some("取消订单")),
            ("不要取消订单", None),
            ("我没有取消订单啊", None),
            ("已经取消订单了", None),
            ("取消订单怎么办", None),
            ("发票", None),
        ] {
            assert_eq!(kit.called(text).map(|flow| flow.key.as_str()), key, "{text}");
        }
    }
}
