//! What the edge refuses: other sites' requests, floods, bodies that are wrong or too large; and what every answer carries.

use serde_json::json;
use yingke_server::settings::{Limits, Settings};
use yingke_testkit::{Engine, PASSWORD, Socket, Start, TestApp, World, both_engines};

both_engines! {
    async fn a_page_of_another_site_can_change_nothing_with_the_cookie(world: World) {
        let path = "/api/v1/me/preferences";
        for origin in ["https://evil.example", "http://127.0.0.1.evil.example", "null", ""] {
            let other = world.owner.client.clone().header("origin", origin);
            other.put(path, json!({ "theme": "evil" })).await.refused(403, "forbidden");
            other.post("/api/v1/session", json!({ "email": "a@b.example", "password": PASSWORD })).await.refused(403, "forbidden");
        }
        world.owner.client.clone().without("origin").put(path, json!({ "theme": "evil" })).await.refused(403, "forbidden");
        assert_eq!(world.owner.get(path).await.json(), json!({}));
        world.owner.put(path, json!({ "theme": "own" })).await.expect(200);
    }

    async fn a_page_of_another_site_opens_no_socket(world: World) {
        let other = world.owner.client.clone().header("origin", "https://evil.example");
        assert_eq!(Socket::try_open(&other, "/api/v1/socket").await.err(), Some(403));
    }

    async fn an_api_key_needs_no_origin(world: World) {
        let made = world.owner.post("/api/v1/api-keys", json!({ "name": "import", "permissions": ["settings.manage"] })).await.expect(201).json();
        let key = world.client().without("origin").bearer(made["key"].as_str().expect("the key"));
        key.post("/api/v1/entries", json!({ "name": "官网", "group_id": null, "greeting": { "zh-CN": "你好" }, "enabled": true })).await.expect(201);
        key.get("/api/v1/api-keys").await.refused(403, "forbidden");
    }

    async fn wrong_input_is_told_in_our_error_body(world: World) {
        let post = |body: &'static str, kind: &'static str| world.owner.raw(reqwest::Method::POST, "/api/v1/agents", kind, body);
        post("{", "application/json").await.refused(400, "bad_request");
        post("{\"email\": 7}", "application/json").await.refused(400, "bad_request");
        post("email=a", "application/x-www-form-urlencoded").await.refused(415, "unsupported_media");
        world.owner.raw(reqwest::Method::POST, "/api/v1/agents", "application/json", "x".repeat(300 * 1024)).await.refused(413, "too_large");
        world.owner.patch("/api/v1/agents/nonsense", json!({ "version": 1 })).await.refused(404, "not_found");
        world.owner.patch("/api/v1/agents/grp_00000000000000000000000000000000", json!({ "version": 1 })).await.refused(404, "not_found");
        world.owner.get("/api/v1/nothing-here").await.refused(404, "not_found");
        let wrong_verb = world.owner.put("/api/v1/agents", json!({})).await;
        assert!(wrong_verb.status.is_client_error() && wrong_verb.json()["error"]["code"].is_string(), "{}", wrong_verb.text());
    }

    async fn every_answer_carries_the_headers_that_keep_a_browser_safe(world: World) {
        let api = world.owner.get("/api/v1/session").await.expect(200);
        assert_eq!(api.header("cache-control"), "no-store");
        assert!(api.header("content-security-policy").contains("default-src 'none'"));
        let page = world.client().get("/api/reference").await.expect(200);
        let policy = page.header("content-security-policy");
        assert!(policy.contains("script-src 'self';") && policy.contains("frame-ancestors 'none'") && policy.contains("object-src 'none'"), "{policy}");
        assert!(!page.text().contains("<script>"), "no inline script");
        for answer in [&api, &page, &world.client().get("/nothing.txt").await] {
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(answer.header("x-frame-options"), "DENY");
            assert!(answer.header("referrer-policy").starts_with("strict-origin"));
            assert_eq!(answer.header("x-request-id").len(), 32);
            assert_eq!(answer.header("strict-transport-security"), "", "only behind TLS");
        }
        let refused = world.client().get("/api/v1/session").await;
        assert_eq!(refused.json()["error"]["request_id"], refused.header("x-request-id"));
    }

    async fn alive_ready_and_measured(app: TestApp) {
        yingke_server::metrics::install();
        app.client().get("/healthz").await.expect(200);
        app.client().get("/readyz").await.expect(200);
        app.client().get("/api/v1/session").await.expect(401);
        let text = app.client().get("/metrics").await.expect(200).text();
        for part in ["yingke_http_requests_total{", "route=\"/api/v1/session\"", "status=\"401\"", "yingke_door_waiting", "yingke_commits_total"] {
            assert!(text.contains(part), "{part} is missing in {text}");
        }
        // Through a proxy that nobody told us about, the caller may be anybody.
        app.client().header("x-forwarded-for", "203.0.113.9").get("/metrics").await.refused(403, "forbidden");
    }
}

async fn limited(engine: Engine, limits: Limits) -> World {
    World::new(Start::on(engine).limits(limits).run().await).await
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_passwords_is_slowed_down_by_address_and_by_account() {
    let limits = Limits { sign_ins_per_ip: 6, sign_ins_per_account: 3, ..Limits::generous() };
    let world = limited(Engine::Sqlite, limits).await;
    let client = world.client();
    let guess = |email: &'static str| client.post("/api/v1/session", json!({ "email": email, "password": "guess guess" }));
    for _ in 0..3 {
        guess("owner@shop.example").await.refused(401, "unauthenticated");
    }
    let refused = guess("OWNER@shop.example ").await.refused(429, "rate_limited");
    assert!(refused.header("retry-after").parse::<u64>().is_ok_and(|seconds| (1..=60).contains(&seconds)));
    guess("b@shop.example").await.refused(401, "unauthenticated");
    guess("c@shop.example").await.refused(401, "unauthenticated");
    guess("d@shop.example").await.refused(429, "rate_limited");
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_a_visitor_and_an_address_have_their_bounds() {
    let limits = Limits { per_agent: 5, per_visitor: 4, widget_sessions_per_ip: 2, ..Limits::generous() };
    let world = limited(Engine::Sqlite, limits).await;
    for _ in 0..5 {
        world.owner.get("/api/v1/agents").await.expect(200);
    }
    world.owner.get("/api/v1/agents").await.refused(429, "rate_limited");
    world.agent("小禾").await.get("/api/v1/agents").await.expect(200);
    let customer = world.customer("林晓").await;
    for _ in 0..4 {
        customer.get("/api/widget/v1/snapshot").await.expect(200);
    }
    customer.get("/api/widget/v1/snapshot").await.refused(429, "rate_limited");
    for status in [200, 200, 429] {
        world.client().post("/api/widget/v1/session", json!({ "entry_key": world.entry.key })).await.expect(status);
    }
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trusted_proxy_says_whom_to_count_and_that_there_is_tls() {
    let limits = Limits { per_ip: 3, ..Limits::generous() };
    let settings = Settings { trust_proxy: true, limits, ..Settings::default() };
    let app = Start::on(Engine::Sqlite).settings(settings).run().await;
    let from = |ip: &str| app.client().header("x-forwarded-for", &format!("10.9.9.9, {ip}")).header("x-forwarded-proto", "https");
    for _ in 0..3 {
        let answer = from("203.0.113.1").get("/healthz").await.expect(200);
        assert!(answer.header("strict-transport-security").starts_with("max-age="));
    }
    from("203.0.113.1").get("/healthz").await.refused(429, "rate_limited");
    from("203.0.113.2").get("/healthz").await.expect(200);
    app.finish().await;
}
