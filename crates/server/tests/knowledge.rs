//! Knowledge items and scripts: writing, versions, validity, finding.

use serde_json::{Value, json};
use yingke_testkit::{World, both_engines};

fn item(key: &str, question: &str, answer: &str) -> Value {
    json!({ "key": key, "category": "售后", "lang": "zh-CN", "question": question, "similar": [], "answer": answer, "source": "规则 v1", "state": "published" })
}

both_engines! {
    async fn an_item_is_written_found_as_the_bot_finds_it_and_guarded_by_its_version(world: World) {
        let made = world.owner.post("/api/v1/knowledge", item("refund_time", "退款多久到账", "1-3 天")).await.expect(201).json();
        world.owner.post("/api/v1/knowledge", item("invoice", "怎么开发票", "订单详情申请")).await.expect(201);
        world.owner.post("/api/v1/knowledge", item("invoice", "重复的键", "x")).await.refused(422, "invalid");
        let found = world.owner.get("/api/v1/knowledge?q=退款要多久才到账").await.expect(200).json();
        assert_eq!(found["items"][0]["key"], "refund_time");
        let path = format!("/api/v1/knowledge/{}", made["id"].as_str().expect("an id"));
        let mut change = item("refund_time", "退款多久到账", "3-5 天");
        change["version"] = json!(1);
        assert_eq!(world.owner.patch(&path, change.clone()).await.expect(200).json()["version"], 2);
        world.owner.patch(&path, change).await.refused(409, "version_conflict");
        assert_eq!(world.owner.get(&path).await.expect(200).json()["answer"], "3-5 天");
        let listed = world.owner.get("/api/v1/knowledge?limit=1").await.expect(200).json();
        assert!(listed["next"].is_string());
        world.owner.get("/api/v1/knowledge?state=nonsense").await.expect(400);
        assert_eq!(world.owner.get("/api/v1/knowledge?state=draft").await.expect(200).json()["items"], json!([]));
    }

    async fn only_editors_write_and_other_organisations_see_nothing(world: World) {
        let agent = world.agent("小禾").await;
        agent.post("/api/v1/knowledge", item("k", "问", "答")).await.refused(403, "forbidden");
        agent.post("/api/v1/scripts", json!({ "shortcut": "a", "title": "a", "body": "a" })).await.refused(403, "forbidden");
        let made = world.owner.post("/api/v1/knowledge", item("k", "问题", "答案")).await.expect(201).json();
        let other = World::named(world.app.clone(), "other").await;
        other.owner.get(&format!("/api/v1/knowledge/{}", made["id"].as_str().expect("an id"))).await.refused(404, "not_found");
        assert_eq!(other.owner.get("/api/v1/knowledge?q=问题").await.json()["items"], json!([]));
    }

    async fn wrong_items_are_refused_by_field(world: World) {
        for (field, value) in [("question", json!("")), ("answer", json!("")), ("lang", json!("fr")), ("key", json!("有空 格"))] {
            let mut wrong = item("k", "问题", "答案");
            wrong[field] = value;
            let answer = world.owner.post("/api/v1/knowledge", wrong).await.refused(422, "invalid");
            assert_eq!(answer.json()["error"]["field"], field);
        }
        let mut wrong = item("k", "问题", "答案");
        (wrong["valid_from"], wrong["valid_to"]) = (json!(10), json!(10));
        world.owner.post("/api/v1/knowledge", wrong).await.refused(422, "invalid");
    }

    async fn scripts_are_found_by_the_beginning_of_their_shortcut_first(world: World) {
        for (shortcut, title, body) in [("sd", "稍等", "我查一下"), ("qsd", "请稍等", "马上"), ("th", "退货", "这样退, sd")] {
            world.owner.post("/api/v1/scripts", json!({ "shortcut": shortcut, "title": title, "body": body })).await.expect(201);
        }
        world.owner.post("/api/v1/scripts", json!({ "shortcut": "/SD", "title": "x", "body": "x" })).await.refused(422, "invalid");
        let agent = world.agent("小禾").await;
        let list = |page: Value| page["items"].as_array().expect("items").iter().map(|s| s["shortcut"].as_str().unwrap_or("").to_owned()).collect::<Vec<_>>();
        let found = agent.get("/api/v1/scripts?q=/sd").await.expect(200).json();
        assert_eq!(list(found.clone()), ["sd", "qsd", "th"]);
        let id = found["items"][2]["id"].as_str().expect("an id").to_owned();
        agent.act(&format!("/api/v1/scripts/{id}/uses")).await.expect(204);
        assert_eq!(list(agent.get("/api/v1/scripts").await.json()), ["th", "qsd", "sd"]);
        let change = json!({ "version": 1, "shortcut": "th", "title": "退货说明", "body": "新" });
        world.owner.patch(&format!("/api/v1/scripts/{id}"), change.clone()).await.expect(200);
        world.owner.patch(&format!("/api/v1/scripts/{id}"), change).await.refused(409, "version_conflict");
        world.owner.delete(&format!("/api/v1/scripts/{id}")).await.expect(204);
        world.owner.delete(&format!("/api/v1/scripts/{id}")).await.refused(404, "not_found");
        agent.act(&format!("/api/v1/scripts/{id}/uses")).await.refused(404, "not_found");
    }
}
