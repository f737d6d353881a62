//! The drawing board: drafts are saved as they are, with problems or not; only a draft without problems is published, as a new
//! version that stays as it was.

use super::simulate::bounded;
use crate::{
    App, Error, Principal, Result,
    bot::kit,
    views::bot::{CreateFlow, FlowView, PublishFlow, UpdateFlow},
};
use serde_json::json;
use yingke_core::{
    event::{EventKind, NewEvent},
    flow::check,
    id::*,
    permission::Permission,
};
use yingke_store::{
    Run, Tx,
    bot_flows::{self, FlowVersion, StoredFlow},
};

const MOST_FLOWS: usize = 100;

pub async fn list(app: &App, who: &Principal) -> Result<Vec<FlowView>> {
    let on = &mut app.read();
    let published = bot_flows::published(on, who.org_id).await?;
    Ok(bot_flows::all(on, who.org_id).await?.into_iter().map(|flow| view(flow, &published)).collect())
}

pub async fn get(app: &App, who: &Principal, id: FlowId) -> Result<FlowView> {
    one(&mut app.read(), who.org_id, id).await
}

pub async fn create(app: &App, who: &Principal, new: CreateFlow) -> Result<FlowView> {
    who.must(Permission::KnowledgeEdit)?;
    bounded(&new.draft)?;
    named(&new.draft)?;
    let key = new.key.trim().to_lowercase();
    if !(1..=40).contains(&key.len()) || !key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return Err(Error::invalid("key", "1 to 40 letters, digits or _"));
    }
    let (org_id, actor, now, id) = (who.org_id, who.actor.clone(), app.clock.now(), app.clock.id::<FlowId>());
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                if bot_flows::key_taken(tx, org_id, &key).await? {
                    return Err(Error::invalid("key", format!("another flow has the key {key}")));
                }
                if bot_flows::all(tx, org_id).await?.len() >= MOST_FLOWS {
                    return Err(Error::conflict("too_many", format!("at most {MOST_FLOWS} flows; delete one that is not used")));
                }
                let flow = StoredFlow { id, key, draft: new.draft, published: None, version: 1, created_at: now, updated_at: now };
                bot_flows::insert(tx, org_id, &flow).await?;
                tx.emit(org_id, NewEvent::new(EventKind::SettingsChanged, actor, now).data(json!({ "what": "bot" })));
                one(tx, org_id, id).await
            })
        })
        .await
}

pub async fn update(app: &App, who: &Principal, id: FlowId, save: UpdateFlow) -> Result<FlowView> {
    who.must(Permission::KnowledgeEdit)?;
    bounded(&save.draft)?;
    named(&save.draft)?;
    change(app, who, id, save.version, move |flow| flow.draft = save.draft).await
}

/// On: the draft becomes the version that customers get. Off: nobody gets it any more; runs under way go on to their end.
pub async fn publish(app: &App, who: &Principal, id: FlowId, ask: PublishFlow) -> Result<FlowView> {
    who.must(Permission::KnowledgeEdit)?;
    let (org_id, agent_id, now) = (who.org_id, who.agent_id, app.clock.now());
    let number = app
        .door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let held = bot_flows::get(tx, org_id, id).await?.ok_or(Error::NotFound("flow"))?;
                if held.version != ask.version {
                    return Err(Error::version_conflict());
                }
                if !ask.on {
                    return Ok(None);
                }
                if let Some(first) = check::problems(&held.draft).first() {
                    let text = format!("the draft has problems, the first one at step {:?}: {} {}", first.step, first.kind, first.what);
                    return Err(Error::conflict("has_problems", text));
                }
                let number = bot_flows::newest_number(tx, org_id, id).await? + 1;
                let version = FlowVersion { flow_id: id, key: held.key, number, flow: held.draft };
                bot_flows::insert_version(tx, org_id, &version, Some(agent_id), now).await?;
                Ok::<_, Error>(Some(number))
            })
        })
        .await?;
    change(app, who, id, ask.version, move |flow| flow.published = number).await
}

pub async fn delete(app: &App, who: &Principal, id: FlowId) -> Result<()> {
    who.must(Permission::KnowledgeEdit)?;
    let (org_id, actor, now) = (who.org_id, who.actor.clone(), app.clock.now());
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                if !bot_flows::delete(tx, org_id, id).await? {
                    return Err(Error::NotFound("flow"));
                }
                tx.emit(org_id, NewEvent::new(EventKind::SettingsChanged, actor, now).data(json!({ "what": "bot" })));
                Ok(())
            })
        })
        .await?;
    kit::refresh(app, org_id).await
}

async fn change(
    app: &App,
    who: &Principal,
    id: FlowId,
    expected: i64,
    change: impl FnOnce(&mut StoredFlow) + Send + 'static,
) -> Result<FlowView> {
    let (org_id, actor, now) = (who.org_id, who.actor.clone(), app.clock.now());
    let view = app
        .door
        .write(org_id, move |tx: &mut Tx| {
            Box::pin(async move {
                let mut flow = bot_flows::get(tx, org_id, id).await?.ok_or(Error::NotFound("flow"))?;
                change(&mut flow);
                flow.updated_at = now;
                if !bot_flows::update(tx, org_id, &flow, expected).await? {
                    return Err(Error::version_conflict());
                }
                tx.emit(org_id, NewEvent::new(EventKind::SettingsChanged, actor, now).data(json!({ "what": "bot" })));
                one(tx, org_id, id).await
            })
        })
        .await?;
    kit::refresh(app, org_id).await?;
    Ok(view)
}

async fn one(on: &mut impl Run, org_id: OrgId, id: FlowId) -> Result<FlowView> {
    let flow = bot_flows::get(on, org_id, id).await?.ok_or(Error::NotFound("flow"))?;
    let published = match flow.published {
        Some(number) => bot_flows::version_of(on, org_id, id, number).await?,
        None => None,
    };
    Ok(view(flow, published.as_slice()))
}

fn view(flow: StoredFlow, published: &[FlowVersion]) -> FlowView {
    let live = published.iter().find(|version| version.flow_id == flow.id);
    FlowView {
        id: flow.id,
        key: flow.key,
        problems: check::problems(&flow.draft),
        published: flow.published,
        changed: live.is_some_and(|live| live.flow != flow.draft),
        draft: flow.draft,
        updated_at: flow.updated_at,
        version: flow.version,
    }
}

fn named(draft: &yingke_core::flow::Flow) -> Result<()> {
    let length = draft.name.zh_cn.trim().chars().count();
    if (1..=60).contains(&length) { Ok(()) } else { Err(Error::invalid("draft", "the flow needs a name of 1 to 60 characters")) }
}
