//! Beside the agent, over HTTP, on both engines: suggestions with sources, mood with its trend, the summary at the end.

mod talk;

use serde_json::json;
use talk::*;
use yingke_app::views::{assist::*, conversation::ClosureDraft};
use yingke_core::{conversation::Mood, id::ConversationId};
use yingke_testkit::{Agent, World, both_engines};

async fn suggestions(agent: &Agent, id: ConversationId, draft: &str) -> AssistView {
    agent.post(&format!("/api/v1/conversations/{id}/suggestions"), json!({ "draft": draft })).await.expect(200).read()
}

async fn shop(world: &World) {
    for (key, question, answer) in [
        ("invoice", "怎么开发票", "在订单详情里点“申请发票”,电子发票会发到邮箱。"),
        ("return7", "七天无理由怎么退货", "签收后 7 天内可在订单里申请,寄回后退款。"),
        ("freight", "退货运费谁出", "质量问题由我们承担运费,其他情况由您承担。"),
    ] {
        let item = json!({ "key": key, "category": "售后", "lang": "zh-CN", "question": question, "similar": [], "answer": answer,
            "source": "售后手册", "state": "published" });
        world.owner.post("/api/v1/knowledge", item).await.expect(201);
    }
    let script = json!({ "shortcut": "fapiao", "title": "怎么开发票 指引", "category": "发票", "body": "{{customer.nickname}}您好,发票在订单详情里申请。" });
    world.owner.post("/api/v1/scripts", script).await.expect(201);
}

both_engines! {
    async fn suggestions_follow_the_question_and_then_the_draft_and_nothing_is_sent(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        shop(&world).await;
        let (lin, id) = active(&world, &he, "林晓").await;
        let none = suggestions(&he, id, "").await;
        assert_eq!(none.suggestions, []);

        say(&lin, "q1", "请问怎么开发票").await;
        let seen = suggestions(&he, id, "").await;
        assert!((1..=3).contains(&seen.suggestions.len()), "{seen:?}");
        let first = &seen.suggestions[0];
        assert_eq!((first.kind, first.source.as_str()), (SuggestionKind::Knowledge, "售后手册"));
        assert!(first.knowledge_id.is_some() && first.body.contains("申请发票"));
        assert!(seen.suggestions.iter().any(|one| one.kind == SuggestionKind::Script && one.source == "/fapiao"), "{seen:?}");

        let typed = suggestions(&he, id, "退货运费谁出呢").await;
        assert!(typed.suggestions.iter().any(|one| one.body.contains("承担运费")), "{typed:?}");
        let same = suggestions(&he, id, &first.body).await;
        assert!(same.suggestions.iter().all(|one| one.body != first.body), "what is written already is not suggested");
        // Looking sends nothing.
        assert_eq!(suggestions(&he, id, "").await.last_seq, seen.last_seq);

        let other = world.agent("旁人").await;
        other.post(&format!("/api/v1/conversations/{id}/suggestions"), json!({})).await.expect(404);
        he.post(&format!("/api/v1/conversations/{id}/suggestions"), json!({ "draft": "长".repeat(5_001) })).await.refused(422, "invalid");
    }

    async fn an_item_that_is_no_longer_published_is_not_suggested(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        let past = json!({ "key": "old", "category": "活动", "lang": "zh-CN", "question": "双十一满减规则", "similar": [], "answer": "满 300 减 50",
            "source": "活动页", "state": "published", "valid_to": 1_772_000_000_000i64 });
        world.owner.post("/api/v1/knowledge", past).await.expect(201);
        let (lin, id) = active(&world, &he, "林晓").await;
        say(&lin, "q1", "双十一满减规则").await;
        assert_eq!(suggestions(&he, id, "").await.suggestions, []);
    }

    async fn mood_is_told_with_its_trend_and_the_end_is_prefilled(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        let (lin, id) = active(&world, &he, "林晓").await;
        say(&lin, "m1", "杯子收到了,底部碎了一块").await;
        say(&lin, "m2", "想要补发一个,我的电话 13812345678").await;
        say(&lin, "m3", "气死我了,你们就是骗子").await;
        let seen = suggestions(&he, id, "").await;
        assert_eq!((seen.mood.now, seen.mood.trend), (Mood::Angry, Trend::Worse));
        assert_eq!(seen.mood.points.last().map(|point| point.mood), Some(Mood::Angry));
        he.post(&format!("/api/v1/conversations/{id}/messages"), text("a1", "非常抱歉,已经为您登记补发")).await.expect(201);
        say(&lin, "m4", "好的").await;
        say(&lin, "m5", "谢谢").await;
        assert_eq!(suggestions(&he, id, "").await.mood.trend, Trend::Better);

        let draft: ClosureDraft = he.get(&format!("/api/v1/conversations/{id}/closure-draft")).await.expect(200).read();
        assert!(draft.summary.contains("补发") && draft.summary.contains("→ 非常抱歉,已经为您登记补发"), "{}", draft.summary);
        assert!(!draft.summary.contains("13812345678"), "{}", draft.summary);
        he.post(&format!("/api/v1/conversations/{id}/closure"), json!({})).await.expect(200);
        let (_, summary, _) =
            yingke_store::contacts::record(&mut world.app.app.read(), world.org_id, id.0).await.expect("read").expect("a record");
        assert_eq!(summary, draft.summary, "nobody typed it");
    }
}
