//! Signing in, cookies, devices, the own account.

use serde_json::{Value, json};
use yingke_testkit::{PASSWORD, TestApp, World, both_engines};

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
}
