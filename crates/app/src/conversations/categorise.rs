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
use yingke_language::{
    intent::{self, Intent},
    normalise,
    small_talk::small_talk,
    wants_human,
};
use yingke_store::{Run, categories, contacts, conversations, messages};

/// The customer's messages that are looked at.
const WORDS: i64 = 50;
/// Those whose meaning is looked for, and the categories it is looked for among: this runs in the write door.
const MEANT: usize = 8;
const LEAVES: usize = 200;
/// A wish for a person of so few characters says nothing else.
const SHORT: usize = 8;

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
    if said.trim().is_empty() {
        return Ok(ClosureDraft { category_id: None, matched: Vec::new(), summary: String::new() });
    }
    let (category_id, matched) = closest(&categories::all(on, org_id).await?, said);
    Ok(ClosureDraft { category_id, matched, summary: String::new() })
}

/// By the words that were said, or else by what was wanted.
fn closest(all: &[Category], said: &str) -> (Option<CategoryId>, Vec<String>) {
    let lines: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty()).collect();
    // Thanks and the wish for a person are about nothing, unless nothing else was said.
    let about = |line: &&&str| small_talk(line).is_none() && !(line.chars().count() <= SHORT && wants_human(line));
    let telling: Vec<&str> = lines.iter().filter(about).copied().collect();
    let lines = if telling.is_empty() { lines } else { telling };
    let normal = normalise(&lines.join("\n"));
    let mut best = (None, Vec::new());
    let mut best_weight = 0;
    for category in all.iter().filter(|category| category.enabled) {
        let matched: Vec<String> = category.keywords.iter().filter(|word| has(&normal, &normalise(word))).cloned().collect();
        // Longer words say more: 物流不更新 beats 物流.
        let weight: usize = matched.iter().map(|word| word.chars().count()).sum();
        if weight > best_weight {
            best_weight = weight;
            best = (Some(category.id), matched);
        }
    }
    if best.0.is_none() {
        best.0 = by_meaning(all, &lines);
    }
    best
}

/// Letters of other words around a Latin one make it another word: "use" is not in "because".
fn has(text: &str, word: &str) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let apart = |at: usize| {
        let (before, after) = (text[..at].chars().next_back(), text[at + word.len()..].chars().next());
        !(latin(before) && latin(word.chars().next()) || latin(after) && latin(word.chars().next_back()))
    };
    !word.is_empty() && text.match_indices(word).any(|(at, _)| apart(at))
}

/// No word of a category was said: the one that is about what the customer wants. Each message votes for itself, because what
/// is said beside it ("对 我是24的") would thin out what one says clearly.
fn by_meaning(all: &[Category], lines: &[&str]) -> Option<CategoryId> {
    // Only the lowest of the tree say what it was about.
    let leaves: Vec<&Category> = all
        .iter()
        .filter(|one| one.enabled && !all.iter().any(|other| other.enabled && other.parent_id == Some(one.id)))
        .take(LEAVES)
        .collect();
    // Each of its names, and all together: a long list of words must not thin out a name that says it.
    let (mut labels, mut of) = (Vec::new(), Vec::new());
    for leaf in &leaves {
        let (name, english, keywords) = (leaf.name.get(Locale::ZhCn), leaf.name.get(Locale::En), leaf.keywords.join(" "));
        for label in [name.to_owned(), english.to_owned(), format!("{name} {english} {keywords}")] {
            labels.push(label);
            of.push(leaf.id);
        }
    }
    let mut votes: Vec<(CategoryId, f32)> = Vec::new();
    for line in lines.iter().take(MEANT) {
        let intents: Vec<Intent> = intent::of(line).into_iter().filter(|intent| !intent::words(intent.name).is_empty()).collect();
        let Some(at) = intent::closest(&intents, &labels) else { continue };
        let share: f32 = intents.iter().map(|intent| intent.share).sum();
        match votes.iter_mut().find(|(id, _)| *id == of[at]) {
            Some((_, votes)) => *votes += share,
            None => votes.push((of[at], share)),
        }
    }
    // The earlier one of two as likely: people begin with what they came for.
    votes.into_iter().rev().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(id, _)| id)
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
    use crate::demo::content::{CategoryText, Speaker, content};
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
        let of = |said: &str| by_meaning(&all, &[said]).map(|id| id.0.as_u128());
        assert_eq!(of("我的钱啥时候能回来"), Some(2), "a category that is off is never chosen");
        assert_eq!(of("东西走到哪里了"), Some(3));
        assert_eq!(of("谢谢你"), None);
        assert_eq!(by_meaning(&[], &["退款"]), None);
    }

    #[test]
    fn words_are_known_in_either_script_and_only_whole() {
        let mut all = [category(1, None, "物流"), category(2, None, "怎么用")];
        all[0].keywords = vec!["物流不更新".to_owned(), "运费".to_owned()];
        all[1].keywords = vec!["use".to_owned()];
        let of = |said: &str| {
            let (id, matched) = closest(&all, said);
            (id.map(|id| id.0.as_u128()), matched.len())
        };
        assert_eq!(of("請問運費多少"), (Some(1), 1));
        assert_eq!(of("how do I use it"), (Some(2), 1));
        assert_eq!(of("because of you").1, 0);
    }

    /// The demo shop's talks, whose categories are known.
    #[test]
    fn a_talk_that_was_about_something_is_never_left_without_a_suggestion() {
        let mut all = Vec::new();
        walk(&content().categories, None, &mut all);
        let (mut right, mut empty) = (0, Vec::new());
        for dialogue in &content().dialogues {
            let said: Vec<&str> =
                dialogue.turns.iter().filter(|turn| turn.by == Speaker::Customer).map(|turn| turn.text.as_str()).collect();
            let found = closest(&all, &said.join("\n")).0.and_then(|id| all.iter().find(|one| one.id == id));
            right += usize::from(found.is_some_and(|found| found.key == dialogue.category));
            if found.is_none() {
                empty.push(said.join(" / "));
            }
        }
        assert!(empty.is_empty(), "{empty:#?}");
        // Of some fifty leaves; an agent confirms it.
        assert!(right * 100 >= content().dialogues.len() * 45, "{right} of {}", content().dialogues.len());
    }

    fn walk(list: &[CategoryText], parent_id: Option<CategoryId>, all: &mut Vec<Category>) {
        for one in list {
            let id = CategoryId(Uuid::from_u128(all.len() as u128 + 1));
            let (name, keywords, position) = (one.name.clone(), one.keywords.clone(), 0);
            all.push(Category { id, key: one.key.clone(), parent_id, name, keywords, position, enabled: true });
            walk(&one.children, Some(id), all);
        }
    }
}
