//! Notices: what an agent should look at (a mention, a ticket sent over, a customer who urges).

use crate::{
    App, Principal, Result, cursor,
    views::{Page, agent::NoticeView},
};
use yingke_core::{
    event::{Actor, EventKind, NewEvent},
    id::*,
    ticket::draft::cut,
};
use yingke_store::{
    Run, Tx, events,
    notices::{self, Notice},
};

pub use yingke_store::notices::NewNotice;

const MAX_TEXT: usize = 200;

/// Tells one, in the transaction of what it tells about.
pub async fn add(tx: &mut Tx, org_id: OrgId, by: Actor, notice: NewNotice) -> Result<()> {
    add_all(tx, org_id, &by, vec![notice]).await
}

/// Tells several, in the transaction of what it tells about.
pub async fn add_all(tx: &mut Tx, org_id: OrgId, by: &Actor, mut told: Vec<NewNotice>) -> Result<()> {
    for notice in &mut told {
        notice.text = cut(&notice.text, MAX_TEXT);
    }
    notices::insert_many(tx, org_id, &told).await?;
    for notice in told {
        let data = serde_json::json!({ "notice_id": notice.id, "kind": notice.kind });
        let mut event = NewEvent::new(EventKind::NoticeCreated, by.clone(), notice.at).agent(notice.agent_id).data(data);
        event.conversation_id = notice.conversation_id;
        event.ticket_id = notice.ticket_id;
        tx.emit(org_id, event);
    }
    Ok(())
}

pub async fn view(on: &mut impl Run, org_id: OrgId, agent_id: AgentId, id: NoticeId) -> Result<Option<NoticeView>> {
    Ok(notices::get(on, org_id, agent_id, id).await?.map(of_row))
}

/// The reader's own, newest first.
pub async fn list(app: &App, who: &Principal, cursor: Option<&str>, limit: Option<i64>) -> Result<Page<NoticeView>> {
    let on = &mut app.read();
    let seq = events::head(on, who.org_id).await?;
    let limit = cursor::limit(limit);
    let before = cursor::decode(cursor)?.map(|(_, id)| NoticeId(id));
    let mut found = notices::page(on, who.org_id, who.agent_id, before, limit + 1).await?;
    let next = cursor::cut(&mut found, limit, |notice| cursor::encode(notice.at.0, notice.id.0));
    Ok(Page { items: found.into_iter().map(of_row).collect(), next, seq })
}

/// This one and all before it are read.
pub async fn read(app: &App, who: &Principal, upto: NoticeId) -> Result<()> {
    let (org_id, agent_id, now) = (who.org_id, who.agent_id, app.clock.now());
    app.door
        .write(org_id, move |tx| {
            Box::pin(async move {
                notices::mark_read(tx, org_id, agent_id, upto, now).await?;
                Ok(())
            })
        })
        .await
}

fn of_row(row: Notice) -> NoticeView {
    NoticeView {
        id: row.id,
        kind: row.kind,
        text: row.text,
        conversation_id: row.conversation_id,
        ticket_id: row.ticket_id,
        at: row.at,
        read: row.read_at.is_some(),
    }
}
