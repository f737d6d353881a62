//! What a conversation was about: suggested from the customer's words, so that closing needs no typing.

use super::{access, view};
use crate::{
    App, Error, Principal, Result,
    views::conversation::{ClosureDraft, ConversationView},
};
use yingke_core::{
    category::Category,
    event::{EventKind, NewEvent},
    id::*,
    text::Locale,
};
use yingke_language::intent::{self, Intent};
use yingke_store::{Run, categories, contacts, conversations, messages};

/// The customer's messages that are looked at.
const WORDS: i64 = 50;
/// Those whose meaning is looked for, and the categories it is looked for among: this runs in the write door.
const MEANT: usize = 8;
const LEAVES: usize = 200;

/// `PUT /conversations/{id}/category`
pub async fn categorise(app: &App, who: &Principal, id: ConversationId, category_id: CategoryId) -> Result<ConversationView> {
    let (app, who) = (app.clone(), who.clone());
    app.door
        .clone()
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                let mut stored = access::manageable(tx, &who, id).await?;
                must_exist(tx, who.org_id, category_id).await?;
                if stored.category_id != Some(category_id) {
                    stored.category_id = Some(category_id);
                    conversations::save(tx, who.org_id, &stored).await?;
                    contacts::set_category(tx, who.org_id, id.0, category_id, app.clock.now()).await?;
                    let event = NewEvent::new(EventKind::ConversationChanged, who.actor.clone(), app.clock.now());
                    let mut event =
                        event.conversation(id).customer(stored.session.customer_id).data(serde_json::json!({ "category": true }));
                    event.agent_id = stored.session.owner();
                    tx.emit(who.org_id, event);
                }
                view(tx, who.org_id, id).await?.ok_or(Error::NotFound("conversation"))
            })
        })
        .await
}

/// `GET /conversations/{id}/closure-draft`
pub async fn closure_draft(app: &App, who: &Principal, id: ConversationId) -> Result<ClosureDraft> {
    let mut on = app.read();
    let stored = access::visible(&mut on, who, id).await?;
    let summary = crate::assist::summary_of(&mut on, who.org_id, id).await?;
    match stored.category_id {
        Some(category_id) => Ok(ClosureDraft { category_id: Some(category_id), matched: Vec::new(), summary }),
        None => Ok(ClosureDraft { summary, ..suggest(&mut on, who.org_id, id).await? }),
    }
}

/// The category whose words the customer used most; the earlier one in the list wins a tie.
pub(super) async fn suggest(on: &mut impl Run, org_id: OrgId, id: ConversationId) -> Result<ClosureDraft> {
    let said = messages::customer_words(on, org_id, id, WORDS).await?.join("\n");
    suggest_for(on, org_id, &said).await
}

/// The same for words that are at hand.
pub(crate) async fn suggest_for(on: &mut impl Run, org_id: OrgId, said: &str) -> Result<ClosureDraft> {
    let words: Vec<String> = said.lines().take(MEANT).map(str::to_owned).collect();
    let said = said.to_lowercase();
    if said.is_empty() {
        return Ok(ClosureDraft { category_id: None, matched: Vec::new(), summary: String::new() });
    }
    let mut best = ClosureDraft { category_id: None, matched: Vec::new(), summary: String::new() };
    let mut best_weight = 0;
    for (category_id, keywords) in contacts::category_keywords(on, org_id).await? {
        let matched: Vec<String> = keywords.into_iter().filter(|word| !word.is_empty() && said.contains(&word.to_lowercase())).collect();
        // Longer words say more: 物流不更新 beats 物流.
        let weight: usize = matched.iter().map(|word| word.chars().count()).sum();
        if weight > best_weight {
            best_weight = weight;
            best = ClosureDraft { category_id: Some(category_id), matched, ..best };
        }
    }
    if best.category_id.is_none() {
        best.category_id = by_meaning(&categories::all(on, org_id).await?, &words);
    }
    Ok(best)
}

/// No word of a category was said: the one that is about what the customer wants.
fn by_meaning(all: &[Category], words: &[String]) -> Option<CategoryId> {
    let intents: Vec<Intent> = words.iter().flat_map(|words| intent::of(words)).collect();
    // Only the lowest of the tree say what it was about.
    let leaves: Vec<&Category> = all
        .iter()
        .filter(|one| one.enabled && !all.iter().any(|other| other.enabled && other.parent_id == Some(one.id)))
        .take(LEAVES)
        .collect();
    let label = |one: &&Category| format!("{} {} {}", one.name.get(Locale::ZhCn), one.name.get(Locale::En), one.keywords.join(" "));
    intent::closest(&intents, &leaves.iter().map(label).collect::<Vec<_>>()).map(|at| leaves[at].id)
}

pub(super) async fn must_exist(on: &mut impl Run, org_id: OrgId, category_id: CategoryId) -> Result<()> {
    if contacts::category_keywords(on, org_id).await?.iter().any(|(id, _)| *id == category_id) {
        Ok(())
    } else {
        Err(Error::invalid("category_id", "choose one of the categories in use"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn category(n: u128, parent: Option<u128>, name: &str) -> Category {
        let id = |n| CategoryId(Uuid::from_u128(n));
        Category {
            id: id(n),
            key: n.to_string(),
            parent_id: parent.map(id),
            name: serde_json::from_value(serde_json::json!({ "zh-CN": name, "zh-TW": name, "en": "" })).expect("a text"),
            keywords: Vec::new(),
            position: 0,
            enabled: n != 9,
        }
    }

    #[test]
    fn without_a_known_word_the_category_is_found_by_what_is_wanted() {
        let all = [
            category(1, None, "售后"),
            category(2, Some(1), "退款 到账"),
            category(3, Some(1), "物流 快递 包裹"),
            category(4, None, "发票 抬头"),
            category(9, None, "退款 退钱 到账"),
        ];
        let of = |said: &str| by_meaning(&all, &[said.to_owned()]).map(|id| id.0.as_u128());
        assert_eq!(of("我的钱啥时候能回来"), Some(2), "a category that is off is never chosen");
        assert_eq!(of("东西走到哪里了"), Some(3));
        assert_eq!(of("谢谢你"), None);
        assert_eq!(by_meaning(&[], &["退款".to_owned()]), None);
    }
}
