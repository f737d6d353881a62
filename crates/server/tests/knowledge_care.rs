//! Gaps mined from real conversations, and items that repeat or contradict each other.

mod talk;

use serde_json::{Value, json};
use talk::*;
use yingke_testkit::{World, both_engines};

fn item(key: &str, question: &str, answer: &str) -> Value {
    json!({ "key": key, "category": "售后", "lang": "zh-CN", "question": question, "similar": [], "answer": answer, "source": "", "state": "published" })
}

async fn gaps(world: &World) -> Value {
    world.owner.get("/api/v1/knowledge-gaps").await.expect(200).json()
}

async fn pairs(world: &World) -> Vec<Value> {
    world.owner.get("/api/v1/knowledge-pairs").await.expect(200).json().as_array().expect("pairs").clone()
}

both_engines! {
    async fn what_the_bot_could_not_answer_becomes_a_gap_with_what_the_agent_said_and_a_draft_closes_it(world: World) {
        let agent = world.agent("小禾").await;
        world.group("售前", &[&agent]).await;
        on_break(&agent).await;
        for (name, words) in [("林晓", "这个羽绒被可以机洗吗"), ("陈默", "羽绒被可以机洗吗？")] {
            let customer = world.customer(name).await;
            say(&customer, "1", words).await;
            let waiting = ask(&customer).await;
            agent.act(&format!("{}/acceptance", path(&waiting))).await.expect(200);
            reply(&agent, &waiting, "a", "您好，请稍等").await;
            reply(&agent, &waiting, "b", "羽绒被可以机洗，水温不要超过 30 度").await;
        }
        let found = gaps(&world).await;
        let gap = found["items"][0].clone();
        assert_eq!((found["items"].as_array().map(Vec::len), &gap["count"], &gap["missed"]), (Some(1), &json!(2), &json!(2)), "{found}");
        assert_eq!(gap["answer"], "羽绒被可以机洗，水温不要超过 30 度");
        assert_eq!(gap["answered_by"], json!(agent.id));
        assert_eq!(gaps(&world).await, found, "reading twice finds the same");

        let draft = json!({ "questions": gap["questions"], "item": item("wash", "羽绒被可以机洗吗", "可以，水温不要超过 30 度") });
        agent.post("/api/v1/knowledge-gaps/drafts", draft.clone()).await.refused(403, "forbidden");
        let made = world.owner.post("/api/v1/knowledge-gaps/drafts", draft.clone()).await.expect(201).json();
        assert_eq!(made["state"], "draft", "a gap's answer is looked at before customers hear it");
        assert_eq!(gaps(&world).await["items"], json!([]));
        world.owner.post("/api/v1/knowledge-gaps/drafts", draft).await.refused(404, "not_found");
    }

    async fn an_answer_that_did_not_help_is_a_gap_that_names_its_item_and_can_be_put_aside(world: World) {
        let made = world.owner.post("/api/v1/knowledge", item("invoice", "发票抬头怎么修改", "在订单详情里申请")).await.expect(201).json();
        let lin = world.customer("林晓").await;
        say(&lin, "1", "发票抬头怎么修改").await;
        let click = json!({ "client_id": "2", "kind": "text", "body": "没解决", "payload": { "action": "feedback.unsolved" } });
        lin.post("/api/widget/v1/messages", click).await.expect(201);
        let gap = gaps(&world).await["items"][0].clone();
        assert_eq!((&gap["unsolved"], &gap["knowledge_id"], &gap["question"]), (&json!(1), &made["id"], &json!("发票抬头怎么修改")));
        let aside = json!({ "questions": gap["questions"] });
        world.owner.post("/api/v1/knowledge-gaps/dismissals", aside.clone()).await.expect(204);
        assert_eq!(gaps(&world).await["items"], json!([]));
        world.owner.post("/api/v1/knowledge-gaps/dismissals", aside).await.refused(404, "not_found");
    }

    async fn a_question_that_knowledge_answers_by_now_is_no_gap(world: World) {
        let lin = world.customer("林晓").await;
        say(&lin, "1", "羽绒被可以机洗吗").await;
        assert_eq!(gaps(&world).await["items"].as_array().map(Vec::len), Some(1));
        world.owner.post("/api/v1/knowledge", item("wash", "羽绒被可以机洗吗", "可以")).await.expect(201);
        let after = gaps(&world).await;
        assert_eq!((&after["items"], &after["answered_since"]), (&json!([]), &json!(1)));
    }

    async fn near_questions_with_other_answers_contradict_and_the_same_ones_repeat(world: World) {
        for one in [
            item("a", "几天内可以退货", "签收后 7 天内可以退货"),
            item("b", "多少天内可以退货", "签收后 15 天内可以退货"),
            item("c", "怎么开发票", "在订单详情申请"),
            item("d", "怎么开发票？", "订单详情里可以申请"),
            item("e", "地址填错了怎么办", "联系客服"),
        ] {
            world.owner.post("/api/v1/knowledge", one).await.expect(201);
        }
        let found = pairs(&world).await;
        let keys = |pair: &Value| {
            let mut keys = [pair["a"]["key"].as_str().unwrap_or("").to_owned(), pair["b"]["key"].as_str().unwrap_or("").to_owned()];
            keys.sort();
            (pair["kind"].as_str().unwrap_or("").to_owned(), keys.join(" "))
        };
        let said: Vec<(String, String)> = found.iter().map(keys).collect();
        assert_eq!(said, [("contradiction".to_owned(), "a b".to_owned()), ("duplicate".to_owned(), "c d".to_owned())]);
        let difference = &found[0]["differences"][0];
        let mut sides = [difference["a"].as_str().unwrap_or(""), difference["b"].as_str().unwrap_or("")];
        sides.sort_unstable();
        assert_eq!(sides, ["15 天", "7 天"]);
        let aside = json!({ "a": found[1]["a"]["id"], "b": found[1]["b"]["id"] });
        world.owner.post("/api/v1/knowledge-pairs/dismissals", aside.clone()).await.expect(204);
        assert_eq!(pairs(&world).await.len(), 1);
        // A judgement is about the texts as they were.
        let id = found[1]["a"]["id"].as_str().expect("an id");
        let held = world.owner.get(&format!("/api/v1/knowledge/{id}")).await.expect(200).json();
        let mut change = held;
        change["answer"] = json!("在「我的订单」里申请");
        world.owner.patch(&format!("/api/v1/knowledge/{id}"), change).await.expect(200);
        assert_eq!(pairs(&world).await.len(), 2);
        let other = World::named(world.app.clone(), "other").await;
        other.owner.post("/api/v1/knowledge-pairs/dismissals", aside).await.refused(404, "not_found");
    }
}
