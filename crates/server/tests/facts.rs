//! Facts: said by answers and scripts as they stand, remembered with whoever heard them, corrected once.

mod people;
mod talk;

use serde_json::{Value, json};
use talk::*;
use yingke_app::views::conversation::MessageView;
use yingke_testkit::{Customer, World, both_engines};

const DAY: i64 = 24 * 3_600_000;

fn fact(key: &str, subject: &str, value: &str, unit: &str) -> Value {
    json!({ "key": key, "kind": "rule", "subject": subject, "value": value, "unit": { "zh-CN": unit, "en": "days" }, "source": "售后规则 v3" })
}

async fn made(world: &World, body: Value) -> Value {
    world.owner.post("/api/v1/facts", body).await.expect(201).json()
}

async fn change(world: &World, held: &Value, field: &str, value: Value) -> Value {
    let mut body = held.clone();
    body[field] = value;
    world.owner.patch(&at(held), body).await.expect(200).json()
}

fn at(fact: &Value) -> String {
    format!("/api/v1/facts/{}", fact["id"].as_str().expect("an id"))
}

async fn answer_with_fact(world: &World) {
    let item = json!({ "key": "return_window", "category": "售后", "lang": "zh-CN", "question": "几天内可以退货", "similar": ["退货期限是多久"],
        "answer": "签收后 {{fact:return_days}}内可以退货。", "source": "规则", "state": "published" });
    world.owner.post("/api/v1/knowledge", item).await.expect(201);
}

async fn thread_of(customer: &Customer) -> Vec<MessageView> {
    let newest = widget_view(customer).await;
    thread(customer, &newest).await
}

async fn answers(customer: &Customer) -> Vec<String> {
    let kind = yingke_core::conversation::MessageKind::Answer;
    thread_of(customer).await.into_iter().filter(|message| message.kind == kind).map(|message| message.body).collect()
}

async fn impact(world: &World, fact: &Value) -> Value {
    world.owner.get(&format!("{}/impact", at(fact))).await.expect(200).json()
}

async fn recall(world: &World, fact: &Value, words: &str) -> yingke_testkit::Answer {
    world.owner.post(&format!("{}/recalls", at(fact)), json!({ "body": { "zh-CN": words } })).await
}

/// The background worker may be at it too: both together send each correction once.
async fn sent(world: &World) {
    yingke_app::facts::recall::send_waiting(&world.app.app).await.expect("sending");
}

both_engines! {
    async fn the_bot_says_a_fact_as_it_stands_and_stays_silent_once_it_has_expired(world: World) {
        let days = made(&world, fact("return_days", "退货期限", "7", "天")).await;
        answer_with_fact(&world).await;
        let lin = world.customer("林晓").await;
        say(&lin, "a", "几天内可以退货").await;
        assert_eq!(answers(&lin).await, ["签收后 7 天内可以退货。"]);
        let longer = change(&world, &days, "value", json!("15")).await;
        assert_eq!((&longer["edition"], &longer["version"]), (&json!(2), &json!(2)));
        say(&lin, "b", "几天内可以退货").await;
        assert_eq!(answers(&lin).await[1], "签收后 15 天内可以退货。");
        change(&world, &longer, "valid_to", json!(world.app.app.clock.now().0 + DAY)).await;
        world.app.advance(DAY);
        say(&lin, "c", "几天内可以退货").await;
        assert_eq!(answers(&lin).await.len(), 2, "an answer with an expired fact was given");
    }

    async fn a_change_lists_who_heard_the_old_thing_and_corrects_each_of_them_once(world: World) {
        let days = made(&world, fact("return_days", "退货期限", "7", "天")).await;
        answer_with_fact(&world).await;
        let script = json!({ "shortcut": "tui", "title": "退货期限", "body": "亲，{{fact:return_days}}内都可以退" });
        world.owner.post("/api/v1/scripts", script).await.expect(201);
        let (lin, chen) = (world.customer("林晓").await, world.customer("陈默").await);
        say(&lin, "a", "几天内可以退货").await;
        say(&chen, "a", "退货期限是多久").await;
        let before = impact(&world, &days).await;
        assert_eq!((&before["customers_total"], &before["answers"][0]["key"]), (&json!(2), &json!("return_window")));
        assert_eq!(before["scripts"][0]["shortcut"], "tui");
        assert!(before["customers"].as_array().expect("rows").iter().all(|row| row["outdated"] == false));
        recall(&world, &days, "现在是 {{fact:return_days}}").await.refused(409, "nobody_to_tell");

        let changed = change(&world, &days, "value", json!("15")).await;
        say(&chen, "b", "退货期限是多久").await;
        let rows = impact(&world, &changed).await["customers"].clone();
        let outdated = |name: &str| rows.as_array().expect("rows").iter().find(|row| row["nickname"] == name).expect("a row")["outdated"].clone();
        assert_eq!((outdated("林晓"), outdated("陈默")), (json!(true), json!(false)), "who asked again has heard the new one");

        let started = recall(&world, &changed, "更正：退货期限是 {{fact:return_days}}。").await.expect(201).json();
        assert_eq!(started["pending"], 1);
        sent(&world).await;
        sent(&world).await;
        recall(&world, &changed, "再说一遍").await.refused(409, "nobody_to_tell");
        let corrections: Vec<String> = thread_of(&lin).await.into_iter().filter(|m| m.body.starts_with("更正")).map(|m| m.body).collect();
        assert_eq!(corrections, ["更正：退货期限是 15 天。"]);
        assert!(!thread_of(&chen).await.iter().any(|message| message.body.starts_with("更正")));
        let after = impact(&world, &changed).await;
        assert_eq!((&after["recalls"][0]["sent"], &after["recalls"][0]["pending"]), (&json!(1), &json!(0)));
        let row = after["customers"].as_array().expect("rows").iter().find(|row| row["nickname"] == "林晓").expect("a row").clone();
        assert_eq!((&row["correction"]["state"], &row["correction"]["way"]), (&json!("sent"), &json!("conversation")));
    }

    async fn a_correction_that_was_overtaken_by_another_change_is_not_said(world: World) {
        let days = made(&world, fact("return_days", "退货期限", "7", "天")).await;
        answer_with_fact(&world).await;
        let lin = world.customer("林晓").await;
        say(&lin, "a", "几天内可以退货").await;
        let second = change(&world, &days, "value", json!("15")).await;
        // Straight into the table, as if the node had stopped right after the order was written.
        let (org_id, app) = (world.org_id, world.app.app.clone());
        let id = second["id"].as_str().expect("an id").parse().expect("a fact");
        let (recall_id, customer_id) = (app.clock.id(), lin.id);
        let conversation_id = widget_view(&lin).await.id;
        app.door.write(org_id, move |tx| Box::pin(async move {
            use yingke_store::{facts::Thread, recalls::{self, Recall, Target}};
            let body = yingke_core::text::Text::zh("旧的更正");
            let at = yingke_core::time::Millis(1);
            recalls::insert(tx, org_id, &Recall { id: recall_id, fact_id: id, edition: 2, body, created_by: None, created_at: at }).await?;
            let thread = Thread::Conversation(conversation_id);
            let target = Target { org_id, fact_id: id, edition: 2, customer_id, recall_id, thread, state: "pending".into(), way: String::new(), attempts: 0, at };
            recalls::add_targets(tx, &[target]).await?;
            Ok::<_, yingke_app::Error>(())
        })).await.expect("an order");
        change(&world, &second, "value", json!("30")).await;
        sent(&world).await;
        assert!(!thread_of(&lin).await.iter().any(|message| message.body == "旧的更正"));
    }

    async fn an_agents_script_is_remembered_when_its_fact_really_stands_in_the_words(world: World) {
        let days = made(&world, fact("return_days", "退货期限", "7", "天")).await;
        let agent = world.agent("小禾").await;
        world.group("售前", &[&agent]).await;
        let (lin, conversation) = active(&world, &agent, "林晓").await;
        let rendered = agent.post("/api/v1/facts/rendering", json!({ "text": "亲，{{fact:return_days}}内都可以退" })).await.expect(200).json();
        assert_eq!(rendered["text"], "亲，7 天内都可以退");
        let path = format!("/api/v1/conversations/{conversation}/messages");
        let send = |id: &str, body: &str| json!({ "client_id": id, "kind": "text", "body": body, "payload": { "facts": rendered["facts"] } });
        agent.post(&path, send("1", "亲，不急")).await.expect(201);
        assert_eq!(impact(&world, &days).await["customers_total"], 0);
        agent.post(&path, send("2", "亲，7 天内都可以退")).await.expect(201);
        agent.post(&path, send("2", "亲，7 天内都可以退")).await.expect(201);
        let row = impact(&world, &days).await["customers"][0].clone();
        assert_eq!((&row["customer_id"], &row["agent_id"], &row["times"]), (&json!(lin.id), &json!(agent.id), &json!(1)));
        let stranger = world.agent("外人").await;
        stranger.post(&path, send("3", "7 天")).await.refused(404, "not_found");
    }

    async fn what_an_agent_types_is_remembered_when_a_sentence_names_the_subject_and_says_the_value(world: World) {
        let days = made(&world, fact("return_days", "退货期限", "7", "天")).await;
        let agent = world.agent("小禾").await;
        world.group("售前", &[&agent]).await;
        let (lin, conversation) = active(&world, &agent, "林晓").await;
        let path = format!("/api/v1/conversations/{conversation}/messages");
        for (id, body) in [("1", "退货期限我帮您看一下。一般 7 天到账"), ("2", "退货期限是 17 天"), ("3", "7 天内都可以退")] {
            agent.post(&path, text(id, body)).await.expect(201);
        }
        let note = json!({ "client_id": "4", "kind": "text", "body": "退货期限 7 天", "internal": true });
        agent.post(&path, note).await.expect(201);
        assert_eq!(impact(&world, &days).await["customers_total"], 0, "not said, or not to the customer");
        agent.post(&path, text("5", "您好，退貨期限是７天哦")).await.expect(201);
        agent.post(&path, text("5", "您好，退貨期限是７天哦")).await.expect(201);
        let row = impact(&world, &days).await["customers"][0].clone();
        assert_eq!((&row["customer_id"], &row["edition"], &row["times"]), (&json!(lin.id), &json!(1), &json!(1)));

        // Another edition is heard as such, at once after the change.
        change(&world, &days, "value", json!("15")).await;
        agent.post(&path, text("6", "更正：退货期限是 15 天")).await.expect(201);
        assert_eq!(impact(&world, &days).await["customers"][0]["outdated"], false);
    }

    async fn a_suggested_answer_carries_its_facts_into_the_message(world: World) {
        let days = made(&world, fact("return_days", "退货期限", "7", "天")).await;
        answer_with_fact(&world).await;
        let agent = world.agent("小禾").await;
        world.group("售前", &[&agent]).await;
        let (lin, conversation) = active(&world, &agent, "林晓").await;
        say(&lin, "q", "几天内可以退货").await;
        let at = format!("/api/v1/conversations/{conversation}");
        let seen = agent.post(&format!("{at}/suggestions"), json!({})).await.expect(200).json();
        let suggestion = &seen["suggestions"][0];
        assert_eq!((&suggestion["body"], &suggestion["facts"]), (&json!("签收后 7 天内可以退货。"), &json!([days["id"]])));
        // Changed by hand, but the value still stands in it.
        let sent = json!({ "client_id": "1", "kind": "text", "body": "亲，签收后 7 天内都能退", "payload": { "facts": suggestion["facts"] } });
        agent.post(&format!("{at}/messages"), sent).await.expect(201);
        let row = impact(&world, &days).await["customers"][0].clone();
        assert_eq!((&row["agent_id"], &row["conversation_id"]), (&json!(agent.id), &json!(conversation)));
    }

    async fn who_was_told_in_a_ticket_is_listed_and_corrected_there(world: World) {
        let days = made(&world, fact("return_days", "退货期限", "7", "天")).await;
        let shop = people::Shop::open(&world).await;
        let ticket = shop.start("想退货").await["id"].as_str().expect("an id").to_owned();
        let at_ticket = format!("/api/v1/tickets/{ticket}");
        let words = |id: &str, body: &str| json!({ "client_id": id, "body": body });
        shop.xiaohe.post(&format!("{at_ticket}/comments"), words("1", "退货期限是 7 天")).await.expect(201);
        assert_eq!(impact(&world, &days).await["customers_total"], 0);
        shop.xiaohe.post(&format!("{at_ticket}/replies"), words("2", "您好，退货期限是 7 天。")).await.expect(201);
        shop.xiaohe.post(&format!("{at_ticket}/replies"), words("2", "您好，退货期限是 7 天。")).await.expect(201);
        let row = impact(&world, &days).await["customers"][0].clone();
        assert_eq!((&row["customer_id"], &row["ticket_id"], &row["times"]), (&json!(shop.lin.id), &json!(ticket), &json!(1)));
        let step = json!({ "step": "received", "body": "退货期限 7 天,没有超过" });
        shop.cang.post(&format!("{at_ticket}/milestones"), step).await.expect(200);
        assert_eq!(impact(&world, &days).await["customers"][0]["times"], 2);

        let changed = change(&world, &days, "value", json!("15")).await;
        recall(&world, &changed, "更正：退货期限是 {{fact:return_days}}。").await.expect(201);
        sent(&world).await;
        let request = shop.lin.get(&format!("/api/widget/v1/requests/{ticket}")).await.expect(200).text();
        assert!(request.contains("更正：退货期限是 15 天。"), "{request}");
    }

    async fn a_correction_reaches_an_ended_conversation_and_counts_as_unread(world: World) {
        let days = made(&world, fact("return_days", "退货期限", "7", "天")).await;
        answer_with_fact(&world).await;
        let lin = world.customer("林晓").await;
        say(&lin, "a", "几天内可以退货").await;
        let conversation = widget_view(&lin).await;
        lin.act(&format!("/api/widget/v1/conversations/{}/end", conversation.id)).await;
        let unread = widget_view(&lin).await.unread;
        let changed = change(&world, &days, "value", json!("15")).await;
        recall(&world, &changed, "更正：{{fact:return_days}}").await.expect(201);
        sent(&world).await;
        assert_eq!(widget_view(&lin).await.unread, unread + 1);
        assert_eq!(impact(&world, &changed).await["customers"][0]["correction"]["state"], "sent");
    }

    async fn wrong_facts_are_refused_and_a_key_in_use_is_kept(world: World) {
        let days = made(&world, fact("return_days", "退货期限", "7", "天")).await;
        for (field, value) in [("key", json!("Return Days")), ("value", json!("")), ("subject", json!("")), ("value", json!("{{fact:x}}")), ("key", json!("return_days"))] {
            let mut wrong = fact("other", "别的", "1", "天");
            wrong[field] = value;
            world.owner.post("/api/v1/facts", wrong).await.refused(422, "invalid");
        }
        answer_with_fact(&world).await;
        let mut renamed = days.clone();
        renamed["key"] = json!("return_time");
        assert_eq!(world.owner.patch(&at(&days), renamed).await.refused(422, "invalid").json()["error"]["field"], "key");
        let stale = days.clone();
        change(&world, &days, "source", json!("v4")).await;
        world.owner.patch(&at(&stale), stale.clone()).await.refused(409, "version_conflict");
        assert_eq!(world.owner.get(&at(&days)).await.json()["edition"], 1, "another source changes nothing that customers hear");
        let agent = world.agent("小禾").await;
        agent.post("/api/v1/facts", fact("k", "s", "1", "")).await.refused(403, "forbidden");
        agent.get(&format!("{}/impact", at(&days))).await.refused(403, "forbidden");
    }

    async fn a_guard_gets_the_facts_of_the_product_and_of_the_subject_that_hold_now(world: World) {
        let now = world.app.app.clock.now().0;
        let mut price = fact("p1", "四件套价格", "199", "¥");
        (price["sku"], price["kind"], price["valid_to"]) = (json!("SKU1"), json!("price"), json!(now + DAY));
        made(&world, price).await;
        made(&world, fact("return_days", "退货期限", "7", "天")).await;
        let keys = async |query: &str| {
            let found = world.owner.get(&format!("/api/v1/facts/valid{query}")).await.expect(200).json();
            found.as_array().expect("facts").iter().map(|fact| fact["key"].as_str().unwrap_or("").to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(keys("?sku=SKU1").await, ["p1", "return_days"]);
        assert_eq!(keys("?sku=SKU2&words=退貨期限是多久").await, ["return_days"]);
        assert_eq!(keys("?words=你好").await, Vec::<String>::new());
        world.app.advance(DAY);
        assert_eq!(keys("?sku=SKU1").await, ["return_days"]);
        assert_eq!(world.owner.get("/api/v1/facts?validity=expired").await.expect(200).json()["items"][0]["key"], "p1");
        assert_eq!(world.owner.get("/api/v1/facts?q=四件套").await.expect(200).json()["items"].as_array().map(Vec::len), Some(1));
    }
}
