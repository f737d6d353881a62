//! Keyword menus: one short word brings a list of questions to click (S0-11).

use super::index::OrgIndex;
use crate::views::conversation::OptionView;
use serde::Deserialize;
use yingke_core::{knowledge::Case, text::Locale, text::Text, time::Millis};
use yingke_language::menu;

/// As it stands in `bot_menu.definition`.
#[derive(Debug, Clone, Deserialize)]
pub struct Menu {
    pub keywords: Vec<String>,
    pub title: Text,
    pub items: Vec<MenuItem>,
}

/// A knowledge answer, an action, or an answer beside which the action is offered.
#[derive(Debug, Clone, Deserialize)]
pub struct MenuItem {
    pub label: Text,
    #[serde(default)]
    pub knowledge_key: Option<String>,
    #[serde(default)]
    pub action: Option<String>,
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
