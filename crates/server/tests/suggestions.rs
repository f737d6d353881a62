//! Suggestions for the product: from what customers bring to telling them what became of it.

mod talk;

use serde_json::{Value, json};
use talk::*;
use yingke_core::{conversation::SenderKind, id::*};
use yingke_testkit::{Agent, Customer, World, both_engines};

/// Talks that ended, with this category; the third one is the first customer's second.
async fn voices(world: &World, anna: &Agent, about: CategoryId) -> Vec<Customer> {
    let mut customers = Vec::new();
    for name in ["林晓", "吴同"] {
        let (customer, id) = active(world, anna, name).await;
        finish(world, anna, id, about).await;
        customers.push(customer);
    }
    say(&customers[0], "again", "你好").await;
    let asked = ask(&customers[0]).await;
    anna.act(&format!("{}/acceptance", path(&asked))).await.expect(200);
    finish(world, anna, asked.id, about).await;
    customers
}
async fn finish(world: &World, anna: &Agent, id: ConversationId, about: CategoryId) {
    anna.put(&format!("/api/v1/conversations/{id}/category"), json!({ "category_id": about })).await.expect(200);
    anna.post(&format!("/api/v1/conversations/{id}/closure"), json!({})).await.expect(200);
    world.app.advance(600_000);
    timers(world).await;
}
async fn clusters(world: &World) -> Vec<Value> {
    world.owner.get("/api/v1/suggestion-clusters").await.expect(200).json().as_array().expect("a list").clone()
}
async fn detail(world: &World, made: &Value) -> Value {
    world.owner.get(&at(made)).await.expect(200).json()
}
fn at(made: &Value) -> String {
    format!("/api/v1/suggestions/{}", made["id"].as_str().expect("an id"))
}
fn moved(made: &Value, state: &str, owner: Option<&Agent>) -> Value {
    json!({ "title": made["title"], "note": "", "owner_id": owner.map(|agent| agent.id), "state": state, "version": made["version"] })
}
/// What the product has said to the customer about it.
async fn news(customer: &Customer) -> Vec<String> {
    let messages = thread(customer, &widget_view(customer).await).await;
    messages.into_iter().filter(|one| one.sender_kind == SenderKind::Bot && one.body.contains("隔热垫")).map(|one| one.body).collect()
}

both_engines! {
    async fn a_cluster_becomes_a_suggestion_and_those_who_asked_hear_once_what_became_of_it(world: World) {
        let anna = world.agent("安娜").await;
        world.group("客服", &[&anna]).await;
        let about = category(&world, "杯子烫手", &[]).await;
        let customers = voices(&world, &anna, about).await;
        let seen = clusters(&world).await;
        assert_eq!((&seen[0]["category_id"], &seen[0]["conversations"], &seen[0]["customers"]), (&json!(about), &json!(3), &json!(2)), "{seen:?}");
        let make = json!({ "category_id": about, "title": "杯子加隔热垫" });
        let made = world.owner.post("/api/v1/suggestions", make.clone()).await.expect(201).json();
        assert_eq!((&made["state"], &made["threads"], &made["customers"]), (&json!("open"), &json!(3), &json!(2)));
        // Its evidence stands for it alone.
        assert!(clusters(&world).await.is_empty());
        world.owner.post("/api/v1/suggestions", make).await.refused(404, "not_found");
        let shown = detail(&world, &made).await;
        assert_eq!((shown["evidence"].as_array().expect("links").len(), &shown["to_tell"]), (3, &json!(0)));

        // Nobody is told before it is decided, and nobody works on it without a name.
        let body = json!({ "body": { "zh-CN": "您提的隔热垫，新款已经加上了。" } });
        world.owner.post(&format!("{}/news", at(&made)), body.clone()).await.refused(409, "wrong_state");
        world.owner.put(&at(&made), moved(&made, "taken", None)).await.refused(422, "invalid");
        let taken = world.owner.put(&at(&made), moved(&made, "taken", Some(&anna))).await.expect(200).json();
        world.owner.put(&at(&made), moved(&made, "done", Some(&anna))).await.refused(409, "version_conflict");
        let done = world.owner.put(&at(&made), moved(&taken, "done", Some(&anna))).await.expect(200).json();
        assert_eq!(detail(&world, &made).await["to_tell"], 2);
        for one in &customers {
            assert!(news(one).await.is_empty(), "nothing is sent without being asked for");
        }

        world.owner.post(&format!("{}/news", at(&made)), body.clone()).await.expect(201);
        yingke_app::suggestions::send_waiting(&world.app.app).await.expect("sending");
        world.owner.post(&format!("{}/news", at(&made)), body).await.refused(409, "nobody_to_tell");
        yingke_app::suggestions::send_waiting(&world.app.app).await.expect("sending");
        for one in &customers {
            assert_eq!(news(one).await, ["您提的隔热垫，新款已经加上了。"]);
        }
        let after = detail(&world, &made).await;
        assert_eq!((&after["told"], &after["sending"], &after["to_tell"]), (&json!(2), &json!(0), &json!(0)), "{after}");
        // What they were told stays true.
        world.owner.put(&at(&made), moved(&done, "declined", Some(&anna))).await.refused(409, "wrong_state");
        let listed = world.owner.get("/api/v1/suggestions?state=done").await.expect(200).json();
        assert_eq!(listed["items"][0]["id"], made["id"]);
    }

    async fn the_evidence_shows_the_customers_own_words_to_who_may_read_them(world: World) {
        let anna = world.agent("安娜").await;
        world.group("客服", &[&anna]).await;
        let about = category(&world, "杯子烫手", &[]).await;
        on_break(&anna).await;
        let lin = world.customer("林晓").await;
        say(&lin, "a", "你好").await;
        say(&lin, "b", "杯子太烫了，打 13812345678 告诉我什么时候改").await;
        let asked = ask(&lin).await;
        anna.act(&format!("{}/acceptance", path(&asked))).await.expect(200);
        finish(&world, &anna, asked.id, about).await;
        let seen = clusters(&world).await;
        let words = seen[0]["evidence"][0]["words"].as_str().expect("words");
        assert!(words.starts_with("杯子太烫了") && !words.contains("13812345678"), "{words}");
        let made = world.owner.post("/api/v1/suggestions", json!({ "category_id": about, "title": "杯子加隔热垫" })).await.expect(201).json();
        assert_eq!(detail(&world, &made).await["evidence"][0]["words"], words);
        // Who keeps knowledge but may not read every conversation sees that there is one, and not what was said.
        let key = json!({ "name": "writer", "permissions": ["knowledge.edit"] });
        let key = world.owner.post("/api/v1/api-keys", key).await.expect(201).json();
        let writer = world.app.client().bearer(key["key"].as_str().expect("a token"));
        let link = writer.get(&at(&made)).await.expect(200).json()["evidence"][0].clone();
        assert!(link["conversation_id"].is_string() && link["words"].is_null(), "{link}");
    }

    async fn each_is_told_in_the_own_language_and_no_language_may_be_missing(world: World) {
        let anna = world.agent("安娜").await;
        world.group("客服", &[&anna]).await;
        let about = category(&world, "杯子烫手", &[]).await;
        let customers = voices(&world, &anna, about).await;
        let english = customers[1].id;
        let org_id = world.org_id;
        let written = world.app.app.door.write(org_id, move |tx| {
            Box::pin(async move {
                use yingke_store::Run as _;
                let query = yingke_store::Query::new("UPDATE customer SET locale = 'en' WHERE org_id = $1 AND id = $2");
                tx.execute(query.bind(org_id).bind(english)).await?;
                Ok::<_, yingke_app::Error>(())
            })
        });
        written.await.expect("another language");
        let made = world.owner.post("/api/v1/suggestions", json!({ "category_id": about, "title": "杯子加隔热垫" })).await.expect(201).json();
        world.owner.put(&at(&made), moved(&made, "done", Some(&anna))).await.expect(200);
        let shown = detail(&world, &made).await;
        assert_eq!(shown["to_tell_by"], json!([{ "locale": "zh-CN", "customers": 1 }, { "locale": "en", "customers": 1 }]));
        let news_at = format!("{}/news", at(&made));
        let tell = |body: Value| world.owner.post(&news_at, json!({ "body": body }));
        let refused = tell(json!({ "zh-CN": "隔热垫加上了。" })).await.refused(422, "invalid").json();
        assert_eq!(refused["error"]["field"], "body.en");
        tell(json!({ "zh-CN": "{{fact:price}} 的隔热垫", "en": "x" })).await.refused(422, "invalid");
        assert_eq!(detail(&world, &made).await["sending"], 0, "nobody hears a part of it");
        tell(json!({ "zh-CN": "隔热垫加上了。", "en": "The 隔热垫 (heat pad) is there." })).await.expect(201);
        yingke_app::suggestions::send_waiting(&world.app.app).await.expect("sending");
        assert_eq!(news(&customers[0]).await, ["隔热垫加上了。"]);
        assert_eq!(news(&customers[1]).await, ["The 隔热垫 (heat pad) is there."]);
    }

    async fn only_people_who_keep_knowledge_see_suggestions(world: World) {
        let anna = world.agent("安娜").await;
        for path in ["suggestion-clusters", "suggestions"] {
            anna.get(&format!("/api/v1/{path}")).await.refused(403, "forbidden");
            world.owner.get(&format!("/api/v1/{path}")).await.expect(200);
        }
        world.owner.get("/api/v1/suggestions?cursor=rubbish").await.expect(422);
    }
}
