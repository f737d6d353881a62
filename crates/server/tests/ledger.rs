//! The ledger of verified resolutions, from the customer's words to the figures.

mod talk;

use serde_json::{Value, json};
use talk::*;
use yingke_app::ledger::{catch_up, recompute, run_due};
use yingke_testkit::{Client, Customer, World, both_engines};

const HOUR: i64 = 3_600_000;

/// Reads with an API key: a session ends long before a window does.
struct Desk {
    item: String,
    key: Client,
}

async fn shop(world: &World) -> Desk {
    let key = json!({ "name": "wall", "permissions": ["wall.read"] });
    let key = world.owner.post("/api/v1/api-keys", key).await.expect(201).json();
    let key = world.app.client().bearer(key["key"].as_str().expect("a token"));
    category(world, "发票", &["发票"]).await;
    category(world, "物流", &["物流", "快递"]).await;
    for (key, question, answer) in [("invoice", "怎么开发票", "在订单详情里申请"), ("stuck", "物流不更新怎么办", "超过 48 小时就登记查询")]
    {
        let body = json!({ "key": key, "category": "c", "lang": "zh-CN", "question": question, "similar": [], "answer": answer, "source": "规则", "state": "published" });
        world.owner.post("/api/v1/knowledge", body).await.expect(201);
    }
    let found = world.owner.get("/api/v1/knowledge?q=invoice").await.expect(200).json();
    Desk { item: found["items"][0]["id"].as_str().expect("an id").to_owned(), key }
}

/// Lets the conversation end by itself, and the ledger read what happened.
async fn leave(world: &World) {
    world.app.advance(HOUR);
    timers(world).await;
    follow(world).await;
}
async fn follow(world: &World) {
    catch_up(&world.app.app, world.org_id).await.expect("the ledger follows");
    while run_due(&world.app.app).await.expect("due rows") > 0 {}
}
async fn rows(desk: &Desk, query: &str) -> Vec<Value> {
    desk.key.get(&format!("/api/v1/ledger?{query}")).await.expect(200).json()["items"].as_array().expect("a list").clone()
}
async fn class_of(world: &World, desk: &Desk, customer: &Customer) -> (String, String) {
    follow(world).await;
    let id = widget_view(customer).await.id;
    let row = desk.key.get(&format!("/api/v1/ledger/{id}")).await.expect(200).json();
    (row["class"].as_str().expect("a class").to_owned(), row["reason"].as_str().expect("a reason").to_owned())
}
async fn total(desk: &Desk, window: &str) -> Value {
    desk.key.get(&format!("/api/v1/ledger/figures?window={window}")).await.expect(200).json()["total"].clone()
}
async fn first(desk: &Desk, window: &str) -> Value {
    desk.key.get(&format!("/api/v1/ledger/first-contact?window={window}")).await.expect(200).json()
}
async fn cases(desk: &Desk, query: &str) -> Vec<Value> {
    desk.key.get(&format!("/api/v1/ledger/first-contact/cases?{query}")).await.expect(200).json()["items"]
        .as_array()
        .expect("a list")
        .clone()
}
/// resolved, unresolved, pending, follow_up, nothing_asked
fn five(counts: &Value) -> [i64; 5] {
    ["resolved", "unresolved", "pending", "follow_up", "nothing_asked"].map(|figure| counts[figure].as_i64().expect("a figure"))
}
fn pair(class: &str, reason: &str) -> (String, String) {
    (class.to_owned(), reason.to_owned())
}

both_engines! {
    async fn silence_counts_as_solved_only_when_its_window_has_passed(world: World) {
        let desk = shop(&world).await;
        let item = &desk.item;
        let lin = world.customer("林晓").await;
        say(&lin, "a", "怎么开发票").await;
        leave(&world).await;
        assert_eq!(class_of(&world, &desk, &lin).await, pair("pending", "window"));
        world.app.advance(72 * HOUR);
        assert_eq!(class_of(&world, &desk, &lin).await, pair("assumed", "no_return"));
        let (short, long) = (total(&desk, "72h").await, total(&desk, "7d").await);
        assert_eq!((&short["resolved"], &short["sessions"], &short["deflected"]), (&json!(1), &json!(1), &json!(1)), "{short}");
        assert_eq!((&long["pending"], &long["resolved"]), (&json!(1), &json!(0)), "{long}");
        world.app.advance(96 * HOUR);
        follow(&world).await;
        assert_eq!(total(&desk, "7d").await["resolved"], 1);
        // The board of items opens the same row.
        let board = desk.key.get("/api/v1/ledger/board?by=item").await.expect(200).json();
        assert_eq!((&board[0]["knowledge_id"], &board[0]["asked"], &board[0]["name"]), (&json!(item), &json!(1), &json!("怎么开发票")));
        assert_eq!(rows(&desk, &format!("item={item}")).await.len(), 1);
        assert_eq!(rows(&desk, "class=assumed").await[0]["question"], "怎么开发票");
        assert!(rows(&desk, "class=failed").await.is_empty());
    }

    async fn a_request_in_the_portal_about_the_same_thing_takes_the_resolution_away(world: World) {
        let desk = shop(&world).await;
        let (lin, wu) = (world.customer("林晓").await, world.customer("吴同").await);
        for one in [&lin, &wu] {
            say(one, "a", "怎么开发票").await;
        }
        leave(&world).await;
        let help = world.group("客服", &[]).await;
        let kind = json!({ "key": "help", "name": { "zh-CN": "求助" }, "family": "consult", "customer_can_start": true, "order_states": [], "base_priority": 1, "group": help.view.key, "fields": [], "steps": [{ "key": "check", "name": { "zh-CN": "处理" }, "public": true, "group": help.view.key, "text": { "zh-CN": "正在处理" } }], "enabled": true });
        let kind = world.owner.post("/api/v1/ticket-types", kind).await.expect(201).json();
        let request = |words: &str| json!({ "type_id": kind["id"], "client_id": "r-1", "title": words, "description": words, "fields": {}, "source": "portal" });
        lin.post("/api/widget/v1/requests", request("发票一直没收到")).await.expect(201);
        wu.post("/api/widget/v1/requests", request("快递破了")).await.expect(201);
        world.app.advance(73 * HOUR);
        assert_eq!(class_of(&world, &desk, &lin).await, pair("failed", "recontact"));
        assert_eq!(class_of(&world, &desk, &wu).await, pair("assumed", "no_return"), "another category is another issue");
        let failed = rows(&desk, "class=failed").await;
        let contact = failed[0]["evidence"].as_array().expect("evidence").iter().find(|one| one["kind"] == "contact").expect("the request").clone();
        assert_eq!((&contact["contact"], &contact["same_issue"]), (&json!("ticket"), &json!(true)));
    }

    async fn the_customer_can_object_from_the_widget_the_portal_and_in_words(world: World) {
        let desk = shop(&world).await;
        let (lin, wu, mei) = (world.customer("林晓").await, world.customer("吴同").await, world.customer("梅").await);
        for one in [&lin, &wu, &mei] {
            say(one, "a", "怎么开发票").await;
        }
        leave(&world).await;
        let first = widget_view(&lin).await.id;
        let path = format!("/api/widget/v1/conversations/{first}/objection");
        lin.post(&path, json!({ "on": "portal" })).await.expect(204);
        lin.post(&path, json!({ "on": "portal" })).await.expect(204);
        wu.post(&path, json!({ "on": "portal" })).await.refused(404, "not_found");
        lin.post(&path, json!({ "on": "tv" })).await.refused(422, "invalid");
        assert_eq!(class_of(&world, &desk, &lin).await, pair("failed", "disputed"));
        // A day later, and in a new conversation.
        let before = widget_view(&mei).await.id;
        world.app.advance(30 * HOUR);
        say(&mei, "b", "还是没解决").await;
        follow(&world).await;
        assert_ne!(widget_view(&mei).await.id, before);
        let row = desk.key.get(&format!("/api/v1/ledger/{before}")).await.expect(200).json();
        assert_eq!((&row["class"], &row["reason"]), (&json!("failed"), &json!("disputed")));
        world.app.advance(60 * HOUR);
        assert_eq!(class_of(&world, &desk, &wu).await, pair("assumed", "no_return"));
    }

    async fn greetings_clicks_missing_answers_and_people_have_their_own_classes(world: World) {
        let desk = shop(&world).await;
        let anna = world.agent("安娜").await;
        world.group("售后", &[&anna]).await;
        let (a, b, c, d) = (world.customer("甲").await, world.customer("乙").await, world.customer("丙").await, world.customer("丁").await);
        say(&a, "a", "你好").await;
        say(&b, "b", "怎么开发票").await;
        let thread_of_b = thread(&b, &widget_view(&b).await).await;
        let answer = thread_of_b.iter().find(|message| message.kind == yingke_core::conversation::MessageKind::Answer).expect("an answer").id;
        b.post(&format!("/api/widget/v1/answers/{answer}/feedback"), json!({ "solved": true })).await;
        say(&c, "c", "你们老板的生日是哪天来着").await;
        on_break(&anna).await;
        say(&d, "d", "物流不更新怎么办").await;
        ask(&d).await;
        anna.act(&format!("{}/acceptance", path(&widget_view(&d).await))).await.expect(200);
        leave(&world).await;
        assert_eq!(class_of(&world, &desk, &a).await, pair("nothing_asked", "only_greeting"));
        assert_eq!(class_of(&world, &desk, &b).await, pair("confirmed", "clicked"));
        assert_eq!(class_of(&world, &desk, &c).await, pair("gave_up", "no_answer"));
        assert_eq!(class_of(&world, &desk, &d).await, pair("failed", "human"));
        let total = total(&desk, "72h").await;
        assert_eq!((&total["sessions"], &total["resolved"], &total["nothing_asked"], &total["deflected"]), (&json!(3), &json!(1), &json!(1), &json!(2)));
        // Every figure opens as many rows as it says.
        for class in ["confirmed", "gave_up", "failed", "nothing_asked"] {
            assert_eq!(rows(&desk, &format!("class={class}")).await.len() as i64, total[class].as_i64().expect("a figure"), "{class}");
        }
        assert_eq!(rows(&desk, "deflected=true").await.len(), 2);
    }

    async fn a_ledger_made_anew_from_the_log_is_the_same_ledger(world: World) {
        let desk = shop(&world).await;
        let anna = world.agent("安娜").await;
        world.group("售后", &[&anna]).await;
        on_break(&anna).await;
        for (n, words) in ["怎么开发票", "你好", "快递", "物流不更新怎么办", "老板生日", "怎么开发票"].into_iter().enumerate() {
            let one = world.customer(&format!("客{n}")).await;
            say(&one, "a", words).await;
            if n % 2 == 1 {
                ask(&one).await;
            }
            leave(&world).await;
            world.app.advance(20 * HOUR);
            say(&one, "b", ["谢谢", "还是没解决", "怎么开发票"][n % 3]).await;
            leave(&world).await;
        }
        let see = || async {
            let mut seen = rows(&desk, "limit=100").await;
            seen.push(total(&desk, "72h").await);
            seen.push(total(&desk, "7d").await);
            seen.push(desk.key.get("/api/v1/ledger/board?by=item").await.expect(200).json());
            seen.push(desk.key.get("/api/v1/ledger/board?by=entry").await.expect(200).json());
            seen.push(first(&desk, "72h").await);
            seen.push(first(&desk, "7d").await);
            seen.push(json!(cases(&desk, "limit=100").await));
            seen
        };
        follow(&world).await;
        let live = see().await;
        assert!(live.len() > 8, "{} rows are no test", live.len());
        recompute(&world.app.app, world.org_id).await.expect("a new ledger");
        assert_eq!(see().await, live);
    }

    async fn only_people_who_may_see_the_wall_see_the_ledger(world: World) {
        let anna = world.agent("安娜").await;
        for path in ["ledger", "ledger/figures", "ledger/board", "ledger/first-contact", "ledger/first-contact/cases"] {
            anna.get(&format!("/api/v1/{path}")).await.refused(403, "forbidden");
            world.owner.get(&format!("/api/v1/{path}")).await.expect(200);
        }
        world.owner.get("/api/v1/ledger/figures?from=0&to=1795247000000").await.expect(422);
        world.owner.get("/api/v1/ledger?cursor=rubbish").await.expect(422);
    }

    async fn first_contact_resolution_counts_people_and_bot_and_opens_its_cases(world: World) {
        let desk = shop(&world).await;
        let anna = world.agent("安娜").await;
        world.group("售后", &[&anna]).await;
        let (by_bot, greets, misses) = (world.customer("甲").await, world.customer("乙").await, world.customer("丙").await);
        say(&by_bot, "a", "怎么开发票").await;
        say(&greets, "a", "你好").await;
        say(&misses, "a", "你们老板的生日是哪天来着").await;
        // Two talks with people; before one of them the bot had answered.
        let (good, _) = active(&world, &anna, "丁").await;
        let bad = world.customer("戊").await;
        say(&bad, "a", "物流不更新怎么办").await;
        ask(&bad).await;
        let talk = widget_view(&bad).await;
        anna.act(&format!("{}/acceptance", path(&talk))).await.expect(200);
        for one in [&good, &bad] {
            let talk = widget_view(one).await;
            reply(&anna, &talk, "r", "已经登记好了").await;
            anna.post(&format!("{}/closure", path(&talk)), json!({})).await.expect(200);
        }
        bad.post(&format!("/api/widget/v1/conversations/{}/rating", talk.id), json!({ "stars": 1, "comment": "" })).await.expect(200);
        for _ in 0..3 {
            leave(&world).await;
        }
        let now = first(&desk, "72h").await;
        assert_eq!(five(&now["bot"]), [0, 1, 1, 0, 1], "{now}");
        assert_eq!(five(&now["people"]), [0, 1, 1, 0, 0], "the window is open: {now}");
        world.app.advance(72 * HOUR);
        follow(&world).await;
        let (short, long) = (first(&desk, "72h").await, first(&desk, "7d").await);
        assert_eq!(five(&short["bot"]), [1, 1, 0, 0, 1], "{short}");
        assert_eq!(five(&short["people"]), [1, 1, 0, 0, 0], "{short}");
        assert_eq!(five(&short["all"]), [2, 2, 0, 0, 1], "{short}");
        assert_eq!(five(&long["all"]), [0, 2, 2, 0, 1], "{long}");
        let by_day: i64 = short["days"].as_array().expect("days").iter().map(|day| five(&day["counts"]).iter().sum::<i64>()).sum();
        assert_eq!(by_day, 5);
        // Every figure opens as many cases as it says.
        for (window, figures) in [("72h", &short), ("7d", &long)] {
            for by in ["bot", "people"] {
                for outcome in ["resolved", "unresolved", "pending", "follow_up", "nothing_asked"] {
                    let rows = cases(&desk, &format!("window={window}&by={by}&outcome={outcome}")).await;
                    assert_eq!(rows.len() as i64, figures[by][outcome].as_i64().expect("a figure"), "{window} {by} {outcome}");
                }
            }
        }
        let bad = cases(&desk, "by=people&outcome=unresolved").await;
        assert_eq!((&bad[0]["reason"], &bad[0]["question"]), (&json!("bad_rating"), &json!("物流不更新怎么办")));
    }

    async fn a_second_talk_on_the_issue_fails_the_first_and_is_itself_no_first_contact(world: World) {
        let desk = shop(&world).await;
        let (lin, wu) = (world.customer("林晓").await, world.customer("吴同").await);
        for one in [&lin, &wu] {
            say(one, "a", "怎么开发票").await;
        }
        leave(&world).await;
        world.app.advance(20 * HOUR);
        say(&lin, "b", "怎么开发票").await;
        say(&wu, "b", "物流不更新怎么办").await;
        leave(&world).await;
        world.app.advance(80 * HOUR);
        follow(&world).await;
        let figures = first(&desk, "72h").await;
        assert_eq!(five(&figures["bot"]), [2, 1, 0, 1, 0], "{figures}");
        let (failed, follows) = (cases(&desk, "outcome=unresolved").await, cases(&desk, "outcome=follow_up").await);
        assert_eq!((&failed[0]["reason"], &failed[0]["customer"]), (&json!("recontact"), &json!("林晓")));
        assert_eq!(failed[0]["other"]["conversation_id"], follows[0]["conversation_id"]);
        assert_eq!(follows[0]["other"]["conversation_id"], failed[0]["conversation_id"]);
    }
}
