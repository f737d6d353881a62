//! The shop's own examples. A new one waits for the next training.

use super::{language, words};
use crate::{
    App, Error, Principal, Result, cursor,
    views::{
        Page,
        tuning::{AddExample, ExampleView},
    },
};
use std::collections::HashMap;
use uuid::Uuid;
use yingke_core::{id::*, permission::Permission, time::Millis};
use yingke_store::{
    Run, Tx, events, knowledge,
    tuning::{self, Example},
};

pub async fn list(app: &App, who: &Principal, place: Option<&str>, limit: Option<i64>) -> Result<Page<ExampleView>> {
    who.must(Permission::KnowledgeEdit)?;
    let (on, limit) = (&mut app.read(), cursor::limit(limit));
    let seq = events::head(on, who.org_id).await?;
    let mut items = tuning::list_examples(on, who.org_id, cursor::decode(place)?, limit + 1).await?;
    let next = cursor::cut(&mut items, limit, |one| cursor::encode(one.created_at.0, one.id));
    let names = names(on, who.org_id, items.iter().filter_map(|one| one.knowledge_id)).await?;
    Ok(Page { items: items.into_iter().map(|one| view(one, &names)).collect(), next, seq })
}

pub async fn add(app: &App, who: &Principal, new: AddExample) -> Result<ExampleView> {
    who.must(Permission::KnowledgeEdit)?;
    let (text, lang) = (words("text", &new.text, 200)?, language(&new.lang)?);
    let (who, now, id) = (who.clone(), app.clock.now(), app.clock.uuid());
    let item = new.knowledge_id;
    app.door.write(who.org_id, move |tx| Box::pin(async move { keep(tx, &who, id, text, lang.as_str(), item, now).await })).await
}

/// Also what labelling a question does.
pub(super) async fn keep(
    tx: &mut Tx,
    who: &Principal,
    id: Uuid,
    text: String,
    lang: &str,
    knowledge_id: Option<KnowledgeId>,
    now: Millis,
) -> Result<ExampleView> {
    if let Some(item) = knowledge_id {
        knowledge::get(tx, who.org_id, item).await?.ok_or(Error::invalid("knowledge_id", "there is no such item"))?;
    }
    let example = Example { id, text, lang: lang.to_owned(), knowledge_id, created_at: now, from_version: None, dropped: false };
    tuning::add_example(tx, who.org_id, &example, who.agent_id).await?;
    let names = names(tx, who.org_id, knowledge_id.into_iter()).await?;
    Ok(view(example, &names))
}

pub async fn drop_example(app: &App, who: &Principal, id: Uuid, dropped: bool) -> Result<()> {
    who.must(Permission::KnowledgeEdit)?;
    let org_id = who.org_id;
    app.door
        .write(org_id, move |tx| {
            Box::pin(
                async move { if tuning::drop_example(tx, org_id, id, dropped).await? { Ok(()) } else { Err(Error::NotFound("example")) } },
            )
        })
        .await
}

pub(super) async fn names(
    on: &mut impl Run,
    org_id: OrgId,
    ids: impl Iterator<Item = KnowledgeId>,
) -> Result<HashMap<KnowledgeId, String>> {
    let mut ids: Vec<KnowledgeId> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    let mut found = HashMap::new();
    for piece in ids.chunks(256) {
        found.extend(knowledge::by_ids(on, org_id, piece).await?.into_iter().map(|item| (item.id, item.question.clone())));
    }
    Ok(found)
}

fn view(one: Example, names: &HashMap<KnowledgeId, String>) -> ExampleView {
    ExampleView {
        id: one.id,
        text: one.text,
        lang: one.lang,
        knowledge_id: one.knowledge_id,
        question: one.knowledge_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
        created_at: one.created_at,
        learned: one.from_version.is_some(),
        dropped: one.dropped,
    }
}
