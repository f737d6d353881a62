//! The server under test: the product's own app and router in this process, with a world made through its use cases.

use crate::load::{AgentSocket, World as Handed};
use futures_util::{StreamExt as _, stream};
use yingke_app::conversations;
use yingke_core::{conversation::MessageKind, id::*};
use yingke_store::{Run as _, q};
use yingke_testkit::{Engine, Start, World};

const PER_AGENT: usize = 20;

#[derive(clap::Args)]
pub struct Options {
    #[arg(long)]
    database: String,
    /// Visitors in a running conversation with an agent who watches it.
    #[arg(long)]
    visitors: usize,
    /// Visitors with a session and nothing else.
    #[arg(long, default_value_t = 0)]
    idle_visitors: usize,
    /// Messages to store beforehand, a hundred a conversation.
    #[arg(long, default_value_t = 0)]
    messages: usize,
    #[arg(long, default_value_t = 0)]
    tickets: usize,
}

pub async fn serve(options: Options) -> anyhow::Result<()> {
    let engine = if options.database.starts_with("sqlite") { Engine::Sqlite } else { Engine::Postgres };
    let world = World::new(Start::on(engine).database(options.database.clone()).real_clock().run().await).await;
    let mut agents = Vec::new();
    for i in 0..options.visitors.div_ceil(PER_AGENT) {
        agents.push(world.agent(&format!("客服{i}")).await);
    }
    let agents_ref: Vec<_> = agents.iter().collect();
    world.group("在线客服", &agents_ref).await;
    let mut visitors = Vec::new();
    let mut watched: Vec<Vec<ConversationId>> = vec![Vec::new(); agents.len()];
    for i in 0..options.visitors {
        let visitor = world.visitor().await;
        let id = open(&world, &visitor, agents[i / PER_AGENT].id).await?;
        watched[i / PER_AGENT].push(id);
        visitors.push(visitor.token);
    }
    let idle: Vec<String> =
        stream::iter(0..options.idle_visitors).map(|_| world.visitor()).buffered(64).map(|visitor| visitor.token).collect().await;
    visitors.extend(idle);
    let paths = if options.messages > 0 { crate::fill::fill(&world, options.messages, options.tickets).await? } else { Vec::new() };
    let handed = Handed {
        addr: world.addr,
        visitors: visitors.iter().map(|token| format!("/api/widget/v1/socket?token={token}")).collect(),
        agents: agents
            .iter()
            .zip(watched)
            .map(|(agent, watched)| AgentSocket {
                path: "/api/v1/socket".into(),
                cookie: agent.client.headers().get("cookie").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned(),
                says: watched.iter().map(|id| format!(r#"{{"type":"watch","conversation_id":"{id}"}}"#)).collect(),
            })
            .collect(),
        cookie: world.owner.client.headers().get("cookie").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned(),
        paths,
    };
    println!("{}", serde_json::to_string(&handed)?);
    // Until the bench ends this process.
    std::future::pending().await
}

/// A conversation that this agent holds.
async fn open(world: &World, visitor: &yingke_testkit::Customer, agent_id: AgentId) -> anyhow::Result<ConversationId> {
    let first = yingke_app::views::conversation::SendMessage {
        client_id: "first".into(),
        kind: MessageKind::Text,
        body: "你好".into(),
        payload: serde_json::Value::Null,
        internal: false,
        mentions: Vec::new(),
        override_reason: String::new(),
    };
    let id = conversations::send_customer(&world.app.app, &visitor.visitor, first).await?.conversation_id;
    let org_id = world.org_id;
    world
        .app
        .app
        .door
        .write::<_, yingke_store::Error, _>(org_id, move |tx| {
            Box::pin(async move {
                tx.execute(q!(
                    "UPDATE conversation SET state = 'active', agent_id = $3, accepted_at = created_at, idle_due_at = NULL WHERE org_id = $1 AND id = $2",
                    org_id, id, agent_id
                ))
                .await
            })
        })
        .await?;
    Ok(id)
}
