//! Saved views: a list's filter with a name, one's own or shared with everybody.

use crate::{
    App, Error, Principal, Result,
    views::settings::{SaveView, SavedView, UpdateView},
};
use yingke_core::{
    event::{EventKind, NewEvent},
    id::*,
    permission::Permission,
};
use yingke_store::{Tx, saved_views as store};

/// Own and shared ones together.
const MOST: i64 = 200;
const MOST_FILTER_BYTES: usize = 4096;

pub async fn list(app: &App, who: &Principal, target: Option<&str>) -> Result<Vec<SavedView>> {
    let found = store::visible(&mut app.read(), who.org_id, who.agent_id, MOST).await?;
    Ok(found.into_iter().filter(|view| target.is_none_or(|target| view.target == target)).map(of_row).collect())
}

pub async fn create(app: &App, who: &Principal, new: SaveView) -> Result<SavedView> {
    if !matches!(new.target.as_str(), "tickets" | "conversations") {
        return Err(Error::invalid("target", "`tickets` or `conversations`"));
    }
    if new.shared {
        may_share(who)?;
    }
    let view = store::SavedView {
        id: app.clock.id(),
        agent_id: (!new.shared).then_some(who.agent_id),
        name: name(&new.name)?,
        target: new.target,
        filter: filter(new.filter)?,
        position: new.position,
    };
    let (who, now) = (who.clone(), app.clock.now());
    app.door
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                if store::visible(tx, who.org_id, who.agent_id, MOST).await?.len() as i64 >= MOST {
                    return Err(Error::conflict("conflict", format!("at most {MOST} views; delete one that nobody uses")));
                }
                store::insert(tx, who.org_id, &view).await?;
                changed(tx, &who, now);
                Ok(of_row(view))
            })
        })
        .await
}

pub async fn update(app: &App, who: &Principal, id: ViewId, change: UpdateView) -> Result<SavedView> {
    let (who, now) = (who.clone(), app.clock.now());
    app.door
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                let mut view = editable(tx, &who, id).await?;
                if let Some(text) = &change.name {
                    view.name = name(text)?;
                }
                if let Some(wanted) = change.filter {
                    view.filter = filter(wanted)?;
                }
                if let Some(shared) = change.shared.filter(|shared| *shared != view.agent_id.is_none()) {
                    may_share(&who)?;
                    view.agent_id = (!shared).then_some(who.agent_id);
                }
                view.position = change.position.unwrap_or(view.position);
                store::update(tx, who.org_id, &view).await?;
                changed(tx, &who, now);
                Ok(of_row(view))
            })
        })
        .await
}

pub async fn delete(app: &App, who: &Principal, id: ViewId) -> Result<()> {
    let (who, now) = (who.clone(), app.clock.now());
    app.door
        .write(who.org_id, move |tx| {
            Box::pin(async move {
                editable(tx, &who, id).await?;
                store::delete(tx, who.org_id, id).await?;
                changed(tx, &who, now);
                Ok(())
            })
        })
        .await
}

/// One's own, or a shared one for those who may share.
async fn editable(tx: &mut Tx, who: &Principal, id: ViewId) -> Result<store::SavedView> {
    let view = store::get(tx, who.org_id, who.agent_id, id).await?.ok_or(Error::NotFound("view"))?;
    if view.agent_id.is_none() {
        may_share(who)?;
    }
    Ok(view)
}

/// What everybody sees is set by those who lead.
fn may_share(who: &Principal) -> Result<()> {
    if who.may(Permission::Supervise) || who.may(Permission::SettingsManage) { Ok(()) } else { Err(Error::Forbidden) }
}

fn name(text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 60 { Err(Error::invalid("name", "1 to 60 characters")) } else { Ok(text.to_owned()) }
}

fn filter(filter: serde_json::Value) -> Result<serde_json::Value> {
    let filter = if filter.is_null() { serde_json::json!({}) } else { filter };
    if !filter.is_object() || filter.to_string().len() > MOST_FILTER_BYTES {
        return Err(Error::invalid("filter", format!("an object of query parameters, at most {MOST_FILTER_BYTES} bytes")));
    }
    Ok(filter)
}

fn changed(tx: &mut Tx, who: &Principal, now: yingke_core::time::Millis) {
    let event = NewEvent::new(EventKind::SettingsChanged, who.actor.clone(), now).data(serde_json::json!({ "what": "views" }));
    tx.emit(who.org_id, event);
}

fn of_row(row: store::SavedView) -> SavedView {
    SavedView { id: row.id, name: row.name, target: row.target, filter: row.filter, shared: row.agent_id.is_none(), position: row.position }
}
