//! Agents, groups, entries, keys: who may change them, and what is refused.

use serde_json::{Value, json};
use yingke_core::permission::Role;
use yingke_testkit::{PASSWORD, World, both_engines};

both_engines! {
    async fn an_owner_makes_accounts_and_they_can_sign_in(world: World) {
        let new = json!({ "email": "Xiaohe@Shop.example", "name": "何小禾", "nickname": "小禾", "role": "agent", "password": "first password" });
        let made: Value = world.owner.post("/api/v1/agents", new.clone()).await.expect(201).read();
        assert_eq!((made["email"].as_str(), made["state"].as_str(), made["capacity"].as_i64()), (Some("xiaohe@shop.example"), Some("offline"), Some(5)));
        world.owner.post("/api/v1/agents", new).await.refused(409, "already_taken");
        world.client().post("/api/v1/session", json!({ "email": "xiaohe@shop.example", "password": "first password" })).await.expect(200);
    }

    async fn wrong_accounts_are_told_which_field(world: World) {
        let good = json!({ "email": "a@shop.example", "name": "何小禾", "role": "agent", "password": "first password" });
        for (field, value) in [
            ("email", json!("no address")),
            ("name", json!("  ")),
            ("name", json!("长".repeat(61))),
            ("capacity", json!(51)),
            ("capacity", json!(-1)),
            ("password", json!("short")),
            ("avatar", json!("javascript:alert(1)")),
        ] {
            let mut bad = good.clone();
            bad[field] = value;
            let refused = world.owner.post("/api/v1/agents", bad).await.refused(422, "invalid");
            assert_eq!(refused.json()["error"]["field"], field);
        }
        world.owner.post("/api/v1/agents", good).await.expect(201);
    }

    async fn a_role_decides_what_one_may_do(world: World) {
        let agent = world.agent("小禾").await;
        let supervisor = world.supervisor("主管").await;
        for other in [&agent, &supervisor] {
            other.get("/api/v1/agents").await.expect(200);
            other.post("/api/v1/agents", json!({ "email": "x@shop.example", "name": "x", "role": "agent", "password": PASSWORD })).await.refused(403, "forbidden");
            other.get("/api/v1/entries").await.refused(403, "forbidden");
            other.get("/api/v1/api-keys").await.refused(403, "forbidden");
            other.patch(&format!("/api/v1/agents/{}", agent.id), json!({ "version": 1, "role": "owner" })).await.refused(403, "forbidden");
        }
    }

    async fn only_an_owner_makes_owners_and_one_always_stays(world: World) {
        let admin = world.member("管理员", Role::Admin).await;
        let agent = world.agent("小禾").await;
        let path = format!("/api/v1/agents/{}", agent.id);
        admin.patch(&path, json!({ "version": 1, "role": "owner" })).await.refused(403, "forbidden");
        let owner = format!("/api/v1/agents/{}", world.owner.id);
        admin.patch(&owner, json!({ "version": 1, "password": "taken over by admin" })).await.refused(403, "forbidden");
        world.owner.patch(&owner, json!({ "version": 1, "role": "agent" })).await.refused(409, "wrong_state");
        world.owner.patch(&owner, json!({ "version": 1, "enabled": false })).await.refused(409, "wrong_state");
        world.owner.patch(&path, json!({ "version": 1, "role": "owner" })).await.expect(200);
        world.owner.patch(&owner, json!({ "version": 1, "role": "agent" })).await.expect(200);
        world.owner.post("/api/v1/agents", json!({ "email": "x@shop.example", "name": "x", "role": "agent", "password": PASSWORD })).await.refused(403, "forbidden");
    }

    async fn two_changes_at_once_are_not_lost(world: World) {
        let agent = world.agent("小禾").await;
        let path = format!("/api/v1/agents/{}", agent.id);
        let changes = (0..4).map(|n| world.owner.patch(&path, json!({ "version": 1, "capacity": n })));
        let answers = futures_util::future::join_all(changes.collect::<Vec<_>>()).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
        assert_eq!(answers.iter().filter(|answer| answer.status == 409).count(), 3);
    }

    async fn members_keep_the_seats_they_were_given(world: World) {
        let (one, two, three) = (world.agent("甲").await, world.agent("乙").await, world.agent("丙").await);
        let group = world.group("售前", &[&three, &one]).await;
        let path = format!("/api/v1/groups/{}/members", group.id);
        let view: Value = world.owner.put(&path, json!({ "agent_ids": [two.id, three.id, one.id] })).await.expect(200).read();
        assert_eq!(view["member_ids"], json!([two.id, three.id, one.id]));
        world.owner.put(&path, json!({ "agent_ids": [one.id, one.id] })).await.refused(422, "invalid");
        let stranger = World::named(world.app.clone(), "other").await.agent("外人").await;
        world.owner.put(&path, json!({ "agent_ids": [stranger.id] })).await.refused(422, "invalid");
        let agents: Vec<Value> = world.owner.get("/api/v1/agents").await.read();
        let of_two = agents.iter().find(|agent| agent["id"] == two.id.to_string()).expect("the agent");
        assert_eq!(of_two["group_ids"], json!([group.id]));
        world.owner.put(&path, json!({ "agent_ids": [] })).await.expect(200);
    }

    async fn an_ended_key_opens_nothing_and_a_key_has_its_own_permissions_only(world: World) {
        let body = json!({ "name": "仓库", "permissions": ["agents.manage"] });
        let made: Value = world.owner.post("/api/v1/api-keys", body).await.expect(201).read();
        let key = world.client().bearer(made["key"].as_str().expect("the key"));
        key.get("/api/v1/groups").await.expect(200);
        key.get("/api/v1/entries").await.refused(403, "forbidden");
        key.post("/api/v1/agents", json!({ "email": "o@shop.example", "name": "o", "role": "owner", "password": PASSWORD })).await.refused(403, "forbidden");
        key.put("/api/v1/me/password", json!({ "old": PASSWORD, "new": "another password" })).await.refused(403, "forbidden");
        let listed = world.owner.get("/api/v1/api-keys").await;
        assert!(!listed.text().contains(made["key"].as_str().expect("the key")));
        assert!(listed.json()[0]["used_at"].is_i64(), "{}", listed.text());
        world.owner.delete(&format!("/api/v1/api-keys/{}", made["id"].as_str().expect("an id"))).await.expect(204);
        key.get("/api/v1/groups").await.refused(401, "unauthenticated");
    }

    async fn a_key_loses_what_its_maker_loses(world: World) {
        let admin = world.member("管理员", Role::Admin).await;
        let made: Value = admin.post("/api/v1/api-keys", json!({ "name": "k", "permissions": ["settings.manage"] })).await.expect(201).read();
        let key = world.client().bearer(made["key"].as_str().expect("the key"));
        key.get("/api/v1/entries").await.expect(200);
        world.owner.patch(&format!("/api/v1/agents/{}", admin.id), json!({ "version": 1, "role": "agent" })).await.expect(200);
        key.get("/api/v1/entries").await.refused(403, "forbidden");
        world.owner.patch(&format!("/api/v1/agents/{}", admin.id), json!({ "version": 2, "enabled": false })).await.expect(200);
        key.get("/api/v1/groups").await.refused(401, "unauthenticated");
    }
}
