//! Writing facts. A change that customers would hear makes a new edition; what was said in earlier ones stays known.

use super::view;
use crate::{
    App, Error, Principal, Result,
    views::fact::{FactView, SaveFact},
};
use serde_json::json;
use yingke_core::{
    event::{Actor, EventKind, NewEvent},
    fact::{Fact, is_key},
    id::*,
    permission::Permission,
    text::Text,
    time::Millis,
};
use yingke_store::{Tx, agents, facts};

pub async fn create(app: &App, who: &Principal, save: SaveFact) -> Result<FactView> {
    who.must(Permission::KnowledgeEdit)?;
    let save = clean(save)?;
    let (org_id, actor, locale, now, id) = (who.org_id, who.actor.clone(), who.locale, app.clock.now(), app.clock.id::<FactId>());
    let made = app
        .door
        .write::<_, Error, _>(org_id, move |tx| {
            Box::pin(async move {
                refuse_taken(tx, org_id, &save.key, None).await?;
                refuse_stranger(tx, org_id, save.owner_id).await?;
                let fact = written(save, id, 1, 1, now, now);
                facts::insert(tx, org_id, &fact).await?;
                facts::insert_edition(tx, org_id, &fact, &actor).await?;
                tx.emit(org_id, changed(actor, id, now));
                Ok(view(&fact, locale, now))
            })
        })
        .await?;
    app.sayings.forget(org_id);
    Ok(made)
}

pub async fn update(app: &App, who: &Principal, id: FactId, save: SaveFact) -> Result<FactView> {
    who.must(Permission::KnowledgeEdit)?;
    let expected = save.version.ok_or(Error::invalid("version", "say which version you changed"))?;
    let save = clean(save)?;
    let (org_id, actor, locale, now) = (who.org_id, who.actor.clone(), who.locale, app.clock.now());
    let saved = app
        .door
        .write::<_, Error, _>(org_id, move |tx| {
            Box::pin(async move {
                let held = facts::get(tx, org_id, id).await?.ok_or(Error::NotFound("fact"))?;
                refuse_taken(tx, org_id, &save.key, Some(id)).await?;
                refuse_stranger(tx, org_id, save.owner_id).await?;
                if save.key != held.key {
                    refuse_rename(tx, org_id, &held.key).await?;
                }
                let mut fact = written(save, id, held.edition, expected, held.created_at, now);
                let heard_differently = !fact.sounds_like(&held);
                if heard_differently {
                    fact.edition += 1;
                }
                if !facts::update(tx, org_id, &fact, expected).await? {
                    return Err(Error::version_conflict());
                }
                if heard_differently {
                    facts::insert_edition(tx, org_id, &fact, &actor).await?;
                }
                tx.emit(org_id, changed(actor, id, now));
                Ok(view(&Fact { version: expected + 1, ..fact }, locale, now))
            })
        })
        .await?;
    app.sayings.forget(org_id);
    Ok(saved)
}

fn written(save: SaveFact, id: FactId, edition: i64, version: i64, created_at: Millis, now: Millis) -> Fact {
    Fact {
        id,
        key: save.key,
        kind: save.kind,
        subject: save.subject,
        sku: save.sku,
        value: save.value,
        unit: save.unit,
        wording: save.text,
        valid_from: save.valid_from,
        valid_to: save.valid_to,
        source: save.source,
        owner_id: save.owner_id,
        edition,
        version,
        created_at,
        updated_at: now,
    }
}

fn changed(actor: Actor, id: FactId, now: Millis) -> NewEvent {
    NewEvent::new(EventKind::SettingsChanged, actor, now).data(json!({ "what": "facts", "fact_id": id }))
}

async fn refuse_taken(tx: &mut Tx, org_id: OrgId, key: &str, except: Option<FactId>) -> Result<()> {
    match facts::by_keys(tx, org_id, &[key.to_owned()]).await?.first() {
        Some(fact) if Some(fact.id) != except => Err(Error::invalid("key", format!("another fact has the key {key}"))),
        _ => Ok(()),
    }
}

/// Texts name facts by key: renaming would silence them.
async fn refuse_rename(tx: &mut Tx, org_id: OrgId, key: &str) -> Result<()> {
    let answers = facts::answers_naming(tx, org_id, key, 1).await?;
    let scripts = facts::scripts_naming(tx, org_id, key, 1).await?;
    match answers.first().or(scripts.first()) {
        Some(using) => Err(Error::invalid("key", format!("texts name this fact by its key, {} for one: keep the key", using.key))),
        None => Ok(()),
    }
}

async fn refuse_stranger(tx: &mut Tx, org_id: OrgId, owner_id: Option<AgentId>) -> Result<()> {
    let Some(id) = owner_id else { return Ok(()) };
    let found = agents::existing(tx, org_id, &[id]).await?;
    if found.is_empty() { Err(Error::invalid("owner_id", "there is no such colleague")) } else { Ok(()) }
}

fn clean(save: SaveFact) -> Result<SaveFact> {
    let trim = |text: String| text.trim().to_owned();
    let all = |text: Text| Text { zh_cn: trim(text.zh_cn), zh_tw: trim(text.zh_tw), en: trim(text.en) };
    let save = SaveFact {
        key: trim(save.key),
        subject: trim(save.subject),
        sku: trim(save.sku),
        value: trim(save.value),
        unit: all(save.unit),
        text: all(save.text),
        source: trim(save.source),
        ..save
    };
    let within = |field: &'static str, text: &str, least: usize, most: usize| {
        let length = text.chars().count();
        if (least..=most).contains(&length) && !text.contains('\0') {
            Ok(())
        } else {
            Err(Error::invalid(field, format!("{field} must have {least} to {most} characters")))
        }
    };
    if !is_key(&save.key) {
        return Err(Error::invalid("key", "a key is made of up to 64 small letters, digits, _ and -"));
    }
    within("subject", &save.subject, 1, 100)?;
    within("sku", &save.sku, 0, 64)?;
    within("value", &save.value, 1, 200)?;
    within("source", &save.source, 0, 200)?;
    for text in [&save.unit.zh_cn, &save.unit.zh_tw, &save.unit.en] {
        within("unit", text, 0, 20)?;
    }
    for text in [&save.text.zh_cn, &save.text.zh_tw, &save.text.en] {
        within("text", text, 0, 1_000)?;
    }
    if !yingke_core::fact::references(&format!("{}{}{}{}", save.value, save.text.zh_cn, save.text.zh_tw, save.text.en)).is_empty() {
        return Err(Error::invalid("text", "a fact cannot name another fact"));
    }
    if let (Some(from), Some(to)) = (save.valid_from, save.valid_to)
        && to <= from
    {
        return Err(Error::invalid("valid_to", "the end of validity must be after its beginning"));
    }
    Ok(save)
}
