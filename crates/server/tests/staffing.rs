//! The staffing forecast: figures from real conversations, people needed by half hours, settings, and what would happen if.

mod talk;

use serde_json::{Value, json};
use std::collections::BTreeMap;
use talk::*;
use yingke_core::{id::*, staffing::fold::Counts, time::Millis};
use yingke_testkit::{Group, World, both_engines};

const HALF_HOUR: i64 = 1_800_000;
const MINUTE: i64 = 60_000;
const DAY: i64 = 86_400_000;

fn now(world: &World) -> Millis {
    world.app.app.clock.now()
}

/// The midnight in China that began today.
fn midnight(world: &World) -> i64 {
    (now(world).0 + 8 * 3_600_000).div_euclid(DAY) * DAY - 8 * 3_600_000
}

async fn catch_up(world: &World) {
    yingke_app::staffing::catch_up(&world.app.app, world.org_id).await.expect("the follower");
}

/// Figures of past half hours, written as the follower writes them.
async fn counted(world: &World, moved: BTreeMap<(GroupId, i64), Counts>) {
    let org_id = world.org_id;
    let written = world.app.app.door.write(org_id, move |tx| {
        Box::pin(async move { Ok::<_, yingke_app::Error>(yingke_store::staffing::count(tx, org_id, &moved).await?) })
    });
    written.await.expect("figures");
}

/// Eight weeks in which every day brought so many contacts at ten o'clock, of so many seconds each, and forty talks that the
/// bot kept. With `left`, so many of them gave up after a minute.
async fn eight_weeks(world: &World, group: &Group, contacts: i64, handle_s: i64, left: i64) {
    let ten = midnight(world) + 10 * 3_600_000;
    let counts = Counts {
        contacts,
        answered: contacts - left,
        abandoned: left,
        bot_only: 40,
        handled: contacts - left,
        wait_ms: left * MINUTE,
        held_ms: (contacts - left) * handle_s * 1_000,
        shared_ms: (contacts - left) * handle_s * 1_000,
        ..Counts::default()
    };
    let days = (1..=57).map(|day| ((group.id, (ten - day * DAY) / HALF_HOUR), counts));
    counted(world, days.collect()).await;
    let org_id = world.org_id;
    let (id, long_ago) = (group.id, Millis(ten - 100 * DAY));
    let written = world.app.app.door.write(org_id, move |tx| {
        Box::pin(async move {
            use yingke_store::Run as _;
            let query = yingke_store::Query::new("UPDATE agent_group SET created_at = $3 WHERE org_id = $1 AND id = $2");
            tx.execute(query.bind(org_id).bind(id).bind(long_ago)).await?;
            Ok::<_, yingke_app::Error>(())
        })
    });
    written.await.expect("an older group");
}

async fn forecast(world: &World, query: &str) -> Value {
    world.owner.get(&format!("/api/v1/staffing/forecast{query}")).await.expect(200).json()
}

/// The half hour at ten o'clock, so many days from today.
fn at_ten(forecast: &Value, day: usize) -> &Value {
    &forecast["slots"][day * 48 + 20]
}

fn close(value: &Value, to: f64, by: f64) -> bool {
    (value.as_f64().unwrap_or(f64::NAN) - to).abs() < by
}

async fn ended(agent: &yingke_testkit::Agent, id: ConversationId) {
    agent.post(&format!("/api/v1/conversations/{id}/closure"), json!({})).await.expect(200);
}

both_engines! {
    async fn what_happens_in_conversations_is_what_the_forecast_counts(world: World) {
        let anna = world.agent("安娜").await;
        let group = world.group("客服", &[&anna]).await;
        // Nobody is there: the wish counts all the same, and once.
        let early = world.customer("早到").await;
        for _ in 0..2 {
            early.act("/api/widget/v1/human").await.expect(200);
        }
        // Two at once with one person, four minutes and two.
        let (_, first) = active(&world, &anna, "林晓").await;
        world.app.advance(2 * MINUTE);
        let (_, second) = active(&world, &anna, "吴同").await;
        world.app.advance(2 * MINUTE);
        ended(&anna, first).await;
        ended(&anna, second).await;
        // One gives up after three minutes, one leaves a message.
        let tired = world.customer("等不及").await;
        ask(&tired).await;
        world.app.advance(3 * MINUTE);
        tired.delete("/api/widget/v1/human").await.expect(200);
        let busy = world.customer("留言").await;
        ask(&busy).await;
        let left = json!({ "client_id": "m1", "body": "请回电", "contact": "13812340000" });
        busy.post("/api/widget/v1/offline-message", left).await.expect(201);
        // One is content with the bot.
        say(&world.customer("自己看").await, "hello", "你好").await;
        world.app.advance(15 * MINUTE);
        timers(&world).await;

        catch_up(&world).await;
        let seen = forecast(&world, &format!("?group_id={}", group.id)).await;
        let measured = &seen["measured"];
        for (figure, expected) in [("contacts", 4), ("answered", 2), ("abandoned", 1), ("left_message", 1), ("turned_away", 1), ("bot_only", 1), ("handled", 2)] {
            assert_eq!(measured[figure], expected, "{figure}: {measured}");
        }
        assert!(measured.get("handle_s").is_none() && measured.get("patience_s").is_none(), "too few to say: {measured}");
        assert_eq!((&seen["basis"]["kind"], seen["slots"].as_array().map(Vec::len)), (&json!("nothing"), Some(0)));
        assert_eq!(seen["works_from"], midnight(&world) + 2 * DAY, "the first whole day is tomorrow");
        assert_eq!(seen["now"]["on_duty"], 1);
        let all: Vec<_> = rows(&world).await;
        let both = all.iter().fold(Counts::default(), |mut sum, (_, counts)| { sum.add(counts); sum });
        assert_eq!((both.held_ms, both.shared_ms, both.answered_wait_ms), (6 * MINUTE, 4 * MINUTE, 0));
        assert_eq!(both.wait_ms, 3 * MINUTE);

        yingke_app::staffing::recompute(&world.app.app, world.org_id).await.expect("again");
        assert_eq!(rows(&world).await, all, "made again from the log it is the same");

        world.app.advance(2 * DAY);
        let seen = forecast(&world, "").await;
        assert_eq!(seen["basis"], json!({ "kind": "days", "days": 1 }));
        assert_eq!(seen["slots"].as_array().map(Vec::len), Some(7 * 48));
    }

    async fn people_needed_are_those_of_the_books(world: World) {
        let anna = world.agent("安娜").await;
        let group = world.group("客服", &[&anna]).await;
        eight_weeks(&world, &group, 100, 180, 0).await;
        let seen = forecast(&world, "").await;
        assert_eq!(seen["basis"], json!({ "kind": "weeks", "weeks": 8 }));
        let slot = at_ten(&seen, 3);
        let need = &slot["need"];
        assert!(close(&slot["expected"], 100.0, 1e-6) && slot["rests_on"] == 8, "{slot}");
        assert!(close(&need["load"], 10.0, 1e-6) && need["people"] == 14 && need["scheduled"] == 20, "{slot}");
        let service = &need["patient"];
        assert!(close(&service["waiting"], 0.1741, 5e-5) && close(&service["level"], 0.8884, 5e-5) && close(&service["asa_s"], 7.84, 5e-3), "{slot}");
        assert!(close(&service["occupancy"], 0.714, 5e-4) && need.get("impatient").is_none(), "nobody left, so patience is not known: {slot}");
        assert!(slot["low"].as_f64() < Some(100.0) && slot["high"].as_f64() > Some(100.0) && need["people_high"].as_i64() > Some(14));
        assert_eq!(seen["slots"][3 * 48 + 30]["need"]["people"], 0, "an hour in which nobody ever came");
        assert_eq!(at_ten(&forecast(&world, &format!("?group_id={}&days=1", group.id)).await, 0)["need"]["people"], 14);
        world.owner.get("/api/v1/staffing/forecast?days=8").await.refused(422, "invalid");
        world.owner.get(&format!("/api/v1/staffing/forecast?group_id={}", GroupId(uuid::Uuid::now_v7()))).await.refused(404, "not_found");
        let stores = world.department("仓库", &[&anna]).await;
        world.owner.get(&format!("/api/v1/staffing/forecast?group_id={}", stores.id)).await.refused(404, "not_found");
    }

    async fn settings_change_what_is_needed_and_are_kept_with_a_version(world: World) {
        let anna = world.agent("安娜").await;
        let sofia = world.supervisor("苏菲").await;
        let group = world.group("客服", &[&anna]).await;
        eight_weeks(&world, &group, 100, 180, 0).await;
        let first = sofia.get("/api/v1/staffing/settings").await.expect(200).json();
        assert_eq!((&first["version"], &first["shop"]["answered_pct"], &first["shop"]["within_s"]), (&json!(0), &json!(80), &json!(20)));
        sofia.put("/api/v1/staffing/settings", first.clone()).await.refused(403, "forbidden");
        for path in ["staffing/settings", "staffing/forecast"] {
            anna.get(&format!("/api/v1/{path}")).await.refused(403, "forbidden");
        }
        let date = |day: i64| yingke_core::staffing::settings::Date((midnight(&world) + 8 * 3_600_000) / DAY + day).to_string();
        let mut change = first.clone();
        change["shop"]["concurrency"] = json!(2.0);
        change["groups"] = json!([{ "group_id": group.id, "answered_pct": 95, "within_s": 10, "shrinkage_pct": 0 }]);
        // The day a week ago was an event of six times; so is tomorrow, for the whole shop.
        change["events"] = json!([{ "date": date(1), "name": "双11", "factor": 6.0 }, { "date": date(-7), "name": "预售", "factor": 4.0, "group_id": group.id }]);
        let saved = world.owner.put("/api/v1/staffing/settings", change.clone()).await.expect(200).json();
        assert_eq!((&saved["version"], &saved["events"][0]["name"]), (&json!(1), &json!("预售")), "in the order of days: {saved}");
        world.owner.put("/api/v1/staffing/settings", change.clone()).await.refused(409, "version_conflict");
        assert_eq!(sofia.get("/api/v1/staffing/settings").await.expect(200).json(), saved);

        let seen = forecast(&world, "").await;
        assert!(close(&at_ten(&seen, 2)["need"]["load"], 5.0, 1e-6), "two chats at once: {}", at_ten(&seen, 2));
        assert!(close(&at_ten(&seen, 1)["expected"], 600.0, 1e-6) && at_ten(&seen, 1)["event"] == "双11");
        let own = forecast(&world, &format!("?group_id={}", group.id)).await;
        assert!(at_ten(&own, 2)["need"]["people"].as_i64() > Some(14) && at_ten(&own, 2)["need"]["people"] == at_ten(&own, 2)["need"]["scheduled"]);
        // A quarter of that day is what the day would have been: less is expected than the hundred of all the other weeks.
        assert!(at_ten(&own, 0)["expected"].as_f64() < Some(90.0), "{}", at_ten(&own, 0));

        change["version"] = json!(1);
        let with = |place: &str, value: Value| {
            let mut wrong = change.clone();
            *wrong.pointer_mut(place).expect("a place") = value;
            wrong
        };
        let wrong = [
            ("/shop/answered_pct", json!(100)),
            ("/shop/shrinkage_pct", json!(90)),
            ("/shop/concurrency", json!(0.5)),
            ("/groups/0/group_id", json!(GroupId(uuid::Uuid::now_v7()))),
            ("/events/0/factor", json!(0)),
            ("/events/0/name", json!(" ")),
            ("/utc_offset_minutes", json!(481)),
        ];
        for (place, value) in wrong {
            world.owner.put("/api/v1/staffing/settings", with(place, value)).await.refused(422, "invalid");
        }
        world.owner.put("/api/v1/staffing/settings", with("/events/0/date", json!("2026-02-30"))).await.refused(400, "bad_request");
        let audited = yingke_store::audit::count(&mut world.app.app.read(), world.org_id, "staffing.changed", "staffing").await.expect("audit");
        assert_eq!(audited, 1);
    }

    async fn what_if_says_plainly_whether_opening_is_safe(world: World) {
        let anna = world.agent("安娜").await;
        let group = world.group("客服", &[&anna]).await;
        let ask = |body: Value| world.owner.post("/api/v1/staffing/what-if", body);
        ask(json!({})).await.refused(409, "not_enough_history");
        // Without a past the shop may say itself what it thinks.
        let by_hand = ask(json!({ "contacts": 100, "handle_s": 180, "people": 13 })).await.expect(200).json();
        assert_eq!((&by_hand["safe"], &by_hand["missing"], &by_hand["needed"]), (&json!(false), &json!(1), &json!(14)), "{by_hand}");
        assert!(close(&by_hand["patient"]["service"]["level"], 0.7956, 5e-5) && by_hand.get("week").is_none() && by_hand.get("impatient").is_none());

        eight_weeks(&world, &group, 100, 180, 10).await;
        let open = ask(json!({ "people": 14, "bot_share_pct": 0 })).await.expect(200).json();
        assert_eq!((&open["safe"], &open["week"]["short"], &open["week"]["half_hours"]), (&json!(true), &json!(0), &json!(7)), "{open}");
        let half = ask(json!({ "people": 14, "bot_share_pct": 50 })).await.expect(200).json();
        assert!(close(&half["from_bot"], 20.0, 1e-6) && close(&half["contacts"], 120.0, 1e-6), "{half}");
        assert_eq!((&half["safe"], &half["week"]["short"]), (&json!(false), &json!(7)), "{half}");
        assert_eq!(half["missing"].as_i64(), Some(half["needed"].as_i64().expect("people") - 14));
        assert_eq!(half["week"]["worst_missing"], half["missing"]);
        // Ten of a hundred left after a minute each: a patience of a minute, measured over those who left.
        assert!(close(&half["used"]["patience_s"], 60.0, 1e-6), "{half}");
        let a = &half["impatient"];
        assert!(a["service"]["abandoned"].as_f64() > Some(0.0) && a["needed"].as_i64() <= half["patient"]["needed"].as_i64(), "{half}");
        // Too few for the load: by Erlang C nobody ever catches up, and it is said; by Erlang A some give up.
        let few = ask(json!({ "people": 5 })).await.expect(200).json();
        assert_eq!((&few["patient"]["never_catches_up"], few["patient"].get("service")), (&json!(true), None), "{few}");
        assert!(few["impatient"]["service"]["abandoned"].as_f64() > Some(0.3), "{few}");
        // Those on duty now, when nobody is named.
        assert_eq!(ask(json!({})).await.expect(200).json()["people"], 0);
        on_break(&anna).await;
        assert_eq!(ask(json!({})).await.expect(200).json()["people"], 1);

        for wrong in [json!({ "bot_share_pct": 101 }), json!({ "people": 5001 }), json!({ "handle_s": 1 }), json!({ "patience_s": 0 }),
                      json!({ "concurrency": 0 }), json!({ "contacts": -1 }), json!({ "at": 1 })] {
            ask(wrong).await.refused(422, "invalid");
        }
        anna.post("/api/v1/staffing/what-if", json!({})).await.refused(403, "forbidden");
    }

    async fn nine_weeks_of_a_large_shop_are_answered_quickly(world: World) {
        let anna = world.agent("安娜").await;
        let mut moved = BTreeMap::new();
        let last = now(&world).0 / HALF_HOUR;
        for n in 0..8 {
            let group = world.group(&format!("组{n}"), &[&anna]).await;
            for slot in last - 63 * 48..last {
                let contacts = 200 + slot % 48;
                let counts = Counts { contacts, answered: contacts - 5, abandoned: 5, bot_only: 300, handled: contacts - 5, wait_ms: contacts * 20_000,
                    held_ms: contacts * 240_000, shared_ms: contacts * 80_000, ..Counts::default() };
                moved.insert((group.id, slot), counts);
            }
        }
        counted(&world, moved).await;
        forecast(&world, "").await;
        let began = std::time::Instant::now();
        let seen = forecast(&world, "").await;
        let took = began.elapsed();
        println!("{} half hours of {} contacts in {took:?}", seen["slots"].as_array().map_or(0, Vec::len), seen["measured"]["contacts"]);
        assert!(seen["measured"]["contacts"].as_i64() > Some(5_000_000));
        // An unoptimised build on a busy machine; the released one is some ten times quicker.
        assert!(took.as_millis() < 1_500, "{took:?}");
    }
}

async fn rows(world: &World) -> Vec<(i64, Counts)> {
    let last = now(world).0 / HALF_HOUR + 1;
    yingke_store::staffing::slots(&mut world.app.app.read(), world.org_id, None, last - 48, last).await.expect("figures")
}
