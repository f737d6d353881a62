//! What the bot says to people who ask nothing, to those who ask about rules rather than their own case, and to those who only
//! want to know how the shop can be reached.

mod talk;

use serde_json::{Value, json};
use talk::*;
use yingke_app::bot::{BotContext, BotPlan, Handover, Layer, Outcome, Reason, consider};
use yingke_core::{conversation::*, text::Locale};
use yingke_testkit::{Customer, World, both_engines};

const DAY: i64 = 24 * 3_600_000;

struct Shop {
    world: World,
    lin: Customer,
}

impl Shop {
    async fn new(world: World) -> Shop {
        let lin = world.customer("林晓").await;
        for (key, lang, question, similar, answer) in [
            ("refund_time", "zh-CN", "退款多久到账", vec!["退款几天到"], "审核通过后 1-3 天到账"),
            ("quality", "zh-CN", "有质量问题怎么退", vec!["刚买就坏了"], "签收 15 天内可以退换"),
            ("storage", "zh-CN", "租房买什么收纳", vec!["房间小", "宿舍收纳"], "推荐能折叠的"),
            ("contact", "zh-CN", "怎么联系客服", vec!["客服电话", "客服几点上班"], "每天 09:00-22:00,写信到 help@shop.example"),
            (
                "en_contact",
                "en",
                "How can I contact customer service?",
                vec!["customer service hours"],
                "09:00 to 22:00, help@shop.example",
            ),
            ("en_refund_policy", "en", "What is the refund policy?", vec!["refund rules", "how long refunds take"], "1-3 working days."),
            ("en_track_refund", "en", "Where is my refund?", vec!["refund status", "track refund"], "Open the after-sales record."),
        ] {
            let body = json!({ "key": key, "category": "c", "lang": lang, "question": question, "similar": similar, "answer": answer, "source": "规则", "state": "published" });
            world.owner.post("/api/v1/knowledge", body).await.expect(201);
        }
        let shop = Shop { world, lin };
        shop.menu().await;
        shop
    }

    /// Both refund items are tied to the live state, as in the demo shop.
    async fn menu(&self) {
        let text = |words: &str| json!({ "zh-CN": words, "en": words });
        let item = |key: &str| json!({ "label": text("退款进度"), "knowledge_key": key, "action": "order.refund_status" });
        let menu = json!({ "keywords": ["退款相关"], "title": text("退款"), "items": [item("refund_time"), item("en_track_refund")] });
        let (app, org_id) = (self.world.app.app.clone(), self.world.org_id);
        let id = app.clock.uuid();
        app.door
            .write::<_, yingke_app::Error, _>(org_id, move |tx| {
                Box::pin(async move { Ok(yingke_store::menus::insert_many(tx, org_id, &[(id, menu)]).await?) })
            })
            .await
            .expect("a menu");
        yingke_app::bot::refresh(&app, org_id).await.expect("an index");
    }

    async fn order(&self, no: &str, state: &str) -> String {
        let now = self.world.app.app.clock.now().0;
        let view = self.world.owner.get(&format!("/api/v1/customers/{}", self.lin.id)).await.expect(200).json();
        let row = json!({ "order_no": no, "customer_external_id": view["external_id"], "state": state, "total_fen": 9_900, "paid_fen": 9_900,
            "receiver": "林晓", "phone": "13812345678", "address": "杭州市", "ordered_at": now - 5 * DAY, "paid_at": now - 5 * DAY,
            "shipped_at": now - 4 * DAY, "delivered_at": (state == "delivered").then_some(now - DAY), "updated_at": now,
            "lines": [{ "line_no": 1, "sku": "A", "title": format!("炖锅{no}"), "quantity": 1, "unit_fen": 9_900, "paid_fen": 9_900 }] });
        self.world.owner.put("/api/v1/import/orders", json!([row])).await.expect(200);
        let page = self.world.owner.get(&format!("/api/v1/orders?q={no}")).await.json();
        page["items"][0]["id"].as_str().expect("an id").to_owned()
    }

    async fn say(&self, text: &str) -> (Reason, BotPlan) {
        self.say_when(text, Locale::ZhCn, true, 0).await
    }

    async fn say_when(&self, text: &str, locale: Locale, human_open: bool, misses: i64) -> (Reason, BotPlan) {
        let context = BotContext {
            org_id: self.world.org_id,
            customer_id: self.lin.id,
            conversation_id: None,
            locale,
            page_url: String::new(),
            page_title: String::new(),
            misses,
            human_open,
        };
        let thought = consider(&self.world.app.app, &context, text, &Value::Null).await.expect("a thought");
        (thought.reason, thought.plan)
    }
}

fn actions(plan: &BotPlan) -> Vec<String> {
    let options = plan.messages.last().expect("a message").payload["options"].as_array().cloned().unwrap_or_default();
    options.iter().map(|option| option["action"].as_str().unwrap_or("").to_owned()).collect()
}

fn spoken(plan: &BotPlan) -> String {
    plan.messages.iter().map(|message| message.body.as_str()).collect::<Vec<_>>().join("\n")
}

both_engines! {
    async fn who_is_displeased_and_asks_nothing_gets_an_apology_for_what_he_names(world: World) {
        let shop = Shop::new(world).await;
        for (text, named) in [
            ("这衣服掉色太严重了,真的很失望", "质量"),
            ("物流太慢了,等了一个星期,很失望", "物流"),
            ("颜色发错了,真让人失望", "不对"),
            ("真的很失望", "体验"),
        ] {
            let (reason, plan) = shop.say(text).await;
            assert_eq!(reason.layer, Layer::Remark, "{text}: {plan:?}");
            assert!(spoken(&plan).starts_with("很抱歉，") && spoken(&plan).contains(named), "{text}: {}", spoken(&plan));
            assert_eq!((plan.outcome, plan.miss, plan.hand_over), (Outcome::Offered, false, None), "{text}");
            assert!(actions(&plan).contains(&"human".to_owned()) && actions(&plan).contains(&"request".to_owned()), "{text}");
            for claim in ["已为您", "已经", "会退", "赔"] {
                assert!(!spoken(&plan).contains(claim), "{text} promises: {}", spoken(&plan));
            }
        }
        let (_, plan) = shop.say_when("這衣服掉色太嚴重了,真的很失望", Locale::ZhTw, true, 0).await;
        assert!(spoken(&plan).contains("商品的品質讓您失望了"), "{}", spoken(&plan));
        let (_, plan) = shop.say_when("The quality is terrible, I am so disappointed", Locale::En, true, 0).await;
        assert!(spoken(&plan).starts_with("We're sorry that the quality has let you down."), "{}", spoken(&plan));
    }

    async fn the_steps_offered_to_him_are_those_that_his_orders_and_the_hour_allow(world: World) {
        let shop = Shop::new(world).await;
        let delivered = shop.order("QH10001", "delivered").await;
        let (_, plan) = shop.say("这衣服掉色太严重了,真的很失望").await;
        assert_eq!(actions(&plan)[0], format!("request:{delivered}"), "{plan:?}");
        let on_its_way = shop.order("QH10002", "shipped").await;
        let (_, plan) = shop.say("物流太慢了,等了一个星期,很失望").await;
        assert_eq!(actions(&plan)[0], format!("order.logistics:{on_its_way}"), "{plan:?}");
        // About people no order can help, also when it is said in anger.
        let (_, plan) = shop.say("客服态度很差,没人理我,太失望了").await;
        assert!(spoken(&plan).contains("我们的服务让您不满意了"), "{}", spoken(&plan));
        assert_eq!(actions(&plan), ["human", "request"]);
        // Nobody is there: no person is offered.
        let (_, plan) = shop.say_when("真的很失望", Locale::ZhCn, false, 0).await;
        assert!(!actions(&plan).contains(&"human".to_owned()) && spoken(&plan).contains("没有客服在线"), "{plan:?}");
    }

    async fn an_answer_goes_before_an_apology_and_a_general_word_is_no_answer(world: World) {
        let shop = Shop::new(world).await;
        // The shop's own words for this trouble, with sympathy before them and a person beside them.
        let (reason, plan) = shop.say("刚买就坏了,真失望").await;
        assert_eq!((reason.layer, plan.outcome), (Layer::Knowledge, Outcome::Answered), "{plan:?}");
        assert!(spoken(&plan).contains("签收 15 天内可以退换") && spoken(&plan).starts_with("很抱歉，"), "{}", spoken(&plan));
        assert!(actions(&plan).contains(&"human".to_owned()));
        // "房间" stands in the item about storage; that is not what he talks about.
        let (reason, plan) = shop.say("房间隔音太差,很失望").await;
        assert_eq!(reason.layer, Layer::Remark);
        assert!(actions(&plan).iter().all(|action| action != "knowledge:storage"), "{plan:?}");
        // Who asks is not consoled.
        let (reason, _) = shop.say("宿舍收纳买什么").await;
        assert_eq!(reason.layer, Layer::Knowledge);
    }

    async fn who_is_content_gets_thanks_and_who_only_tells_something_is_asked_what_he_needs(world: World) {
        let shop = Shop::new(world).await;
        let (reason, plan) = shop.say("很好,很满意").await;
        assert_eq!((reason.layer, plan.outcome, plan.miss), (Layer::Remark, Outcome::Chat, false));
        assert!(spoken(&plan).contains("谢谢"), "{}", spoken(&plan));
        let (reason, plan) = shop.say("我昨天下午下的单").await;
        assert_eq!((reason.layer, plan.outcome), (Layer::Remark, Outcome::Offered), "{plan:?}");
        assert!(spoken(&plan).contains("需要我帮您做什么"), "{}", spoken(&plan));
        assert!(actions(&plan).iter().any(|action| action.starts_with("knowledge:")), "predicted questions: {plan:?}");
        // Not understood twice is enough: a person.
        let (_, plan) = shop.say_when("我昨天下午下的单", Locale::ZhCn, true, 1).await;
        assert_eq!(plan.hand_over, Some(Handover::Misses));
        // Marks alone are asked back too; a real question is not understood.
        let (reason, plan) = shop.say("????").await;
        assert_eq!((reason.layer, plan.outcome, plan.miss), (Layer::Remark, Outcome::Offered, true));
        let (reason, plan) = shop.say("股票怎么买才赚钱").await;
        assert_eq!((reason.layer, plan.outcome), (Layer::Nothing, Outcome::Missed));
    }

    async fn nonsense_is_not_thanked_praise_that_turns_is_read_to_its_end_and_a_rhetorical_question_gets_sympathy(world: World) {
        let shop = Shop::new(world).await;
        let nonsense = format!("{}<script>alert(1)</script>{}", "很长".repeat(400), "很长".repeat(400));
        let (_, plan) = shop.say(&nonsense).await;
        assert!(!spoken(&plan).contains("谢谢"), "{}", spoken(&plan));
        let (reason, plan) = shop.say("物流很快,就是衣服有点小了").await;
        assert_eq!((reason.layer, reason.about.as_str(), plan.miss), (Layer::Remark, "mixed", false), "{plan:?}");
        assert!(spoken(&plan).contains("好的和不好的"), "{}", spoken(&plan));
        assert!(actions(&plan).contains(&"human".to_owned()), "{plan:?}");
        let (_, plan) = shop.say("客服态度怎么这么差啊").await;
        assert!(spoken(&plan).contains("抱歉"), "{}", spoken(&plan));
    }

    async fn sympathy_is_not_said_twice_alike_and_the_third_time_a_person_comes(world: World) {
        let shop = Shop::new(world).await;
        let he = shop.world.agent("小禾").await;
        shop.world.group("售前", &[&he]).await;
        on_break(&he).await;
        for (n, text) in ["真的很失望", "这衣服掉色太严重了,很失望", "太失望了,不会再买了"].into_iter().enumerate() {
            let sent = json!({ "client_id": format!("m{n}"), "kind": "text", "body": text });
            shop.lin.post("/api/widget/v1/messages", sent).await.expect(201);
        }
        let view = widget_view(&shop.lin).await;
        let said: Vec<String> =
            thread(&shop.lin, &view).await.into_iter().filter(|one| one.sender_kind == SenderKind::Bot).map(|one| one.body).collect();
        assert!(said.len() >= 2 && said[0] != said[1], "{said:?}");
        assert!(said[0].starts_with("很抱歉，") && said[1].starts_with("真的对不起，"), "{said:?}");
        assert_ne!(view.state, ConversationState::Bot, "{said:?}");
    }

    async fn rules_of_refunds_are_told_and_the_own_one_is_looked_up(world: World) {
        let shop = Shop::new(world).await;
        let (reason, plan) = shop.say("退款一般多久到账").await;
        assert_eq!((reason.layer, spoken(&plan).as_str()), (Layer::Knowledge, "审核通过后 1-3 天到账"));
        assert!(!actions(&plan).contains(&"order.refund_status".to_owned()), "there is no refund to look up");
        for (text, question) in [
            ("can you show me how long refunds usually take?", "What is the refund policy?"),
            ("I can't check if there is any updates on my refund", "Where is my refund?"),
        ] {
            let (_, plan) = shop.say_when(text, Locale::En, true, 0).await;
            assert_eq!(plan.messages[0].payload["question"], question, "{text}");
        }
        shop.order("QH10001", "delivered").await;
        let now = shop.world.app.app.clock.now().0;
        let case = json!([{ "external_id": "R1", "order_no": "QH10001", "kind": "refund_only", "state": "refunding", "amount_fen": 4_950,
            "applied_at": now - DAY, "deadline_at": now + DAY }]);
        shop.world.owner.put("/api/v1/import/aftersales", case).await.expect(200);
        // The rule first, how far the own one is beside it.
        let (reason, plan) = shop.say("退款一般多久到账").await;
        assert_eq!((reason.layer, spoken(&plan).as_str()), (Layer::Knowledge, "审核通过后 1-3 天到账"));
        assert_eq!(actions(&plan)[0], "order.refund_status");
        for (text, locale) in [("我的退款到哪了", Locale::ZhCn), ("退款怎么还没到", Locale::ZhCn), ("has it been refunded yet", Locale::En)] {
            let (reason, plan) = shop.say_when(text, locale, true, 0).await;
            assert_eq!((reason.layer, reason.about.as_str()), (Layer::Live, "order.refund_status"), "{text}");
            assert!(spoken(&plan).contains("QH10001") && spoken(&plan).contains("¥49.50"), "{text}: {}", spoken(&plan));
        }
    }

    async fn how_to_reach_the_shop_is_answered_with_a_person_beside_it_and_a_wish_for_one_still_brings_one(world: World) {
        let shop = Shop::new(world).await;
        for (text, locale, part) in [
            ("客服电话多少", Locale::ZhCn, "help@shop.example"),
            ("你们客服几点上班", Locale::ZhCn, "09:00-22:00"),
            ("客服電話是多少", Locale::ZhTw, "help@shop.example"),
            ("at what time can I call customer support", Locale::En, "09:00 to 22:00"),
        ] {
            let (reason, plan) = shop.say_when(text, locale, true, 0).await;
            assert_eq!((reason.layer, plan.hand_over), (Layer::Contact, None), "{text}");
            assert!(spoken(&plan).contains(part) && actions(&plan).contains(&"human".to_owned()), "{text}: {plan:?}");
        }
        for text in ["转人工", "客服电话多少,我要转人工", "I want to talk to a human"] {
            assert_eq!(shop.say(text).await.1.hand_over, Some(Handover::Asked), "{text}");
        }
    }

    async fn anger_is_offered_a_person_first_and_the_item_that_is_meant_beside(world: World) {
        let shop = Shop::new(world).await;
        let body = json!({ "category": "c", "lang": "zh-CN", "question": "我要投诉", "similar": ["投诉你们"], "answer": "专人联系您", "state": "published" });
        shop.world.owner.post("/api/v1/knowledge", body).await.expect(201);
        let (reason, plan) = shop.say("垃圾店,我要投诉你们").await;
        assert_eq!((reason.layer, plan.mood), (Layer::Mood, Mood::Angry), "{plan:?}");
        assert_eq!(actions(&plan)[0], "human");
    }
}
