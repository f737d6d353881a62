//! Import: idempotent by the shop's keys, free of order by the shop's times, bad rows apart.

use serde_json::{Value, json};
use yingke_core::permission::Permission;
use yingke_testkit::{World, both_engines};

const T0: i64 = 1_772_000_000_000;

fn order(no: &str, buyer: &str, state: &str, updated_at: i64) -> Value {
    json!({
        "order_no": no, "customer_external_id": buyer, "state": state, "total_fen": 12_900, "paid_fen": 12_900, "freight_fen": 0, "discount_fen": 0,
        "receiver": "王小明", "phone": "13812345678", "address": "浙江省杭州市西湖区文三路99号", "ordered_at": T0, "paid_at": T0 + 60_000,
        "lines": [{ "line_no": 1, "sku": "A1", "title": "炖锅", "quantity": 1, "unit_fen": 12_900, "paid_fen": 12_900 }], "updated_at": updated_at,
    })
}

async fn put(world: &World, what: &str, rows: Value) -> Value {
    world.owner.put(&format!("/api/v1/import/{what}"), rows).await.expect(200).json()
}

async fn find(world: &World, text: &str) -> Vec<Value> {
    let page = world.owner.get(&format!("/api/v1/orders?q={text}")).await.expect(200).json();
    page["items"].as_array().expect("items").clone()
}

async fn events(world: &World) -> i64 {
    yingke_store::events::head(&mut world.app.app.read(), world.org_id).await.expect("the head")
}

both_engines! {
    async fn the_same_rows_again_change_nothing(world: World) {
        let rows = json!([order("QH1001", "u-1", "paid", T0), order("QH1002", "u-2", "shipped", T0)]);
        assert_eq!(put(&world, "orders", rows.clone()).await, json!({ "created": 2, "updated": 0, "unchanged": 0, "errors": [] }));
        let before = events(&world).await;
        assert_eq!(put(&world, "orders", rows).await, json!({ "created": 0, "updated": 0, "unchanged": 2, "errors": [] }));
        assert_eq!(events(&world).await, before, "an unchanged row is no news");
        assert_eq!(find(&world, "QH100").await.len(), 2);
    }

    async fn what_arrives_late_never_overwrites_what_is_newer(world: World) {
        put(&world, "orders", json!([order("QH1", "u-1", "delivered", T0 + 3_000)])).await;
        // The same facts confirmed at a later time: nothing to tell, but older news must not come between.
        let confirmed = put(&world, "orders", json!([order("QH1", "u-1", "delivered", T0 + 9_000)])).await;
        assert_eq!(confirmed["unchanged"], 1);
        for late in [T0, T0 + 8_999] {
            assert_eq!(put(&world, "orders", json!([order("QH1", "u-1", "shipped", late)])).await["unchanged"], 1);
        }
        assert_eq!(find(&world, "QH1").await[0]["state"], "delivered");
        assert_eq!(put(&world, "orders", json!([order("QH1", "u-1", "completed", T0 + 9_001)])).await["updated"], 1);
        assert_eq!(find(&world, "QH1").await[0]["state"], "completed");
    }

    async fn changed_lines_replace_the_old_ones(world: World) {
        put(&world, "orders", json!([order("QH1", "u-1", "paid", T0)])).await;
        let mut row = order("QH1", "u-1", "paid", T0 + 1);
        row["lines"] = json!([
            { "line_no": 2, "sku": "B", "title": "锅盖", "quantity": 3, "unit_fen": 100, "paid_fen": 300 },
            { "line_no": 3, "sku": "C", "title": "锅铲", "quantity": 1, "unit_fen": 200, "paid_fen": 200 },
        ]);
        assert_eq!(put(&world, "orders", json!([row])).await["updated"], 1);
        let lines = find(&world, "QH1").await[0]["lines"].clone();
        assert_eq!(lines.as_array().map(|lines| lines.iter().map(|line| line["title"].clone()).collect::<Vec<_>>()), Some(vec![json!("锅盖"), json!("锅铲")]));
    }

    async fn the_same_key_twice_in_one_request_is_one_order(world: World) {
        let rows = json!([order("QH1", "u-1", "paid", T0), order("QH1", "u-1", "shipped", T0 + 5), order("QH1", "u-1", "paid", T0 + 1)]);
        assert_eq!(put(&world, "orders", rows).await, json!({ "created": 1, "updated": 1, "unchanged": 1, "errors": [] }));
        let found = find(&world, "QH1").await;
        assert_eq!((found.len(), found[0]["state"].clone(), found[0]["lines"].as_array().map(Vec::len)), (1, json!("shipped"), Some(1)));
    }

    async fn a_bad_row_is_named_and_the_others_go_in(world: World) {
        let mut future = order("QH4", "u-1", "paid", T0);
        future["updated_at"] = json!(9_999_999_999_999_i64);
        let mut negative = order("QH5", "u-1", "paid", T0);
        negative["paid_fen"] = json!(-1);
        let rows = json!([order("QH1", "u-1", "paid", T0), order("QH2", "u-1", "lost_in_space", T0), { "order_no": 7 }, future, negative]);
        let result = put(&world, "orders", rows).await;
        assert_eq!(result["created"], 1);
        let errors = result["errors"].as_array().expect("errors");
        assert_eq!(errors.iter().map(|error| error["index"].clone()).collect::<Vec<_>>(), [1, 2, 3, 4].map(|i| json!(i)));
        assert!(errors[0]["message"].as_str().is_some_and(|message| message.contains("lost_in_space")), "{result}");
        let unknown = put(&world, "shipments", json!([{ "order_no": "NOPE", "tracking_no": "SF1", "carrier": "顺丰", "state": "in_transit", "shipped_at": T0 }])).await;
        assert_eq!(unknown["errors"][0]["code"], "unknown_order");
    }

    async fn a_buyer_whom_nobody_announced_is_filled_in_later(world: World) {
        put(&world, "orders", json!([order("QH1", "u-9", "paid", T0)])).await;
        let id = find(&world, "QH1").await[0]["customer_id"].as_str().expect("an id").to_owned();
        let person = json!({ "external_id": "u-9", "nickname": "林晓", "gender": "female", "is_member": true, "tier": "gold", "phone": "13812345678",
            "email": "Lin@Example.com", "tags": ["老客户"], "registered_at": T0 - 1, "updated_at": T0 - 1 });
        assert_eq!(put(&world, "customers", json!([person])).await["updated"], 1);
        let view = world.owner.get(&format!("/api/v1/customers/{id}")).await.expect(200).json();
        for (field, expected) in [
            ("nickname", json!("林晓")), ("gender", json!("female")), ("is_member", json!(true)), ("registered_at", json!(T0 - 1)),
            ("phone", json!("138****5678")), ("email", json!("l***@example.com")), ("tags", json!(["老客户"])),
            ("order_count", json!(1)), ("spent_fen", json!(12_900)),
        ] {
            assert_eq!(view[field], expected, "{field}");
        }
    }

    async fn a_note_and_tags_of_agents_survive_the_import_and_do_not_make_it_late(world: World) {
        let person = |tier: &str, at: i64| json!([{ "external_id": "u-1", "nickname": "林晓", "tier": tier, "tags": ["新客"], "updated_at": at }]);
        put(&world, "customers", person("silver", T0)).await;
        let found = world.owner.get("/api/v1/search?q=u-1").await.expect(200).json();
        let id = found["customers"][0]["id"].as_str().expect("an id").to_owned();
        let view = world.owner.get(&format!("/api/v1/customers/{id}")).await.json();
        let change = json!({ "version": view["version"], "note": "喜欢电话", "tags": ["新客", "急"] });
        world.owner.patch(&format!("/api/v1/customers/{id}"), change.clone()).await.expect(200);
        world.owner.patch(&format!("/api/v1/customers/{id}"), change).await.refused(409, "version_conflict");
        // The agent wrote at "now", which is later than the shop's time: the shop's facts are news all the same.
        assert_eq!(put(&world, "customers", person("gold", T0 + 1)).await["updated"], 1);
        let view = world.owner.get(&format!("/api/v1/customers/{id}")).await.json();
        assert_eq!((view["tier"].clone(), view["note"].clone(), view["tags"].clone()), (json!("gold"), json!("喜欢电话"), json!(["新客", "急"])));
    }

    async fn parcels_and_after_sale_cases_stand_at_their_order(world: World) {
        put(&world, "orders", json!([order("QH1", "u-1", "shipped", T0)])).await;
        let parcel = json!([{ "order_no": "QH1", "tracking_no": "SF100200300", "carrier": "顺丰", "state": "in_transit", "shipped_at": T0,
            "scans": [{ "at": T0 + 1, "text": "已揽收" }, { "at": T0 + 9, "text": "到达武汉" }], "updated_at": T0 }]);
        assert_eq!(put(&world, "shipments", parcel.clone()).await["created"], 1);
        assert_eq!(put(&world, "shipments", parcel).await["unchanged"], 1);
        let case = json!([{ "external_id": "R1", "order_no": "QH1", "kind": "refund_only", "state": "refunding", "amount_fen": 12_900, "applied_at": T0, "updated_at": T0 }]);
        assert_eq!(put(&world, "aftersales", case.clone()).await["created"], 1);
        assert_eq!(put(&world, "aftersales", case).await["unchanged"], 1);
        let found = find(&world, "SF100200300").await;
        assert_eq!(found[0]["shipments"][0]["scans"][0]["text"], "到达武汉");
        assert_eq!(found[0]["shipments"][0]["last_scan_at"], T0 + 9);
        assert_eq!(found[0]["aftersales"][0]["state"], "refunding");
    }

    async fn products_are_found_by_sku_and_words(world: World) {
        let rows = json!([{ "sku": "KT-1", "title": "珐琅铸铁炖锅 24cm", "title_en": "Cast-iron pot", "price_fen": 36_900, "updated_at": T0 },
                          { "sku": "KT-2", "title": "平底锅_100%", "price_fen": 9_900, "updated_at": T0 }]);
        assert_eq!(put(&world, "products", rows).await["created"], 2);
        for (words, skus) in [("铸铁", vec!["KT-1"]), ("cast", vec!["KT-1"]), ("kt-", vec!["KT-1", "KT-2"]), ("100%25", vec!["KT-2"]), ("%25", vec!["KT-2"]), ("没有", vec![])] {
            let page = world.owner.get(&format!("/api/v1/products?q={words}")).await.expect(200).json();
            let found: Vec<String> = page["items"].as_array().expect("items").iter().map(|p| p["sku"].as_str().unwrap_or("").to_owned()).collect();
            assert_eq!(found, skus, "{words}");
        }
    }

    async fn only_who_may_import_imports_and_not_too_much_at_once(world: World) {
        let agent = world.agent("小禾").await;
        agent.put("/api/v1/import/orders", json!([])).await.refused(403, "forbidden");
        world.client().put("/api/v1/import/orders", json!([])).await.refused(401, "unauthenticated");
        let many: Vec<Value> = (0..501).map(|n| order(&format!("QH{n}"), "u", "paid", T0)).collect();
        world.owner.put("/api/v1/import/orders", json!(many)).await.refused(413, "too_large");
        let key = world.owner.post("/api/v1/api-keys", json!({ "name": "erp", "permissions": [Permission::Import] })).await.expect(201).json();
        let integration = world.client().without("origin").bearer(key["key"].as_str().expect("a key"));
        integration.put("/api/v1/import/orders", json!([order("QH1", "u-1", "paid", T0)])).await.expect(200);
        integration.get("/api/v1/orders?q=QH1").await.refused(403, "forbidden");
    }

    async fn five_thousand_orders_are_in_within_seconds(world: World) {
        let began = std::time::Instant::now();
        for block in 0..10 {
            let rows: Vec<Value> = (0..500).map(|n| order(&format!("QH{:06}", block * 500 + n), &format!("u-{}", n % 97), "paid", T0)).collect();
            assert_eq!(put(&world, "orders", json!(rows)).await["created"], 500);
        }
        // Far above what it takes even unoptimised: a statement for each row would take minutes.
        assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
        println!("5,000 orders in {:?}", began.elapsed());
    }
}
