//! The guard before words that a customer reads in a ticket: replies and what is said with a public step, on both engines.

mod people;
mod talk;

use people::Shop;
use serde_json::{Value, json};
use yingke_app::views::{
    Page,
    guard::{GuardView, OverrideView},
};
use yingke_testkit::{Agent, World, both_engines};

fn words(client_id: &str, body: &str) -> Value {
    json!({ "client_id": client_id, "body": body })
}

fn with_reason(client_id: &str, body: &str, reason: &str) -> Value {
    json!({ "client_id": client_id, "body": body, "override_reason": reason })
}

/// A request of the customer's, as a path.
async fn request(shop: &Shop) -> String {
    let id = shop.start("想退货,尺寸不合适").await["id"].as_str().expect("an id").to_owned();
    format!("/api/v1/tickets/{id}")
}

async fn check(agent: &Agent, at: &str, body: &str) -> GuardView {
    agent.post(&format!("{at}/guard"), json!({ "body": body })).await.expect(200).read()
}

/// What the customer reads in the ticket.
async fn read_by_customer(shop: &Shop, at: &str) -> String {
    let at = at.replace("/api/v1/tickets/", "/api/widget/v1/requests/");
    shop.lin.get(&at).await.expect(200).text()
}

both_engines! {
    async fn a_blocked_reply_reaches_nobody_and_a_note_may_say_anything(world: World) {
        let shop = Shop::open(&world).await;
        let at = request(&shop).await;
        let seen = check(&shop.xiaohe, &at, "补偿您 80 元,请放心").await;
        assert!(seen.blocked && !seen.may_override);
        assert_eq!((seen.findings[0].code.as_str(), seen.findings[0].fix.as_deref()), ("over_limit", Some("¥50")));
        let refused = shop.xiaohe.post(&format!("{at}/replies"), words("g1", "补偿您 80 元,请放心")).await.refused(409, "guard_blocked");
        assert!(!refused.text().contains("80 元"), "the refusal does not repeat the words");
        shop.xiaohe.post(&format!("{at}/replies"), with_reason("g1", "补偿您 80 元,请放心", "老客户")).await.refused(409, "guard_blocked");
        assert!(!read_by_customer(&shop, &at).await.contains("80 元"));
        // Among colleagues anything may be written.
        shop.xiaohe.post(&format!("{at}/comments"), words("g2", "我想补偿 80 元")).await.expect(201);
        shop.xiaohe.post(&format!("{at}/replies"), words("g3", "补偿您 50 元,请放心")).await.expect(201);
        assert!(read_by_customer(&shop, &at).await.contains("50 元"));
        // Who does not see the ticket learns nothing from it.
        shop.cai.post(&format!("{at}/guard"), json!({ "body": "补偿您 80 元" })).await.refused(404, "not_found");
        shop.cai.post(&format!("{at}/replies"), words("g4", "补偿您 80 元")).await.refused(404, "not_found");
    }

    async fn what_a_public_step_says_is_checked_and_an_internal_one_is_free(world: World) {
        let shop = Shop::open(&world).await;
        let at = request(&shop).await;
        let step = |body: &str| json!({ "step": "received", "body": body });
        shop.cang.post(&format!("{at}/milestones"), step("跟我没关系,找财务")).await.refused(409, "guard_blocked");
        assert!(!read_by_customer(&shop, &at).await.contains("仓库已收到"), "nothing of it has happened");
        shop.cang.post(&format!("{at}/milestones"), step("外包装完好")).await.expect(200);
        let mut last = step("跟我没关系");
        last["step"] = json!("refunded");
        last["override_reason"] = json!("引用客户的原话");
        shop.cai.post(&format!("{at}/milestones"), last.clone()).await.refused(409, "guard_blocked");
        shop.owner().post(&format!("{at}/milestones"), last).await.expect(200);
        let page: Page<OverrideView> = shop.owner().get("/api/v1/guard/overrides").await.expect(200).read();
        assert_eq!((page.items.len(), page.items[0].reason.as_str()), (1, "引用客户的原话"));

        // The same type with its first step turned inwards.
        let kinds = shop.owner().get("/api/v1/ticket-types").await.expect(200).json();
        let mut kind = kinds.as_array().expect("types").iter().find(|kind| kind["id"] == shop.type_id.as_str()).expect("the type").clone();
        kind["steps"][0]["public"] = json!(false);
        shop.owner().patch(&format!("/api/v1/ticket-types/{}", shop.type_id), kind).await.expect(200);
        let other = shop.lin.post("/api/widget/v1/requests", shop.request("c2", "再退一件")).await.expect(201).json();
        let other = format!("/api/v1/tickets/{}", other["id"].as_str().expect("an id"));
        shop.cang.post(&format!("{other}/milestones"), step("跟我没关系,找财务")).await.expect(200);
        assert!(!read_by_customer(&shop, &other).await.contains("跟我没关系"));
    }

    async fn who_may_override_gives_a_reason_that_is_recorded_once(world: World) {
        let shop = Shop::open(&world).await;
        let at = request(&shop).await;
        let boss = world.supervisor("阿岚").await;
        let replies = format!("{at}/replies");
        boss.post(&replies, words("o1", "全网最低价给您")).await.refused(409, "guard_blocked");
        let sent = boss.post(&replies, with_reason("o1", "全网最低价给您", "引用客户的原话")).await.expect(201).json();
        let again = boss.post(&replies, with_reason("o1", "全网最低价给您", "引用客户的原话")).await.expect(201).json();
        let repeated = boss.post(&replies, words("o1", "全网最低价给您")).await.expect(201).json();
        assert_eq!((&sent["id"], &sent["id"]), (&again["id"], &repeated["id"]), "what has arrived is not held back when it is repeated");
        let page: Page<OverrideView> = boss.get("/api/v1/guard/overrides").await.expect(200).read();
        assert_eq!(page.items.len(), 1);
        let row = &page.items[0];
        assert_eq!(row.entry_id.as_deref(), sent["id"].as_str());
        assert_eq!(row.ticket_id.map(|id| format!("/api/v1/tickets/{id}")), Some(at));
        assert_eq!((row.conversation_id, row.message_id, row.codes.as_slice()), (None, None, ["word".to_owned()].as_slice()));
        let on = &mut world.app.app.read();
        let audited = yingke_store::audit::count(on, world.org_id, "guard.overridden", sent["id"].as_str().expect("an id"));
        assert_eq!(audited.await.expect("read"), 1);
    }

    async fn gifts_add_up_over_a_conversation_and_the_tickets_that_came_from_it(world: World) {
        let shop = Shop::open(&world).await;
        world.group("售前", &[&shop.xiaohe]).await;
        let (wang, conversation) = talk::active(&world, &shop.xiaohe, "王岚").await;
        let talk_at = format!("/api/v1/conversations/{conversation}");
        shop.xiaohe.post(&format!("{talk_at}/messages"), talk::text("m1", "补偿您 30 元")).await.expect(201);
        let new = json!({ "type_id": shop.type_id, "title": "补偿", "customer_id": wang.id, "conversation_id": conversation,
            "group_id": shop.warehouse.id, "fields": { "reason": "quality" } });
        let made = shop.owner().post("/api/v1/tickets", new).await.expect(201).json();
        let at = format!("/api/v1/tickets/{}", made["id"].as_str().expect("an id"));
        let seen = check(&shop.cang, &at, "再补偿您 25 元").await;
        assert_eq!((seen.blocked, seen.findings[0].fix.as_deref()), (true, Some("¥20")));
        shop.cang.post(&format!("{at}/replies"), words("r1", "再补偿您 25 元")).await.refused(409, "guard_blocked");
        shop.cang.post(&format!("{at}/replies"), words("r1", "再补偿您 15 元")).await.expect(201);
        // Saying the same amount again gives it once; and the ticket's 15 count in the conversation.
        assert!(!check(&shop.cang, &at, "补偿的 30 元已经发放").await.blocked);
        shop.xiaohe.post(&format!("{talk_at}/messages"), talk::text("m2", "再补偿您 10 元")).await.refused(409, "guard_blocked");
        shop.xiaohe.post(&format!("{talk_at}/messages"), talk::text("m2", "再补偿您 5 元")).await.expect(201);
    }

    async fn a_reply_is_measured_by_the_order_that_the_ticket_is_about(world: World) {
        let shop = Shop::open(&world).await;
        let delivered = request(&shop).await;
        let new = json!({ "type_id": shop.type_id, "title": "催发货", "customer_id": shop.lin.id, "order_id": shop.second_order,
            "group_id": shop.warehouse.id, "fields": { "reason": "quality" } });
        let unsent = shop.owner().post("/api/v1/tickets", new).await.expect(201).json();
        let unsent = format!("/api/v1/tickets/{}", unsent["id"].as_str().expect("an id"));
        let codes = async |at: &str, body: &str| -> Vec<String> { check(&shop.xiaohe, at, body).await.findings.into_iter().map(|finding| finding.code).collect() };
        assert_eq!(codes(&delivered, "您的包裹已经签收了").await, [] as [&str; 0]);
        assert_eq!(codes(&unsent, "您的包裹已经签收了").await, ["not_delivered"]);
        assert_eq!(codes(&unsent, "另一单 QH1001 已经签收了").await, [] as [&str; 0], "it names the order that it speaks of");
        assert_eq!(codes(&delivered, "退款 300 元会原路退回").await, ["above_paid"]);
    }
}
