//! The workbench: what is tried changes nothing, what is learned works at once, and can be taken back.

mod talk;

use serde_json::{Value, json};
use talk::*;
use yingke_testkit::{World, both_engines};

const ODD: &str = "抬头打错字了能重新来一张吗";

async fn item(world: &World, key: &str, question: &str) -> String {
    let body = json!({ "key": key, "category": "c", "lang": "zh-CN", "question": question, "similar": [], "answer": format!("答:{question}"), "source": "规则", "state": "published" });
    let made = world.owner.post("/api/v1/knowledge", body).await.expect(201).json();
    made["id"].as_str().expect("an id").to_owned()
}
async fn probe(world: &World, text: &str) -> Value {
    world.owner.post("/api/v1/tuning/probe", json!({ "text": text })).await.expect(200).json()
}
async fn learn(world: &World) -> Value {
    world.owner.post("/api/v1/tuning/versions", json!({ "note": "试试" })).await.expect(200).json()
}
async fn example(world: &World, text: &str, item: Option<&str>) -> Value {
    let body = json!({ "text": text, "lang": "zh-CN", "knowledge_id": item });
    world.owner.post("/api/v1/tuning/examples", body).await.expect(201).json()
}

both_engines! {
    async fn an_example_is_tried_in_the_draft_learned_at_once_and_taken_back(world: World) {
        let invoice = item(&world, "invoice", "发票开错了怎么办").await;
        item(&world, "stuck", "物流不更新怎么办").await;
        assert_ne!(probe(&world, ODD).await["live"]["answer"], json!(invoice));
        let one = example(&world, ODD, Some(&invoice)).await;
        let tried = probe(&world, ODD).await;
        assert_eq!(tried["draft"]["answer"], json!(invoice), "{tried}");
        assert_ne!(tried["live"]["answer"], json!(invoice), "nobody is served from a draft");
        assert_eq!(world.owner.get("/api/v1/tuning").await.expect(200).json()["pending_examples"], 1);
        // Learned: the widget answers with it, without a restart.
        let status = learn(&world).await;
        assert_eq!((&status["live_version"], &status["pending_examples"]), (&json!(1), &json!(0)));
        let lin = world.customer("林晓").await;
        say(&lin, "a", "抬头打错字了能不能重新来一张").await;
        let said = thread(&lin, &widget_view(&lin).await).await;
        assert!(said.iter().any(|message| message.body == "答:发票开错了怎么办"), "{said:?}");
        // Taken back, and taken again.
        world.owner.put("/api/v1/tuning/live", json!({ "version": 0 })).await.expect(200);
        assert_ne!(probe(&world, ODD).await["live"]["answer"], json!(invoice));
        world.owner.put("/api/v1/tuning/live", json!({ "version": 1 })).await.expect(200);
        assert_eq!(probe(&world, ODD).await["live"]["answer"], json!(invoice));
        world.owner.put("/api/v1/tuning/live", json!({ "version": 9 })).await.refused(404, "not_found");
        // Forgotten with the next training only.
        let dropped = format!("/api/v1/tuning/examples/{}/dropped", one["id"].as_str().expect("an id"));
        world.owner.put(&dropped, json!({ "dropped": true })).await.expect(204);
        assert_eq!(probe(&world, ODD).await["live"]["answer"], json!(invoice));
        learn(&world).await;
        assert_ne!(probe(&world, ODD).await["live"]["answer"], json!(invoice));
    }

    async fn a_try_shows_which_layer_would_answer_and_why(world: World) {
        item(&world, "contact", "怎么联系客服").await;
        item(&world, "refund_how", "怎么申请退款").await;
        for (text, layer, about) in [
            ("怎么联系你们客服", "contact", "怎么联系客服"),
            ("转人工", "person", ""),
            ("你们就是骗子,垃圾店", "mood", "angry"),
            ("你好", "small_talk", ""),
            ("怎么申请退款", "knowledge", "怎么申请退款"),
            ("真的很失望", "remark", "displeased"),
            ("股票怎么买才赚钱", "nothing", ""),
        ] {
            let tried = probe(&world, text).await;
            assert_eq!((tried["live_reply"]["layer"].as_str(), tried["live_reply"]["about"].as_str()), (Some(layer), Some(about)), "{text}: {tried}");
        }
        assert_eq!(probe(&world, "转人工").await["live_reply"]["hand_over"], "asked");
        // With an order the reply would come from it.
        let tried = probe(&world, "我的快递到哪了").await;
        assert_eq!(tried["asks_of_order"], "order.logistics", "{tried}");
        let tried = probe(&world, "怎么申请退款").await;
        assert_eq!(tried["live_reply"]["says"], json!(["答:怎么申请退款"]));
        assert_eq!(tried["draft_reply"]["says"], json!(["答:怎么申请退款"]));
        // A flow on the drawing board begins in the draft only.
        let draft = json!({ "name": { "zh-CN": "开发票" }, "words": ["帮我开发票"], "start": "a", "steps": [
            { "key": "a", "does": { "kind": "say", "text": { "zh-CN": "好的。" } } },
        ] });
        world.owner.post("/api/v1/bot/flows", json!({ "key": "invoice_flow", "draft": draft })).await.expect(201);
        let tried = probe(&world, "帮我开发票").await;
        assert_ne!(tried["live_reply"]["layer"], "flow", "{tried}");
        assert_eq!((&tried["draft_reply"]["layer"], &tried["draft_reply"]["about"]), (&json!("flow"), &json!("开发票")), "{tried}");
    }

    async fn what_the_shop_says_has_no_answer_is_not_answered(world: World) {
        item(&world, "stuck", "物流不更新怎么办").await;
        assert_eq!(probe(&world, "物流不更新怎么办啊").await["live"]["would"], "answer");
        example(&world, "物流不更新怎么办啊", None).await;
        learn(&world).await;
        assert_eq!(probe(&world, "物流不更新怎么办啊").await["live"]["would"], "miss");
    }

    async fn a_question_the_bot_did_not_understand_is_labelled_and_learned(world: World) {
        let invoice = item(&world, "invoice", "发票开错了怎么办").await;
        let lin = world.customer("林晓").await;
        say(&lin, "a", &format!("{ODD} 13812345678")).await;
        yingke_app::ledger::catch_up(&world.app.app, world.org_id).await.expect("followed");
        let open = world.owner.get("/api/v1/tuning/questions").await.expect(200).json()["items"].clone();
        assert_eq!(open.as_array().map(Vec::len), Some(1), "{open}");
        assert!(!open[0]["text"].as_str().expect("words").contains("13812345678"));
        let path = format!("/api/v1/tuning/questions/{}/label", open[0]["id"].as_str().expect("an id"));
        world.owner.put(&path, json!({ "knowledge_id": invoice })).await.expect(204);
        world.owner.put(&path, json!({ "knowledge_id": invoice })).await.refused(409, "wrong_state");
        assert!(world.owner.get("/api/v1/tuning/questions").await.expect(200).json()["items"].as_array().is_some_and(Vec::is_empty));
        learn(&world).await;
        assert_eq!(probe(&world, ODD).await["live"]["answer"], json!(invoice));
    }

    async fn a_saved_set_shows_what_a_draft_makes_better_and_worse(world: World) {
        let invoice = item(&world, "invoice", "发票开错了怎么办").await;
        let stuck = item(&world, "stuck", "物流不更新怎么办").await;
        let questions = json!([{ "text": ODD, "expected": invoice }, { "text": "快递物流不更新怎么办", "expected": stuck }, { "text": "今天天气怎么样", "expected": null }]);
        let set = world.owner.post("/api/v1/tuning/sets", json!({ "name": "常见", "questions": questions })).await.expect(201).json();
        let run = format!("/api/v1/tuning/sets/{}/run", set["id"].as_str().expect("an id"));
        example(&world, ODD, Some(&invoice)).await;
        let better = world.owner.act(&run).await.expect(200).json();
        assert_eq!((&better["better"], &better["worse"], &better["same"]), (&json!(1), &json!(0), &json!(2)), "{better}");
        // Nothing is sure enough any more, but the same words.
        world.owner.put("/api/v1/tuning/draft", json!({ "answer": 100, "near": 100 })).await.expect(200);
        let worse = world.owner.act(&run).await.expect(200).json();
        assert_eq!(worse["lines"][1]["change"], "worse", "{worse}");
        assert_eq!(probe(&world, "快递物流不更新怎么办").await["live"]["would"], "answer", "a draft changes nothing for customers");
        world.owner.put("/api/v1/tuning/draft", json!({ "answer": 40, "near": 60 })).await.refused(422, "invalid");
        world.owner.post("/api/v1/tuning/sets", json!({ "name": "", "questions": questions })).await.refused(422, "invalid");
        world.owner.post("/api/v1/tuning/sets", json!({ "name": "空", "questions": [] })).await.refused(422, "invalid");
    }

    async fn a_working_copy_answers_in_the_draft_only(world: World) {
        let body = json!({ "category": "c", "lang": "zh-CN", "question": "会员日是哪天", "similar": [], "answer": "每月八号", "source": "规则", "state": "draft" });
        world.owner.post("/api/v1/knowledge", body).await.expect(201);
        let tried = probe(&world, "会员日是哪天").await;
        assert_eq!((&tried["live"]["would"], &tried["draft"]["would"]), (&json!("miss"), &json!("answer")), "{tried}");
        assert_eq!(tried["draft"]["candidates"][0]["draft"], true);
    }

    async fn only_editors_of_knowledge_get_to_the_workbench(world: World) {
        let anna = world.agent("安娜").await;
        anna.get("/api/v1/tuning").await.refused(403, "forbidden");
        anna.post("/api/v1/tuning/probe", json!({ "text": "你好" })).await.refused(403, "forbidden");
        anna.get("/api/v1/tuning/questions").await.refused(403, "forbidden");
    }
}
