//! Signing in, cookies, devices, the own account.

use serde_json::{Value, json};
use yingke_testkit::{PASSWORD, TestApp, World, both_engines};

const HOUR: i64 = 3_600_000;

both_engines! {
    async fn signing_in_sets_a_host_cookie_and_says_who_one_is(world: World) {
        let agent = world.agent("小禾").await;
        let answer = world.client().post("/api/v1/session", json!({ "email": agent.email, "password": PASSWORD })).await.expect(200);
        let cookie = answer.header("set-cookie").to_owned();
        for part in ["__Host-yingke=yks_", "Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(part), "{cookie} lacks {part}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
        assert_eq!(answer.json()["agent"]["name"], "小禾");
        let me: Value = world.client().cookie(&answer.new_cookie().expect("a cookie")).get("/api/v1/session").await.read();
        assert_eq!(me["agent"]["id"], agent.id.to_string());
        assert_eq!(me["org"]["slug"], "shop");
    }

    async fn a_wrong_password_and_an_unknown_address_get_the_same_answer(world: World) {
        let agent = world.agent("小禾").await;
        let wrong = world.client().post("/api/v1/session", json!({ "email": agent.email, "password": "wrong password" })).await;
        let unknown = world.client().post("/api/v1/session", json!({ "email": "nobody@shop.example", "password": PASSWORD })).await;
        let (mut one, mut other) = (wrong.refused(401, "unauthenticated").json(), unknown.refused(401, "unauthenticated").json());
        for body in [&mut one, &mut other] {
            body["error"]["request_id"] = Value::Null;
        }
        assert_eq!(one, other);
    }

    async fn without_a_session_nothing_is_shown(app: TestApp) {
        for path in ["/api/v1/session", "/api/v1/agents", "/api/v1/groups", "/api/v1/entries", "/api/v1/api-keys"] {
            app.client().get(path).await.refused(401, "unauthenticated");
            app.client().cookie("yks_made_up").get(path).await.refused(401, "unauthenticated");
            app.client().bearer("yk_made_up").get(path).await.refused(401, "unauthenticated");
        }
    }

    async fn a_token_is_replaced_after_hours_and_the_old_one_stays_good_for_a_minute(world: World) {
        let agent = world.agent("小禾").await;
        assert_eq!(agent.get("/api/v1/session").await.expect(200).new_cookie(), None, "a fresh token stays");
        world.advance(4 * HOUR);
        let renewed = agent.get("/api/v1/session").await.expect(200).new_cookie().expect("a new token");
        let with_new = world.client().cookie(&renewed);
        with_new.get("/api/v1/session").await.expect(200);
        assert_eq!(agent.get("/api/v1/agents").await.expect(200).new_cookie(), None, "a request that was under way");
        world.app.app.recent.forget_agents();
        world.advance(61_000);
        agent.get("/api/v1/session").await.refused(401, "unauthenticated");
        with_new.get("/api/v1/session").await.expect(200);
    }

    async fn of_many_requests_at_once_exactly_one_gets_the_new_token(world: World) {
        let agent = world.agent("小禾").await;
        world.advance(4 * HOUR);
        let answers = futures_util::future::join_all((0..8).map(|_| agent.get("/api/v1/session"))).await;
        assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");
        assert_eq!(answers.iter().filter(|answer| answer.new_cookie().is_some()).count(), 1);
    }

    async fn a_session_that_nobody_uses_ends_after_two_weeks(world: World) {
        let agent = world.agent("小禾").await;
        world.advance(14 * 24 * HOUR);
        agent.get("/api/v1/session").await.refused(401, "unauthenticated");
    }

    async fn signing_out_ends_the_session_at_once(world: World) {
        let agent = world.agent("小禾").await;
        agent.get("/api/v1/session").await.expect(200);
        let answer = agent.delete("/api/v1/session").await.expect(204);
        assert!(answer.header("set-cookie").contains("Max-Age=0"), "{}", answer.header("set-cookie"));
        agent.get("/api/v1/session").await.refused(401, "unauthenticated");
    }

    async fn a_device_can_be_signed_out_from_another_one(world: World) {
        let agent = world.agent("小禾").await;
        let phone = world.client().post("/api/v1/session", json!({ "email": agent.email, "password": PASSWORD })).await.new_cookie().expect("a cookie");
        let phone = world.client().cookie(&phone);
        let devices: Vec<Value> = agent.get("/api/v1/sessions").await.read();
        assert_eq!(devices.len(), 2);
        let other = devices.iter().find(|device| device["current"] == false).expect("the phone");
        let path = format!("/api/v1/sessions/{}", other["id"].as_str().expect("an id"));
        world.agent("阿木").await.delete(&path).await.refused(404, "not_found");
        agent.delete(&path).await.expect(204);
        phone.get("/api/v1/session").await.refused(401, "unauthenticated");
        agent.get("/api/v1/session").await.expect(200);
    }

    async fn a_new_password_ends_the_other_sessions(world: World) {
        let agent = world.agent("小禾").await;
        let phone = world.client().post("/api/v1/session", json!({ "email": agent.email, "password": PASSWORD })).await.new_cookie().expect("a cookie");
        let phone = world.client().cookie(&phone);
        agent.put("/api/v1/me/password", json!({ "old": "not this one", "new": "a new password" })).await.refused(422, "invalid");
        let short = agent.put("/api/v1/me/password", json!({ "old": PASSWORD, "new": "short" })).await.refused(422, "invalid");
        assert_eq!(short.json()["error"]["field"], "new");
        agent.put("/api/v1/me/password", json!({ "old": PASSWORD, "new": "a new password" })).await.expect(204);
        phone.get("/api/v1/session").await.refused(401, "unauthenticated");
        agent.get("/api/v1/session").await.expect(200);
        world.client().post("/api/v1/session", json!({ "email": agent.email, "password": PASSWORD })).await.refused(401, "unauthenticated");
        world.client().post("/api/v1/session", json!({ "email": agent.email, "password": "a new password" })).await.expect(200);
    }

    async fn a_disabled_account_is_out_at_once_and_cannot_come_back(world: World) {
        let agent = world.agent("小禾").await;
        agent.get("/api/v1/session").await.expect(200);
        world.owner.patch(&format!("/api/v1/agents/{}", agent.id), json!({ "version": 1, "enabled": false })).await.expect(200);
        agent.get("/api/v1/session").await.refused(401, "unauthenticated");
        world.client().post("/api/v1/session", json!({ "email": agent.email, "password": PASSWORD })).await.refused(401, "unauthenticated");
    }

    async fn preferences_are_kept_and_bounded(world: World) {
        let agent = world.agent("小禾").await;
        assert_eq!(agent.get("/api/v1/me/preferences").await.json(), json!({}));
        agent.put("/api/v1/me/preferences", json!({ "theme": "dark" })).await.expect(200);
        assert_eq!(agent.get("/api/v1/me/preferences").await.json(), json!({ "theme": "dark" }));
        agent.put("/api/v1/me/preferences", json!([1])).await.refused(422, "invalid");
        agent.put("/api/v1/me/preferences", json!({ "x": "y".repeat(20_000) })).await.refused(413, "too_large");
    }
}
