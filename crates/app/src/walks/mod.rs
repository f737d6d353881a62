//! Walking through an SOP for a conversation or a ticket: who may see the case may walk in it, and every choice is kept.

use crate::{
    app::App,
    conversations::access,
    error::{Error, Result},
    knowledge::fitting::Work,
    principal::Principal,
    tickets,
    views::knowledge::{StartWalk, WalkOn, WalkView},
};
use yingke_core::{
    event::{EventKind, NewEvent},
    id::*,
    knowledge::{
        KnowledgeKind,
        sop::{Refused, Walk},
    },
    time::Millis,
};
use yingke_store::{Run, Tx, knowledge, walks, walks::Stored};

/// Walks of one case that are read at most.
const MOST: i64 = 50;

/// Newest first.
pub async fn list(app: &App, who: &Principal, work: Work) -> Result<Vec<WalkView>> {
    let on = &mut app.read();
    see(on, who, work).await?;
    let found = match work {
        Work::Conversation(id) => walks::of_conversation(on, who.org_id, id, MOST).await?,
        Work::Ticket(id) => walks::of_ticket(on, who.org_id, id, MOST).await?,
    };
    Ok(found.into_iter().map(view).collect())
}

pub async fn start(app: &App, who: &Principal, start: StartWalk) -> Result<WalkView> {
    let work = Work::of(start.conversation_id, start.ticket_id)?;
    let (who, now, org_id, id) = (who.clone(), app.clock.now(), who.org_id, app.clock.id::<WalkId>());
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                see(tx, &who, work).await?;
                let sop = knowledge::get(tx, org_id, start.knowledge_id).await?.ok_or(Error::NotFound("knowledge item"))?;
                if sop.kind != KnowledgeKind::Sop || !sop.is_valid(now) {
                    return Err(Error::conflict("wrong_state", "only a published, valid SOP can be walked"));
                }
                let walk = Walk::begin(sop.steps.clone()).ok_or(Error::conflict("wrong_state", "this SOP has no steps"))?;
                let stored = Stored {
                    id,
                    knowledge_id: sop.id,
                    knowledge_version: sop.version,
                    title: sop.question.clone(),
                    conversation_id: start.conversation_id,
                    ticket_id: start.ticket_id,
                    agent_id: who.agent_id,
                    walk,
                    version: 1,
                    started_at: now,
                    updated_at: now,
                };
                walks::insert(tx, org_id, &stored).await?;
                knowledge::count_asked(tx, org_id, sop.id).await?;
                tell(tx, &who, &stored, now);
                Ok(view(stored))
            })
        })
        .await
}

pub async fn walk_on(app: &App, who: &Principal, id: WalkId, on: WalkOn) -> Result<WalkView> {
    let (agent_id, now) = (who.agent_id, app.clock.now());
    change(app, who, id, on.version, move |walk| walk.choose(on.choice, &on.note, agent_id, now)).await
}

pub async fn take_back(app: &App, who: &Principal, id: WalkId, version: i64) -> Result<WalkView> {
    change(app, who, id, version, Walk::take_back).await
}

/// Gives it up before an end; what was walked stays on record.
pub async fn leave(app: &App, who: &Principal, id: WalkId, version: i64) -> Result<WalkView> {
    change(app, who, id, version, Walk::leave).await
}

async fn change(
    app: &App,
    who: &Principal,
    id: WalkId,
    expected: i64,
    decide: impl FnOnce(Walk) -> Result<Walk, Refused> + Send + 'static,
) -> Result<WalkView> {
    let (who, now, org_id) = (who.clone(), app.clock.now(), who.org_id);
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                let stored = walks::get(tx, org_id, id).await?.ok_or(Error::NotFound("walk"))?;
                see(tx, &who, Work::of(stored.conversation_id, stored.ticket_id)?).await.map_err(|_| Error::NotFound("walk"))?;
                if stored.version != expected {
                    return Err(Error::version_conflict());
                }
                let walk = decide(stored.walk.clone()).map_err(|refused| Error::conflict("wrong_state", refused.to_string()))?;
                let next = Stored { walk, updated_at: now, ..stored };
                if !walks::update(tx, org_id, &next, expected).await? {
                    return Err(Error::version_conflict());
                }
                tell(tx, &who, &next, now);
                Ok(view(Stored { version: expected + 1, ..next }))
            })
        })
        .await
}

async fn see(on: &mut impl Run, who: &Principal, work: Work) -> Result<()> {
    match work {
        Work::Conversation(id) => drop(access::visible(on, who, id).await?),
        Work::Ticket(id) => drop(tickets::access::load(on, who, id).await?),
    }
    Ok(())
}

fn tell(tx: &mut Tx, who: &Principal, stored: &Stored, now: Millis) {
    let mut event = NewEvent::new(EventKind::WalkChanged, who.actor.clone(), now)
        .agent(who.agent_id)
        .data(serde_json::json!({ "walk_id": stored.id, "knowledge_id": stored.knowledge_id, "state": stored.walk.state, "step": stored.walk.at_step }));
    if let Some(id) = stored.conversation_id {
        event = event.conversation(id);
    }
    if let Some(id) = stored.ticket_id {
        event = event.ticket(id);
    }
    tx.emit(who.org_id, event);
}

fn view(stored: Stored) -> WalkView {
    WalkView {
        id: stored.id,
        knowledge_id: stored.knowledge_id,
        knowledge_version: stored.knowledge_version,
        title: stored.title,
        conversation_id: stored.conversation_id,
        ticket_id: stored.ticket_id,
        agent_id: stored.agent_id,
        state: stored.walk.state,
        at_step: stored.walk.at_step,
        steps: stored.walk.steps,
        trail: stored.walk.trail,
        version: stored.version,
        started_at: stored.started_at,
        updated_at: stored.updated_at,
    }
}
