//! The demo: seeded into both engines, its shop, and a replay through the widget's protocol.

use std::{net::SocketAddr, sync::Arc, time::Duration};
use yingke_app::demo::{seed, setup::MAIL_DOMAIN};
use yingke_core::id::*;
use yingke_server::{
    replay::{Account, Line, Plan, Target, replay},
    serve::{self, Running},
    settings::{Limits, Settings},
};
use yingke_store::{Query, Run as _, contacts, entries, events, stats};
use yingke_testkit::{Client, TestApp, both_engines};

const PASSWORD: &str = "demo-password-1";

/// A seeded database, and a server that shows the shop: how `yingke demo` does it.
async fn demo(app: &TestApp) -> (OrgId, Served) {
    let seeded = seed::seed(&app.app, PASSWORD, Arc::new(|_| ())).await.expect("an empty database is seeded");
    let settings = Settings { limits: Limits::generous(), demo_shop: Some(seeded.org_id), ..Settings::default() };
    let listener = serve::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.expect("a free port");
    let running = serve::start(app.app.clone(), settings, listener).expect("it serves");
    (seeded.org_id, Served { addr: running.addr, _running: running })
}

struct Served {
    addr: SocketAddr,
    _running: Running,
}

impl Served {
    fn client(&self) -> Client {
        Client::new(self.addr)
    }
}

async fn rows(app: &TestApp, sql: &'static str) -> Vec<i64> {
    let rows = app.app.read().all(Query::new(sql)).await.expect(sql);
    rows.iter().map(|row| row.get(0).expect("a number")).collect()
}

both_engines! {
    async fn the_seeded_ledger_comes_from_the_event_log_and_is_the_same_when_it_is_made_again(app: TestApp) {
        let seeded = seed::seed(&app.app, PASSWORD, Arc::new(|_| ())).await.expect("an empty database is seeded");
        let org_id = seeded.org_id;
        let see = || async {
            let on = &mut app.app.read();
            let of = |sql: &'static str| Query::new(sql).bind(org_id);
            let rows = on
                .all(of("SELECT conversation_id, customer_id, entry_id, class, reason, class_7d, reason_7d, due_at, facts, updated_at
                           FROM ledger WHERE org_id = $1 ORDER BY conversation_id"))
                .await
                .expect("rows");
            let text = |row: &yingke_store::Row| {
                let word = |n: usize| row.get::<String>(n).expect("a word");
                let due: Option<i64> = row.get(7).expect("a time");
                format!("{:?} {} {} {} {} {due:?} {}", row.get::<ConversationId>(0).expect("an id"), word(3), word(4), word(5), word(6), word(8))
            };
            let figures = on
                .all(of("SELECT scope || ' ' || CAST(day AS TEXT) || ' ' || key || ' ' || figure || ' ' || CAST(value AS TEXT)
                           FROM ledger_count WHERE org_id = $1 AND value <> 0 ORDER BY scope, day, key, figure"))
                .await
                .expect("figures");
            let figures: Vec<String> = figures.iter().map(|row| row.get(0).expect("a word")).collect();
            let items = on.one(of("SELECT COUNT(*) FROM ledger_item WHERE org_id = $1")).await.expect("items").get::<i64>(0);
            let cases = on
                .all(of("SELECT CAST(began_at AS TEXT) || ' ' || served_by || ' ' || outcome || ' ' || reason || ' ' || outcome_7d || ' ' || reason_7d || ' ' || facts
                           FROM first_contact WHERE org_id = $1 ORDER BY conversation_id"))
                .await
                .expect("cases");
            let cases: Vec<String> = cases.iter().map(|row| row.get(0).expect("a word")).collect();
            let paths = on
                .all(of("SELECT CAST(began_at AS TEXT) || ' ' || route || ' ' || ending || ' ' || facts FROM contact_path WHERE org_id = $1 ORDER BY id"))
                .await
                .expect("paths");
            let paths: Vec<String> = paths.iter().map(|row| row.get(0).expect("a word")).collect();
            assert!(paths.len() > 500, "{} ways are no test", paths.len());
            let cases = [cases, paths].concat();
            (rows.iter().map(text).collect::<Vec<_>>(), cases, figures, items.expect("a number"))
        };
        let seeded_ledger = see().await;
        assert!(seeded_ledger.0.len() > 500, "{} rows are no test", seeded_ledger.0.len());
        let on = &mut app.app.read();
        let (head, count) = (events::head(on, org_id).await.expect("head"), events::count(on, org_id).await.expect("count"));
        assert!(head > 1_000 && head == count, "{head} {count}");
        yingke_app::ledger::recompute(&app.app, org_id).await.expect("a new ledger");
        let again = see().await;
        let other = seeded_ledger.0.iter().zip(&again.0).filter(|(seeded, again)| seeded != again).take(3).collect::<Vec<_>>();
        assert!(other.is_empty(), "{other:#?}");
        assert!(seeded_ledger.1.len() > 500, "{} cases are no test", seeded_ledger.1.len());
        let other = seeded_ledger.1.iter().zip(&again.1).filter(|(seeded, again)| seeded != again).take(3).collect::<Vec<_>>();
        assert!(other.is_empty(), "{other:#?}");
        assert_eq!(again, seeded_ledger);
    }

    async fn everything_that_was_seeded_fits_together(app: TestApp) {
        let seeded = seed::seed(&app.app, PASSWORD, Arc::new(|_| ())).await.expect("an empty database is seeded");
        let count = |table: &'static str| {
            let app = app.clone();
            async move {
                let sql: &'static str = match table {
                    "customer" => "SELECT COUNT(*) FROM customer",
                    "shop_order" => "SELECT COUNT(*) FROM shop_order",
                    "conversation" => "SELECT COUNT(*) FROM conversation",
                    "message" => "SELECT COUNT(*) FROM message",
                    _ => "SELECT COUNT(*) FROM ticket",
                };
                rows(&app, sql).await[0] as usize
            }
        };
        assert_eq!(count("customer").await, seeded.customers);
        assert_eq!(count("shop_order").await, seeded.orders);
        assert_eq!(count("conversation").await, seeded.conversations);
        assert_eq!(count("message").await, seeded.messages);
        assert_eq!(count("ticket").await, seeded.tickets);
        // Every one of these finds what would be wrong.
        for wrong in [
            "SELECT COUNT(*) FROM conversation c WHERE c.last_seq <> (SELECT COUNT(*) FROM message m WHERE m.org_id = c.org_id AND m.conversation_id = c.id)",
            "SELECT COUNT(*) FROM conversation c WHERE c.last_seq <> (SELECT MAX(m.seq) FROM message m WHERE m.org_id = c.org_id AND m.conversation_id = c.id)",
            "SELECT COUNT(*) FROM conversation c WHERE c.unread_agent < 0 OR c.unread_customer < 0 OR (c.state = 'ended' AND c.unread_agent > 0)",
            "SELECT COUNT(*) FROM ticket t WHERE t.last_entry_seq <> (SELECT COUNT(*) FROM ticket_entry e WHERE e.org_id = t.org_id AND e.ticket_id = t.id)",
            "SELECT COUNT(*) FROM shop_order o WHERE o.total_fen <> (SELECT SUM(l.quantity * l.unit_fen) FROM order_line l WHERE l.org_id = o.org_id AND l.order_id = o.id)",
            "SELECT COUNT(*) FROM shop_order o WHERE o.paid_fen - o.freight_fen <> (SELECT SUM(l.paid_fen) FROM order_line l WHERE l.org_id = o.org_id AND l.order_id = o.id)",
            "SELECT COUNT(*) FROM agent_state s WHERE s.load <> (SELECT COUNT(*) FROM conversation c WHERE c.org_id = s.org_id AND c.agent_id = s.agent_id AND c.state IN ('offered', 'active'))",
            "SELECT COUNT(*) FROM agent_state s WHERE 1 <> (SELECT COUNT(*) FROM agent_state_interval i WHERE i.org_id = s.org_id AND i.agent_id = s.agent_id AND i.to_at IS NULL)",
            "SELECT COUNT(*) FROM ticket_entry e WHERE e.kind = 'milestone' AND e.payload NOT LIKE '%\"name\"%'",
            "SELECT COUNT(*) FROM contact c WHERE NOT EXISTS (SELECT 1 FROM contact_record r WHERE r.org_id = c.org_id AND r.contact_id = c.id)",
        ] {
            assert_eq!(rows(&app, wrong).await, [0], "{wrong}");
        }
        let (contacts, records) = contacts::coverage(&mut app.app.read(), seeded.org_id).await.expect("counted");
        let counters = stats::read(&mut app.app.read(), seeded.org_id, 0).await.expect("counters");
        assert_eq!((counters["contacts"], counters["records"]), (contacts, records));
        assert_eq!(contacts, records);
        for (key, value) in counters.iter().filter(|(key, _)| key.starts_with("conversations:") || key.starts_with("tickets:")) {
            let (what, state) = key.split_once(':').expect("a state");
            let sql = if what == "tickets" { "SELECT COUNT(*) FROM ticket WHERE state = $1" } else { "SELECT COUNT(*) FROM conversation WHERE state = $1" };
            let counted: i64 = app.app.read().one(Query::new(sql).bind(state)).await.expect("counted").get(0).expect("a number");
            assert_eq!(counted, *value, "{key}");
        }
    }

    async fn a_database_with_an_organisation_is_left_alone(app: TestApp) {
        let world = yingke_testkit::World::new(app.clone()).await;
        let refused = seed::seed(&app.app, PASSWORD, Arc::new(|_| ())).await.expect_err("it is not empty");
        assert!(refused.to_string().contains("already has the organisation"), "{refused}");
        assert_eq!(rows(&app, "SELECT COUNT(*) FROM org").await, [1]);
        drop(world);
    }

    async fn the_shop_answers_for_everybody_signs_who_they_are_and_escapes_what_is_hostile(app: TestApp) {
        let (org_id, served) = demo(&app).await;
        let shop = served.client();
        for page in ["/demo", "/demo?c=kitchen", "/demo?q=%E9%94%85", "/demo/p/QH-KT001", "/demo/orders", "/demo/orders?state=shipped", "/demo/me"] {
            let answer = shop.get(page).await.expect(200);
            assert!(answer.text().contains("小满") && answer.text().contains("data-identity-token"), "{page}");
            assert!(!answer.text().contains("<script>") && answer.header("content-security-policy").contains("script-src 'self'"), "{page}");
        }
        let anonymous = Client::new(served.addr).header("cookie", "demo_customer=");
        let page = anonymous.get("/demo").await.expect(200).text();
        assert!(page.contains("data-entry") && !page.contains("data-identity-token"));
        let english = Client::new(served.addr).header("cookie", "demo_customer=demo-emily; demo_lang=en");
        assert!(english.get("/demo/orders").await.expect(200).text().contains("My orders"));
        // One customer's order is nobody else's business.
        let text = shop.get("/demo/orders").await.expect(200).text();
        let number = text.split("/demo/orders/").nth(1).and_then(|rest| rest.split(['"', '#']).next()).expect("an order").to_owned();
        shop.get(&format!("/demo/orders/{number}")).await.expect(200);
        english.get(&format!("/demo/orders/{number}")).await.expect(404);
        // The token opens a session as that customer.
        let token = text.split("data-identity-token=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a token").to_owned();
        let key = text.split("data-entry=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a key").to_owned();
        let ask = serde_json::json!({ "entry_key": key, "identity_token": token });
        let session = served.client().post("/api/widget/v1/session", ask).await.expect(200).json();
        assert_eq!((&session["snapshot"]["nickname"], &session["snapshot"]["anonymous"]), (&"小满".into(), &false.into()));
        assert_eq!(session["snapshot"]["orders"].as_array().map(Vec::len), Some(3));
        // A product with a hostile name stays a product.
        let evil = "<img src=x onerror=alert(1)>\"'";
        app.app
            .door
            .write(org_id, move |tx| {
                Box::pin(async move {
                    let rename = Query::new("UPDATE product SET title = $2 WHERE org_id = $1 AND sku = 'QH-KT001'").bind(org_id).bind(evil);
                    tx.execute(rename).await
                })
            })
            .await
            .expect("renamed");
        for page in ["/demo", "/demo/p/QH-KT001"] {
            let text = served.client().get(page).await.expect(200).text();
            assert!(!text.contains("<img src=x") && text.contains("&lt;img src=x"), "{page}");
        }
        let text = served.client().get("/demo?q=%3Cscript%3Ealert(1)%3C/script%3E").await.expect(200).text();
        assert!(!text.contains("<script>alert"));
    }
}

both_engines! {
    async fn a_replay_loses_nothing_and_every_contact_has_its_record(app: TestApp) {
        let (org_id, served) = demo(&app).await;
        let entry = entries::all(&mut app.app.read(), org_id).await.expect("entries").remove(0);
        let target = Target::parse(&format!("http://{}", served.addr)).expect("a loopback address");
        let account = Account { email: format!("jiahe.shen@{MAIL_DOMAIN}"), password: PASSWORD.to_owned() };
        let before = account.coverage(&target).await.expect("the wall");
        let texts = ["物流", "什么时候发货", "转人工", "你好", "怎么退货\"'<b>", "where is my order"];
        for visitors in [None, Some(3)] {
            let line = |text: &&str| Line { text: (*text).to_owned(), label: "any".to_owned() };
            let rows: Vec<Line> = texts.iter().cycle().take(24).map(line).collect();
            let plan = Plan { target: target.clone(), entry: entry.public_key.clone(), rate: 200.0, visitors, patience: Duration::from_secs(5) };
            let tally = replay(plan, rows, indicatif::ProgressBar::hidden()).await.expect("replayed");
            assert!(tally.is_whole(), "{tally:?}");
            assert!(tally.by_bot + tally.handed_over >= 20, "{tally:?}");
        }
        let (contacts, records) = account.coverage(&target).await.expect("the wall");
        assert!(contacts >= before.0 + 27, "24 new ones and 3 who took turns: {before:?} then {contacts}");
        assert_eq!(contacts, records);
    }
}
