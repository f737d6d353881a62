//! Much stored beforehand, for reads: conversations of a hundred messages and tickets with three entries.

use serde_json::json;
use uuid::Uuid;
use yingke_core::{
    conversation::{Channel, MessageKind, SenderKind},
    event::Actor,
    id::*,
    ticket::EntryKind,
    time::Millis,
};
use yingke_store::{
    Run as _,
    append::NewMessage,
    conversations::{self, Opening},
    history, q,
    ticket_entries::{self, Entry},
    tickets,
};
use yingke_testkit::World;

const PER_CONVERSATION: usize = 100;

/// Returns what to read: a name and a path each.
pub async fn fill(world: &World, messages: usize, count: usize) -> anyhow::Result<Vec<(String, String)>> {
    let customers: Vec<CustomerId> = {
        let mut ids = Vec::new();
        for i in 0..200 {
            ids.push(world.customer(&format!("顾客{i}")).await.id);
        }
        ids
    };
    let mut conversation = None;
    let total = messages / PER_CONVERSATION;
    for batch in (0..total).collect::<Vec<_>>().chunks(50) {
        conversation = Some(store_conversations(world, batch, &customers, total).await?);
    }
    let ticket = store_tickets(world, count, &customers).await?;
    let id = conversation.expect("at least one conversation");
    Ok(vec![
        ("conversation".into(), format!("/api/v1/conversations/{id}")),
        ("ticket detail".into(), format!("/api/v1/tickets/{ticket}")),
        ("conversation list of 50".into(), "/api/v1/conversations?box=all&limit=50".into()),
        ("thread page of 50".into(), format!("/api/v1/conversations/{id}/messages?limit=50")),
        ("ticket list of 50".into(), "/api/v1/tickets?limit=50".into()),
        ("inbox counters".into(), "/api/v1/conversations/counts".into()),
    ])
}

async fn store_conversations(world: &World, batch: &[usize], customers: &[CustomerId], total: usize) -> anyhow::Result<ConversationId> {
    let (app, org_id) = (world.app.app.clone(), world.org_id);
    let now = app.clock.now().0;
    let made: Vec<(ConversationId, CustomerId, Millis)> = batch
        .iter()
        .map(|n| (ConversationId(Uuid::now_v7()), customers[n % customers.len()], Millis(now - (total - n) as i64 * 60_000)))
        .collect();
    let last = made[made.len() - 1].0;
    app.door
        .write::<_, yingke_store::Error, _>(org_id, move |tx| {
            Box::pin(async move {
                for (id, customer_id, at) in &made {
                    let opening = Opening {
                        id: *id,
                        customer_id: *customer_id,
                        entry_id: None,
                        group_id: None,
                        channel: Channel::Widget,
                        page_url: String::new(),
                        page_title: String::new(),
                        at: *at,
                    };
                    conversations::insert(tx, org_id, &opening).await?;
                    tx.execute(q!(
                        "UPDATE conversation
                            SET state = 'ended', ended_at = $3, end_reason = 'agent', last_seq = $4, last_preview = '好的，谢谢您', last_sender = 'customer', last_message_at = $3,
                                customer_messages = $4, idle_due_at = NULL
                          WHERE org_id = $1
                            AND id = $2",
                        org_id, *id, *at, PER_CONVERSATION as i64
                    ))
                    .await?;
                }
                let rows: Vec<(i64, NewMessage)> = made.iter().flat_map(|(id, _, at)| thread(org_id, *id, *at)).collect();
                history::messages(tx, &rows).await
            })
        })
        .await?;
    Ok(last)
}

fn thread(org_id: OrgId, conversation_id: ConversationId, at: Millis) -> Vec<(i64, NewMessage)> {
    (1..=PER_CONVERSATION as i64)
        .map(|seq| {
            let message = NewMessage {
                org_id,
                conversation_id,
                id: MessageId(Uuid::now_v7()),
                client_id: format!("c{seq}"),
                sender_kind: if seq % 2 == 1 { SenderKind::Customer } else { SenderKind::Bot },
                sender_id: None,
                kind: MessageKind::Text,
                internal: false,
                body: "您好，我昨天买的那件外套还没有发货，物流信息一直没有更新，请帮我看一下是什么情况。".into(),
                payload: serde_json::Value::Null,
                preview: String::new(),
                at: at.plus(seq * 1000),
            };
            (seq, message)
        })
        .collect()
}

async fn store_tickets(world: &World, count: usize, customers: &[CustomerId]) -> anyhow::Result<TicketId> {
    let group = world.department("仓储", &[]).await;
    let text = |zh: &str| json!({"zh-CN": zh});
    let kind = json!({
        "key": "return", "name": text("退货"), "description": text("退货"), "family": "after_sale", "customer_can_start": true, "order_states": [],
        "group": group.view.key, "base_priority": 1, "fields": [], "enabled": true,
        "steps": [{"key": "received", "name": text("收到"), "public": true, "group": group.view.key, "text": text("仓库已收到")}],
    });
    let kind = world.owner.post("/api/v1/ticket-types", kind).await.expect(201).json();
    let new = json!({"type_id": kind["id"], "title": "外套退货", "description": "尺码不合适", "customer_id": customers[0]});
    let first: TicketId = world.owner.post("/api/v1/tickets", new).await.expect(201).json()["id"].as_str().expect("an id").parse()?;
    let (app, org_id) = (world.app.app.clone(), world.org_id);
    let mut model = tickets::get(&mut app.read(), org_id, first).await?.expect("the ticket just made");
    model.last_entry_seq = 3;
    let mut last = first;
    for batch in (1..count).collect::<Vec<_>>().chunks(1000) {
        let made: Vec<_> = batch
            .iter()
            .map(|n| {
                let mut ticket = model.clone();
                ticket.id = TicketId(Uuid::now_v7());
                ticket.number = *n as i64 + 10;
                ticket.customer_id = Some(customers[n % customers.len()]);
                ticket.created_at = Millis(model.created_at.0 - (count - n) as i64 * 1000);
                ticket.updated_at = ticket.created_at;
                ticket
            })
            .collect();
        last = made[made.len() - 1].id;
        app.door
            .write::<_, yingke_store::Error, _>(org_id, move |tx| {
                Box::pin(async move {
                    let entries: Vec<Entry> = made.iter().flat_map(|ticket| timeline(ticket.id, ticket.created_at)).collect();
                    tickets::insert_many(tx, org_id, &made.iter().map(|ticket| (ticket, "")).collect::<Vec<_>>()).await?;
                    ticket_entries::insert_many(tx, org_id, &entries).await
                })
            })
            .await?;
    }
    Ok(last)
}

fn timeline(ticket_id: TicketId, at: Millis) -> Vec<Entry> {
    [(EntryKind::Created, ""), (EntryKind::InternalComment, "已联系仓库核对尺码"), (EntryKind::PublicReply, "您好，退货已受理，请寄回。")]
        .into_iter()
        .zip(1..)
        .map(|((kind, body), seq)| {
            let id = Uuid::now_v7();
            Entry {
                ticket_id,
                seq,
                id,
                client_id: id.simple().to_string(),
                kind,
                public: kind != EntryKind::InternalComment,
                actor: Actor::System,
                body: body.into(),
                payload: json!({}),
                at,
            }
        })
        .collect()
}
