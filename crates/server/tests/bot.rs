//! The bot's brain on a shop with real orders: what it says to whom, and what it never says.

use serde_json::{Value, json};
use yingke_app::bot::{self, BotContext, BotPlan, Handover, Outcome, index, think};
use yingke_core::{
    conversation::{MessageKind, Mood},
    text::Locale,
};
use yingke_testkit::{Customer, World, both_engines};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

struct Shop {
    world: World,
    lin: Customer,
}

impl Shop {
    async fn new(world: World) -> Shop {
        let lin = world.customer("林晓").await;
        let shop = Shop { world, lin };
        for (key, lang, question, similar, answer) in [
            ("logistics_progress", "zh-CN", "物流进度", vec!["我的快递到哪了"], "把订单号发给我"),
            ("logistics_stuck", "zh-CN", "物流不更新", vec!["快递怎么不动了"], "超过 48 小时没有更新就登记查询"),
            ("refund_time", "zh-CN", "退款多久到账", vec!["退款什么时候到"], "审核通过后 1-3 天到账"),
            ("invoice_how", "zh-CN", "怎么开发票", vec!["能开发票吗"], "在订单详情里申请软件开票"),
            ("return_how", "zh-CN", "七天无理由怎么退货", vec!["怎么退货"], "签收后七天内申请"),
            ("en_cancel", "en", "How do I cancel my order?", vec!["cancel an order"], "Open the order and choose cancel."),
        ] {
            shop.item(key, lang, question, &similar, answer).await;
        }
        shop.menus().await;
        shop
    }

    fn now(&self) -> i64 {
        self.world.app.app.clock.now().0
    }

    async fn item(&self, key: &str, lang: &str, question: &str, similar: &[&str], answer: &str) -> Value {
        let body = json!({ "key": key, "category": "c", "lang": lang, "question": question, "similar": similar, "answer": answer, "source": "规则第1条", "state": "published" });
        self.world.owner.post("/api/v1/knowledge", body).await.expect(201).json()
    }

    async fn menus(&self) {
        let text = |cn: &str| json!({ "zh-CN": cn, "en": format!("en {cn}") });
        let menu = json!({ "keywords": ["物流", "快递", "tracking"], "title": text("物流的哪方面?"), "items": [
            { "label": text("物流进度"), "knowledge_key": "logistics_progress", "action": "order.logistics" },
            { "label": text("物流不更新"), "knowledge_key": "logistics_stuck", "action": "order.logistics_stuck" },
        ] });
        let (app, org_id) = (self.world.app.app.clone(), self.world.org_id);
        let id = app.clock.uuid();
        app.door
            .write::<_, yingke_app::Error, _>(org_id, move |tx| {
                Box::pin(async move { Ok(yingke_store::menus::insert_many(tx, org_id, &[(id, menu)]).await?) })
            })
            .await
            .expect("menus");
        bot::refresh(&app, org_id).await.expect("an index");
    }

    /// An order of 林晓 (or another buyer) with one parcel; times are "ago" in milliseconds.
    async fn order(&self, no: &str, buyer: &Customer, state: &str, paid_ago: i64, scan_ago: Option<i64>) -> String {
        let now = self.now();
        let view = self.world.owner.get(&format!("/api/v1/customers/{}", buyer.id)).await.expect(200).json();
        let shipped = scan_ago.map(|_| now - paid_ago + HOUR);
        let row = json!({ "order_no": no, "customer_external_id": view["external_id"], "state": state, "total_fen": 9_900, "paid_fen": 9_900,
            "receiver": "林晓", "phone": "13812345678", "address": "杭州市", "ordered_at": now - paid_ago, "paid_at": now - paid_ago,
            "shipped_at": shipped, "delivered_at": (state == "delivered").then_some(now - DAY), "updated_at": now,
            "lines": [{ "line_no": 1, "sku": "A", "title": format!("炖锅{no}"), "quantity": 1, "unit_fen": 9_900, "paid_fen": 9_900 }] });
        self.world.owner.put("/api/v1/import/orders", json!([row])).await.expect(200);
        if let (Some(ago), Some(shipped)) = (scan_ago, shipped) {
            let parcel = json!([{ "order_no": no, "tracking_no": format!("SF{no}"), "carrier": "顺丰", "state": "in_transit", "shipped_at": shipped,
                "scans": [{ "at": shipped, "text": "已揽收" }, { "at": now - ago, "text": "到达武汉分拨中心" }], "updated_at": now }]);
            self.world.owner.put("/api/v1/import/shipments", parcel).await.expect(200);
        }
        let page = self.world.owner.get(&format!("/api/v1/orders?q={no}")).await.json();
        page["items"][0]["id"].as_str().expect("an id").to_owned()
    }

    fn context(&self, customer: &Customer, locale: Locale) -> BotContext {
        BotContext {
            org_id: self.world.org_id,
            customer_id: customer.id,
            conversation_id: None,
            locale,
            page_url: String::new(),
            page_title: String::new(),
            misses: 0,
            human_open: true,
        }
    }
    async fn say(&self, text: &str) -> BotPlan {
        self.say_in(Locale::ZhCn, text).await
    }
    async fn say_in(&self, locale: Locale, text: &str) -> BotPlan {
        think(&self.world.app.app, &self.context(&self.lin, locale), text, &Value::Null).await.expect("a plan")
    }
    async fn click(&self, action: &str) -> BotPlan {
        think(&self.world.app.app, &self.context(&self.lin, Locale::ZhCn), "点了", &json!({ "action": action })).await.expect("a plan")
    }
}

/// Labels of the options of the last message.
fn labels(plan: &BotPlan) -> Vec<String> {
    field(plan, "label")
}
fn actions(plan: &BotPlan) -> Vec<String> {
    field(plan, "action")
}
fn field(plan: &BotPlan, name: &str) -> Vec<String> {
    let options = plan.messages.last().expect("a message").payload["options"].as_array().cloned().unwrap_or_default();
    options.iter().map(|option| option[name].as_str().unwrap_or("").to_owned()).collect()
}
fn spoken(plan: &BotPlan) -> &str {
    &plan.messages.last().expect("a message").body
}

both_engines! {
    /// S0-11
    async fn the_word_logistics_brings_exactly_two_questions_and_a_click_answers(world: World) {
        let shop = Shop::new(world).await;
        for word in ["物流", "物流?", "快递", "請問物流"] {
            let plan = shop.say(word).await;
            assert_eq!(plan.messages.len(), 1);
            assert_eq!(labels(&plan), ["物流进度", "物流不更新"], "{word}");
            assert_eq!((plan.outcome, plan.miss), (Outcome::Offered, false));
        }
        // Without any order the shop's own text answers.
        let plan = shop.click("order.logistics").await;
        assert_eq!((plan.outcome, spoken(&plan)), (Outcome::Answered, "把订单号发给我"));
        // With one parcel under way the click answers from the live order.
        shop.order("QH10001", &shop.lin, "shipped", 2 * DAY, Some(5 * HOUR)).await;
        let plan = shop.click("order.logistics").await;
        assert_eq!(plan.messages[0].kind, MessageKind::Answer);
        for fact in ["QH10001", "顺丰", "SFQH10001", "到达武汉分拨中心", "5 小时前"] {
            assert!(spoken(&plan).contains(fact), "{fact} is missing in {}", spoken(&plan));
        }
    }

    /// S0-11 as the widget does it.
    async fn the_word_and_the_click_travel_through_the_thread(world: World) {
        let shop = Shop::new(world).await;
        shop.order("QH10001", &shop.lin, "shipped", 2 * DAY, Some(5 * HOUR)).await;
        let say = |id: &'static str, text: &'static str, payload: Value| {
            let lin = shop.lin.client.clone();
            async move {
                let body = json!({ "client_id": id, "kind": "text", "body": text, "payload": payload });
                let sent = lin.post("/api/widget/v1/messages", body).await.expect(201).json();
                let path = format!("/api/widget/v1/conversations/{}/messages", sent["conversation_id"].as_str().expect("a thread"));
                lin.get(&path).await.expect(200).json()["items"].as_array().expect("messages").clone()
            }
        };
        let thread = say("one", "物流", Value::Null).await;
        let shown = &thread.last().expect("an answer")["payload"]["options"];
        assert_eq!((shown[0]["label"].clone(), shown[1]["label"].clone(), shown.as_array().map(Vec::len)), (json!("物流进度"), json!("物流不更新"), Some(2)));
        let thread = say("two", "物流进度", json!({ "action": shown[0]["action"] })).await;
        let answer = thread.last().expect("an answer");
        assert_eq!((answer["kind"].clone(), answer["sender_kind"].clone()), (json!("answer"), json!("bot")));
        assert!(answer["body"].as_str().is_some_and(|body| body.contains("到达武汉分拨中心")), "{answer}");
        // A text answer counts as asked, and the click on it as helped.
        let thread = say("three", "退款多久到账", Value::Null).await;
        let id = thread.last().expect("an answer")["payload"]["knowledge_id"].as_str().expect("an item").to_owned();
        say("four", "已解决", json!({ "action": "feedback.solved" })).await;
        let item = shop.world.owner.get(&format!("/api/v1/knowledge/{id}")).await.expect(200).json();
        assert_eq!((item["asked"].clone(), item["helped"].clone()), (json!(1), json!(1)));
    }

    async fn a_parcel_that_stands_still_can_be_traced(world: World) {
        let shop = Shop::new(world).await;
        let id = shop.order("QH10001", &shop.lin, "shipped", 8 * DAY, Some(4 * DAY)).await;
        let plan = shop.click("order.logistics_stuck").await;
        assert!(spoken(&plan).contains("4 天前") && spoken(&plan).contains("超过 48 小时没有更新就登记查询"), "{}", spoken(&plan));
        assert!(actions(&plan).contains(&format!("request:logistics_trace:{id}")), "{:?}", actions(&plan));
        assert!(actions(&plan).contains(&"human".to_owned()));
    }

    async fn the_shops_own_words_in_a_live_answer_say_their_facts_and_who_heard_them_is_known(world: World) {
        let shop = Shop::new(world).await;
        let fact = json!({ "key": "trace_hours", "kind": "rule", "subject": "查询答复时限", "value": "2", "unit": { "zh-CN": "小时" } });
        shop.world.owner.post("/api/v1/facts", fact).await.expect(201);
        let page = shop.world.owner.get("/api/v1/knowledge?q=物流不更新").await.expect(200).json();
        let mut item = page["items"][0].clone();
        item["answer"] = json!("超过 48 小时没有更新就登记查询，{{fact:trace_hours}}内回复");
        let path = format!("/api/v1/knowledge/{}", item["id"].as_str().expect("an id"));
        shop.world.owner.patch(&path, item).await.expect(200);
        shop.order("QH10001", &shop.lin, "shipped", 8 * DAY, Some(4 * DAY)).await;
        let plan = shop.click("order.logistics_stuck").await;
        assert!(spoken(&plan).contains("2 小时内回复") && !spoken(&plan).contains("{{"), "{}", spoken(&plan));
        assert_eq!(plan.messages[0].payload["facts"].as_array().map(Vec::len), Some(1));
        // A fact that no longer holds is not said, and the order still is.
        let facts = shop.world.owner.get("/api/v1/facts").await.expect(200).json();
        let mut ended = facts["items"][0].clone();
        ended["valid_to"] = json!(shop.now() - HOUR);
        shop.world.owner.patch(&format!("/api/v1/facts/{}", ended["id"].as_str().expect("an id")), ended).await.expect(200);
        let plan = shop.click("order.logistics_stuck").await;
        assert!(spoken(&plan).contains("QH10001") && !spoken(&plan).contains("登记查询，"), "{}", spoken(&plan));
    }

    async fn a_shop_writes_its_own_keyword_menus(world: World) {
        let shop = Shop::new(world).await;
        let owner = &shop.world.owner;
        let begun = owner.get("/api/v1/bot/menus").await.expect(200).json();
        assert_eq!((begun["version"].clone(), begun["menus"].as_array().map(Vec::len)), (json!(0), Some(1)), "{begun}");
        assert_eq!(begun["questions"]["logistics_stuck"], "物流不更新");
        let own = json!({ "keywords": ["安装", "裝機"], "title": { "zh-CN": "安装的哪方面？" }, "items": [
            { "label": { "zh-CN": "怎么退货" }, "knowledge_key": "return_how" },
            { "label": { "zh-CN": "找师傅" }, "action": "human" },
        ] });
        let saved = owner.put("/api/v1/bot/menus", json!({ "version": 0, "menus": [own] })).await.expect(200).json();
        assert_eq!(saved["version"], 1);
        assert_eq!(labels(&shop.say("安装？").await), ["怎么退货", "找师傅"]);
        assert_eq!(actions(&shop.say("裝機").await), ["knowledge:return_how", "human"]);
        // What stood before is gone.
        assert_ne!(labels(&shop.say("物流").await), ["物流进度", "物流不更新"]);

        let twice = json!([own, own]);
        owner.put("/api/v1/bot/menus", json!({ "version": 1, "menus": twice })).await.refused(422, "invalid");
        owner.put("/api/v1/bot/menus", json!({ "version": 0, "menus": [] })).await.refused(409, "version_conflict");
        let agent = shop.world.agent("小禾").await;
        agent.get("/api/v1/bot/menus").await.refused(403, "forbidden");
    }

    async fn with_several_parcels_the_bot_asks_which_and_the_click_answers_that_one(world: World) {
        let shop = Shop::new(world).await;
        let first = shop.order("QH10001", &shop.lin, "shipped", 2 * DAY, Some(HOUR)).await;
        let second = shop.order("QH10002", &shop.lin, "shipped", DAY, Some(2 * HOUR)).await;
        let plan = shop.click("order.logistics").await;
        assert_eq!(plan.outcome, Outcome::Offered);
        assert_eq!(actions(&plan)[..2], [format!("order.logistics:{second}"), format!("order.logistics:{first}")]);
        let plan = shop.click(&format!("order.logistics:{first}")).await;
        assert!(spoken(&plan).contains("QH10001") && !spoken(&plan).contains("QH10002"));
    }

    /// S0-10
    async fn a_pasted_number_or_link_shows_the_own_order_and_never_anybody_elses(world: World) {
        let shop = Shop::new(world).await;
        let chen = shop.world.customer("陈晨").await;
        shop.order("QH10001", &shop.lin, "shipped", 2 * DAY, Some(HOUR)).await;
        shop.order("QH77777", &chen, "shipped", 2 * DAY, Some(HOUR)).await;
        for text in ["QH10001", "订单号:qh10001", "ＱＨ１０００１", "SFQH10001", "https://shop.example/orders/QH10001?from=app"] {
            let plan = shop.say(text).await;
            assert_eq!(plan.messages[0].kind, MessageKind::OrderCard, "{text}: {plan:?}");
            assert_eq!(plan.messages[0].payload["order_no"], "QH10001", "{text}");
            assert!(labels(&plan).contains(&"物流进度".to_owned()));
        }
        let plan = shop.say("QH10001 到哪了").await;
        assert!(spoken(&plan).contains("到达武汉分拨中心"));
        // Somebody else's number and a number that never was get word for word the same answer.
        let (foreign, unknown) = (shop.say("QH77777").await, shop.say("QH99999").await);
        assert_eq!(spoken(&foreign).replace("QH77777", "N"), spoken(&unknown).replace("QH99999", "N"));
        assert!(!format!("{foreign:?}").contains("炖锅"));
        let parcel = shop.say("SFQH77777").await;
        assert_eq!(spoken(&parcel).replace("SFQH77777", "N"), spoken(&unknown).replace("QH99999", "N"));
        let card = json!({ "order_id": shop.world.owner.get("/api/v1/orders?q=QH77777").await.json()["items"][0]["id"] });
        let plan = think(&shop.world.app.app, &shop.context(&shop.lin, Locale::ZhCn), "", &card).await.expect("a plan");
        assert!(!format!("{plan:?}").contains("QH77777"), "{plan:?}");
        let clicked = shop.click(&format!("order.logistics:{}", card["order_id"].as_str().expect("an id"))).await;
        assert!(!format!("{clicked:?}").contains("QH77777"), "{clicked:?}");
    }

    async fn a_product_link_shows_the_product(world: World) {
        let shop = Shop::new(world).await;
        let row = json!([{ "sku": "KT-100", "title": "珐琅炖锅", "title_en": "Casserole", "price_fen": 36_900, "spec": "4.2L", "url": "https://shop.example/p/100" }]);
        shop.world.owner.put("/api/v1/import/products", row).await.expect(200);
        for text in ["https://shop.example/p/100?utm_source=x", "这个怎么样 https://shop.example/p/100/"] {
            let plan = shop.say(text).await;
            assert_eq!(plan.messages[0].kind, MessageKind::ProductCard, "{text}");
            assert!(spoken(&plan).contains("¥369.00") && spoken(&plan).contains("4.2L"), "{}", spoken(&plan));
        }
    }

    async fn a_question_gets_the_best_answer_with_its_source_and_asks_whether_it_helped(world: World) {
        let shop = Shop::new(world).await;
        let plan = shop.say("请问退款要多久才能到账呢").await;
        assert_eq!((plan.outcome, spoken(&plan)), (Outcome::Answered, "审核通过后 1-3 天到账"));
        assert_eq!(plan.messages[0].payload["source"], "规则第1条");
        assert_eq!(labels(&plan)[labels(&plan).len() - 2..], ["已解决", "未解决"]);
        assert_eq!(spoken(&shop.say_in(Locale::ZhCn, "how can I cancel an order?").await), "Open the order and choose cancel.");
        // Written for Taiwan readers, in their words.
        assert_eq!(spoken(&shop.say_in(Locale::ZhTw, "怎麼開發票").await), "在訂單詳情裡申請軟體開票");
        assert_eq!(shop.click("knowledge:invoice_how").await.outcome, Outcome::Answered);
    }

    /// S0-21
    async fn an_expired_item_is_never_answered_however_it_is_asked_for(world: World) {
        let shop = Shop::new(world).await;
        let made = shop.item("sale", "zh-CN", "双十一活动规则", &["活动怎么算"], "满 300 减 50").await;
        assert_eq!(spoken(&shop.say("双十一活动规则").await), "满 300 减 50");
        let mut change = json!({ "version": 1, "key": "sale", "category": "c", "lang": "zh-CN", "question": "双十一活动规则", "similar": ["活动怎么算"],
            "answer": "满 300 减 50", "source": "", "state": "published", "valid_from": shop.now() - DAY, "valid_to": shop.now() + HOUR });
        let path = format!("/api/v1/knowledge/{}", made["id"].as_str().expect("an id"));
        shop.world.owner.patch(&path, change.clone()).await.expect(200);
        assert_eq!(spoken(&shop.say("双十一活动规则").await), "满 300 减 50");
        // Nothing is saved or refreshed: only time passes.
        shop.world.app.advance(HOUR);
        for plan in [shop.say("双十一活动规则").await, shop.say("活动怎么算").await, shop.click("knowledge:sale").await] {
            assert!(!format!("{plan:?}").contains("满 300 减 50"), "{plan:?}");
            assert_ne!(plan.outcome, Outcome::Answered);
        }
        let chips = bot::predicted(&shop.world.app.app, shop.world.org_id, shop.lin.id, Locale::ZhCn).await.expect("chips");
        assert!(chips.iter().all(|chip| chip.action != "knowledge:sale"), "{chips:?}");
        (change["version"], change["state"], change["valid_to"]) = (json!(2), json!("draft"), Value::Null);
        shop.world.owner.patch(&path, change).await.expect(200);
        assert_ne!(shop.say("双十一活动规则").await.outcome, Outcome::Answered);
    }

    async fn asking_for_a_person_always_works_and_anger_is_offered_one_first(world: World) {
        let shop = Shop::new(world).await;
        for text in ["转人工", "轉人工", "我要投诉,给我接人工", "talk to a human please"] {
            assert_eq!(shop.say(text).await.hand_over, Some(Handover::Asked), "{text}");
        }
        assert_eq!(shop.click("human").await.hand_over, Some(Handover::Asked));
        let angry = shop.say("你们就是骗子,垃圾店").await;
        assert_eq!((angry.mood, actions(&angry)[0].as_str(), angry.miss), (Mood::Angry, "human", false));
        let threat = shop.say("再不处理我打12315").await;
        assert_eq!((threat.mood, threat.hand_over), (Mood::Threat, Some(Handover::Mood)));
        let mut closed = shop.context(&shop.lin, Locale::ZhCn);
        closed.human_open = false;
        let plan = think(&shop.world.app.app, &closed, "再不处理我打12315", &Value::Null).await.expect("a plan");
        assert!(actions(&plan).contains(&"request".to_owned()) && !actions(&plan).contains(&"human".to_owned()));
        assert!(shop.say("安装收人工费吗").await.hand_over.is_none());
    }

    async fn what_it_does_not_know_it_says_and_offers_both_doors(world: World) {
        let shop = Shop::new(world).await;
        for text in ["你们老家是哪里的呀怎么样", "股票怎么买才赚钱", "what is the meaning of life"] {
            let plan = shop.say(text).await;
            assert_eq!((plan.outcome, plan.miss), (Outcome::Missed, true), "{text}: {plan:?}");
            let offered = actions(&plan);
            assert!(offered.contains(&"human".to_owned()) && offered.contains(&"request".to_owned()), "{text}");
        }
        let mut context = shop.context(&shop.lin, Locale::ZhCn);
        context.misses = 5;
        let plan = think(&shop.world.app.app, &context, "股票怎么买才赚钱", &Value::Null).await.expect("a plan");
        assert_eq!((plan.hand_over, plan.miss), (Some(Handover::Misses), true));
    }

    async fn marks_without_a_word_are_asked_back_and_what_other_apps_write_for_a_picture_is_known(world: World) {
        let shop = Shop::new(world).await;
        for text in ["????", "。。。"] {
            let plan = shop.say(text).await;
            assert_eq!((plan.outcome, plan.miss), (Outcome::Offered, true), "{text}: {plan:?}");
            let offered = actions(&plan);
            assert!(offered.contains(&"human".to_owned()) && offered.iter().any(|one| one.starts_with("knowledge:")), "{offered:?}");
        }
        for (text, word) in [("[图片]", "图片"), ("[语音]", "打字")] {
            let plan = shop.say(text).await;
            assert!(!plan.miss && spoken(&plan).contains(word), "{text}: {plan:?}");
        }
        assert_eq!(shop.say("👍").await.outcome, Outcome::Chat);
        assert_eq!(shop.say("😡😡").await.mood, Mood::Angry);
    }

    async fn what_a_product_costs_comes_from_the_catalogue(world: World) {
        let shop = Shop::new(world).await;
        let product = |sku: &str, title: &str, fen: i64| json!({ "sku": sku, "title": title, "title_en": "", "category": "小家电", "price_fen": fen,
            "spec": "1400W", "image_url": "", "url": format!("https://shop.example/p/{sku}"), "updated_at": shop.now() });
        let goods = json!([product("A1", "空气炸锅可视窗 4.5L", 29_900), product("A2", "小禾电饭煲 3L", 26_900), product("A3", "小禾电饭煲 5L", 36_900)]);
        shop.world.owner.put("/api/v1/import/products", goods).await.expect(200);
        let plan = shop.say("空气炸锅多少钱").await;
        assert!(spoken(&plan).contains("¥299.00") && plan.messages[0].kind == MessageKind::ProductCard, "{plan:?}");
        let plan = shop.say("请问电饭煲什么价格").await;
        assert!(spoken(&plan).contains("¥269.00") && spoken(&plan).contains("¥369.00"), "{plan:?}");
        let plan = shop.say("电饭煲3L多少钱").await;
        assert!(spoken(&plan).contains("¥269.00") && !spoken(&plan).contains("¥369.00"), "{plan:?}");
        // On its page it need not be named.
        let mut there = shop.context(&shop.lin, Locale::ZhCn);
        there.page_url = "https://shop.example/p/A1?from=list".into();
        let plan = think(&shop.world.app.app, &there, "这个多少钱", &Value::Null).await.expect("a plan");
        assert!(spoken(&plan).contains("¥299.00"), "{plan:?}");
        assert_ne!(shop.say("火箭多少钱").await.outcome, Outcome::Answered);
    }

    async fn questions_joined_by_a_comma_are_each_answered_and_what_is_left_is_named(world: World) {
        let shop = Shop::new(world).await;
        let plan = shop.say("能开发票吗，退款多久到账").await;
        let said: Vec<&str> = plan.messages.iter().map(|one| one.body.as_str()).collect();
        assert_eq!(said, ["在订单详情里申请软件开票", "审核通过后 1-3 天到账"], "{plan:?}");
        let plan = shop.say("能开发票吗？股票怎么买才赚钱？").await;
        assert_eq!((plan.messages.len(), plan.outcome), (2, Outcome::Answered), "{plan:?}");
        assert!(spoken(&plan).contains("股票怎么买才赚钱"), "{plan:?}");
        assert!(spoken(&shop.say("tuikuan shenmeshihou dao").await).contains("到账"));
        // A choice of orders says what it is for.
        shop.order("QH10001", &shop.lin, "shipped", 2 * DAY, Some(HOUR)).await;
        shop.order("QH10002", &shop.lin, "shipped", DAY, Some(2 * HOUR)).await;
        let plan = shop.say("能开发票吗？我的快递到哪了？").await;
        assert!(spoken(&plan).starts_with("我的快递到哪了：您想查哪一单"), "{plan:?}");
    }

    async fn small_talk_is_no_answer_and_feedback_is_heard(world: World) {
        let shop = Shop::new(world).await;
        for text in ["你好", "谢谢", "好的", "再见", "Hello"] {
            let plan = shop.say(text).await;
            assert_eq!((plan.outcome, plan.miss, plan.messages.len()), (Outcome::Chat, false, 1), "{text}");
        }
        assert_eq!(shop.click("feedback.solved").await.outcome, Outcome::Confirmed);
        let plan = shop.click("feedback.unsolved").await;
        assert_eq!((plan.outcome, plan.hand_over), (Outcome::Unsolved, None));
        let mut again = shop.context(&shop.lin, Locale::ZhCn);
        again.misses = 1;
        let plan = think(&shop.world.app.app, &again, "未解决", &json!({ "action": "feedback.unsolved" })).await.expect("a plan");
        assert_eq!(plan.hand_over, Some(Handover::Unsolved));
    }

    async fn answers_are_counted_when_said_and_when_judged(world: World) {
        let shop = Shop::new(world).await;
        let plan = shop.say("退款多久到账").await;
        let payload = plan.messages[0].payload.clone();
        let id = payload["knowledge_id"].as_str().expect("an id").to_owned();
        let (app, org_id) = (shop.world.app.app.clone(), shop.world.org_id);
        app.door
            .write::<_, yingke_app::Error, _>(org_id, move |tx| {
                Box::pin(async move {
                    bot::count::said(tx, org_id, &plan).await?;
                    bot::count::judged(tx, org_id, &payload, true).await?;
                    bot::count::judged(tx, org_id, &payload, false).await
                })
            })
            .await
            .expect("counted");
        let view = shop.world.owner.get(&format!("/api/v1/knowledge/{id}")).await.expect(200).json();
        assert_eq!((view["asked"].clone(), view["helped"].clone(), view["not_helped"].clone(), view["version"].clone()), (json!(1), json!(1), json!(1), json!(1)));
    }

    /// S3-07
    async fn the_first_chips_come_from_orders_and_time(world: World) {
        let shop = Shop::new(world).await;
        let chips = |customer: &Customer| {
            let (app, org_id, id) = (shop.world.app.app.clone(), shop.world.org_id, customer.id);
            async move { bot::predicted(&app, org_id, id, Locale::ZhCn).await.expect("chips") }
        };
        let stranger = chips(&shop.world.visitor().await).await;
        assert_eq!(stranger.len(), 4);
        assert!(stranger.iter().all(|chip| chip.action.starts_with("knowledge:")));
        let stuck = shop.order("QH10001", &shop.lin, "shipped", 8 * DAY, Some(4 * DAY)).await;
        let late = shop.order("QH10002", &shop.lin, "paid", 49 * HOUR, None).await;
        shop.order("QH10003", &shop.lin, "delivered", 5 * DAY, Some(DAY)).await;
        let chips = chips(&shop.lin).await;
        let seen: Vec<(&str, &str)> = chips.iter().map(|chip| (chip.label.as_str(), chip.action.as_str())).collect();
        assert_eq!(seen[0], ("物流不更新", format!("order.logistics_stuck:{stuck}").as_str()));
        assert_eq!(seen[1], ("什么时候发货", format!("order.logistics:{late}").as_str()));
        assert_eq!(seen[2], ("退换/质量问题", "ask"));
        assert_eq!(seen.len(), 4);
        let plan = shop.click(&chips[1].action).await;
        assert!(spoken(&plan).contains("49 小时"), "{}", spoken(&plan));
        // The words of a chip without an action are the question.
        let plan = think(&shop.world.app.app, &shop.context(&shop.lin, Locale::ZhCn), "怎么退货", &json!({ "action": "ask" })).await.expect("a plan");
        assert_eq!(plan.outcome, Outcome::Answered);
    }

    async fn refunds_are_told_as_the_shop_told_them(world: World) {
        let shop = Shop::new(world).await;
        assert!(spoken(&shop.click("order.refund_status").await).contains("没有进行中的退款"));
        shop.order("QH10001", &shop.lin, "delivered", 5 * DAY, Some(DAY)).await;
        let case = json!([{ "external_id": "R1", "order_no": "QH10001", "kind": "refund_only", "state": "refunding", "amount_fen": 4_950,
            "applied_at": shop.now() - DAY, "deadline_at": shop.now() + DAY }]);
        shop.world.owner.put("/api/v1/import/aftersales", case).await.expect(200);
        let plan = shop.click("order.refund_status").await;
        for fact in ["QH10001", "仅退款", "¥49.50", "退款处理中"] {
            assert!(spoken(&plan).contains(fact), "{fact} is missing in {}", spoken(&plan));
        }
    }

    async fn thinking_takes_a_few_milliseconds(world: World) {
        let shop = Shop::new(world).await;
        shop.say("退款多久到账").await;
        let began = std::time::Instant::now();
        for _ in 0..50 {
            shop.say("请问退款要多久才能到账呢").await;
        }
        let each = began.elapsed() / 50;
        assert!(each.as_millis() < 50, "{each:?}");
        assert!(!index::of(&shop.world.app.app, shop.world.org_id).await.expect("an index").items.is_empty());
    }
}
