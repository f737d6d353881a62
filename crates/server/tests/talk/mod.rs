//! Words for tests about conversations.
#![allow(dead_code)]

use serde_json::{Value, json};
use yingke_app::views::{Page, agent::AgentView, conversation::*, widget::*};
use yingke_core::id::*;
use yingke_testkit::{Agent, Customer, World};

pub fn text(client_id: &str, body: &str) -> Value {
    json!({ "client_id": client_id, "kind": "text", "body": body })
}

pub async fn say(customer: &Customer, client_id: &str, body: &str) -> SentMessage {
    customer.post("/api/widget/v1/messages", text(client_id, body)).await.expect(201).read()
}

pub async fn reply(agent: &Agent, conversation: &WidgetConversation, client_id: &str, body: &str) -> SentMessage {
    agent.post(&format!("{}/messages", path(conversation)), text(client_id, body)).await.expect(201).read()
}

pub fn path(conversation: &WidgetConversation) -> String {
    format!("/api/v1/conversations/{}", conversation.id)
}

pub async fn state(agent: &Agent, state: &str, reason: &str) -> AgentView {
    agent.put("/api/v1/me/state", json!({ "state": state, "reason": reason })).await.expect(200).read()
}

pub async fn ready(agent: &Agent) {
    state(agent, "ready", "").await;
}

/// At work, so that customers may queue; gets nothing offered.
pub async fn on_break(agent: &Agent) {
    state(agent, "break", "meal").await;
}

pub async fn load_of(world: &World, agent: &Agent) -> i64 {
    yingke_app::agents::view(&mut world.app.app.read(), world.org_id, agent.id).await.expect("agents").expect("the agent").load
}

pub async fn agent_view(world: &World, agent: &Agent) -> AgentView {
    yingke_app::agents::view(&mut world.app.app.read(), world.org_id, agent.id).await.expect("agents").expect("the agent")
}

/// The newest conversation of the customer.
pub async fn widget_view(customer: &Customer) -> WidgetConversation {
    let page: Page<WidgetConversation> = customer.get("/api/widget/v1/conversations?limit=1").await.expect(200).read();
    page.items.into_iter().next().expect("a conversation")
}

/// The thread as its customer sees it.
pub async fn thread(customer: &Customer, conversation: &WidgetConversation) -> Vec<MessageView> {
    let at = format!("/api/widget/v1/conversations/{}/messages?limit=100", conversation.id);
    customer.get(&at).await.expect(200).read::<yingke_app::conversations::MessagePage>().items
}

pub async fn ask(customer: &Customer) -> WidgetConversation {
    customer.act("/api/widget/v1/human").await.expect(200).read()
}

pub async fn conversation(world: &World, id: ConversationId) -> ConversationView {
    yingke_app::conversations::view(&mut world.app.app.read(), world.org_id, id).await.expect("read").expect("the conversation")
}

/// A customer who talks with this agent: asked for a person, taken.
pub async fn active(world: &World, agent: &Agent, nickname: &str) -> (Customer, ConversationId) {
    if agent_view(world, agent).await.state == yingke_core::agent::AgentState::Offline {
        on_break(agent).await;
    }
    let customer = world.customer(nickname).await;
    let waiting = ask(&customer).await;
    agent.act(&format!("{}/acceptance", path(&waiting))).await.expect(200);
    (customer, waiting.id)
}

/// Contacts and records.
pub async fn records(world: &World) -> (i64, i64) {
    yingke_store::contacts::coverage(&mut world.app.app.read(), world.org_id).await.expect("read")
}

/// Outcome and category of a conversation's record.
pub async fn record(world: &World, id: ConversationId) -> (String, Option<CategoryId>) {
    let found = yingke_store::contacts::record(&mut world.app.app.read(), world.org_id, id.0).await.expect("read");
    let (outcome, _, category_id) = found.expect("a record");
    (outcome, category_id)
}

pub async fn category(world: &World, name: &str, keywords: &[&str]) -> CategoryId {
    let (org_id, id) = (world.org_id, world.app.app.clock.id::<CategoryId>());
    let (key, name, keywords) = (id.to_string(), name.to_owned(), serde_json::to_string(keywords).expect("words"));
    let written = world.app.app.door.write(org_id, move |tx| {
        Box::pin(async move {
            use yingke_store::Run as _;
            let name = serde_json::to_string(&yingke_core::text::Text::zh(&name))?;
            let query = yingke_store::Query::new(
                "INSERT INTO category (id, org_id, key, name, keywords, position, enabled) VALUES ($1, $2, $3, $4, $5, 0, TRUE)",
            );
            tx.execute(query.bind(id).bind(org_id).bind(key).bind(name).bind(keywords)).await?;
            Ok::<_, yingke_app::Error>(())
        })
    });
    written.await.expect("a category");
    id
}

pub async fn timers(world: &World) -> usize {
    yingke_app::conversations::timers::run_due(&world.app.app).await.expect("timers")
}

pub async fn decisions(world: &World, id: ConversationId) -> Vec<DecisionView> {
    world.owner.get(&format!("/api/v1/conversations/{id}/decisions")).await.expect(200).read()
}
