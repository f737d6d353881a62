//! Tickets on a screen: whatever is done to them, the frames since an old look make the same list as a fresh look. On both
//! engines.

mod people;
mod screen;

use people::Shop;
use screen::{List, Screen};
use serde_json::{Value, json};
use yingke_testkit::{World, both_engines};

/// Everything that customers, departments and agents can do to a ticket, in an order in which each is allowed.
const COMMANDS: [&str; 19] = [
    "start",
    "supplement",
    "urge",
    "reply",
    "comment",
    "transfer",
    "assign",
    "rename",
    "set fields",
    "link an order",
    "unlink the order",
    "finish a step",
    "ask the customer",
    "the customer answers",
    "finish the last step",
    "reject",
    "solve",
    "accept",
    "rate",
];

both_engines! {
    async fn an_old_look_and_the_events_since_are_a_fresh_look_at_tickets(world: World) {
        let shop = Shop::open(&world).await;
        let list = List { path: "/api/v1/tickets?limit=100", key: "ticket" };
        let mut screen = Screen::open(list, shop.owner()).await;
        let mut id = String::new();
        for command in COMMANDS {
            run(&shop, command, &mut id).await;
            screen.is_what_a_fresh_look_shows(shop.owner(), command).await;
            world.advance(60_000);
        }
        for command in ["follow up", "withdraw"] {
            run(&shop, command, &mut id).await;
            screen.is_what_a_fresh_look_shows(shop.owner(), command).await;
        }
    }
}

async fn run(shop: &Shop, command: &str, id: &mut String) {
    let request = format!("/api/widget/v1/requests/{id}");
    let ticket = format!("/api/v1/tickets/{id}");
    let change = async |mut patch: Value| {
        patch["version"] = shop.ticket(id).await["version"].clone();
        shop.owner().patch(&ticket, patch).await.expect(200);
    };
    match command {
        "start" => *id = shop.start("想退货").await["id"].as_str().expect("an id").to_owned(),
        "supplement" | "the customer answers" => {
            let body = json!({"client_id": command, "body": "补充一下"});
            shop.lin.post(&format!("{request}/supplements"), body).await.expect(200);
        }
        "urge" => drop(shop.lin.act(&format!("{request}/urge")).await.expect(200)),
        "reply" => {
            let body = json!({"client_id": "a1", "body": "您好，正在处理"});
            shop.owner().post(&format!("{ticket}/replies"), body).await.expect(201);
        }
        "comment" => {
            let body = json!({"client_id": "a2", "body": "仓库注意"});
            shop.owner().post(&format!("{ticket}/comments"), body).await.expect(201);
        }
        "transfer" => {
            let body = json!({"group_id": shop.finance.id, "reason": "请财务先看"});
            shop.owner().post(&format!("{ticket}/transfer"), body).await.expect(200);
        }
        "assign" => {
            let body = json!({"agent_id": shop.cang.id, "reason": "转回仓库"});
            shop.owner().post(&format!("{ticket}/transfer"), body).await.expect(200);
        }
        "rename" => change(json!({"title": "换个名字"})).await,
        "set fields" => change(json!({"fields": {"staff_note": "外箱破损"}})).await,
        "link an order" => {
            shop.owner().post(&format!("{ticket}/orders"), json!({"order_id": shop.second_order})).await.expect(200);
        }
        "unlink the order" => {
            drop(shop.owner().delete(&format!("{ticket}/orders/{}", shop.second_order)).await.expect(200));
        }
        "finish a step" => {
            shop.cang.post(&format!("{ticket}/milestones"), json!({"step": "received"})).await.expect(200);
        }
        "ask the customer" => change(json!({"state": "pending_customer", "reason": "等客户提供账号"})).await,
        "finish the last step" => {
            shop.cai.post(&format!("{ticket}/milestones"), json!({"step": "refunded"})).await.expect(200);
        }
        "reject" => {
            let body = json!({"client_id": "r1", "body": "没有收到钱"});
            shop.lin.post(&format!("{request}/rejection"), body).await.expect(200);
        }
        "solve" => change(json!({"state": "solved", "reason": "已补打款"})).await,
        "accept" => drop(shop.lin.act(&format!("{request}/acceptance")).await.expect(200)),
        "rate" => {
            shop.lin.post(&format!("{request}/rating"), json!({"stars": 5})).await.expect(200);
        }
        "follow up" => {
            let mut again = shop.request("c2", "又坏了");
            again["follow_up_of"] = json!(*id);
            let made = shop.lin.post("/api/widget/v1/requests", again).await.expect(201).json();
            *id = made["id"].as_str().expect("an id").to_owned();
        }
        "withdraw" => drop(shop.lin.act(&format!("{request}/withdrawal")).await.expect(200)),
        other => unreachable!("no such command: {other}"),
    }
}
