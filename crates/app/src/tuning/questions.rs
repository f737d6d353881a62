//! Questions of real customers that the bot was unsure of. A label makes one an example.

use super::examples;
use crate::{
    App, Error, Principal, Result, cursor,
    views::{
        Page,
        tuning::{QuestionLabel, QuestionView},
    },
};
use uuid::Uuid;
use yingke_core::permission::Permission;
use yingke_language::{language::answer_in, language::written, personal};
use yingke_store::{events, tuning_questions};

pub async fn list(app: &App, who: &Principal, place: Option<&str>, limit: Option<i64>) -> Result<Page<QuestionView>> {
    who.must(Permission::KnowledgeEdit)?;
    let (on, limit) = (&mut app.read(), cursor::limit(limit));
    let seq = events::head(on, who.org_id).await?;
    let mut items = tuning_questions::list(on, who.org_id, "open", cursor::decode(place)?, limit + 1).await?;
    let next = cursor::cut(&mut items, limit, |one| cursor::encode(one.at.0, one.id));
    let items = items
        .into_iter()
        .map(|one| QuestionView {
            id: one.id,
            text: personal::mask(&one.text),
            said: one.said,
            at: one.at,
            conversation_id: one.conversation_id,
        })
        .collect();
    Ok(Page { items, next, seq })
}

/// With an item or none it is learned by the next training; `dismissed` only takes it off the list.
pub async fn label(app: &App, who: &Principal, id: Uuid, label: QuestionLabel) -> Result<()> {
    who.must(Permission::KnowledgeEdit)?;
    let (who, now, example) = (who.clone(), app.clock.now(), app.clock.uuid());
    app.door
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                let held = tuning_questions::get(tx, who.org_id, id).await?.ok_or(Error::NotFound("question"))?;
                if held.state != "open" {
                    return Err(Error::conflict("wrong_state", "somebody has labelled this already"));
                }
                let state = if label.dismissed { "dismissed" } else { "labelled" };
                if !label.dismissed {
                    // Personal numbers are no part of an example.
                    let text: String = personal::mask(held.text.trim()).chars().take(200).collect();
                    let lang = answer_in(written(&text), yingke_core::text::Locale::ZhCn);
                    examples::keep(tx, &who, example, text, lang.as_str(), label.knowledge_id, now).await?;
                }
                Ok(tuning_questions::mark(tx, who.org_id, id, state, label.knowledge_id, who.agent_id, now).await?)
            })
        })
        .await
}
