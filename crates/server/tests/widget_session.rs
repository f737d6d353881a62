//! Opening the widget: who is it, from where, with which token.

use serde_json::{Value, json};
use yingke_testkit::{Claims, TestApp, World, both_engines, sign, sign_with};

const HOUR: i64 = 3_600_000;

async fn open(world: &World, body: Value) -> yingke_testkit::Answer {
    world.client().post("/api/widget/v1/session", body).await
}

async fn allow(world: &World, origins: &[&str]) {
    let view = &world.entry.view;
    let body = json!({ "version": view.version, "name": view.name, "group_id": null, "greeting": view.greeting, "enabled": true, "allowed_origins": origins });
    world.owner.patch(&format!("/api/v1/entries/{}", world.entry.id), body).await.expect(200);
}

both_engines! {
    async fn a_stranger_gets_a_token_that_goes_on_being_used(world: World) {
        let first = open(&world, json!({ "entry_key": world.entry.key, "locale": "en" })).await.expect(200).json();
        let token = first["visitor_token"].as_str().expect("a token");
        assert_eq!(first["snapshot"]["anonymous"], true);
        assert_eq!(first["snapshot"]["greeting"], "Hello");
        let again = open(&world, json!({ "entry_key": world.entry.key, "visitor_token": token })).await.expect(200).json();
        assert_eq!(again["visitor_token"], token);
        assert_eq!(again["snapshot"]["customer_id"], first["snapshot"]["customer_id"]);
        let snapshot = world.client().bearer(token).get("/api/widget/v1/snapshot").await.expect(200).json();
        assert_eq!(snapshot["customer_id"], first["snapshot"]["customer_id"]);
    }

    async fn an_old_token_is_replaced_and_another_tab_may_still_use_it_for_an_hour(world: World) {
        let first = open(&world, json!({ "entry_key": world.entry.key })).await.json();
        let old = first["visitor_token"].as_str().expect("a token").to_owned();
        world.advance(13 * HOUR);
        let second = open(&world, json!({ "entry_key": world.entry.key, "visitor_token": old })).await.expect(200).json();
        let new = second["visitor_token"].as_str().expect("a token");
        assert_ne!(new, old);
        assert_eq!(second["snapshot"]["customer_id"], first["snapshot"]["customer_id"]);
        world.client().bearer(&old).get("/api/widget/v1/snapshot").await.expect(200);
        world.app.app.recent.forget_visitors();
        world.advance(HOUR);
        world.client().bearer(&old).get("/api/widget/v1/snapshot").await.refused(401, "unauthenticated");
        world.client().bearer(new).get("/api/widget/v1/snapshot").await.expect(200);
    }

    async fn the_shops_word_makes_one_customer_however_often_it_is_given(world: World) {
        let claims = Claims { tier: "金卡".into(), phone: "13812345678".into(), ..Claims::of("u-77", "林晓", world.app.app.clock.now()) };
        let bodies = (0..6).map(|_| open(&world, json!({ "entry_key": world.entry.key, "identity_token": sign(&world.entry.secret, &claims) })));
        let answers = futures_util::future::join_all(bodies).await;
        let ids: std::collections::BTreeSet<String> = answers.iter().map(|answer| answer.json()["snapshot"]["customer_id"].to_string()).collect();
        assert_eq!(ids.len(), 1, "{ids:?}");
        let renamed = Claims { nickname: "林晓晓".into(), ..claims };
        let answer = open(&world, json!({ "entry_key": world.entry.key, "identity_token": sign(&world.entry.secret, &renamed) })).await.expect(200).json();
        assert_eq!(answer["snapshot"]["nickname"], "林晓晓");
        assert_eq!(answer["snapshot"]["anonymous"], false);
    }

    async fn a_forged_word_opens_nothing(world: World) {
        let now = world.app.app.clock.now();
        let good = Claims::of("u-77", "林晓", now);
        let second = world.entry("另一个", None).await;
        let payload = json!({ "sub": "u-77", "exp": now.0 / 1000 + 600 });
        let forgeries = [
            sign("yki_guessed", &good),
            sign(&second.secret, &good),
            sign_with(&world.entry.secret, &json!({ "alg": "none" }), &payload),
            sign_with(&world.entry.secret, &json!({ "alg": "HS384" }), &payload),
            sign(&world.entry.secret, &Claims { exp_s: now.0 / 1000 - 3600, ..good.clone() }),
            sign(&world.entry.secret, &Claims { exp_s: now.0 / 1000 + 48 * 3600, ..good.clone() }),
            sign(&world.entry.secret, &Claims { sub: String::new(), ..good.clone() }),
            "rubbish".to_owned(),
        ];
        for token in forgeries {
            let refused = open(&world, json!({ "entry_key": world.entry.key, "identity_token": token })).await.refused(422, "invalid");
            assert_eq!(refused.json()["error"]["field"], "identity_token");
        }
        open(&world, json!({ "entry_key": world.entry.key, "identity_token": sign(&world.entry.secret, &good) })).await.expect(200);
    }

    async fn a_renewed_secret_ends_the_old_one(world: World) {
        let claims = Claims::of("u-77", "林晓", world.app.app.clock.now());
        let renewed = world.owner.act(&format!("/api/v1/entries/{}/secret", world.entry.id)).await.expect(200).json();
        let secret = renewed["identity_secret"].as_str().expect("a secret");
        open(&world, json!({ "entry_key": world.entry.key, "identity_token": sign(&world.entry.secret, &claims) })).await.refused(422, "invalid");
        open(&world, json!({ "entry_key": world.entry.key, "identity_token": sign(secret, &claims) })).await.expect(200);
        let listed = world.owner.get("/api/v1/entries").await.text();
        assert!(!listed.contains(secret) && !listed.contains("yki_"), "the secret is shown once only");
    }

    async fn another_organisations_entry_knows_neither_its_tokens_nor_its_customers(world: World) {
        let other = World::named(world.app.clone(), "other").await;
        let claims = Claims::of("u-77", "林晓", world.app.app.clock.now());
        let here = open(&world, json!({ "entry_key": world.entry.key, "identity_token": sign(&world.entry.secret, &claims) })).await.expect(200).json();
        open(&world, json!({ "entry_key": other.entry.key, "identity_token": sign(&world.entry.secret, &claims) })).await.refused(422, "invalid");
        let there = open(&world, json!({ "entry_key": other.entry.key, "visitor_token": here["visitor_token"] })).await.expect(200).json();
        assert_ne!(there["visitor_token"], here["visitor_token"]);
        assert_ne!(there["snapshot"]["customer_id"], here["snapshot"]["customer_id"]);
        assert_eq!(there["snapshot"]["anonymous"], true);
    }

    async fn only_the_origins_of_the_entry_may_use_it(world: World) {
        allow(&world, &["https://shop.example"]).await;
        let body = json!({ "entry_key": world.entry.key });
        let from = |origin: &str| world.client().header("origin", origin);
        let good = from("https://shop.example").post("/api/widget/v1/session", body.clone()).await.expect(200);
        assert_eq!(good.header("access-control-allow-origin"), "https://shop.example");
        assert!(good.header("vary").to_lowercase().contains("origin"));
        let refused = from("https://evil.example").post("/api/widget/v1/session", body.clone()).await.refused(403, "forbidden");
        assert_eq!(refused.header("access-control-allow-origin"), "https://evil.example", "the page may read why");
        assert_eq!(refused.header("access-control-allow-credentials"), "");
        let token = good.json()["visitor_token"].as_str().expect("a token").to_owned();
        from("https://evil.example").bearer(&token).get("/api/widget/v1/snapshot").await.refused(403, "forbidden");
        from("https://shop.example").bearer(&token).get("/api/widget/v1/snapshot").await.expect(200);
        // Our own pages (portal, demo shop), and programs that are no browser.
        world.client().post("/api/widget/v1/session", body.clone()).await.expect(200);
        world.client().without("origin").post("/api/widget/v1/session", body).await.expect(200);
    }

    async fn a_preflight_is_answered(app: TestApp) {
        let client = app.client().header("origin", "https://shop.example").header("access-control-request-method", "POST");
        let answer = client.send(reqwest::Method::OPTIONS, "/api/widget/v1/messages", None).await.expect(204);
        assert_eq!(answer.header("access-control-allow-origin"), "https://shop.example");
        assert!(answer.header("access-control-allow-methods").contains("POST"));
        assert!(answer.header("access-control-allow-headers").contains("authorization"));
        let console = client.send(reqwest::Method::OPTIONS, "/api/v1/agents", None).await;
        assert_eq!(console.header("access-control-allow-origin"), "", "the console's API is for no other page");
    }

    async fn a_disabled_or_unknown_entry_is_not_there(world: World) {
        let visitor = world.visitor().await;
        let view = &world.entry.view;
        let body = json!({ "version": view.version, "name": view.name, "group_id": null, "greeting": view.greeting, "enabled": false });
        world.owner.patch(&format!("/api/v1/entries/{}", world.entry.id), body).await.expect(200);
        open(&world, json!({ "entry_key": world.entry.key })).await.refused(404, "not_found");
        open(&world, json!({ "entry_key": "yke_nothing" })).await.refused(404, "not_found");
        visitor.get("/api/widget/v1/snapshot").await.refused(401, "unauthenticated");
    }

    async fn signing_in_takes_the_strangers_files_along_and_ends_the_strangers_token(world: World) {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x06\0\0\0\0\0\0\0";
        let stranger = open(&world, json!({ "entry_key": world.entry.key })).await.json();
        let token = stranger["visitor_token"].as_str().expect("a token").to_owned();
        let file: Value = world.client().bearer(&token).upload("/api/widget/v1/attachments", "a.png", "image/png", png.to_vec()).await.read();
        let claims = Claims::of("u-77", "林晓", world.app.app.clock.now());
        let body = json!({ "entry_key": world.entry.key, "visitor_token": token, "identity_token": sign(&world.entry.secret, &claims) });
        let known = open(&world, body).await.expect(200).json();
        assert_ne!(known["visitor_token"], token.as_str());
        world.client().bearer(&token).get("/api/widget/v1/snapshot").await.refused(401, "unauthenticated");
        let id = file["attachment_id"].as_str().expect("an id").parse().expect("an id");
        let row = yingke_store::attachments::find(&mut world.app.app.read(), world.org_id, id).await.expect("a row").expect("the file");
        assert_eq!(row.customer_id.map(|id| id.to_string()).as_deref(), known["snapshot"]["customer_id"].as_str());
    }

    async fn strangers_who_said_nothing_are_forgotten_after_a_week(world: World) {
        open(&world, json!({ "entry_key": world.entry.key })).await.expect(200);
        let known = world.customer("林晓").await;
        world.advance(8 * 24 * HOUR);
        let fresh = world.visitor().await;
        let swept = yingke_app::sweep::once(&world.app.app).await.expect("a sweep");
        assert_eq!(swept.silent, 1);
        world.app.app.recent.forget_visitors();
        fresh.get("/api/widget/v1/snapshot").await.expect(200);
        let mut on = world.app.app.read();
        assert!(yingke_store::customers::get(&mut on, world.org_id, known.id).await.expect("a read").is_some());
    }
}
