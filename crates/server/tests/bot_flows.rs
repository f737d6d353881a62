//! Task flows: drawn, published, played by customers with real actions, and tried without any.

mod people;
mod talk;

use people::Shop;
use serde_json::{Value, json};
use talk::*;
use yingke_app::views::conversation::*;
use yingke_core::{conversation::*, id::*};
use yingke_store::{Run as _, bookings, orders, q};
use yingke_testkit::{Customer, World, both_engines};

const ADDRESS: &str = "浙江省杭州市西湖区文三路 8 号 2 幢 301";

fn zh(text: &str) -> Value {
    json!({ "zh-CN": text })
}
fn step(key: &str, does: Value) -> Value {
    json!({ "key": key, "does": does })
}

/// Order → what to do → confirm → act.
fn order_flow(words: &[&str], tool: &str, ask: Option<Value>) -> Value {
    let next = if ask.is_some() { "ask" } else { "sure" };
    let mut steps = vec![
        step(
            "pick",
            json!({ "kind": "pick_order", "text": zh("哪一单?"), "states": ["paid", "pending_payment"], "next": next, "none": "none" }),
        ),
        step("none", json!({ "kind": "say", "text": zh("没有还没发货的订单。") })),
        step("sure", json!({ "kind": "confirm", "text": zh("确认办理吗?"), "yes": "do", "no": "" })),
        step("do", json!({ "kind": "act", "tool": tool, "done": "", "refused": "person" })),
        step("person", json!({ "kind": "hand_over", "text": zh("") })),
    ];
    steps.extend(ask.map(|ask| step("ask", ask)));
    json!({ "name": zh(tool), "words": words, "start": "pick", "steps": steps })
}

fn change_address() -> Value {
    let ask = json!({ "kind": "ask", "slot": "address", "text": zh("请写新的收货地址。"), "expects": "address", "next": "sure" });
    order_flow(&["改地址", "修改地址"], "change_address", Some(ask))
}

async fn published(world: &World, key: &str, draft: Value) -> Value {
    let made = world.owner.post("/api/v1/bot/flows", json!({ "key": key, "draft": draft })).await.expect(201).json();
    assert_eq!(made["problems"], json!([]), "{made}");
    let id = made["id"].as_str().expect("an id").to_owned();
    let on = json!({ "version": made["version"], "on": true });
    world.owner.put(&format!("/api/v1/bot/flows/{id}/publication"), on).await.expect(200).json()
}

async fn last(customer: &Customer) -> MessageView {
    thread(customer, &widget_view(customer).await).await.pop().expect("messages")
}

async fn click(customer: &Customer, n: &str, action: &str) {
    let body = json!({ "client_id": n, "kind": "text", "body": "点击", "payload": { "action": action } });
    customer.post("/api/widget/v1/messages", body).await.expect(201);
}

async fn order(world: &World, id: OrderId) -> yingke_core::order::Order {
    orders::get(&mut world.app.app.read(), world.org_id, id).await.expect("a read").expect("an order")
}

async fn rows(world: &World, table: &str) -> i64 {
    let on = &mut world.app.app.read();
    let query = match table {
        "bot_run" => q!("SELECT CAST(COUNT(*) AS BIGINT) FROM bot_run WHERE org_id = $1", world.org_id),
        "bot_action" => q!("SELECT CAST(COUNT(*) AS BIGINT) FROM bot_action WHERE org_id = $1", world.org_id),
        _ => q!("SELECT CAST(COUNT(*) AS BIGINT) FROM event WHERE org_id = $1 AND kind = 'bot.acted'", world.org_id),
    };
    on.one(query).await.expect("a count").get(0).expect("a number")
}

both_engines! {
    async fn an_address_is_really_changed_after_yes_and_only_once(world: World) {
        let shop = Shop::open(&world).await;
        published(&world, "change_address", change_address()).await;
        say(&shop.lin, "1", "我要改地址").await;
        assert_eq!(last(&shop.lin).await.body, "请写新的收货地址。", "the only unsent order is taken");
        say(&shop.lin, "2", "嗯").await;
        assert!(last(&shop.lin).await.body.contains("完整的收货地址"), "{}", last(&shop.lin).await.body);
        say(&shop.lin, "3", ADDRESS).await;
        assert_eq!(order(&world, shop.second_order).await.address, "杭州市西湖区", "nothing is done before yes");
        click(&shop.lin, "4", "flow.yes").await;
        let changed = order(&world, shop.second_order).await;
        assert_eq!((changed.address.as_str(), changed.version), (ADDRESS, 2));
        assert!(last(&shop.lin).await.body.contains("QH1002"), "{}", last(&shop.lin).await.body);
        assert_eq!((rows(&world, "bot_run").await, rows(&world, "bot_action").await, rows(&world, "event").await), (0, 1, 1));
        // The same click again, by a client that did not hear the answer, and a click of old.
        click(&shop.lin, "4", "flow.yes").await;
        click(&shop.lin, "5", "flow.yes").await;
        assert_eq!((order(&world, shop.second_order).await.version, rows(&world, "bot_action").await), (2, 1));
    }

    async fn what_was_sent_meanwhile_is_refused_and_goes_to_a_person_or_a_request(world: World) {
        let shop = Shop::open(&world).await;
        published(&world, "cancel", order_flow(&["取消订单"], "cancel_order", None)).await;
        say(&shop.lin, "1", "帮我取消订单").await;
        assert_eq!(last(&shop.lin).await.body, "确认办理吗?");
        let (app, org_id, id) = (world.app.app.clone(), world.org_id, shop.second_order);
        let mut sent = order(&world, id).await;
        sent.state = yingke_core::order::OrderState::Shipped;
        app.door.write::<_, yingke_app::Error, _>(org_id, move |tx| Box::pin(async move { Ok(orders::save_many(tx, org_id, &[sent]).await?) })).await.expect("shipped");
        click(&shop.lin, "2", "flow.yes").await;
        assert_eq!(order(&world, id).await.state, yingke_core::order::OrderState::Shipped);
        let said = thread(&shop.lin, &widget_view(&shop.lin).await).await;
        let bodies: Vec<_> = said.iter().map(|m| m.body.as_str()).collect();
        assert!(bodies.iter().any(|body| body.contains("已经发出")), "{bodies:?}");
        assert!(bodies.last().is_some_and(|body| body.contains("没有客服在线")), "no transfer is claimed: {bodies:?}");
    }

    async fn an_unsent_order_is_cancelled(world: World) {
        let shop = Shop::open(&world).await;
        published(&world, "cancel", order_flow(&["取消订单"], "cancel_order", None)).await;
        say(&shop.lin, "1", "取消订单").await;
        say(&shop.lin, "2", "确认").await;
        let cancelled = order(&world, shop.second_order).await;
        assert_eq!(cancelled.state, yingke_core::order::OrderState::Cancelled);
        assert!(cancelled.cancelled_at.is_some());
    }

    async fn a_flow_can_be_left_and_a_person_can_be_asked_for_at_any_step(world: World) {
        let shop = Shop::open(&world).await;
        published(&world, "change_address", change_address()).await;
        say(&shop.lin, "1", "改地址").await;
        say(&shop.lin, "2", "算了").await;
        assert!(last(&shop.lin).await.body.contains("没有做任何改动"));
        assert_eq!(rows(&world, "bot_run").await, 0);
        say(&shop.lin, "3", "改地址").await;
        world.group("售前", &[&shop.xiaohe]).await;
        on_break(&shop.xiaohe).await;
        say(&shop.lin, "4", "转人工").await;
        assert_eq!(widget_view(&shop.lin).await.state, ConversationState::Queued);
        assert_eq!((rows(&world, "bot_run").await, rows(&world, "bot_action").await), (0, 0));
    }

    async fn a_question_in_between_is_answered_and_the_flow_goes_on(world: World) {
        let shop = Shop::open(&world).await;
        published(&world, "change_address", change_address()).await;
        let item = json!({ "category": "c", "lang": "zh-CN", "question": "能开发票吗", "answer": "可以开电子发票", "state": "published" });
        world.owner.post("/api/v1/knowledge", item).await.expect(201);
        say(&shop.lin, "1", "改地址").await;
        say(&shop.lin, "2", "能开发票吗").await;
        let said = thread(&shop.lin, &widget_view(&shop.lin).await).await;
        let tail: Vec<_> = said.iter().rev().take(2).map(|m| m.body.as_str()).collect();
        assert_eq!(tail, ["请写新的收货地址。", "可以开电子发票"]);
        say(&shop.lin, "3", ADDRESS).await;
        assert_eq!(last(&shop.lin).await.body, "确认办理吗?");
    }

    async fn a_refund_becomes_the_shops_own_request(world: World) {
        let shop = Shop::open(&world).await;
        let draft = json!({ "name": zh("退款"), "words": ["申请退款"], "start": "pick", "steps": [
            step("pick", json!({ "kind": "pick_order", "text": zh("哪一单?"), "states": ["delivered"], "next": "why", "none": "" })),
            step("why", json!({ "kind": "choose", "slot": "reason", "text": zh("为什么?"), "next": "sure",
                "options": [{ "value": "quality", "label": zh("质量问题") }, { "value": "size", "label": zh("尺寸不合适") }] })),
            step("sure", json!({ "kind": "confirm", "text": zh("为 {{order}} 申请退款,原因:{{reason}}?"), "yes": "do", "no": "why" })),
            step("do", json!({ "kind": "act", "tool": "apply_refund", "done": "", "refused": "" })),
        ] });
        published(&world, "refund", draft).await;
        say(&shop.lin, "1", "我要申请退款").await;
        say(&shop.lin, "2", "质量问题").await;
        assert!(last(&shop.lin).await.body.contains("原因:质量问题"), "{}", last(&shop.lin).await.body);
        say(&shop.lin, "3", "是的").await;
        assert!(last(&shop.lin).await.body.contains("退款申请已提交"), "{}", last(&shop.lin).await.body);
        let own = shop.lin.get("/api/widget/v1/requests").await.expect(200).json();
        assert_eq!(own["items"].as_array().map(Vec::len), Some(1), "{own}");
        let at = format!("/api/widget/v1/requests/{}", own["items"][0]["id"].as_str().expect("an id"));
        let request = shop.lin.get(&at).await.expect(200).json();
        assert_eq!((request["type_key"].clone(), request["order"]["order_no"].clone()), (json!("return_refund"), json!("QH1001")), "{request}");
        assert_eq!(shop.contacts().await, (1, 1), "one contact, not two");
    }

    async fn a_full_time_is_not_reserved_twice(world: World) {
        let shop = Shop::open(&world).await;
        let draft = json!({ "name": zh("预约"), "words": ["预约安装"], "start": "when", "steps": [
            step("when", json!({ "kind": "pick_time", "text": zh("什么时间?"), "resource": "install", "times": ["10:00"], "days": 1, "capacity": 1, "next": "sure", "none": "none" })),
            step("none", json!({ "kind": "say", "text": zh("都约满了。") })),
            step("sure", json!({ "kind": "confirm", "text": zh("约 {{time}}?"), "yes": "do", "no": "when" })),
            step("do", json!({ "kind": "act", "tool": "reserve", "done": "", "refused": "when" })),
        ] });
        published(&world, "reserve", draft).await;
        let other = world.customer("别人").await;
        for who in [&shop.lin, &other] {
            say(who, "1", "预约安装").await;
            say(who, "2", "1").await;
        }
        click(&shop.lin, "3", "flow.yes").await;
        assert!(last(&shop.lin).await.body.starts_with("已为您约好"), "{}", last(&shop.lin).await.body);
        click(&other, "3", "flow.yes").await;
        let said: Vec<String> = thread(&other, &widget_view(&other).await).await.into_iter().map(|m| m.body).collect();
        assert!(said.iter().any(|body| body.contains("订满")) && said.last().is_some_and(|body| body == "都约满了。"), "{said:?}");
        let slot = last(&shop.lin).await.body;
        let slot: String = slot.chars().filter(|c| c.is_ascii()).collect::<String>().trim().to_owned();
        let taken = bookings::taken(&mut world.app.app.read(), world.org_id, "install", std::slice::from_ref(&slot)).await.expect("taken");
        assert_eq!(taken, [(slot, 1)]);
    }

    async fn an_order_by_menu_has_the_menus_prices(world: World) {
        let lin = world.customer("林晓").await;
        let draft = json!({ "name": zh("点餐"), "words": ["点餐"], "start": "what", "steps": [
            step("what", json!({ "kind": "pick_items", "text": zh("想点什么?"), "next": "sure",
                "items": [{ "key": "gb", "label": zh("宫保鸡丁"), "price_fen": 2800 }, { "key": "dj", "label": zh("豆浆"), "price_fen": 600 }] })),
            step("sure", json!({ "kind": "confirm", "text": zh("{{items}},下单吗?"), "yes": "do", "no": "what" })),
            step("do", json!({ "kind": "act", "tool": "place_order", "done": "", "refused": "" })),
        ] });
        published(&world, "menu", draft).await;
        say(&lin, "1", "我要点餐").await;
        say(&lin, "2", "两份宫保鸡丁,再来一杯豆浆").await;
        say(&lin, "3", "就这些").await;
        assert!(last(&lin).await.body.contains("¥62.00"), "{}", last(&lin).await.body);
        say(&lin, "4", "好的").await;
        assert!(last(&lin).await.body.starts_with("已下单"), "{}", last(&lin).await.body);
        let own = orders::of_customer(&mut world.app.app.read(), world.org_id, lin.id, None, 5).await.expect("orders");
        assert_eq!((own.len(), own[0].total_fen), (1, 6200));
        let lines = orders::lines(&mut world.app.app.read(), world.org_id, &[own[0].id]).await.expect("lines");
        assert_eq!(lines.iter().map(|line| (line.sku.as_str(), line.quantity)).collect::<Vec<_>>(), [("gb", 2), ("dj", 1)]);
    }

    async fn a_flow_under_way_stays_on_its_version(world: World) {
        let shop = Shop::open(&world).await;
        let made = published(&world, "change_address", change_address()).await;
        say(&shop.lin, "1", "改地址").await;
        let at = format!("/api/v1/bot/flows/{}", made["id"].as_str().expect("an id"));
        let mut draft = change_address();
        draft["steps"] = json!([step("pick", json!({ "kind": "say", "text": zh("改版了") }))]);
        let saved = world.owner.patch(&at, json!({ "version": made["version"], "draft": draft })).await.expect(200).json();
        assert_eq!((saved["changed"].clone(), saved["published"].clone()), (json!(true), json!(1)));
        let live = world.owner.put(&format!("{at}/publication"), json!({ "version": saved["version"], "on": true })).await.expect(200).json();
        assert_eq!(live["published"], json!(2));
        say(&shop.lin, "2", ADDRESS).await;
        assert_eq!(last(&shop.lin).await.body, "确认办理吗?", "it goes on as it began");
        say(&shop.lin, "3", "算了").await;
        say(&shop.lin, "4", "改地址").await;
        assert_eq!(last(&shop.lin).await.body, "改版了");
    }

    async fn a_draft_with_problems_is_saved_but_not_published(world: World) {
        let mut draft = change_address();
        draft["steps"][0]["does"]["next"] = json!("do");
        let made = world.owner.post("/api/v1/bot/flows", json!({ "key": "bad", "draft": draft })).await.expect(201).json();
        let kinds: Vec<_> = made["problems"].as_array().expect("problems").iter().map(|p| p["kind"].as_str().unwrap_or_default().to_owned()).collect();
        assert!(kinds.contains(&"unconfirmed".to_owned()) && kinds.contains(&"missing_slot".to_owned()), "{kinds:?}");
        let at = format!("/api/v1/bot/flows/{}/publication", made["id"].as_str().expect("an id"));
        world.owner.put(&at, json!({ "version": made["version"], "on": true })).await.refused(409, "has_problems");
        let agent = world.agent("小禾").await;
        agent.get("/api/v1/bot/flows").await.refused(403, "forbidden");
        world.owner.post("/api/v1/bot/flows", json!({ "key": "bad", "draft": change_address() })).await.refused(422, "invalid");
    }

    async fn the_simulator_plays_a_draft_and_does_nothing(world: World) {
        let shop = Shop::open(&world).await;
        let draft = change_address();
        let ask = |run: &Value, text: &str| json!({ "draft": draft, "run": run, "text": text });
        let path = "/api/v1/bot/flow-simulations";
        let first = world.owner.post(path, json!({ "draft": draft })).await.expect(200).json();
        assert_eq!((first["state"].clone(), first["says"][0]["options"].as_array().map(Vec::len)), (json!("words"), Some(3)), "{first}");
        let second = world.owner.post(path, ask(&first["run"], "1")).await.expect(200).json();
        let third = world.owner.post(path, ask(&second["run"], ADDRESS)).await.expect(200).json();
        let done = world.owner.post(path, ask(&third["run"], "确认")).await.expect(200).json();
        assert_eq!((done["state"].clone(), done["acted"].clone()), (json!("finished"), json!(["change_address"])), "{done}");
        assert_eq!(order(&world, shop.second_order).await.address, "杭州市西湖区");
        assert_eq!((rows(&world, "bot_run").await, rows(&world, "bot_action").await), (0, 0));
        let refused = world.owner.post(path, json!({ "draft": draft, "run": third["run"], "text": "确认", "refuse": true })).await.expect(200).json();
        assert_eq!(refused["state"], "hand_over");
    }
}
