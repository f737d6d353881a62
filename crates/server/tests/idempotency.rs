//! `Idempotency-Key`: sent twice, done once.

use serde_json::{Value, json};
use yingke_testkit::{World, both_engines};

fn group(name: &str) -> Value {
    json!({ "key": name, "name": { "zh-CN": name }, "kind": "service", "strategy": "round_robin" })
}

both_engines! {
    async fn the_same_key_and_body_get_the_first_answer_again(world: World) {
        let client = world.owner.client.clone().header("idempotency-key", "k-1");
        let first = client.post("/api/v1/groups", group("presale")).await.expect(201);
        let second = client.post("/api/v1/groups", group("presale")).await.expect(201);
        assert_eq!(first.json(), second.json());
        assert_eq!(second.header("idempotency-replayed"), "true");
        let groups: Vec<Value> = world.owner.get("/api/v1/groups").await.read();
        assert_eq!(groups.len(), 1);
    }

    async fn the_same_key_with_another_body_is_refused(world: World) {
        let client = world.owner.client.clone().header("idempotency-key", "k-1");
        client.post("/api/v1/groups", group("presale")).await.expect(201);
        client.post("/api/v1/groups", group("aftersale")).await.refused(409, "conflict");
    }

    async fn a_key_belongs_to_its_sender_and_its_call(world: World) {
        let key = |client: &yingke_testkit::Client| client.clone().header("idempotency-key", "k-1");
        key(&world.owner).post("/api/v1/groups", group("presale")).await.expect(201);
        let admin = world.member("阿木", yingke_core::permission::Role::Admin).await;
        key(&admin).post("/api/v1/groups", group("aftersale")).await.expect(201);
        let other = World::named(world.app.clone(), "other").await;
        key(&other.owner).post("/api/v1/groups", group("presale")).await.expect(201);
    }

    async fn a_refused_call_leaves_its_key_free(world: World) {
        let client = world.owner.client.clone().header("idempotency-key", "k-1");
        client.post("/api/v1/groups", group("X")).await.refused(422, "invalid");
        client.post("/api/v1/groups", group("presale")).await.expect(201);
    }

    async fn of_many_at_once_one_is_done_and_nobody_hears_of_two(world: World) {
        let client = world.owner.client.clone().header("idempotency-key", "k-1");
        let answers = futures_util::future::join_all((0..6).map(|_| client.post("/api/v1/groups", group("presale")))).await;
        assert!(answers.iter().all(|answer| matches!(answer.status.as_u16(), 201 | 409)), "{answers:?}");
        assert!(answers.iter().any(|answer| answer.status == 201));
        let groups: Vec<Value> = world.owner.get("/api/v1/groups").await.read();
        assert_eq!(groups.len(), 1);
        assert_eq!(client.post("/api/v1/groups", group("presale")).await.expect(201).json()["id"], groups[0]["id"]);
    }

    async fn a_key_is_forgotten_after_a_day_and_a_secret_is_never_kept(world: World) {
        let client = world.owner.client.clone().header("idempotency-key", "k-1");
        client.post("/api/v1/groups", group("presale")).await.expect(201);
        let made = client.post("/api/v1/api-keys", json!({ "name": "a", "permissions": ["wall.read"] })).await.expect(201).json();
        let again = client.post("/api/v1/api-keys", json!({ "name": "a", "permissions": ["wall.read"] })).await.expect(201).json();
        assert_ne!(made["key"], again["key"]);
        assert_eq!(yingke_app::sweep::once(&world.app.app).await.expect("a sweep").keys, 0);
        world.advance(25 * 3_600_000);
        assert_eq!(yingke_app::sweep::once(&world.app.app).await.expect("a sweep").keys, 1);
    }

    async fn a_key_that_is_none_is_told(world: World) {
        let long = "x".repeat(65);
        for key in ["", " ", long.as_str()] {
            world.owner.client.clone().header("idempotency-key", key).post("/api/v1/groups", group("presale")).await.refused(400, "bad_request");
        }
    }
}
