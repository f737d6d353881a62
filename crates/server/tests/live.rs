//! Live updates: what happens is seen at once, and after any gap the same as by a fresh look. On both engines, and
//! on two nodes.

mod screen;
mod talk;

use screen::{List, Screen};
use serde_json::json;
use talk::*;
use yingke_app::views::conversation::*;
use yingke_testkit::{Agent, Customer, Engine, Socket, Start, World, both_engines};

both_engines! {
    async fn a_message_is_acknowledged_and_seen_by_the_agent_who_watches(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        let (lin, id) = active(&world, &he, "林晓").await;
        let (mut console, mut widget) = (console(&he).await, widget(&lin).await);
        console.say(&json!({"type": "watch", "conversation_id": id})).await;
        console.hear_where("viewers", |f| f["agent_ids"] == json!([he.id])).await;

        widget.say(&json!({"type": "send", "client_id": "w1", "kind": "text", "body": "到哪里了？"})).await;
        let ack = widget.hear_where("ack", |f| f["client_id"] == "w1").await;
        let seen = console.hear_where("message", |f| f["message"]["client_id"] == "w1").await;
        assert_eq!((&seen["message"]["seq"], &seen["message"]["body"]), (&ack["seq"], &json!("到哪里了？")));
        assert_eq!(seen["conversation"]["last_preview"], "到哪里了？");

        // Sending it again gives the same answer and shows nothing twice.
        widget.say(&json!({"type": "send", "client_id": "w1", "kind": "text", "body": "到哪里了？"})).await;
        assert_eq!(widget.hear_where("ack", |f| f["client_id"] == "w1").await["seq"], ack["seq"]);

        reply_to(&he, &id.to_string(), "a1", "在派送了").await;
        let heard = widget.hear_where("message", |f| f["message"]["client_id"] == "a1").await;
        assert_eq!((&heard["message"]["sender_name"], &heard["conversation"]["unread"]), (&json!("小禾"), &json!(1)));
        let next = console.hear_type("message").await;
        assert_eq!(next["message"]["client_id"], "a1", "the repeated message made no second frame");
    }

    async fn after_a_gap_the_widget_hears_what_it_missed_and_notes_stay_inside(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        let (lin, id) = active(&world, &he, "林晓").await;
        let seq = lin.get("/api/widget/v1/snapshot").await.expect(200).json()["seq"].as_i64().expect("a seq");
        reply_to(&he, &id.to_string(), "a1", "第一句").await;
        let note = json!({"client_id": "n1", "kind": "text", "body": "秘密", "internal": true});
        he.post(&format!("/api/v1/conversations/{id}/messages"), note).await.expect(201);
        reply_to(&he, &id.to_string(), "a2", "第二句").await;

        let mut widget = lin.socket().await;
        widget.say(&json!({"type": "hello", "after": seq})).await;
        let (mut heard, mut frames) = (Vec::new(), String::new());
        loop {
            let frame = widget.hear().await.expect("open");
            frames.push_str(&frame.to_string());
            match frame["type"].as_str() {
                Some("message") => heard.push(frame["message"]["body"].as_str().expect("words").to_owned()),
                Some("welcome") => break,
                _ => {}
            }
        }
        assert_eq!(heard, ["第一句", "第二句"]);
        assert!(!frames.contains("秘密"), "a note reached the customer: {frames}");
    }

    async fn an_old_snapshot_and_the_events_since_are_a_fresh_snapshot(world: World) {
        let (he, mei) = (world.agent("小禾").await, world.agent("小梅").await);
        let boss = world.supervisor("主管").await;
        world.group("售前", &[&he]).await;
        let second = world.group("二线", &[&mei]).await;
        ready(&he).await;
        ready(&mei).await;
        let mut screen = Screen::open(List { path: "/api/v1/conversations?box=all&limit=100", key: "conversation" }, &boss).await;
        for (name, command) in COMMANDS {
            let lin = world.customer(name).await;
            command_of(command, &world, &he, &mei, second.id.to_string(), &lin).await;
            screen.is_what_a_fresh_look_shows(&boss, command).await;
        }
    }

    async fn a_reset_is_told_to_who_comes_from_the_future(world: World) {
        let he = world.agent("小禾").await;
        let mut console = he.socket().await;
        console.say(&json!({"type": "hello", "after": 9_999_999})).await;
        assert_eq!(console.hear().await.expect("open")["type"], "reset");
    }

    async fn typing_and_presence_reach_those_who_look_and_no_log(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        let (lin, id) = active(&world, &he, "林晓").await;
        let mut console = console(&he).await;
        console.say(&json!({"type": "watch", "conversation_id": id})).await;
        assert_eq!(console.hear_type("customer_online").await["online"], false);
        let before = head(&he).await;
        let mut widget = widget(&lin).await;
        assert_eq!(console.hear_type("customer_online").await["online"], true);
        widget.say(&json!({"type": "typing"})).await;
        assert_eq!(console.hear_type("typing").await["who"], "customer");
        console.say(&json!({"type": "typing", "conversation_id": id})).await;
        assert_eq!(widget.hear_type("typing").await["who"], "agent");
        widget.close().await;
        assert_eq!(console.hear_type("customer_online").await["online"], false);
        assert_eq!(head(&he).await, before, "nothing of the moment is an event");
    }

    async fn a_stranger_s_conversation_cannot_be_watched(world: World) {
        let (he, mei) = (world.agent("小禾").await, world.agent("小梅").await);
        world.group("售前", &[&he]).await;
        world.group("二线", &[&mei]).await;
        let (lin, id) = active(&world, &he, "林晓").await;
        let (mut his, mut hers) = (console(&he).await, console(&mei).await);
        for socket in [&mut his, &mut hers] {
            socket.say(&json!({"type": "watch", "conversation_id": id})).await;
        }
        his.hear_type("viewers").await;
        let mut widget = widget(&lin).await;
        widget.say(&json!({"type": "send", "client_id": "w1", "kind": "text", "body": "只给小禾"})).await;
        his.hear_where("message", |f| f["message"]["client_id"] == "w1").await;
        // A ping's answer comes after everything that was sent before it.
        hers.say(&json!({"type": "ping"})).await;
        loop {
            let frame = hers.hear().await.expect("open");
            assert!(!frame.to_string().contains("只给小禾"), "she saw {frame}");
            if frame["type"] == "pong" {
                break;
            }
        }
    }

    async fn the_wall_counts_what_happened_and_every_contact_has_its_record(world: World) {
        let he = world.agent("小禾").await;
        let boss = world.supervisor("主管").await;
        world.group("售前", &[&he]).await;
        let mut wall = console(&boss).await;
        wall.say(&json!({"type": "watch_wall"})).await;
        assert_eq!(wall.hear_type("wall").await["wall"]["contacts"], 0);
        let (_, id) = active(&world, &he, "林晓").await;
        let other = world.customer("阿明").await;
        say(&other, "c1", "有优惠吗").await;
        let seen = wall.hear_where("wall", |f| f["wall"]["conversations"]["active"] == 1 && f["wall"]["conversations"]["bot"] == 1).await;
        assert_eq!((&seen["wall"]["contacts"], &seen["wall"]["records"]), (&json!(2), &json!(2)));
        he.post(&format!("/api/v1/conversations/{id}/closure"), json!({})).await.expect(200);
        let seen = wall.hear_where("wall", |f| f["wall"]["conversations"]["ended"] == 1).await;
        assert_eq!(seen["wall"]["conversations"]["active"], 0);
        let agent = seen["wall"]["agents"].as_array().expect("agents").iter().find(|a| a["agent_id"] == json!(he.id)).expect("he").clone();
        assert_eq!(agent["load"], 0);
        he.get("/api/v1/wall").await.refused(403, "forbidden");
    }
}

/// Two processes' worth of servers on one PostgreSQL, with NATS between them.
#[test]
fn two_nodes_share_one_conversation_live() {
    yingke_testkit::run(Engine::Postgres, two_nodes);
}

async fn two_nodes(first: World) {
    let nats =
        std::env::var("YINGKE_TEST_NATS").expect("YINGKE_TEST_NATS is not set: run the tests through `make test`, which starts NATS");
    let url = first.app.database_url().to_owned();
    let left = Start::on(Engine::Postgres).database(url.clone()).nats(nats.clone()).run().await;
    let right = Start::on(Engine::Postgres).database(url).nats(nats).run().await;
    let (he, mei) = (first.agent("小禾").await, first.agent("小梅").await);
    first.group("售前", &[&he, &mei]).await;
    let (lin, id) = active(&first, &he, "林晓").await;
    let (he, lin) = (he.at(&right), lin.at(&left));

    let (mut console, mut widget) = (console(&he).await, widget(&lin).await);
    console.say(&json!({"type": "watch", "conversation_id": id})).await;
    console.hear_type("viewers").await;
    for n in 0..20 {
        widget.say(&json!({"type": "send", "client_id": format!("w{n}"), "kind": "text", "body": format!("第{n}句")})).await;
    }
    for n in 0..20 {
        let frame = console.hear_type("message").await;
        assert_eq!(frame["message"]["client_id"], format!("w{n}"), "in order, none missing, none twice");
    }
    reply_to(&he, &id.to_string(), "a1", "收到").await;
    assert_eq!(widget.hear_where("message", |f| f["message"]["client_id"] == "a1").await["message"]["body"], "收到");
    widget.say(&json!({"type": "typing"})).await;
    assert_eq!(console.hear_type("typing").await["who"], "customer");

    // Two agents, each at a node of their own, reach for the same waiting customer: the write lock lets one win.
    on_break(&he).await;
    on_break(&mei).await;
    let asked = first.customer("阿明").await.at(&left).act("/api/widget/v1/human").await.expect(200).json();
    let path = format!("/api/v1/conversations/{}/acceptance", asked["id"].as_str().expect("an id"));
    let mei = mei.at(&left);
    let (one, two) = tokio::join!(he.act(&path), mei.act(&path));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    left.finish().await;
    right.finish().await;
}

async fn console(agent: &Agent) -> Socket {
    let seq = head(agent).await;
    let mut socket = agent.socket().await;
    socket.say(&json!({"type": "hello", "after": seq})).await;
    socket.hear_type("welcome").await;
    socket
}

async fn widget(customer: &Customer) -> Socket {
    let seq = customer.get("/api/widget/v1/snapshot").await.expect(200).json()["seq"].as_i64().expect("a seq");
    let mut socket = customer.socket().await;
    socket.say(&json!({"type": "hello", "after": seq})).await;
    socket.hear_type("welcome").await;
    socket
}

async fn head(agent: &Agent) -> i64 {
    agent.get("/api/v1/session").await.expect(200).json()["seq"].as_i64().expect("a seq")
}

async fn reply_to(agent: &Agent, id: &str, client_id: &str, body: &str) -> SentMessage {
    let message = json!({"client_id": client_id, "kind": "text", "body": body});
    agent.post(&format!("/api/v1/conversations/{id}/messages"), message).await.expect(201).read()
}

/// A customer of that name, and what is done to the conversation.
const COMMANDS: [(&str, &str); 9] = [
    ("林晓", "bot"),
    ("阿明", "human"),
    ("小月", "accept"),
    ("大山", "decline"),
    ("米粒", "reply"),
    ("青青", "transfer"),
    ("安安", "end"),
    ("石头", "rate"),
    ("豆豆", "leave"),
];

async fn command_of(command: &str, world: &World, he: &Agent, mei: &Agent, second: String, lin: &Customer) {
    say(lin, "c1", "你好").await;
    if command == "bot" {
        return;
    }
    let asked = lin.act("/api/widget/v1/human").await.expect(200).json();
    let id = asked["id"].as_str().expect("an id").to_owned();
    let path = format!("/api/v1/conversations/{id}");
    match command {
        "human" => {}
        "leave" => drop(lin.delete("/api/widget/v1/human").await),
        "decline" => drop(he.delete(&format!("{path}/acceptance")).await),
        _ => {
            ready(he).await;
            he.act(&format!("{path}/acceptance")).await.expect(200);
            reply_to(he, &id, "a1", "在的").await;
            he.put(&format!("{path}/read"), json!({"seq": 2})).await.expect(200);
            match command {
                "transfer" => {
                    he.post(&format!("{path}/transfer"), json!({"group_id": second, "reason": "要二线"})).await.expect(200);
                    let _ = mei;
                }
                "end" => drop(he.post(&format!("{path}/closure"), json!({})).await.expect(200)),
                "rate" => {
                    he.post(&format!("{path}/closure"), json!({})).await.expect(200);
                    lin.post(&format!("/api/widget/v1/conversations/{id}/rating"), json!({"stars": 5})).await.expect(200);
                }
                _ => {}
            }
        }
    }
    world.advance(1_000);
}
