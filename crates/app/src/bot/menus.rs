//! Keyword menus as the shop edits them: read with the questions they lead to, saved as a whole.

use super::{index, kit, menu, settings};
use crate::{
    App, Error, Principal, Result,
    views::bot::{Menu, MenuItem, MenusView, SaveMenus},
};
use std::collections::{BTreeMap, HashMap};
use yingke_core::permission::Permission;
use yingke_language::menu::keyword;

const MOST_MENUS: usize = 100;
const MOST_KEYWORDS: usize = 40;
/// A longer message is never taken for a keyword.
const LONGEST_KEYWORD: usize = 24;
const MOST_ITEMS: usize = 8;

/// `GET /bot/menus`
pub async fn list(app: &App, who: &Principal) -> Result<MenusView> {
    who.must(Permission::KnowledgeEdit)?;
    let (menus, version) = menu::all(&mut app.read(), who.org_id).await?;
    let index = index::of(app, who.org_id).await?;
    let now = app.clock.now();
    let questions: BTreeMap<String, String> = menus
        .iter()
        .flat_map(|menu| &menu.items)
        .filter_map(|item| index.by_key(item.knowledge_key.as_deref()?))
        .filter(|item| item.may_answer(now))
        .map(|item| (item.key.clone(), item.question.clone()))
        .collect();
    Ok(MenusView { menus, questions, version })
}

/// `PUT /bot/menus`
pub async fn save(app: &App, who: &Principal, save: SaveMenus) -> Result<MenusView> {
    who.must(Permission::KnowledgeEdit)?;
    let menus: Vec<Menu> = save.menus.into_iter().map(tidy).collect();
    check(&menus)?;
    settings::write(app, who, kit::MENUS, "menus", serde_json::to_value(&menus)?, save.version).await?;
    index::refresh(app, who.org_id).await?;
    list(app, who).await
}

fn tidy(mut menu: Menu) -> Menu {
    for word in &mut menu.keywords {
        *word = word.trim().to_owned();
    }
    menu.keywords.retain(|word| !word.is_empty());
    for item in &mut menu.items {
        for named in [&mut item.knowledge_key, &mut item.action] {
            *named = named.take().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        }
    }
    menu
}

fn check(menus: &[Menu]) -> Result<()> {
    let wrong = |message: String| Err(Error::invalid("menus", message));
    if menus.len() > MOST_MENUS {
        return wrong(format!("at most {MOST_MENUS} menus"));
    }
    // As messages are compared with them: 物流 and 物流？ are one.
    let mut calls: HashMap<String, usize> = HashMap::new();
    for (place, menu) in menus.iter().enumerate() {
        let name = &menu.title.zh_cn;
        if !(1..=100).contains(&name.trim().chars().count()) {
            return wrong("each menu has a heading of 1 to 100 characters".to_owned());
        }
        if !(1..=MOST_KEYWORDS).contains(&menu.keywords.len()) || menu.keywords.iter().any(|word| word.chars().count() > LONGEST_KEYWORD) {
            return wrong(format!("{name}: 1 to {MOST_KEYWORDS} keywords of at most {LONGEST_KEYWORD} characters"));
        }
        for word in &menu.keywords {
            let heard = keyword(word);
            if heard.is_empty() {
                return wrong(format!("{name}: {word:?} is not a word"));
            }
            if calls.insert(heard, place).is_some_and(|other| other != place) {
                return wrong(format!("{name}: another menu has the keyword {word}"));
            }
        }
        if !(1..=MOST_ITEMS).contains(&menu.items.len()) {
            return wrong(format!("{name}: 1 to {MOST_ITEMS} questions"));
        }
        for item in &menu.items {
            check_item(item).or_else(|message| wrong(format!("{name}: {message}")))?;
        }
    }
    Ok(())
}

fn check_item(item: &MenuItem) -> std::result::Result<(), String> {
    let label = &item.label.zh_cn;
    if !(1..=40).contains(&label.trim().chars().count()) {
        return Err("each question has a label of 1 to 40 characters".into());
    }
    if item.knowledge_key.is_none() && item.action.is_none() {
        return Err(format!("{label}: say what answers it"));
    }
    if item.knowledge_key.as_ref().is_some_and(|key| key.len() > 100) {
        return Err(format!("{label}: no such knowledge item"));
    }
    match &item.action {
        Some(action) if !does(action) => Err(format!("{label}: {action:?} is not an action of the bot")),
        _ => Ok(()),
    }
}

/// Menus may also name the kind of request.
fn does(action: &str) -> bool {
    let request = action.strip_prefix("request:").is_some_and(|kind| (1..=100).contains(&kind.len()));
    request || (settings::known_action(action) && action != "ask")
}

#[cfg(test)]
mod tests {
    use super::*;
    use yingke_core::text::Text;

    fn menu(keywords: &[&str], action: &str) -> Menu {
        let item = MenuItem { label: Text::zh("物流进度"), knowledge_key: None, action: Some(action.into()) };
        Menu {
            keywords: keywords.iter().map(|word| (*word).to_owned()).collect(), title: Text::zh("物流的哪方面"), items: vec![item]
        }
    }

    #[test]
    fn a_word_calls_one_menu_and_a_question_leads_somewhere() {
        assert!(check(&[menu(&["物流"], "order.logistics"), menu(&["退款"], "request:refund_only")]).is_ok());
        assert!(check(&[menu(&["物流"], "human"), menu(&["物流？"], "human")]).is_err(), "the same word, as it is heard");
        assert!(check(&[menu(&["物流", "物流?"], "human")]).is_ok(), "twice in one menu does no harm");
        assert!(check(&[menu(&["？"], "human")]).is_err());
        assert!(check(&[menu(&[], "human")]).is_err());
        assert!(check(&[menu(&["物流"], "javascript:alert(1)")]).is_err());
        assert!(check(&[tidy(menu(&["物流"], " "))]).is_err(), "leads nowhere");
    }
}
