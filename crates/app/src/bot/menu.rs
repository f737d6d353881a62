//! Keyword menus: one short word brings a list of questions to click (S0-11).

use super::{index::OrgIndex, kit};
use crate::{
    Result,
    views::{
        bot::{Menu, MenuItem},
        conversation::OptionView,
    },
};
use yingke_core::{id::OrgId, knowledge::Case, text::Locale, time::Millis};
use yingke_language::menu;
use yingke_store::{Run, bot_settings, menus};

/// As the shop saved them; before that, those it began with. Version 0: nobody has saved any.
pub async fn all(on: &mut impl Run, org_id: OrgId) -> Result<(Vec<Menu>, i64)> {
    let (saved, version) = match bot_settings::get(on, org_id, kit::MENUS).await? {
        Some((definition, version)) => (serde_json::from_value(definition)?, version),
        None => (menus::all(on, org_id).await?, 0),
    };
    // A menu that cannot be read is left out rather than silencing the bot.
    let readable = saved.into_iter().filter_map(|definition| serde_json::from_value(definition).ok()).collect();
    Ok((readable, version))
}

/// The menu that these words call, with the items that can be answered now.
pub fn called(index: &OrgIndex, words: &str, locale: Locale, now: Millis, case: &Case) -> Option<(String, Vec<OptionView>)> {
    let menu = index.menus.iter().find(|menu| menu::matches(words, &menu.keywords))?;
    let options: Vec<OptionView> = menu.items.iter().filter_map(|item| option(index, item, locale, now, case)).collect();
    (!options.is_empty()).then(|| (menu.title.get(locale).to_owned(), options))
}

/// The action that belongs to a knowledge item, if a menu names one.
pub fn action_of<'i>(index: &'i OrgIndex, key: &str) -> Option<(&'i MenuItem, &'i str)> {
    let item =
        index.menus.iter().flat_map(|menu| &menu.items).find(|item| item.knowledge_key.as_deref() == Some(key) && item.action.is_some())?;
    Some((item, item.action.as_deref()?))
}

fn option(index: &OrgIndex, item: &MenuItem, locale: Locale, now: Millis, case: &Case) -> Option<OptionView> {
    let known =
        item.knowledge_key.as_deref().filter(|key| index.by_key(key).is_some_and(|item| item.may_answer(now) && item.scope.covers(case)));
    let live = item.action.as_deref().filter(|action| action.starts_with("order.") || *action == "human");
    let action = match (live, known, item.action.as_deref()) {
        // Live data and people answer better than a text.
        (Some(action), _, _) => action.to_owned(),
        // Read first; the request is offered under the answer.
        (None, Some(key), _) => format!("knowledge:{key}"),
        (None, None, Some(action)) => action.to_owned(),
        (None, None, None) => return None,
    };
    let label = item.label.get(locale).to_owned();
    Some(OptionView { text: label.clone(), label, action })
}
