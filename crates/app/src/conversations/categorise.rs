//! What a conversation was about: suggested from the customer's words, so that closing needs no typing.

use super::{access, view};
use crate::{
    App, Error, Principal, Result,
    views::conversation::{ClosureDraft, ConversationView},
};
use yingke_core::{
    event::{EventKind, NewEvent},
    id::*,
};
use yingke_store::{Run, contacts, conversations, messages};

/// The customer's messages that are looked at.
const WORDS: i64 = 50;

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
    Ok(best)
}

pub(super) async fn must_exist(on: &mut impl Run, org_id: OrgId, category_id: CategoryId) -> Result<()> {
    if contacts::category_keywords(on, org_id).await?.iter().any(|(id, _)| *id == category_id) {
        Ok(())
    } else {
        Err(Error::invalid("category_id", "choose one of the categories in use"))
    }
}
