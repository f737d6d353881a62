//! Writing items. The bot of this node knows the change before the writer is answered; other nodes hear the event.

use super::view;
use crate::{
    app::App,
    bot,
    error::{Error, Result},
    principal::Principal,
    views::knowledge::{KnowledgeView, SaveKnowledge},
};
use yingke_core::{
    event::{EventKind, NewEvent},
    id::KnowledgeId,
    knowledge::Knowledge,
    permission::Permission,
    text::Locale,
};
use yingke_store::{Tx, knowledge};

pub async fn create(app: &App, who: &Principal, save: SaveKnowledge) -> Result<KnowledgeView> {
    who.must(Permission::KnowledgeEdit)?;
    let save = clean(save)?;
    let (org_id, actor, now, id) = (who.org_id, who.actor.clone(), app.clock.now(), app.clock.id::<KnowledgeId>());
    let made = app
        .door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let key = if save.key.is_empty() { format!("k{}", &id.0.simple().to_string()[20..]) } else { save.key.clone() };
                refuse_taken(tx, org_id, &key, None).await?;
                let item = Knowledge {
                    id,
                    key,
                    category: save.category,
                    lang: save.lang,
                    question: save.question,
                    similar: save.similar,
                    answer: save.answer,
                    source: save.source,
                    state: save.state,
                    valid_from: save.valid_from,
                    valid_to: save.valid_to,
                    asked: 0,
                    helped: 0,
                    not_helped: 0,
                    version: 1,
                    created_at: now,
                    updated_at: now,
                };
                knowledge::insert_many(tx, org_id, std::slice::from_ref(&item)).await?;
                tx.emit(org_id, changed(actor, now));
                Ok::<_, Error>(view(item))
            })
        })
        .await?;
    bot::refresh(app, org_id).await?;
    Ok(made)
}

pub async fn update(app: &App, who: &Principal, id: KnowledgeId, save: SaveKnowledge) -> Result<KnowledgeView> {
    who.must(Permission::KnowledgeEdit)?;
    let expected = save.version.ok_or(Error::invalid("version", "say which version you changed"))?;
    let save = clean(save)?;
    let (org_id, actor, now) = (who.org_id, who.actor.clone(), app.clock.now());
    let saved = app
        .door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let held = knowledge::get(tx, org_id, id).await?.ok_or(Error::NotFound("knowledge item"))?;
                let key = if save.key.is_empty() { held.key.clone() } else { save.key };
                refuse_taken(tx, org_id, &key, Some(id)).await?;
                let item = Knowledge {
                    key,
                    category: save.category,
                    lang: save.lang,
                    question: save.question,
                    similar: save.similar,
                    answer: save.answer,
                    source: save.source,
                    state: save.state,
                    valid_from: save.valid_from,
                    valid_to: save.valid_to,
                    updated_at: now,
                    ..held
                };
                if !knowledge::update(tx, org_id, &item, expected).await? {
                    return Err(Error::version_conflict());
                }
                tx.emit(org_id, changed(actor, now));
                Ok(view(Knowledge { version: expected + 1, ..item }))
            })
        })
        .await?;
    bot::refresh(app, org_id).await?;
    Ok(saved)
}

fn changed(actor: yingke_core::event::Actor, now: yingke_core::time::Millis) -> NewEvent {
    NewEvent::new(EventKind::SettingsChanged, actor, now).data(serde_json::json!({ "what": "knowledge" }))
}

async fn refuse_taken(tx: &mut Tx, org_id: yingke_core::id::OrgId, key: &str, except: Option<KnowledgeId>) -> Result<()> {
    match knowledge::by_key(tx, org_id, key).await? {
        Some(item) if Some(item.id) != except => Err(Error::invalid("key", format!("another item has the key {key}"))),
        _ => Ok(()),
    }
}

fn clean(save: SaveKnowledge) -> Result<SaveKnowledge> {
    let trim = |text: String| text.trim().to_owned();
    let similar: Vec<String> = save.similar.into_iter().map(trim).filter(|text| !text.is_empty()).collect();
    let save = SaveKnowledge {
        key: trim(save.key),
        category: trim(save.category),
        question: trim(save.question),
        answer: trim(save.answer),
        source: trim(save.source),
        similar,
        ..save
    };
    let within = |field: &'static str, text: &str, least: usize, most: usize| {
        let length = text.chars().count();
        if (least..=most).contains(&length) {
            Ok(())
        } else {
            Err(Error::invalid(field, format!("{field} must have {least} to {most} characters")))
        }
    };
    within("key", &save.key, 0, 64)?;
    within("category", &save.category, 0, 100)?;
    within("question", &save.question, 1, 200)?;
    within("answer", &save.answer, 1, 5_000)?;
    within("source", &save.source, 0, 200)?;
    if !save.key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.')) {
        return Err(Error::invalid("key", "a key is made of letters, digits, _ - and ."));
    }
    if save.lang.parse::<Locale>().is_err() {
        return Err(Error::invalid("lang", "lang must be zh-CN, zh-TW or en"));
    }
    if save.similar.len() > 100 || save.similar.iter().any(|text| text.chars().count() > 200) {
        return Err(Error::invalid("similar", "at most 100 other wordings, each of at most 200 characters"));
    }
    if let (Some(from), Some(to)) = (save.valid_from, save.valid_to)
        && to <= from
    {
        return Err(Error::invalid("valid_to", "the end of validity must be after its beginning"));
    }
    Ok(save)
}
