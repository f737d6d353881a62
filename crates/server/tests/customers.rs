//! Profiles, masked and revealed numbers, own orders only, the page trail, the palette.

use serde_json::{Value, json};
use yingke_testkit::{Customer, World, both_engines};

const T0: i64 = 1_772_000_000_000;

async fn orders_of(world: &World, customer: &Customer, numbers: &[&str]) -> Vec<String> {
    let view = world.owner.get(&format!("/api/v1/customers/{}", customer.id)).await.expect(200).json();
    let rows: Vec<Value> = numbers
        .iter()
        .zip(0..)
        .map(|(no, n)| {
            json!({ "order_no": no, "customer_external_id": view["external_id"], "state": "paid", "total_fen": 100, "paid_fen": 100,
                "receiver": "王小明", "phone": "13987654321", "address": "浙江省杭州市西湖区文三路99号3幢", "ordered_at": T0 + n, "updated_at": T0,
                "lines": [{ "line_no": 1, "sku": "A", "title": "锅", "quantity": 2, "unit_fen": 50, "paid_fen": 100 }] })
        })
        .collect();
    world.owner.put("/api/v1/import/orders", json!(rows)).await.expect(200);
    let page = world.owner.get(&format!("/api/v1/customers/{}/orders", customer.id)).await.expect(200).json();
    page["items"].as_array().expect("items").iter().map(|order| order["id"].as_str().expect("an id").to_owned()).collect()
}

both_engines! {
    async fn a_customer_sees_own_orders_masked_and_nobody_elses(world: World) {
        let (lin, chen) = (world.customer("林晓").await, world.customer("陈晨").await);
        let ids = orders_of(&world, &lin, &["QH1", "QH2", "QH3"]).await;
        orders_of(&world, &chen, &["QH9"]).await;
        let page = lin.get("/api/widget/v1/orders?limit=2").await.expect(200).json();
        assert_eq!(page["items"].as_array().map(Vec::len), Some(2));
        let rest = lin.get(&format!("/api/widget/v1/orders?limit=2&cursor={}", page["next"].as_str().expect("more"))).await.expect(200).json();
        assert_eq!((rest["items"].as_array().map(Vec::len), rest["next"].clone()), (Some(1), Value::Null));
        assert_eq!(rest["items"][0]["order_no"], "QH1");
        let one = lin.get(&format!("/api/widget/v1/orders/{}", ids[0])).await.expect(200);
        for secret in ["13987654321", "王小明", "文三路"] {
            assert!(!one.text().contains(secret), "{secret} in {}", one.text());
        }
        chen.get(&format!("/api/widget/v1/orders/{}", ids[0])).await.refused(404, "not_found");
        world.visitor().await.get(&format!("/api/widget/v1/orders/{}", ids[0])).await.refused(404, "not_found");
        lin.get("/api/widget/v1/orders?cursor=rubbish").await.refused(422, "invalid");
    }

    async fn numbers_are_masked_until_somebody_who_may_looks_and_every_look_is_written_down(world: World) {
        let lin = world.customer("林晓").await;
        let orders = orders_of(&world, &lin, &["QH1"]).await;
        let view = world.owner.get(&format!("/api/v1/customers/{}", lin.id)).await.json();
        world.owner.put("/api/v1/import/customers", json!([{ "external_id": view["external_id"], "nickname": "林晓", "phone": "13812345678" }])).await.expect(200);
        let (agent, supervisor) = (world.agent("小禾").await, world.supervisor("主管").await);
        for path in [format!("/api/v1/customers/{}", lin.id), format!("/api/v1/customers/{}/orders", lin.id), format!("/api/v1/orders/{}", orders[0])] {
            let seen = agent.get(&path).await.expect(200).text();
            for secret in ["13812345678", "13987654321", "王小明", "文三路"] {
                assert!(!seen.contains(secret), "{secret} in {path}");
            }
            assert!(!supervisor.get(&path).await.expect(200).text().contains("13987654321"), "{path}");
        }
        let phone = format!("/api/v1/customers/{}/phone", lin.id);
        agent.get(&phone).await.refused(403, "forbidden");
        assert_eq!(supervisor.get(&phone).await.expect(200).json(), json!({ "phone": "13812345678" }));
        assert_eq!(supervisor.get(&format!("{phone}?order_id={}", orders[0])).await.expect(200).json(), json!({ "phone": "13987654321" }));
        let on = &mut world.app.app.read();
        for subject in [lin.id.to_string(), orders[0].clone()] {
            assert_eq!(yingke_store::audit::count(on, world.org_id, "customer.phone_revealed", &subject).await.expect("audit"), 1);
        }
    }

    async fn another_organisation_finds_nothing(world: World) {
        let lin = world.customer("林晓").await;
        let orders = orders_of(&world, &lin, &["QH1"]).await;
        let other = World::named(world.app.clone(), "other").await;
        for path in [
            format!("/api/v1/customers/{}", lin.id), format!("/api/v1/customers/{}/phone", lin.id), format!("/api/v1/customers/{}/orders", lin.id),
            format!("/api/v1/customers/{}/visits", lin.id), format!("/api/v1/orders/{}", orders[0]),
        ] {
            other.owner.get(&path).await.refused(404, "not_found");
        }
        assert_eq!(other.owner.get("/api/v1/orders?q=QH1").await.json()["items"], json!([]));
        let found = other.owner.get("/api/v1/search?q=林").await.expect(200).json();
        assert_eq!(found, json!({ "customers": [], "orders": [], "tickets": [], "conversations": [] }));
    }

    async fn the_page_trail_keeps_the_newest_and_refuses_what_is_no_page(world: World) {
        let lin = world.customer("林晓").await;
        for n in 0..205 {
            lin.post("/api/widget/v1/visits", json!({ "url": format!("https://shop.example/p/{n}#x"), "title": format!("商品 {n}") })).await.expect(204);
        }
        // A reload is no step.
        lin.post("/api/widget/v1/visits", json!({ "url": "https://shop.example/p/204", "title": "商品 204" })).await.expect(204);
        lin.post("/api/widget/v1/visits", json!({ "url": "javascript:alert(1)" })).await.refused(422, "invalid");
        let mut seen = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = world.owner.get(&format!("/api/v1/customers/{}/visits?limit=100&cursor={cursor}", lin.id)).await.expect(200).json();
            seen.extend(page["items"].as_array().expect("items").iter().map(|visit| visit["url"].as_str().unwrap_or("").to_owned()));
            match page["next"].as_str() {
                Some(next) => cursor = next.to_owned(),
                None => break,
            }
        }
        assert_eq!((seen.len(), seen[0].as_str(), seen[199].as_str()), (200, "https://shop.example/p/204", "https://shop.example/p/5"));
    }

    async fn the_palette_finds_by_name_number_and_phone(world: World) {
        let lin = world.customer("林晓").await;
        world.customer("林小路").await;
        world.customer("晓林").await;
        orders_of(&world, &lin, &["QH20260301"]).await;
        let view = world.owner.get(&format!("/api/v1/customers/{}", lin.id)).await.json();
        world.owner.put("/api/v1/import/customers", json!([{ "external_id": view["external_id"], "nickname": "林晓", "phone": "13812345678" }])).await.expect(200);
        let agent = world.agent("小禾").await;
        for (text, customers, orders) in [("林", 2, 0), ("林晓", 1, 0), ("13812345678", 1, 0), ("QH2026", 1, 1), ("没有这个人", 0, 0), ("%25", 0, 0), ("", 0, 0)] {
            let found = agent.get(&format!("/api/v1/search?q={text}")).await.expect(200).json();
            let counts = (found["customers"].as_array().map(Vec::len), found["orders"].as_array().map(Vec::len));
            assert_eq!(counts, (Some(customers), Some(orders)), "{text}: {found}");
        }
    }
}
