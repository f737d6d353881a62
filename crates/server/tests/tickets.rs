//! Tickets over HTTP: the whole course between customer, departments and staff, and the walls between them.

mod people;

use people::{Shop, field, keys};
use serde_json::{Value, json};
use yingke_core::{permission::Role, text::Locale};
use yingke_testkit::{World, both_engines};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

both_engines! {
    async fn a_request_runs_its_whole_course_without_any_agent_at_its_start(world: World) {
        let shop = Shop::open(&world).await;
        let form = shop.lin.get(&format!("/api/widget/v1/request-types?order_id={}", shop.order)).await.expect(200).json();
        assert_eq!(form[0]["key"], "return_refund");
        assert_eq!(form[0]["values"], json!({"order_no": "QH1001", "lines": [1, 2], "phone": "13812345678"}));
        assert!(!form.to_string().contains("staff_note"), "{form}");

        let request = shop.start("想退货,尺寸不合适").await;
        assert_eq!((&request["number"], &request["state"], &request["rating"]), (&json!(1), &json!("new"), &Value::Null));
        assert_eq!(request["title"], "退货退款 · 四件套");
        let id = request["id"].as_str().expect("an id").to_owned();
        let at = format!("/api/widget/v1/requests/{id}");
        assert_eq!(request["actions"], json!({"supplement": true, "urge": true, "urge_after": null, "withdraw": true, "accept": false, "reject": false, "rate": false}));

        let ticket = shop.ticket(&id).await;
        assert_eq!((&ticket["priority"], &ticket["category_key"]), (&json!("normal"), &json!("return_refund.calm")));
        assert_eq!(ticket["group_id"], shop.warehouse.id.to_string());

        // The warehouse finishes its step; the customer sees the milestone, finance has the ticket.
        let step = json!({"step": "received", "body": "外包装完好"});
        let after = shop.cang.post(&format!("/api/v1/tickets/{id}/milestones"), step.clone()).await.expect(200).json();
        assert_eq!((&after["step"], &after["group_id"]), (&json!("refunded"), &json!(shop.finance.id.to_string())));
        shop.cang.post(&format!("/api/v1/tickets/{id}/milestones"), step).await.refused(404, "not_found");
        let request = shop.lin.get(&at).await.expect(200).json();
        let milestone = request["entries"].as_array().expect("entries").last().expect("a milestone").clone();
        assert_eq!((&milestone["kind"], &milestone["body"]), (&json!("milestone"), &json!("仓库已收到您寄回的商品。\n外包装完好")));
        assert_eq!(milestone["payload"], json!({"step": "received", "name": "仓库收货"}));
        assert!(request["steps"][0]["done_at"].is_i64() && request["steps"][1]["done_at"].is_null());

        shop.cai.post(&format!("/api/v1/tickets/{id}/milestones"), json!({"step": "refunded"})).await.expect(200);
        let solved = shop.lin.get(&at).await.expect(200).json();
        assert_eq!(solved["state"], "solved");
        assert_eq!(solved["actions"], json!({"supplement": true, "urge": false, "urge_after": null, "withdraw": false, "accept": true, "reject": true, "rate": true}));

        // It was not solved at all, and the customer is angry now: base 1 + angry 1 + rebound 1 = urgent.
        let rejection = json!({"client_id": "r1", "body": "钱根本没到账,你们是骗子吧!垃圾!"});
        let back = shop.lin.post(&format!("{at}/rejection"), rejection.clone()).await.expect(200).json();
        assert_eq!(back["state"], "open");
        shop.lin.post(&format!("{at}/rejection"), rejection).await.expect(200);
        let ticket = shop.ticket(&id).await;
        assert_eq!((&ticket["rebound_count"], &ticket["priority"], &ticket["mood"]), (&json!(1), &json!("urgent"), &json!("angry")));
        assert_eq!(ticket["agent_id"], Value::Null, "the one who failed is off it");
        assert_eq!(ticket["group_id"], shop.warehouse.id.to_string(), "back to the first group");
        assert_eq!(ticket["first_facts"]["description"], "想退货,尺寸不合适");
        assert_eq!(ticket["category_key"], "return_refund.angry");
        let trail = shop.owner().get(&format!("/api/v1/tickets/{id}/entries?limit=100")).await.expect(200).text();
        assert!(trail.contains("second_line"), "{trail}");

        let version = ticket["version"].clone();
        let patch = json!({"version": version, "state": "solved", "reason": "已补打款"});
        shop.owner().patch(&format!("/api/v1/tickets/{id}"), patch).await.expect(200);
        let closed = shop.lin.act(&format!("{at}/acceptance")).await.expect(200).json();
        assert_eq!(closed["state"], "closed");
        shop.lin.act(&format!("{at}/acceptance")).await.expect(200);
        let rated = shop.lin.post(&format!("{at}/rating"), json!({"stars": 4, "comment": "最后解决了"})).await.expect(200).json();
        assert_eq!(rated["rating"], 4);
        assert_eq!(shop.ticket(&id).await["rating_comment"], "最后解决了");
        let told = keys(&rated["entries"], "kind");
        assert_eq!(told, ["created", "milestone", "milestone", "reject", "accept", "rated"]);
    }

    async fn the_same_client_id_starts_one_ticket_and_every_start_is_one_recorded_contact(world: World) {
        let shop = Shop::open(&world).await;
        let first = shop.start("第一次").await;
        let again = shop.start("第一次").await;
        assert_eq!(first["id"], again["id"]);
        let other = shop.lin.post("/api/widget/v1/requests", shop.request("c2", "第二次")).await.expect(201).json();
        assert_eq!((&first["number"], &other["number"]), (&json!(1), &json!(2)));
        let listed = shop.lin.get("/api/widget/v1/requests").await.expect(200).json();
        assert_eq!(keys(&listed["items"], "number"), ["2", "1"]);
        let (contacts, records) = shop.contacts().await;
        assert_eq!((contacts, records), (2, 2));
        shop.lin.post("/api/widget/v1/requests", shop.request("", "没有编号")).await.refused(422, "invalid");
        assert_eq!(shop.contacts().await, (2, 2), "a refusal leaves no trace");
    }

    async fn a_form_names_every_flaw_at_once(world: World) {
        let shop = Shop::open(&world).await;
        let mut request = shop.request("c1", "退");
        request["fields"] = json!({"reason": "moon", "amount": "many", "lines": [], "staff_note": "x", "typo": 1});
        let error = shop.lin.post("/api/widget/v1/requests", request.clone()).await.refused(422, "invalid").json();
        let mut flaws: Vec<String> = error["error"]["fields"].as_array().expect("flaws").iter()
            .map(|flaw| format!("{} {}", flaw["field"].as_str().unwrap_or(""), flaw["code"].as_str().unwrap_or(""))).collect();
        flaws.sort();
        assert_eq!(flaws, ["fields.amount not_money", "fields.lines required", "fields.reason not_an_option", "fields.staff_note unknown", "fields.typo unknown"]);
        request["fields"] = json!({"reason": "quality", "lines": [9]});
        shop.lin.post("/api/widget/v1/requests", request.clone()).await.refused(422, "invalid");
        request["fields"] = json!({"reason": "quality"});
        request["order_id"] = Value::Null;
        let error = shop.lin.post("/api/widget/v1/requests", request).await.refused(422, "invalid").json();
        assert_eq!(error["error"]["field"], "order_id", "this type needs an order");
    }

    async fn two_people_editing_and_the_second_hears_of_it(world: World) {
        let shop = Shop::open(&world).await;
        let id = shop.start("退货").await["id"].as_str().expect("an id").to_owned();
        let at = format!("/api/v1/tickets/{id}");
        let version = shop.ticket(&id).await["version"].clone();
        let after = shop.owner().patch(&at, json!({"version": version, "title": "新标题"})).await.expect(200).json();
        assert_eq!((&after["title"], &after["state"]), (&json!("新标题"), &json!("open")));
        shop.xiaohe.patch(&at, json!({"version": version, "title": "另一个"})).await.refused(409, "version_conflict");
        let after = shop.xiaohe.patch(&at, json!({"version": after["version"], "priority": "low"})).await.refused(422, "invalid").json();
        assert_eq!(after["error"]["field"], "reason");
        let now = shop.ticket(&id).await;
        let lowered = shop.xiaohe.patch(&at, json!({"version": now["version"], "priority": "low", "reason": "客户说不急"})).await.expect(200).json();
        assert_eq!((&lowered["priority"], &lowered["priority_reason"]["set_by_person"]), (&json!("low"), &json!("客户说不急")));
        let entries = shop.owner().get(&format!("{at}/entries")).await.expect(200).json();
        let change = entries["items"].as_array().expect("entries").last().expect("the change").clone();
        assert_eq!(change["body"], "客户说不急");
        assert_eq!(change["payload"]["changes"][0], json!({"field": "priority", "from": "normal", "to": "low"}));
        assert_eq!(change["actor_name"], "小禾");
        shop.owner().patch(&at, json!({"version": lowered["version"], "state": "closed"})).await.refused(409, "wrong_state");
        shop.owner().patch(&at, json!({"version": lowered["version"], "state": "new"})).await.refused(409, "wrong_state");
    }

    async fn light_users_see_their_groups_tickets_and_nothing_else(world: World) {
        let shop = Shop::open(&world).await;
        let id = shop.start("退货").await["id"].as_str().expect("an id").to_owned();
        let at = format!("/api/v1/tickets/{id}");
        assert_eq!(shop.cang.get("/api/v1/tickets").await.expect(200).json()["items"].as_array().map(Vec::len), Some(1));
        assert_eq!(shop.cai.get("/api/v1/tickets").await.expect(200).json()["items"].as_array().map(Vec::len), Some(0));
        assert_eq!(shop.cai.get("/api/v1/tickets/counts").await.expect(200).json()["open"], 0);
        for path in [at.clone(), format!("{at}/entries")] {
            shop.cang.get(&path).await.expect(200);
            shop.cai.get(&path).await.refused(404, "not_found");
        }
        let reply = json!({"client_id": "a", "body": "您好"});
        for verb in ["replies", "comments"] {
            shop.cai.post(&format!("{at}/{verb}"), reply.clone()).await.refused(404, "not_found");
        }
        shop.cai.patch(&at, json!({"version": 1, "title": "x"})).await.refused(404, "not_found");
        shop.cai.post(&format!("{at}/transfer"), json!({"agent_id": shop.cai.id, "reason": "给我"})).await.refused(404, "not_found");
        shop.cai.post(&format!("{at}/milestones"), json!({"step": "received"})).await.refused(404, "not_found");
        shop.cai.get(&format!("/api/v1/tickets?q=%23{}", 1)).await.expect(200);
        // Given to one of them by hand, that one sees it.
        shop.xiaohe.post(&format!("{at}/transfer"), json!({"agent_id": shop.cai.id, "reason": "要财务看"})).await.expect(200);
        shop.cai.get(&at).await.expect(200);
        let phone = shop.cai.get(&at).await.json()["fields"]["phone"].clone();
        assert_eq!(phone, "138****5678", "a phone is masked for who may not reveal it");
        let whole = shop.ticket(&id).await;
        assert_eq!(whole["fields"]["phone"], "13812345678");
        // The masked phone comes back with the form, and does not overwrite the real one.
        let patch = json!({"version": whole["version"], "fields": {"phone": "138****5678", "reason": "quality"}});
        shop.cai.patch(&at, patch).await.expect(200);
        assert_eq!(shop.ticket(&id).await["fields"]["phone"], "13812345678");
    }

    async fn another_organisations_things_are_absent(world: World) {
        let shop = Shop::open(&world).await;
        let id = shop.start("退货").await["id"].as_str().expect("an id").to_owned();
        let other = World::named(world.app.clone(), "other").await;
        let stranger = other.customer("外人").await;
        let neighbour = world.customer("邻居").await;
        let at = format!("/api/v1/tickets/{id}");
        let ticket = shop.ticket(&id).await;
        other.owner.get(&at).await.refused(404, "not_found");
        other.owner.get(&format!("{at}/entries")).await.refused(404, "not_found");
        other.owner.patch(&at, json!({"version": ticket["version"], "title": "x"})).await.refused(404, "not_found");
        other.owner.post(&format!("{at}/replies"), json!({"client_id": "a", "body": "x"})).await.refused(404, "not_found");
        other.owner.get(&format!("/api/v1/customers/{}/tickets", shop.lin.id)).await.refused(404, "not_found");
        assert_eq!(other.owner.get("/api/v1/tickets").await.json()["items"], json!([]));
        for who in [&stranger, &neighbour] {
            who.get(&format!("/api/widget/v1/requests/{id}")).await.refused(404, "not_found");
            who.act(&format!("/api/widget/v1/requests/{id}/urge")).await.refused(404, "not_found");
            who.act(&format!("/api/widget/v1/requests/{id}/withdrawal")).await.refused(404, "not_found");
            who.post(&format!("/api/widget/v1/requests/{id}/supplements"), json!({"client_id": "a", "body": "x"})).await.refused(404, "not_found");
            who.get(&format!("/api/widget/v1/request-types?order_id={}", shop.order)).await.refused(404, "not_found");
            who.post("/api/widget/v1/requests", shop.request("c9", "别人的订单")).await.refused(404, "not_found");
        }
        // Ids of another organisation inside a body are refused too.
        let theirs = other.group("别家", &[]).await;
        let patch = |body: Value| { let mut body = body; body["version"] = ticket["version"].clone(); body };
        shop.owner().patch(&at, patch(json!({"group_id": theirs.id, "reason": "x"}))).await.refused(422, "invalid");
        shop.owner().patch(&at, patch(json!({"agent_id": other.owner.id}))).await.refused(422, "invalid");
        let foreign = json!({"type_id": ticket["type_id"], "title": "x", "customer_id": stranger.id});
        shop.owner().post("/api/v1/tickets", foreign).await.refused(422, "invalid");
        shop.owner().post(&format!("{at}/orders"), json!({"order_id": "ord_00000000000000000000000000000001"})).await.refused(422, "invalid");
        other.owner.post("/api/v1/tickets", json!({"type_id": ticket["type_id"], "title": "x"})).await.refused(422, "invalid");
    }

    async fn what_is_said_among_colleagues_never_reaches_the_customer(world: World) {
        let shop = Shop::open(&world).await;
        let id = shop.start("退货").await["id"].as_str().expect("an id").to_owned();
        let secret = "这个客户很难缠";
        let comment = json!({"client_id": "s1", "body": secret, "mentions": [shop.cai.id]});
        let entry = shop.xiaohe.post(&format!("/api/v1/tickets/{id}/comments"), comment.clone()).await.expect(201).json();
        assert_eq!((&entry["public"], &entry["kind"]), (&json!(false), &json!("internal_comment")));
        let again = shop.xiaohe.post(&format!("/api/v1/tickets/{id}/comments"), comment).await.expect(201).json();
        assert_eq!(entry["seq"], again["seq"], "the same client_id is the same comment");
        let transfer = json!({"group_id": shop.finance.id, "reason": "内部理由"});
        shop.xiaohe.post(&format!("/api/v1/tickets/{id}/transfer"), transfer).await.expect(200);
        shop.xiaohe.patch(&format!("/api/v1/tickets/{id}"), json!({"version": shop.ticket(&id).await["version"], "fields": {"staff_note": "内部备注"}})).await.expect(200);
        shop.xiaohe.post(&format!("/api/v1/tickets/{id}/replies"), json!({"client_id": "s2", "body": "您好,已转财务"})).await.expect(201);
        let answers = [
            shop.lin.get(&format!("/api/widget/v1/requests/{id}")).await.expect(200).text(),
            shop.lin.get("/api/widget/v1/requests").await.expect(200).text(),
            shop.lin.get("/api/widget/v1/snapshot").await.expect(200).text(),
            shop.lin.act(&format!("/api/widget/v1/requests/{id}/urge")).await.expect(200).text(),
            shop.lin.post(&format!("/api/widget/v1/requests/{id}/supplements"), json!({"client_id": "k", "body": "好"})).await.expect(200).text(),
        ];
        for answer in &answers {
            for hidden in [secret, "内部理由", "内部备注", "staff_note", "小禾"] {
                assert!(!answer.contains(hidden), "{hidden} in {answer}");
            }
        }
        assert!(answers[0].contains("您好,已转财务") && answers[0].contains("阿禾"), "the public name: {}", answers[0]);
        // Nor by the event log of the customer's own socket.
        let events = yingke_store::events::after_for_customer(&mut world.app.app.read(), world.org_id, shop.lin.id, 0, 100).await.expect("events");
        for event in events {
            assert_ne!(event.event.data["public"], json!(false), "{event:?}");
        }
        let notices = shop.cai.get("/api/v1/me/notices").await.expect(200).json();
        assert!(keys(&notices["items"], "kind").contains(&"mention".to_owned()), "{notices}");
        let newest = notices["items"][0]["id"].clone();
        shop.cai.put("/api/v1/me/notices/read", json!({"upto": newest})).await.expect(204);
        let notices = shop.cai.get("/api/v1/me/notices").await.expect(200).json();
        assert!(notices["items"].as_array().expect("notices").iter().all(|notice| notice["read"] == true));
        assert_eq!(keys(&notices["items"], "kind"), ["supplemented", "urged", "transferred", "mention"]);
        assert_eq!(shop.xiaohe.get("/api/v1/me/notices").await.json()["items"], json!([]), "nobody is told of what they did themselves");
    }

    async fn urging_works_every_thirty_minutes_and_reaches_the_department(world: World) {
        let shop = Shop::open(&world).await;
        let id = shop.start("退货").await["id"].as_str().expect("an id").to_owned();
        let at = format!("/api/widget/v1/requests/{id}");
        let urged = shop.lin.act(&format!("{at}/urge")).await.expect(200).json();
        assert_eq!(urged["actions"]["urge"], false);
        assert!(urged["actions"]["urge_after"].is_i64());
        let early = shop.lin.act(&format!("{at}/urge")).await.refused(429, "rate_limited");
        assert_eq!(early.header("retry-after"), "1800");
        world.advance(30 * MINUTE);
        assert_eq!(shop.lin.get(&at).await.json()["actions"]["urge"], true);
        shop.lin.act(&format!("{at}/urge")).await.expect(200);
        assert_eq!(shop.ticket(&id).await["urge_count"], 2);
        let notices = shop.cang.get("/api/v1/me/notices").await.expect(200).json();
        assert_eq!(keys(&notices["items"], "kind"), ["urged", "urged"]);
        assert_eq!(notices["items"][0]["ticket_id"], id);
    }

    async fn withdrawn_is_withdrawn_and_a_follow_up_is_linked(world: World) {
        let shop = Shop::open(&world).await;
        let id = shop.start("退货").await["id"].as_str().expect("an id").to_owned();
        let at = format!("/api/widget/v1/requests/{id}");
        shop.lin.act(&format!("{at}/withdrawal")).await.expect(200);
        shop.lin.act(&format!("{at}/withdrawal")).await.expect(200);
        let words = json!({"client_id": "w", "body": "又想退了"});
        shop.lin.post(&format!("{at}/supplements"), words.clone()).await.refused(409, "finished");
        shop.lin.post(&format!("{at}/rejection"), words).await.refused(409, "finished");
        let refused = shop.owner().post(&format!("/api/v1/tickets/{id}/replies"), json!({"client_id": "a", "body": "您好"})).await.refused(409, "finished");
        assert!(refused.text().contains("follow_up_of"), "the refusal says what to do: {}", refused.text());
        let mut next = shop.request("c2", "又想退了");
        next["follow_up_of"] = json!(id);
        let next = shop.lin.post("/api/widget/v1/requests", next).await.expect(201).json();
        assert_eq!(shop.ticket(next["id"].as_str().expect("an id")).await["follow_up_of"]["number"], 1);
    }

    async fn a_solved_ticket_closes_after_seven_days_and_then_for_good(world: World) {
        let shop = Shop::open(&world).await;
        let id = shop.start("退货").await["id"].as_str().expect("an id").to_owned();
        let ticket = shop.ticket(&id).await;
        assert_eq!(ticket["next_states"], json!(["open", "pending_customer", "on_hold", "solved", "cancelled"]));
        shop.owner().patch(&format!("/api/v1/tickets/{id}"), json!({"version": ticket["version"], "state": "solved"})).await.expect(200);
        world.advance(7 * DAY - 1);
        assert_eq!(yingke_app::tickets::close_due(&world.app.app).await.expect("a look"), 0);
        world.advance(1);
        assert_eq!(yingke_app::tickets::close_due(&world.app.app).await.expect("a look"), 1);
        assert_eq!(yingke_app::tickets::close_due(&world.app.app).await.expect("a look"), 0);
        // A device is recognised for seven days; the shop signs it in again.
        let lin = world.customer("林晓").await;
        let closed = lin.get(&format!("/api/widget/v1/requests/{id}")).await.expect(200).json();
        assert_eq!((&closed["state"], &closed["actions"]["reject"], &closed["actions"]["rate"]), (&json!("closed"), &json!(false), &json!(true)));
        lin.post(&format!("/api/widget/v1/requests/{id}/rejection"), json!({"client_id": "r", "body": "没好"})).await.refused(409, "finished");
    }

    async fn staff_create_link_and_find_tickets(world: World) {
        let shop = Shop::open(&world).await;
        let kind = shop.type_id.clone();
        let new = json!({"type_id": kind, "title": "电话里说要退货", "order_id": shop.order, "line_nos": [2], "description": "客户来电"});
        let ticket = shop.xiaohe.post("/api/v1/tickets", new).await.expect(201).json();
        assert_eq!((&ticket["customer"]["nickname"], &ticket["source"], &ticket["owner_id"]), (&json!("林晓"), &json!("agent"), &json!(shop.xiaohe.id)));
        assert_eq!(ticket["linked_orders"], json!([{"order_id": shop.order, "order_no": "QH1001", "state": "delivered", "line_nos": [2]}]));
        assert_eq!(ticket["fields"]["phone"], "138****5678", "filled from the order, masked for this reader");
        let id = ticket["id"].as_str().expect("an id");
        let at = format!("/api/v1/tickets/{id}");
        shop.xiaohe.post(&format!("{at}/orders"), json!({"order_id": shop.second_order})).await.expect(200);
        for (query, found) in [("q=%231", 1), ("q=1", 1), ("q=%E9%80%80%E8%B4%A7", 1), ("q=%E6%9E%97", 1), ("q=QH1001", 1), ("q=QH1002", 1), ("q=nothing", 0), ("q=%25", 0)] {
            let page = shop.owner().get(&format!("/api/v1/tickets?{query}")).await.expect(200).json();
            assert_eq!(page["items"].as_array().map(Vec::len), Some(found), "{query}");
        }
        let by_order = shop.owner().get(&format!("/api/v1/tickets?order_id={}", shop.second_order)).await.expect(200).json();
        assert_eq!(by_order["items"].as_array().map(Vec::len), Some(1));
        let unlinked = shop.xiaohe.delete(&format!("{at}/orders/{}", shop.order)).await.expect(200).json();
        assert_eq!((&unlinked["order_id"], unlinked["linked_orders"].as_array().map(Vec::len)), (&Value::Null, Some(1)));
        shop.xiaohe.delete(&format!("{at}/orders/{}", shop.order)).await.refused(404, "not_found");
        let mine = shop.owner().get(&format!("/api/v1/customers/{}/tickets", shop.lin.id)).await.expect(200).json();
        assert_eq!(mine["items"][0]["id"], id);
        // Among ourselves, without customer and order (S1-06).
        let inner = shop.xiaohe.post("/api/v1/tickets", json!({"type_id": kind, "title": "打印机坏了", "agent_id": shop.cang.id})).await.expect(201).json();
        assert_eq!((&inner["customer"], &inner["state"], &inner["agent_id"]), (&Value::Null, &json!("open"), &json!(shop.cang.id)));
        shop.xiaohe.post("/api/v1/tickets", json!({"type_id": kind, "title": "  "})).await.refused(422, "invalid");
        shop.xiaohe.post("/api/v1/tickets", json!({"type_id": kind, "title": "x".repeat(201)})).await.refused(422, "invalid");
    }

    async fn pages_stay_stable_while_tickets_come_in(world: World) {
        let shop = Shop::open(&world).await;
        for i in 0..7 {
            world.advance(1000);
            shop.lin.post("/api/widget/v1/requests", shop.request(&format!("c{i}"), "退")).await.expect(201);
        }
        for sort in ["updated", "created"] {
            for (dir, expected) in [("desc", [7, 6, 5, 4, 3, 2, 1]), ("asc", [1, 2, 3, 4, 5, 6, 7])] {
                let mut seen = Vec::new();
                let mut cursor = String::new();
                loop {
                    let page = shop.owner().get(&format!("/api/v1/tickets?sort={sort}&dir={dir}&limit=2&cursor={cursor}")).await.expect(200).json();
                    seen.extend(page["items"].as_array().expect("items").iter().filter_map(|item| item["number"].as_i64()));
                    let Some(next) = page["next"].as_str() else { break };
                    cursor = next.to_owned();
                    if dir == "desc" {
                        world.advance(1000);
                        shop.lin.post("/api/widget/v1/requests", shop.request(&format!("{sort}{}", seen.len()), "新来的")).await.expect(201);
                    }
                }
                seen.retain(|number| *number <= 7);
                assert_eq!(seen, expected, "{sort} {dir}");
            }
        }
        shop.owner().get("/api/v1/tickets?cursor=rubbish").await.refused(422, "invalid");
        shop.owner().get("/api/v1/tickets?sort=moon").await.refused(422, "invalid");
        shop.owner().get("/api/v1/tickets?state=moon").await.refused(422, "invalid");
    }

    async fn filters_and_counts_agree(world: World) {
        let shop = Shop::open(&world).await;
        for i in 0..4 {
            shop.lin.post("/api/widget/v1/requests", shop.request(&format!("c{i}"), "退")).await.expect(201);
        }
        shop.lin.post("/api/widget/v1/requests", shop.request("angry", "气死我了,我要打12315投诉你们!")).await.expect(201);
        let items = shop.owner().get("/api/v1/tickets?sort=created&dir=asc").await.expect(200).json()["items"].clone();
        let set = async |i: usize, body: Value| {
            let mut body = body;
            body["version"] = items[i]["version"].clone();
            shop.owner().patch(&format!("/api/v1/tickets/{}", items[i]["id"].as_str().expect("an id")), body).await.expect(200);
        };
        set(0, json!({"state": "solved"})).await;
        set(1, json!({"agent_id": shop.xiaohe.id})).await;
        set(2, json!({"state": "on_hold"})).await;
        let expected = [
            ("", 5), ("open=true", 4), ("state=solved", 1), ("state=solved,on_hold", 2), ("agent_id=none&open=true", 3), ("agent_id=me", 1),
            ("priority=urgent", 1), ("mood=threat", 1), ("rebound=true", 0), ("group_id=mine", 0),
        ];
        for (query, count) in expected {
            let page = shop.xiaohe.get(&format!("/api/v1/tickets?{query}")).await.expect(200).json();
            assert_eq!(page["items"].as_array().map(Vec::len), Some(count), "{query}");
            let counts = shop.xiaohe.get(&format!("/api/v1/tickets/counts?{query}")).await.expect(200).json();
            assert_eq!(counts["total"], count, "{query}");
            assert_eq!((&counts["open"], &counts["mine"], &counts["unassigned"], &counts["urgent"]), (&json!(4), &json!(1), &json!(3), &json!(1)));
        }
    }

    async fn free_flow_has_a_reason_a_hop_and_a_responsible_first_owner(world: World) {
        let shop = Shop::open(&world).await;
        let id = shop.start("退货").await["id"].as_str().expect("an id").to_owned();
        let at = format!("/api/v1/tickets/{id}");
        let version = shop.ticket(&id).await["version"].clone();
        shop.xiaohe.patch(&at, json!({"version": version, "agent_id": shop.xiaohe.id})).await.expect(200);
        shop.xiaohe.post(&format!("{at}/transfer"), json!({"group_id": shop.finance.id, "reason": " "})).await.refused(422, "invalid");
        shop.xiaohe.post(&format!("{at}/transfer"), json!({"reason": "给谁"})).await.refused(422, "invalid");
        let sent = shop.xiaohe.post(&format!("{at}/transfer"), json!({"group_id": shop.finance.id, "reason": "先退款"})).await.expect(200).json();
        assert_eq!((&sent["owner_id"], &sent["agent_id"]), (&json!(shop.xiaohe.id), &json!(shop.cai.id)), "finance is one person");
        let back = shop.cai.post(&format!("{at}/transfer"), json!({"agent_id": shop.xiaohe.id, "reason": "凭证不全"})).await.expect(200).json();
        assert_eq!(back["agent_id"], json!(shop.xiaohe.id));
        let entries = shop.owner().get(&format!("{at}/entries")).await.json()["items"].clone();
        let hops: Vec<i64> = entries.as_array().expect("entries").iter().filter_map(|entry| entry["payload"]["hop"].as_i64()).collect();
        assert_eq!(hops, [1, 2]);
        let seqs: Vec<i64> = entries.as_array().expect("entries").iter().filter_map(|entry| entry["seq"].as_i64()).collect();
        assert_eq!(seqs, (1..=seqs.len() as i64).collect::<Vec<_>>(), "the timeline has no gap");
        let kinds = keys(&shop.xiaohe.get("/api/v1/me/notices").await.json()["items"], "kind");
        assert_eq!(kinds, ["transferred"]);
    }

    async fn files_belong_to_their_customer(world: World) {
        let shop = Shop::open(&world).await;
        let neighbour = world.customer("邻居").await;
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89".to_vec();
        let own = shop.lin.upload("/api/widget/v1/attachments", "证据.png", "image/png", png.clone()).await.json()["attachment_id"].clone();
        let foreign = neighbour.upload("/api/widget/v1/attachments", "别人.png", "image/png", png).await.json()["attachment_id"].clone();
        let mut request = shop.request("c1", "破了");
        request["attachment_ids"] = json!([foreign]);
        shop.lin.post("/api/widget/v1/requests", request.clone()).await.refused(422, "invalid");
        request["attachment_ids"] = json!([own]);
        request["fields"]["photos"] = json!([own]);
        let started = shop.lin.post("/api/widget/v1/requests", request).await.expect(201).json();
        let shown = &started["entries"][0]["payload"]["attachments"][0];
        assert_eq!(shown["name"], "证据.png");
        let url = shown["url"].as_str().expect("an address");
        world.client().get(url).await.expect(200);
        assert_eq!(field(&started["fields"], "照片"), "证据.png");
        let ticket = shop.ticket(started["id"].as_str().expect("an id")).await;
        assert_eq!(ticket["fields"]["photos"][0]["attachment_id"], own);
    }

    async fn types_are_checked_before_anybody_can_be_stranded(world: World) {
        let shop = Shop::open(&world).await;
        let types = shop.xiaohe.get("/api/v1/ticket-types").await.expect(200).json();
        let mut kind = types[0].clone();
        let at = format!("/api/v1/ticket-types/{}", kind["id"].as_str().expect("an id"));
        shop.xiaohe.patch(&at, kind.clone()).await.refused(403, "forbidden");
        kind["steps"][1]["key"] = json!("received");
        let error = shop.owner().patch(&at, kind.clone()).await.refused(422, "invalid").json();
        assert_eq!(error["error"]["fields"][0]["field"], "steps.received");
        kind["steps"] = json!([]);
        shop.owner().patch(&at, kind.clone()).await.refused(422, "invalid");
        kind["customer_can_start"] = json!(false);
        let saved = shop.owner().patch(&at, kind.clone()).await.expect(200).json();
        assert_eq!(saved["version"], 2);
        shop.owner().patch(&at, kind.clone()).await.refused(409, "version_conflict");
        assert_eq!(shop.lin.get(&format!("/api/widget/v1/request-types?order_id={}", shop.order)).await.json(), json!([]));
        shop.lin.post("/api/widget/v1/requests", shop.request("c1", "退")).await.refused(422, "invalid");
        shop.owner().post("/api/v1/ticket-types", kind).await.refused(409, "already_taken");
    }

    async fn categories_form_a_tree_and_views_are_own_or_shared(world: World) {
        let shop = Shop::open(&world).await;
        let new = |key: &str, parent: Value| json!({"key": key, "parent_id": parent, "name": {"zh-CN": "物流"}, "keywords": [" 快递 ", ""], "enabled": true});
        shop.xiaohe.post("/api/v1/categories", new("logistics", Value::Null)).await.refused(403, "forbidden");
        let top = shop.owner().post("/api/v1/categories", new("logistics", Value::Null)).await.expect(201).json();
        assert_eq!(top["keywords"], json!(["快递"]));
        let leaf = shop.owner().post("/api/v1/categories", new("logistics_stuck", top["id"].clone())).await.expect(201).json();
        shop.owner().post("/api/v1/categories", new("logistics", Value::Null)).await.refused(409, "already_taken");
        let at = format!("/api/v1/categories/{}", top["id"].as_str().expect("an id"));
        shop.owner().patch(&at, new("logistics", leaf["id"].clone())).await.refused(422, "invalid");
        assert_eq!(shop.xiaohe.get("/api/v1/categories").await.expect(200).json().as_array().map(Vec::len), Some(2));

        let view = |name: &str, shared: bool| json!({"name": name, "target": "tickets", "filter": {"open": true}, "shared": shared});
        let own = shop.xiaohe.post("/api/v1/views", view("我的", false)).await.expect(201).json();
        shop.xiaohe.post("/api/v1/views", view("大家的", true)).await.refused(403, "forbidden");
        let shared = shop.owner().post("/api/v1/views", view("大家的", true)).await.expect(201).json();
        assert_eq!(keys(&shop.xiaohe.get("/api/v1/views?target=tickets").await.json(), "name"), ["大家的", "我的"]);
        assert_eq!(keys(&shop.owner().get("/api/v1/views").await.json(), "name"), ["大家的"]);
        assert_eq!(shop.owner().get("/api/v1/views?target=conversations").await.json(), json!([]));
        let (own, shared) = (format!("/api/v1/views/{}", own["id"].as_str().expect("an id")), format!("/api/v1/views/{}", shared["id"].as_str().expect("an id")));
        shop.owner().patch(&own, json!({"name": "别人的"})).await.refused(404, "not_found");
        shop.xiaohe.delete(&shared).await.refused(403, "forbidden");
        assert_eq!(shop.xiaohe.patch(&own, json!({"name": "改名"})).await.expect(200).json()["filter"], json!({"open": true}));
        shop.xiaohe.delete(&own).await.expect(204);
        shop.xiaohe.delete(&own).await.refused(404, "not_found");
    }

    async fn a_customers_words_in_three_languages(world: World) {
        let shop = Shop::open(&world).await;
        let speaking = |locale| yingke_app::Visitor { locale, ..shop.lin.visitor.clone() };
        for (locale, name, reason) in [(Locale::En, "Return and refund", "质量问题"), (Locale::ZhTw, "退货退款", "质量问题")] {
            let who = speaking(locale);
            let forms = yingke_app::requests::forms(&world.app.app, &who, Some(shop.order)).await.expect("forms");
            assert_eq!(forms[0].name, name, "what a shop has not translated falls back to its own words");
            let new = serde_json::from_value(shop.request(&locale.to_string(), "退")).expect("a request");
            let view = yingke_app::requests::start(&world.app.app, &who, new).await.expect("started");
            assert_eq!(view.type_name, name);
            assert!(view.fields.iter().any(|field| field.value == reason), "{:?}", view.fields);
            assert!(view.fields.iter().any(|field| field.value.contains("四件套 ×1")), "{:?}", view.fields);
        }
    }

    async fn api_keys_and_light_users_have_their_own_doors(world: World) {
        let shop = Shop::open(&world).await;
        let nobody = world.member("路人", Role::Light).await;
        assert_eq!(nobody.get("/api/v1/tickets").await.expect(200).json()["items"], json!([]));
        world.client().get("/api/v1/tickets").await.refused(401, "unauthenticated");
        world.client().get("/api/widget/v1/requests").await.refused(401, "unauthenticated");
        shop.lin.get("/api/v1/tickets").await.refused(401, "unauthenticated");
    }
}
