//! The ways side by side: bot, person, call back, request; what was told, how many clicks, and what became of it.

mod talk;

use serde_json::{Value, json};
use talk::*;
use yingke_app::ledger::{catch_up, recompute, run_due};
use yingke_testkit::{Client, Customer, World, both_engines};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

async fn key(world: &World) -> Client {
    let key = json!({ "name": "wall", "permissions": ["wall.read"] });
    let key = world.owner.post("/api/v1/api-keys", key).await.expect(201).json();
    world.app.client().bearer(key["key"].as_str().expect("a token"))
}
async fn follow(world: &World) {
    catch_up(&world.app.app, world.org_id).await.expect("the ledger follows");
    while run_due(&world.app.app).await.expect("due rows") > 0 {}
}
async fn figures(world: &World, key: &Client) -> Value {
    follow(world).await;
    key.get("/api/v1/ledger/paths").await.expect(200).json()
}
/// `route ending` with their counts, as far as there are any.
fn routes(figures: &Value) -> Vec<String> {
    let mut out = Vec::new();
    for route in figures["routes"].as_array().expect("routes") {
        for ending in route["endings"].as_array().expect("endings") {
            out.push(format!(
                "{} {} {}",
                route["route"].as_str().expect("a word"),
                ending["ending"].as_str().expect("a word"),
                ending["count"]
            ));
        }
    }
    out
}
async fn rows(key: &Client, query: &str) -> Vec<Value> {
    key.get(&format!("/api/v1/ledger/paths/contacts?{query}")).await.expect(200).json()["items"].as_array().expect("a list").clone()
}
async fn asks_in(customer: &Customer, clicks: i64) {
    customer.act(&format!("/api/widget/v1/human?clicks={clicks}")).await.expect(200);
}
async fn takes(world: &World, agent: &yingke_testkit::Agent, customer: &Customer) {
    let waiting = widget_view(customer).await;
    agent.act(&format!("{}/acceptance", path(&waiting))).await.expect(200);
    world.advance(0);
}
async fn snapshot(customer: &Customer) -> Value {
    customer.get("/api/widget/v1/snapshot").await.expect(200).json()
}
fn call_back(client_id: &str, contact: &str) -> Value {
    json!({ "client_id": client_id, "body": "请告诉我快递为什么不动", "contact": contact, "call": {} })
}

both_engines! {
    async fn each_way_is_counted_once_with_what_became_of_it_and_opens_its_rows(world: World) {
        let wall = key(&world).await;
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        on_break(&he).await;
        // A pace of one a minute.
        for n in 0..3 {
            active(&world, &he, &format!("客{n}")).await;
            world.advance(MINUTE);
        }
        let (bot, first, second, tired, written) =
            (world.customer("问").await, world.customer("人").await, world.customer("转").await, world.customer("烦").await, world.customer("写").await);
        say(&bot, "a", "你们的杯子能用微波炉吗").await;
        asks_in(&first, 2).await;
        world.advance(MINUTE);
        takes(&world, &he, &first).await;
        say(&second, "a", "你们的杯子能用微波炉吗").await;
        say(&second, "b", "转人工").await;
        world.advance(10 * MINUTE);
        takes(&world, &he, &second).await;
        asks_in(&tired, 1).await;
        tired.delete("/api/widget/v1/human").await.expect(200);
        written.post("/api/widget/v1/offline-message", call_back("c", "13812345678")).await.expect(201);
        let told = figures(&world, &wall).await;
        assert_eq!(
            routes(&told),
            ["bot open 1", "bot_person answered 1", "person answered 4", "person abandoned 1", "callback request_open 1"],
            "{told:#}"
        );
        assert_eq!(told["total"], 8);
        assert_eq!(
            (&told["waits"]["as_told"], &told["waits"]["longer"], &told["waits"]["not_told"]),
            (&json!(1), &json!(1), &json!(3)),
            "{told:#}"
        );
        assert_eq!(told["waits"]["told_median_ms"], told["waits"]["waited_median_ms"], "the first of two waits came as told");
        assert_eq!((&told["clicks"]["none"], &told["clicks"]["one"], &told["clicks"]["two"]), (&json!(1), &json!(1), &json!(1)));

        let late = &rows(&wall, "promise=longer").await[0];
        assert_eq!((&late["route"], &late["first"], &late["waited_ms"]), (&json!("bot_person"), &json!("bot"), &json!(10 * MINUTE)));
        assert_eq!(late["question"], "你们的杯子能用微波炉吗");
        assert_eq!(rows(&wall, "route=person&ending=abandoned").await.len(), 1);
        assert_eq!(rows(&wall, "waited=true").await.len(), 5);
        assert_eq!(rows(&wall, "clicks=2").await[0]["customer"], "人");
        assert_eq!(rows(&wall, "clicks=3").await.len(), 0);
        let page = wall.get("/api/v1/ledger/paths/contacts?limit=3").await.expect(200).json();
        let rest = wall.get(&format!("/api/v1/ledger/paths/contacts?limit=50&cursor={}", page["next"].as_str().expect("more"))).await.expect(200).json();
        assert_eq!((page["items"].as_array().map(Vec::len), rest["items"].as_array().map(Vec::len)), (Some(3), Some(5)));
        he.get("/api/v1/ledger/paths").await.refused(403, "forbidden");
        he.get("/api/v1/ledger/paths/contacts").await.refused(403, "forbidden");

        recompute(&world.app.app, world.org_id).await.expect("again");
        assert_eq!(figures(&world, &wall).await, told, "made again from the log it is the same");
    }

    async fn a_call_back_is_a_request_with_number_and_time_that_the_one_who_takes_it_can_call(world: World) {
        let wall = key(&world).await;
        let (he, mei) = (world.agent("小禾").await, world.agent("小梅").await);
        world.group("售后", &[&he, &mei]).await;
        let lin = world.customer("林晓").await;
        let now = world.app.app.clock.now().0;
        let (from, until) = (now + 2 * HOUR, now + 4 * HOUR);
        let mut wish = call_back("c", "+86 138-1234-5678");
        wish["call"] = json!({ "from": from, "until": until });
        let left = lin.post("/api/widget/v1/offline-message", wish.clone()).await.expect(201).json();
        assert_eq!(left["conversation"]["state"], "offline_message");
        let again = lin.post("/api/widget/v1/offline-message", wish).await.expect(201).json();
        assert_eq!(again["request"]["id"], left["request"]["id"], "sent twice is one wish");
        let id = left["request"]["id"].as_str().expect("a request");

        let listed = he.get("/api/v1/tickets").await.expect(200).json();
        assert_eq!((&listed["items"][0]["source"], &listed["items"][0]["due_at"]), (&json!("callback"), &json!(until)));
        let kinds = he.get("/api/v1/ticket-types").await.expect(200).json();
        let kind = kinds.as_array().expect("kinds").iter().find(|kind| kind["key"] == "callback").expect("a kind of its own");
        assert_eq!((&kind["name"]["zh-CN"], &kind["family"], &listed["items"][0]["type_id"]), (&json!("回电"), &json!("reservation"), &kind["id"]));
        let seen = he.get(&format!("/api/v1/tickets/{id}")).await.expect(200).json();
        assert_eq!(seen["fields"]["phone"], "+86 138-****-5678".replace("+86 138-****-5678", seen["fields"]["phone"].as_str().expect("a number")));
        assert!(seen["fields"]["phone"].as_str().expect("a number").contains('*'), "masked until it is somebody's task");
        let version = &seen["version"];
        let took = he.patch(&format!("/api/v1/tickets/{id}"), json!({ "version": version, "agent_id": he.id })).await.expect(200).json();
        assert_eq!(took["fields"]["phone"], "+86 138-1234-5678");
        let other = mei.get(&format!("/api/v1/tickets/{id}")).await.expect(200).json();
        assert!(other["fields"]["phone"].as_str().expect("a number").contains('*'));

        let done = json!({ "version": took["version"], "state": "solved" });
        he.patch(&format!("/api/v1/tickets/{id}"), done).await.expect(200);
        assert_eq!(routes(&figures(&world, &wall).await), ["callback request_done 1"]);
        assert_eq!(rows(&wall, "route=callback").await[0]["ticket_id"], *id);
    }

    async fn a_wish_that_nobody_could_keep_is_refused_with_what_is_wrong(world: World) {
        world.group("售后", &[]).await;
        let lin = world.customer("林晓").await;
        let now = world.app.app.clock.now().0;
        for contact in ["", "打给我", "123", "a@b"] {
            lin.post("/api/widget/v1/offline-message", call_back("c", contact)).await.refused(422, "invalid");
        }
        for (from, until) in [
            (json!(now - 3 * HOUR), json!(now - HOUR)),
            (json!(now + 2 * HOUR), json!(now + HOUR)),
            (json!(now + 10 * 24 * HOUR), json!(now + 10 * 24 * HOUR + 1)),
            (json!(null), json!(now + HOUR)),
        ] {
            let mut wish = call_back("c", "13812345678");
            wish["call"] = json!({ "from": from, "until": until });
            lin.post("/api/widget/v1/offline-message", wish).await.refused(422, "invalid");
        }
        assert!(lin.get("/api/widget/v1/requests").await.expect(200).json()["items"].as_array().expect("a list").is_empty());
    }

    async fn who_is_tired_of_waiting_is_called_back_and_his_talk_goes_on_where_it_was(world: World) {
        let he = world.agent("小禾").await;
        world.group("售后", &[&he]).await;
        on_break(&he).await;
        let lin = world.customer("林晓").await;
        say(&lin, "a", "你们的杯子能用微波炉吗").await;
        let waiting = ask(&lin).await;
        assert_eq!(waiting.position, Some(1));
        lin.post("/api/widget/v1/offline-message", call_back("c", "lin@example.com")).await.expect(201);
        let after = widget_view(&lin).await;
        assert_eq!((after.id, after.state.as_str(), after.position), (waiting.id, "offline_message", None));
        let bodies: Vec<String> = thread(&lin, &after).await.into_iter().map(|message| message.body).collect();
        assert!(bodies.iter().any(|body| body.contains("微波炉")) && bodies.iter().any(|body| body.contains("快递为什么不动")), "{bodies:?}");
        say(&lin, "b", "还有一个问题").await;
        assert_eq!(widget_view(&lin).await.id, waiting.id, "the same conversation goes on");
        let wall = key(&world).await;
        assert_eq!(routes(&figures(&world, &wall).await), ["callback request_open 1"]);
        let row = &rows(&wall, "").await[0];
        assert_eq!((&row["first"], &row["route"]), (&json!("bot"), &json!("callback")));
    }

    async fn the_shop_closes_the_door_by_switching_the_kind_off(world: World) {
        world.group("售后", &[]).await;
        let lin = world.customer("林晓").await;
                assert_eq!(snapshot(&lin).await["call_back"], true);
        lin.post("/api/widget/v1/offline-message", call_back("c", "13812345678")).await.expect(201);
        let kinds = world.owner.get("/api/v1/ticket-types").await.expect(200).json();
        let mut kind = kinds.as_array().expect("kinds").iter().find(|kind| kind["key"] == "callback").expect("made").clone();
        kind["enabled"] = json!(false);
        let id = kind["id"].as_str().expect("an id").to_owned();
        world.owner.patch(&format!("/api/v1/ticket-types/{id}"), kind).await.expect(200);
        assert_eq!(snapshot(&lin).await["call_back"], false);
        let mei = world.customer("小梅").await;
        mei.post("/api/widget/v1/offline-message", call_back("d", "13812345678")).await.refused(409, "wrong_state");
    }

    async fn while_nobody_is_there_the_door_says_when_somebody_is(world: World) {
        let lin = world.customer("林晓").await;
        assert_eq!(snapshot(&lin).await["human"]["back_at"], Value::Null);
        let entry = world.owner.get("/api/v1/entries").await.expect(200).json()[0].clone();
        let at = format!("/api/v1/entries/{}", entry["id"].as_str().expect("an id"));
        let mut wrong = entry.clone();
        wrong["hours"] = json!({ "days": [], "from_min": 0, "to_min": 60 });
        world.owner.patch(&at, wrong).await.refused(422, "invalid");
        // One minute of one day that is not today's.
        let day = (yingke_core::metric::day(world.app.app.clock.now()) + 3 + 1).rem_euclid(7) + 1;
        let mut saved = entry;
        saved["hours"] = json!({ "days": [day], "from_min": 540, "to_min": 1320 });
        world.owner.patch(&at, saved).await.expect(200);
        let door = snapshot(&lin).await["human"].clone();
        let back_at = door["back_at"].as_i64().expect("a time");
        let ahead = back_at - world.app.app.clock.now().0;
        assert!((0..48 * HOUR).contains(&ahead) && (back_at / MINUTE) % 60 == 0, "{door}");
        ask(&lin).await;
        let said = thread(&lin, &widget_view(&lin).await).await.pop().expect("words").body;
        assert!(said.contains("09:00"), "{said}");
        // Without a wished time it is due an hour after somebody is there.
        lin.post("/api/widget/v1/offline-message", call_back("c", "13812345678")).await.expect(201);
        let listed = world.owner.get("/api/v1/tickets").await.expect(200).json();
        assert_eq!(listed["items"][0]["due_at"].as_i64(), Some(back_at + HOUR));
    }
}
