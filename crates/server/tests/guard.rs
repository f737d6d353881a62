//! The guard before sending, over HTTP, on both engines: what an agent writes is checked whatever client sends it.

mod talk;

use serde_json::{Value, json};
use talk::*;
use yingke_app::views::{
    Page,
    conversation::{MessageView, SentMessage},
    guard::{GuardSettings, GuardView, OverrideView},
};
use yingke_core::id::ConversationId;
use yingke_testkit::{Agent, World, both_engines};

async fn check(agent: &Agent, id: ConversationId, body: &str) -> GuardView {
    agent.post(&format!("/api/v1/conversations/{id}/guard"), json!({ "body": body })).await.expect(200).read()
}

async fn send(agent: &Agent, id: ConversationId, body: Value) -> yingke_testkit::Answer {
    agent.post(&format!("/api/v1/conversations/{id}/messages"), body).await
}

async fn thread_of(agent: &Agent, id: ConversationId) -> Vec<MessageView> {
    agent
        .get(&format!("/api/v1/conversations/{id}/messages?limit=100"))
        .await
        .expect(200)
        .read::<yingke_app::conversations::MessagePage>()
        .items
}

fn with_reason(client_id: &str, body: &str, reason: &str) -> Value {
    json!({ "client_id": client_id, "kind": "text", "body": body, "override_reason": reason })
}

async fn order_of(world: &World, customer: &yingke_testkit::Customer, order_no: &str, paid_fen: i64) {
    let external = format!("u-{}", customer_hex(world, customer).await);
    world
        .owner
        .put(
            "/api/v1/import/orders",
            json!([{ "order_no": order_no, "customer_external_id": external, "state": "paid", "total_fen": paid_fen, "paid_fen": paid_fen,
                "freight_fen": 0, "discount_fen": 0, "receiver": "林晓", "phone": "13812345678", "address": "浙江省杭州市西湖区文三路 99 号",
                "ordered_at": 1_772_400_000_000i64, "paid_at": 1_772_400_000_000i64, "updated_at": 1_772_400_000_000i64,
                "lines": [{ "line_no": 1, "sku": "A-1", "title": "蓝牙耳机", "quantity": 1, "unit_fen": paid_fen, "paid_fen": paid_fen }] }]),
        )
        .await
        .expect(200);
}

async fn customer_hex(world: &World, customer: &yingke_testkit::Customer) -> String {
    let row = yingke_store::customers::get(&mut world.app.app.read(), world.org_id, customer.id).await.expect("read").expect("a customer");
    row.external_id.expect("a known customer").trim_start_matches("u-").to_owned()
}

both_engines! {
    async fn a_blocked_draft_reaches_nobody_whatever_client_sends_it(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        let (lin, id) = active(&world, &he, "林晓").await;

        let seen = check(&he, id, "补偿您 80 元,请放心").await;
        assert!(seen.blocked && !seen.may_override);
        assert_eq!(seen.findings[0].code, "over_limit");
        assert_eq!(seen.findings[0].fix.as_deref(), Some("¥50"));
        let refused = send(&he, id, text("g1", "补偿您 80 元,请放心")).await.refused(409, "guard_blocked");
        assert!(!refused.text().contains("80 元"), "the refusal does not repeat the words");
        send(&he, id, with_reason("g1", "补偿您 80 元,请放心", "老客户")).await.refused(409, "guard_blocked");
        let mut socket = he.socket().await;
        socket.say(&json!({ "type": "hello", "after": 0 })).await;
        assert!(!thread_of(&he, id).await.iter().any(|message| message.body.contains("80 元")));

        // What is within the limit goes, and counts for the case.
        send(&he, id, text("g2", "补偿您 50 元,请放心")).await.expect(201);
        send(&he, id, text("g3", "再补偿您 10 元")).await.refused(409, "guard_blocked");
        // Among colleagues anything may be written.
        let note = json!({ "client_id": "g4", "kind": "text", "body": "我想补偿 80 元", "internal": true });
        send(&he, id, note).await.expect(201);
        drop(lin);
    }

    async fn the_name_of_a_fact_in_braces_reaches_no_customer(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        let (_lin, id) = active(&world, &he, "林晓").await;
        send(&he, id, text("f1", "签收后 {{fact:return_days}} 内可退")).await.refused(422, "invalid");
        send(&he, id, text("f2", "签收后 {{ fact }} 内可退")).await.expect(201);
        let note = json!({ "client_id": "f3", "kind": "text", "body": "用 {{fact:return_days}}", "internal": true });
        send(&he, id, note).await.expect(201);
    }

    async fn words_that_are_sent_at_the_same_moment_cannot_use_the_rest_of_the_limit_twice(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        let (_lin, id) = active(&world, &he, "林晓").await;
        let (_mei, other) = active(&world, &he, "小梅").await;
        // The door is held until every one of them has been read and found within the limit.
        let (held, release) = (std::sync::Arc::new(tokio::sync::Notify::new()), std::sync::Arc::new(tokio::sync::Notify::new()));
        let (app, org_id) = (world.app.app.clone(), world.org_id);
        let hold = tokio::spawn({
            let (held, release) = (held.clone(), release.clone());
            async move {
                let held_open = app.door.write(org_id, move |_| Box::pin(async move {
                    held.notify_one();
                    release.notified().await;
                    Ok::<_, yingke_app::Error>(())
                }));
                held_open.await.expect("held");
            }
        });
        held.notified().await;
        let who = he.principal.clone();
        let sending: Vec<_> = (0..6)
            .map(|n| {
                let (app, who, thread) = (world.app.app.clone(), who.clone(), if n < 5 { id } else { other });
                tokio::spawn(async move {
                    let message = serde_json::from_value(text(&format!("same{n}"), &format!("再补偿您 3{n} 元"))).expect("a message");
                    yingke_app::conversations::send_agent(&app, &who, thread, message).await
                })
            })
            .collect();
        // Each waits for the door once it has been read; until then there is nothing to wait for but its turn.
        while world.app.app.door.depth() < sending.len() {
            tokio::task::yield_now().await;
        }
        release.notify_one();
        hold.await.expect("the door goes on");
        let mut outcomes = Vec::new();
        for one in sending {
            outcomes.push(one.await.expect("an end").is_ok());
        }
        assert_eq!((outcomes[..5].iter().filter(|sent| **sent).count(), outcomes[5]), (1, true), "one of a case, and the other case: {outcomes:?}");
        let said = thread_of(&he, id).await.into_iter().filter(|message| message.body.contains("再补偿您 3")).count();
        assert_eq!(said, 1);
    }

    async fn a_supervisor_sends_it_with_a_reason_that_is_recorded_once(world: World) {
        let boss = world.supervisor("阿岚").await;
        let he = world.agent("小禾").await;
        world.group("售前", &[&he, &boss]).await;
        let (_, id) = active(&world, &boss, "林晓").await;

        send(&boss, id, text("o1", "全网最低价给您")).await.refused(409, "guard_blocked");
        let sent: SentMessage = send(&boss, id, with_reason("o1", "全网最低价给您", "引用客户的原话")).await.expect(201).read();
        let again: SentMessage = send(&boss, id, with_reason("o1", "全网最低价给您", "引用客户的原话")).await.expect(201).read();
        assert_eq!(sent.id, again.id);
        // Even a client that repeats it without the reason learns that it has arrived.
        let repeated: SentMessage = send(&boss, id, text("o1", "全网最低价给您")).await.expect(201).read();
        assert_eq!(sent.id, repeated.id);

        let page: Page<OverrideView> = boss.get("/api/v1/guard/overrides").await.expect(200).read();
        assert_eq!(page.items.len(), 1);
        let row = &page.items[0];
        assert_eq!((row.message_id, row.agent_id, row.reason.as_str()), (Some(sent.id), boss.id, "引用客户的原话"));
        assert_eq!(row.codes, ["word"]);
        he.get("/api/v1/guard/overrides").await.refused(403, "forbidden");
        let on = &mut world.app.app.read();
        let audited = yingke_store::audit::count(on, world.org_id, "guard.overridden", &sent.id.to_string()).await.expect("read");
        assert_eq!(audited, 1);
    }

    async fn the_settings_decide_what_is_held_back(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        let (_, id) = active(&world, &he, "林晓").await;
        send(&he, id, text("s1", "打 13812345678 找我")).await.expect(201);

        let settings: GuardSettings = world.owner.get("/api/v1/guard").await.expect(200).read();
        assert_eq!(settings.version, 0);
        let mut body = serde_json::to_value(&settings).expect("plain");
        body["personal"] = json!("block");
        body["authority"] = json!("off");
        body["words"] = json!([{ "word": " 亲亲 ", "instead": "您好" }, { "word": "亲亲" }]);
        he.put("/api/v1/guard", body.clone()).await.refused(403, "forbidden");
        let saved: GuardSettings = world.owner.put("/api/v1/guard", body.clone()).await.expect(200).read();
        assert_eq!((saved.version, saved.policy.words.len()), (1, 1));
        world.owner.put("/api/v1/guard", body.clone()).await.refused(409, "version_conflict");

        send(&he, id, text("s2", "打 13912345678 找我")).await.refused(409, "guard_blocked");
        send(&he, id, text("s3", "补偿您 80 元")).await.expect(201);
        let seen = check(&he, id, "亲亲,在的").await;
        assert_eq!((seen.findings[0].start, seen.findings[0].end, seen.findings[0].fix.as_deref()), (0, 2, Some("您好")));

        body["version"] = json!(1);
        body["words"] = json!([{ "word": "在", "instead": "在的" }]);
        world.owner.put("/api/v1/guard", body).await.refused(422, "invalid");
    }

    async fn a_draft_is_measured_by_the_customers_own_orders(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        let (lin, id) = active(&world, &he, "林晓").await;
        let wang = world.customer("王岚").await;
        order_of(&world, &lin, "QH20260301000001", 12_900).await;
        order_of(&world, &wang, "QH20260301000999", 5_900).await;

        for (draft, code, fix) in [
            ("您实付 119 元", "wrong_paid", Some("¥129")),
            ("退款 300 元会原路退回", "above_paid", Some("¥129")),
            ("您的订单已发货", "not_shipped", None),
            ("另一单 QH20260301000999 也没发", "other_order", Some("QH****")),
            ("寄到浙江省杭州市西湖区文三路 99 号对吗", "address", Some("浙江省杭州市西湖区****")),
            ("明天一定送达", "date", Some("预计明天")),
        ] {
            let seen = check(&he, id, draft).await;
            assert_eq!((seen.findings[0].code.as_str(), seen.findings[0].fix.as_deref()), (code, fix), "{draft}: {seen:?}");
            assert!(!seen.blocked, "by default it only warns");
        }
        let clean = check(&he, id, "您好,订单 QH20260301000001 实付 129 元,仓库正在打包").await;
        assert_eq!(clean.findings, []);
        // Somebody who may not see the conversation learns nothing from it.
        let other = world.agent("旁人").await;
        other.post(&format!("/api/v1/conversations/{id}/guard"), json!({ "body": "您实付 119 元" })).await.expect(404);
    }
}
