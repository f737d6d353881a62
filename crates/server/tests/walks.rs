//! Walking through SOPs beside a ticket, and what agents are offered there.

use serde_json::{Value, json};
use yingke_testkit::{World, both_engines};

fn sop(question: &str, category: &str) -> Value {
    json!({ "kind": "sop", "question": question, "category": category, "state": "published", "steps": [
        { "key": "look", "title": "看图", "choices": [{ "label": "破损", "to": "pay" }, { "label": "看不清", "to": "look" }] },
        { "key": "pay", "title": "赔付", "text": "不超过 50 元", "say": "亲，已为您申请" }
    ] })
}

both_engines! {
    async fn an_agent_walks_step_by_step_and_every_choice_stays_on_the_ticket(world: World) {
        let he = world.agent("小禾").await;
        let group = world.group("售后", &[&he]).await;
        let category = world.owner.post("/api/v1/categories", json!({ "key": "broken", "name": { "zh-CN": "破损" }, "keywords": [], "enabled": true })).await.expect(201).json();
        let kind = json!({ "key": "k", "name": { "zh-CN": "破损" }, "family": "after_sale", "customer_can_start": false, "order_states": [], "base_priority": 1,
            "group": group.view.key, "fields": [], "enabled": true, "steps": [] });
        let kind = world.owner.post("/api/v1/ticket-types", kind).await.expect(201).json();
        let ticket = json!({ "type_id": kind["id"], "title": "碗碎了", "description": "", "category_id": category["id"] });
        let ticket = he.post("/api/v1/tickets", ticket).await.expect(201).json();
        let ticket_id = ticket["id"].as_str().expect("an id").to_owned();
        for one in [sop("物流停滞", "delay"), sop("破损处理", "broken")] {
            world.owner.post("/api/v1/knowledge", one).await.expect(201);
        }
        world.owner.post("/api/v1/knowledge", json!({ "kind": "sop", "question": "x", "state": "published", "steps": [
            { "key": "a", "title": "a", "choices": [{ "label": "去", "to": "b" }] }] })).await.refused(422, "invalid");
        let fitting = he.get(&format!("/api/v1/knowledge/fitting?kind=sop&ticket_id={ticket_id}")).await.expect(200).json();
        assert_eq!((&fitting[0]["question"], fitting.as_array().map(Vec::len)), (&json!("破损处理"), Some(2)));

        let walk = he.post("/api/v1/walks", json!({ "knowledge_id": fitting[0]["id"], "ticket_id": ticket_id })).await.expect(201).json();
        let path = format!("/api/v1/walks/{}", walk["id"].as_str().expect("an id"));
        he.post(&format!("{path}/moves"), json!({ "version": 1, "choice": 5 })).await.refused(409, "wrong_state");
        he.post(&format!("{path}/moves"), json!({ "version": 1, "choice": 1, "note": "图糊" })).await.expect(200);
        he.post(&format!("{path}/moves"), json!({ "version": 1, "choice": 0 })).await.refused(409, "version_conflict");
        let done = he.post(&format!("{path}/moves"), json!({ "version": 2, "choice": 0 })).await.expect(200).json();
        assert_eq!((&done["state"], &done["at_step"]), (&json!("done"), &json!("pay")));
        he.post(&format!("{path}/end"), json!({ "version": 3 })).await.refused(409, "wrong_state");
        he.post(&format!("{path}/back"), json!({ "version": 3 })).await.expect(200);
        he.post(&format!("{path}/end"), json!({ "version": 4 })).await.expect(200);
        let record = he.get(&format!("/api/v1/walks?ticket_id={ticket_id}")).await.expect(200).json();
        assert_eq!((&record[0]["state"], &record[0]["trail"][0]["note"], &record[0]["trail"][0]["agent_id"]), (&json!("left"), &json!("图糊"), &json!(he.id)));
        he.get("/api/v1/walks").await.refused(422, "invalid");
    }

    async fn a_case_that_one_may_not_see_has_no_walks(world: World) {
        let (he, man) = (world.agent("小禾").await, world.agent("阿满").await);
        world.group("售后", &[&he]).await;
        let customer = world.customer("林晓").await;
        let sent = customer.post("/api/widget/v1/messages", json!({ "client_id": "c", "kind": "text", "body": "你好" })).await.json();
        let conversation = sent["conversation_id"].as_str().expect("an id").to_owned();
        let made = world.owner.post("/api/v1/knowledge", sop("破损处理", "")).await.expect(201).json();
        let start = json!({ "knowledge_id": made["id"], "conversation_id": conversation });
        man.post("/api/v1/walks", start.clone()).await.refused(404, "not_found");
        let walk = world.owner.post("/api/v1/walks", start).await.expect(201).json();
        let path = format!("/api/v1/walks/{}", walk["id"].as_str().expect("an id"));
        man.post(&format!("{path}/moves"), json!({ "version": 1, "choice": 0 })).await.refused(404, "not_found");
        man.get(&format!("/api/v1/walks?conversation_id={conversation}")).await.refused(404, "not_found");
        world.owner.put(&format!("/api/v1/knowledge/{}/archive", made["id"].as_str().expect("an id")), json!({})).await.expect(200);
        let again = json!({ "knowledge_id": made["id"], "conversation_id": conversation });
        world.owner.post("/api/v1/walks", again).await.refused(409, "wrong_state");
        // A walk that was begun goes on with the steps it began with.
        world.owner.post(&format!("{path}/moves"), json!({ "version": 1, "choice": 0 })).await.expect(200);
    }
}
