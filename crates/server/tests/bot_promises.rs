//! What the bot promises whatever customers write: never the same answer a third time in a row, a person within one message,
//! no transfer that did not happen; and what it foresees is counted by what customers then did.

mod talk;

use serde_json::{Value, json};
use talk::*;
use yingke_app::views::conversation::*;
use yingke_core::{conversation::*, order::OrderState, time::Millis};
use yingke_store::orders;
use yingke_testkit::{Customer, World, both_engines};

const INPUTS: &[&str] = &[
    "qwxz vbnm plok",
    "你好",
    "在吗",
    "谢谢",
    "物流",
    "我的快递到哪了",
    "能退吗",
    "价保",
    "怎么开发票",
    "改地址",
    "取消订单",
    "确认",
    "算了",
    "1",
    "第二个",
    "好的",
    "浙江省杭州市西湖区文三路 8 号",
    "垃圾客服",
    "QH77001",
    "退款多久到账",
    "快递到哪了?能开发票吗?",
    "????",
    "🙂🙂",
    "wuliu",
    "tuikuan",
    "订单",
    "12345678901234567890",
    "今天天气怎么样",
    "where is my parcel",
    "flow.yes",
    "{{order}}",
    "' OR 1=1 --",
    "没解决",
    "不要",
    "人生的意义是什么",
];
const ACTIONS: &[&str] = &[
    "feedback.unsolved",
    "feedback.solved",
    "flow.yes",
    "flow.no",
    "flow.cancel",
    "flow.enough",
    "flow.pick:x",
    "flow:change_address",
    "flow:nope",
    "order.logistics",
    "order.return",
    "order.price_protection",
    "knowledge:nope",
    "request",
    "ask",
];

/// The same numbers on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap_or(0)
    }
}

async fn send(customer: &Customer, n: &str, words: &str, action: Option<&str>) {
    let payload = action.map_or(Value::Null, |action| json!({ "action": action }));
    let body = json!({ "client_id": n, "kind": "text", "body": words, "payload": payload });
    customer.post("/api/widget/v1/messages", body).await.expect(201);
}

async fn said(customer: &Customer) -> Vec<MessageView> {
    thread(customer, &widget_view(customer).await).await
}

/// What the bot said at each of its turns, oldest first.
fn turns(thread: &[MessageView]) -> Vec<String> {
    let mut turns = vec![String::new()];
    for message in thread {
        match message.sender_kind {
            SenderKind::Bot => turns.last_mut().expect("never empty").push_str(&message.body),
            SenderKind::Customer | SenderKind::Agent => turns.push(String::new()),
            SenderKind::System => {}
        }
    }
    turns.retain(|turn| !turn.is_empty());
    turns
}

async fn stocked(world: &World) {
    for (question, answer) in [("怎么开发票", "在订单详情里申请"), ("退款多久到账", "1 到 3 天")] {
        let item = json!({ "category": "c", "lang": "zh-CN", "question": question, "answer": answer, "state": "published" });
        world.owner.post("/api/v1/knowledge", item).await.expect(201);
    }
    let draft = json!({ "name": { "zh-CN": "改地址" }, "words": ["改地址"], "start": "pick", "steps": [
        { "key": "pick", "does": { "kind": "pick_order", "text": { "zh-CN": "哪一单?" }, "states": ["paid"], "next": "ask", "none": "none" } },
        { "key": "none", "does": { "kind": "say", "text": { "zh-CN": "没有这样的订单。" } } },
        { "key": "ask", "does": { "kind": "ask", "slot": "address", "text": { "zh-CN": "新地址?" }, "expects": "address", "next": "sure" } },
        { "key": "sure", "does": { "kind": "confirm", "text": { "zh-CN": "改为 {{address}}?" }, "yes": "do", "no": "ask" } },
        { "key": "do", "does": { "kind": "act", "tool": "change_address", "done": "", "refused": "" } },
    ] });
    let made = world.owner.post("/api/v1/bot/flows", json!({ "key": "change_address", "draft": draft })).await.expect(201).json();
    let at = format!("/api/v1/bot/flows/{}/publication", made["id"].as_str().expect("an id"));
    world.owner.put(&at, json!({ "version": made["version"], "on": true })).await.expect(200);
}

async fn buy(world: &World, who: &Customer, no: &str, state: OrderState, paid_fen: i64) -> String {
    let now = world.app.app.clock.now();
    let ago = |days: i64| Some(now.plus(-days * 24 * 3_600_000));
    let sent = matches!(state, OrderState::Shipped | OrderState::Delivered);
    let order = yingke_core::order::Order {
        id: world.app.app.clock.id(),
        order_no: no.to_owned(),
        customer_id: who.id,
        state,
        total_fen: paid_fen,
        paid_fen,
        freight_fen: 0,
        discount_fen: 0,
        receiver: String::new(),
        phone: String::new(),
        address: "旧地址".to_owned(),
        url: String::new(),
        note: String::new(),
        ordered_at: ago(5).unwrap_or(Millis(0)),
        paid_at: ago(5),
        shipped_at: ago(4).filter(|_| sent),
        delivered_at: ago(1).filter(|_| state == OrderState::Delivered),
        completed_at: None,
        cancelled_at: None,
        updated_at: now,
        version: 1,
    };
    let line = yingke_core::order::Line {
        order_id: order.id,
        line_no: 1,
        sku: "S1".into(),
        title: "四件套".into(),
        spec: String::new(),
        image_url: String::new(),
        quantity: 2,
        unit_fen: paid_fen / 2,
        paid_fen,
    };
    let (org_id, id) = (world.org_id, order.id.to_string());
    let write = world.app.app.door.write::<_, yingke_app::Error, _>(org_id, move |tx| {
        Box::pin(async move {
            orders::insert_many(tx, org_id, &[order]).await?;
            Ok(orders::insert_lines(tx, org_id, &[line]).await?)
        })
    });
    write.await.expect("an order");
    id
}

both_engines! {
    async fn nothing_that_customers_write_makes_the_bot_say_the_same_three_times(world: World) {
        stocked(&world).await;
        for seed in 1..=6u64 {
            let who = world.customer(&format!("客{seed}")).await;
            if seed % 2 == 0 {
                buy(&world, &who, &format!("QH7700{seed}"), OrderState::Paid, 9_900).await;
            }
            let mut dice = Dice(seed * 7919);
            let mut words = INPUTS[dice.roll(INPUTS.len())];
            for n in 0..24 {
                // People repeat themselves when they are not understood.
                if dice.roll(3) == 0 {
                    words = INPUTS[dice.roll(INPUTS.len())];
                }
                let action = (dice.roll(5) == 0).then(|| ACTIONS[dice.roll(ACTIONS.len())]);
                send(&who, &format!("m{n}"), words, action).await;
                assert_eq!(widget_view(&who).await.state, ConversationState::Bot, "nobody is there, and nothing else is claimed");
            }
            let turns = turns(&said(&who).await);
            let thrice = turns.windows(3).find(|w| w[0] == w[1] && w[1] == w[2]);
            assert!(thrice.is_none(), "seed {seed}: {thrice:?}");
        }
    }

    async fn the_same_words_again_and_again_are_never_answered_alike_three_times(world: World) {
        stocked(&world).await;
        for (n, words) in ["qwxz vbnm", "你好", "怎么开发票", "转人工", "我的快递到哪了", "垃圾客服", "改地址"].into_iter().enumerate() {
            let who = world.customer(&format!("客{n}")).await;
            for m in 0..7 {
                send(&who, &format!("m{m}"), words, None).await;
            }
            let turns = turns(&said(&who).await);
            assert!(turns.len() >= 6, "{words}: every message has an answer, {turns:?}");
            let thrice = turns.windows(3).find(|w| w[0] == w[1] && w[1] == w[2]);
            assert!(thrice.is_none(), "{words}: {thrice:?}");
        }
    }

    async fn wanting_a_person_leads_to_one_or_to_a_request_within_one_message(world: World) {
        stocked(&world).await;
        let wishes = ["转人工", "我要找真人客服", "I want to talk to a human", "zhuanrengong"];
        for staffed in [false, true] {
            if staffed {
                let he = world.agent("小禾").await;
                world.group("售前", &[&he]).await;
                on_break(&he).await;
            }
            for seed in 1..=4u64 {
                let who = world.customer(&format!("客{staffed}{seed}")).await;
                buy(&world, &who, &format!("QH88{staffed}{seed}"), OrderState::Paid, 9_900).await;
                let mut dice = Dice(seed * 104_729);
                for n in 0..dice.roll(6) {
                    send(&who, &format!("m{n}"), INPUTS[dice.roll(INPUTS.len())], None).await;
                }
                send(&who, "wish", wishes[dice.roll(wishes.len())], None).await;
                let view = widget_view(&who).await;
                if staffed {
                    assert_eq!(view.state, ConversationState::Queued, "seed {seed}");
                } else {
                    let last = said(&who).await.pop().expect("an answer");
                    let options = last.payload["options"].as_array().cloned().unwrap_or_default();
                    assert_eq!(view.state, ConversationState::Bot);
                    assert!(options.iter().any(|option| option["action"] == "request"), "seed {seed}: {last:?}");
                }
            }
        }
    }

    async fn a_good_answer_makes_up_for_what_was_missed(world: World) {
        stocked(&world).await;
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        on_break(&he).await;
        let who = world.customer("林晓").await;
        for (n, words) in ["qwxz vbnm plok", "怎么开发票", "plok qwxz vbnm"].into_iter().enumerate() {
            send(&who, &n.to_string(), words, None).await;
        }
        assert_eq!(widget_view(&who).await.state, ConversationState::Bot, "one miss, an answer, one miss");
    }

    async fn the_shops_own_words_and_high_value_bring_a_person_at_once(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        on_break(&he).await;
        let mut settings = world.owner.get("/api/v1/bot/settings").await.expect(200).json();
        settings["handover"]["words"] = json!(["记者", "律师函"]);
        settings["handover"]["order_over_fen"] = json!(500_000);
        world.owner.put("/api/v1/bot/settings", settings.clone()).await.expect(200);
        world.owner.put("/api/v1/bot/settings", settings).await.refused(409, "version_conflict");
        let (press, rich, other) = (world.customer("甲").await, world.customer("乙").await, world.customer("丙").await);
        buy(&world, &rich, "QH66001", OrderState::Shipped, 600_000).await;
        buy(&world, &other, "QH66002", OrderState::Shipped, 6_000).await;
        send(&press, "1", "我要发律师函", None).await;
        send(&rich, "1", "你好", None).await;
        assert_eq!(widget_view(&rich).await.state, ConversationState::Bot, "a greeting needs nobody");
        send(&rich, "2", "我的快递到哪了", None).await;
        send(&other, "1", "我的快递到哪了", None).await;
        assert_eq!(widget_view(&press).await.state, ConversationState::Queued);
        assert_eq!(widget_view(&other).await.state, ConversationState::Bot);
        let view = widget_view(&rich).await;
        assert_eq!(view.state, ConversationState::Queued);
        let brief = world.owner.get(&format!("/api/v1/conversations/{}/brief", view.id)).await.expect(200).json();
        assert_eq!((brief["reason"].clone(), brief["intent"].clone(), brief["summary"].clone()), (json!("value"), json!("物流进度"), json!(["我的快递到哪了"])), "{brief}");
        assert!(brief["next_step"].as_str().is_some_and(|step| !step.is_empty()));
    }

    async fn returns_and_lower_prices_are_answered_from_the_order(world: World) {
        let who = world.customer("林晓").await;
        buy(&world, &who, "QH55001", OrderState::Delivered, 25_800).await;
        let product = json!([{ "sku": "S1", "title": "四件套", "price_fen": 9_900 }]);
        world.owner.put("/api/v1/import/products", product).await.expect(200);
        send(&who, "1", "这个还能退吗", None).await;
        let answer = said(&who).await.pop().expect("an answer");
        assert!(answer.body.contains("可以退") && answer.body.contains("QH55001"), "{}", answer.body);
        send(&who, "2", "刚买就降价了", None).await;
        let answer = said(&who).await.pop().expect("an answer");
        assert!(answer.body.contains("¥60.00"), "two at 129.00, now 99.00: {}", answer.body);
        send(&who, "3", "快递到哪了?还能退吗?", None).await;
        let tail: Vec<String> = said(&who).await.into_iter().rev().take_while(|m| m.sender_kind == SenderKind::Bot).map(|m| m.body).collect();
        assert_eq!(tail.len(), 2, "both are answered: {tail:?}");
    }

    async fn what_was_foreseen_is_counted_by_what_customers_then_did(world: World) {
        for (n, (words, click)) in [("物流不更新", true), ("我的快递一直不更新", false), ("能开发票吗", false)].into_iter().enumerate() {
            let who = world.customer(&format!("客{n}")).await;
            let id = buy(&world, &who, &format!("QH4400{n}"), OrderState::Shipped, 9_900).await;
            let shown = who.get("/api/widget/v1/snapshot").await.expect(200).json();
            assert_eq!(shown["predicted"][0]["action"], json!(format!("order.logistics_stuck:{id}")), "{shown}");
            who.get("/api/widget/v1/snapshot").await.expect(200);
            let action = format!("order.logistics_stuck:{id}");
            send(&who, "1", words, click.then_some(action.as_str())).await;
            send(&who, "2", words, click.then_some(action.as_str())).await;
        }
        let rules = world.owner.get("/api/v1/bot/rules").await.expect(200).json();
        let figure = rules["figures"].as_array().and_then(|all| all.iter().find(|one| one["rule"] == "logistics_stuck").cloned()).expect("figures");
        let of = |key: &str| figure[key].as_i64();
        assert_eq!((of("shown"), of("clicked"), of("asked")), (Some(3), Some(1), Some(1)), "{rules}");
        assert_eq!(rules["days"][0]["sessions"], json!(3));
    }

    async fn a_rule_of_the_shops_own_is_shown_and_a_bad_one_refused(world: World) {
        let rules = world.owner.get("/api/v1/bot/rules").await.expect(200).json();
        let own = json!({ "key": "welcome", "label": { "zh-CN": "新人有什么优惠" }, "action": "ask", "weight": 90, "when": { "pages": ["checkout"] } });
        let mut list = rules["rules"].as_array().cloned().expect("rules");
        list.push(own);
        let saved = world.owner.put("/api/v1/bot/rules", json!({ "version": 0, "rules": list })).await.expect(200).json();
        assert_eq!(saved["version"], 1);
        let who = world.customer("林晓").await;
        let chips = who.get("/api/widget/v1/snapshot").await.expect(200).json();
        assert!(!chips["predicted"].to_string().contains("新人"), "not on this page");
        who.post("/api/widget/v1/visits", json!({ "url": "https://shop.example/checkout", "title": "结算" })).await;
        let chips = who.get("/api/widget/v1/snapshot").await.expect(200).json();
        assert_eq!(chips["predicted"][0]["label"], "新人有什么优惠");
        let mut bad = list.clone();
        bad[0]["action"] = json!("javascript:alert(1)");
        world.owner.put("/api/v1/bot/rules", json!({ "version": 1, "rules": bad })).await.refused(422, "invalid");
        for nothing in ["knowledge:no_such_answer", "flow:no_such_flow", "order.fly"] {
            let mut lost = list.clone();
            lost[0]["action"] = json!(nothing);
            let refused = world.owner.put("/api/v1/bot/rules", json!({ "version": 1, "rules": lost })).await.refused(422, "invalid").json();
            assert_eq!(refused["error"]["field"], "action");
        }
        world.owner.put("/api/v1/bot/rules", json!({ "version": 0, "rules": list })).await.refused(409, "version_conflict");
    }
}
