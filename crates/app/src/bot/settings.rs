//! Rules of predicted questions, terms and hand-over: read with what became of them, saved as a whole.

use super::kit;
use crate::{
    App, Error, Principal, Result,
    views::bot::{BotSettings, HandoverRules, PredictionDay, RuleFigure, RulesView, SaveRules},
};
use serde_json::json;
use std::collections::BTreeSet;
use yingke_core::{
    event::{EventKind, NewEvent},
    knowledge::KnowledgeState,
    likely::{self, Rule},
    metric,
    order::rights::Terms,
    permission::Permission,
};
use yingke_store::{bot_flows, bot_settings, bot_shown, knowledge};

const MOST_RULES: usize = 60;
const DAYS_SHOWN: i64 = 30;

pub async fn rules(app: &App, who: &Principal) -> Result<RulesView> {
    let on = &mut app.read();
    let (rules, version) = kit::setting(on, who.org_id, kit::RULES, likely::defaults).await?;
    let figures = bot_shown::figures(on, who.org_id).await?;
    let figures = figures
        .into_iter()
        .map(|(rule, state, it)| RuleFigure {
            rule,
            state,
            shown: it.shown,
            clicked: it.clicked,
            asked: it.asked,
            factor: likely::factor(it),
        })
        .collect();
    let today = metric::day(app.clock.now());
    let days = bot_shown::days(on, who.org_id, today - DAYS_SHOWN).await?;
    let days = days.into_iter().map(|(day, sessions, clicked, asked)| PredictionDay { day, sessions, clicked, asked }).collect();
    Ok(RulesView { rules, figures, days, version })
}

pub async fn save_rules(app: &App, who: &Principal, save: SaveRules) -> Result<RulesView> {
    who.must(Permission::KnowledgeEdit)?;
    check_rules(&save.rules)?;
    check_targets(app, who, &save.rules).await?;
    write(app, who, kit::RULES, "bot", serde_json::to_value(&save.rules)?, save.version).await?;
    rules(app, who).await
}

pub async fn settings(app: &App, who: &Principal) -> Result<BotSettings> {
    let on = &mut app.read();
    let (handover, version) = kit::setting(on, who.org_id, kit::HANDOVER, HandoverRules::default).await?;
    let (terms, _) = kit::setting(on, who.org_id, kit::TERMS, Terms::default).await?;
    Ok(BotSettings { handover, terms, version })
}

pub async fn save_settings(app: &App, who: &Principal, save: BotSettings) -> Result<BotSettings> {
    who.must(Permission::SettingsManage)?;
    check_settings(&save)?;
    write(app, who, kit::HANDOVER, "bot", serde_json::to_value(&save.handover)?, save.version).await?;
    let (_, terms_version) = kit::setting(&mut app.read(), who.org_id, kit::TERMS, Terms::default).await?;
    write(app, who, kit::TERMS, "bot", serde_json::to_value(&save.terms)?, terms_version).await?;
    settings(app, who).await
}

/// A document as a whole; 409 when somebody else was faster. Other nodes read again what `said` names.
pub(super) async fn write(
    app: &App,
    who: &Principal,
    what: &'static str,
    said: &'static str,
    definition: serde_json::Value,
    version: i64,
) -> Result<()> {
    let (org_id, actor, now) = (who.org_id, who.actor.clone(), app.clock.now());
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                if !bot_settings::save(tx, org_id, what, &definition, version, now).await? {
                    return Err(Error::version_conflict());
                }
                tx.emit(org_id, NewEvent::new(EventKind::SettingsChanged, actor, now).data(json!({ "what": said })));
                Ok(())
            })
        })
        .await?;
    kit::refresh(app, org_id).await
}

/// A new target must be there and answer customers. One that was chosen before may have gone since: it must not keep the
/// other rules from being saved.
async fn check_targets(app: &App, who: &Principal, rules: &[Rule]) -> Result<()> {
    let on = &mut app.read();
    let (held, _) = kit::setting(on, who.org_id, kit::RULES, likely::defaults).await?;
    for rule in rules.iter().filter(|rule| !held.iter().any(|old| old.key == rule.key && old.action == rule.action)) {
        let there = match rule.action.split_once(':') {
            Some(("knowledge", key)) => knowledge::by_key(on, who.org_id, key)
                .await?
                .is_some_and(|item| item.state == KnowledgeState::Published && item.kind.for_customers() && !item.scope.agents_only),
            Some(("flow", key)) => bot_flows::published(on, who.org_id).await?.iter().any(|flow| flow.key == key),
            _ => true,
        };
        if !there {
            let name = &rule.label.zh_cn;
            return Err(Error::invalid("action", format!("{name}: {:?} is not published; choose another one", rule.action)));
        }
    }
    Ok(())
}

fn check_rules(rules: &[Rule]) -> Result<()> {
    let wrong = |message: String| Err(Error::invalid("rules", message));
    if rules.len() > MOST_RULES {
        return wrong(format!("at most {MOST_RULES} rules"));
    }
    let mut keys = BTreeSet::new();
    for rule in rules {
        let name = &rule.label.zh_cn;
        let key_ok = (1..=40).contains(&rule.key.len()) && rule.key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if !key_ok || !keys.insert(rule.key.as_str()) {
            return wrong(format!("{:?}: a key of its own, 1 to 40 letters, digits or _", rule.key));
        }
        if !(1..=30).contains(&name.trim().chars().count()) {
            return wrong(format!("{}: a label of 1 to 30 characters", rule.key));
        }
        if !(1..=100).contains(&rule.weight) {
            return wrong(format!("{}: a weight of 1 to 100", rule.key));
        }
        if !known_action(&rule.action) {
            return Err(Error::invalid("action", format!("{name}: {:?} is nothing that the bot does", rule.action)));
        }
        if rule.when.since.len() > 6
            || rule.when.pages.len() > 20
            || rule.when.pages.iter().any(|page| page.trim().is_empty() || page.len() > 200)
        {
            return wrong(format!("{}: at most 6 times and 20 pages of 1 to 200 characters", rule.key));
        }
        let hours = rule.when.since.iter().flat_map(|since| [since.over_h, since.under_h]).chain([rule.when.contacted_within_h]);
        if hours.flatten().any(|hours| !(0..=24 * 366).contains(&hours)) {
            return wrong(format!("{}: hours between 0 and a year", rule.key));
        }
    }
    Ok(())
}

/// What a click may do that shops choose.
pub(super) fn known_action(action: &str) -> bool {
    let (verb, rest) = action.split_once(':').unwrap_or((action, ""));
    match verb {
        "knowledge" | "flow" => (1..=100).contains(&rest.len()),
        "ask" | "request" | "human" => rest.is_empty(),
        _ => rest.is_empty() && super::live_order::Asked::of(verb).is_some(),
    }
}

fn check_settings(save: &BotSettings) -> Result<()> {
    let (h, t) = (&save.handover, &save.terms);
    if !(1..=10).contains(&h.misses) {
        return Err(Error::invalid("handover", "1 to 10 questions without an answer"));
    }
    if h.words.len() > 100 || h.words.iter().any(|word| !(1..=40).contains(&word.trim().chars().count())) {
        return Err(Error::invalid("handover", "at most 100 words of 1 to 40 characters"));
    }
    if h.order_over_fen.is_some_and(|fen| fen < 1) {
        return Err(Error::invalid("handover", "an amount above nothing"));
    }
    let days = [t.return_days, t.price_days].into_iter().chain(t.return_exceptions.iter().map(|exception| exception.days));
    if days.into_iter().any(|days| !(0..=366).contains(&days)) || t.return_exceptions.len() > 50 {
        return Err(Error::invalid("terms", "0 to 366 days, at most 50 exceptions"));
    }
    Ok(())
}
