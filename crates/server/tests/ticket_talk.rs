//! Tickets and conversations together: one click from the thread, a card in it, and every milestone as it happens.

mod people;
mod talk;

use people::Shop;
use serde_json::json;
use talk::{active, records, thread, widget_view};
use yingke_core::conversation::MessageKind;
use yingke_testkit::{World, both_engines};

both_engines! {
    async fn one_click_makes_the_ticket_and_the_thread_shows_its_course(world: World) {
        let shop = Shop::open(&world).await;
        world.group("售前", &[&shop.xiaohe]).await;
        let (lin, id) = active(&world, &shop.xiaohe, "林晓").await;
        assert_eq!(lin.id, shop.lin.id);
        talk::say(&lin, "m1", "你好").await;
        talk::say(&lin, "m2", "这个四件套想退货,怎么寄回").await;

        let draft = shop.xiaohe.get(&format!("/api/v1/conversations/{id}/ticket-draft")).await.expect(200).json();
        assert_eq!((&draft["type_id"], &draft["customer_id"], &draft["conversation_id"]), (&json!(shop.type_id), &json!(lin.id), &json!(id)));
        assert_eq!(draft["title"], "退货退款: 这个四件套想退货,怎么寄回");
        assert!(draft["order_id"].is_string() && draft["fields"]["lines"] == json!([1, 2]), "{draft}");
        assert!(draft["fields"].get("phone").is_none(), "a phone is filled in without being shown");
        shop.cai.get(&format!("/api/v1/conversations/{id}/ticket-draft")).await.refused(404, "not_found");

        let before = records(&world).await;
        let ticket = shop.xiaohe.post("/api/v1/tickets", draft).await.expect(201).json();
        assert_eq!(records(&world).await, before, "the conversation is the contact");
        let at = format!("/api/v1/tickets/{}", ticket["id"].as_str().expect("an id"));
        shop.cang.post(&format!("{at}/milestones"), json!({"step": "received"})).await.expect(200);

        let messages = thread(&lin, &widget_view(&lin).await).await;
        let card = messages.iter().find(|message| message.kind == MessageKind::TicketCard).expect("a card");
        assert_eq!((&card.payload["number"], &card.payload["id"]), (&json!(1), &ticket["id"]));
        let milestone = messages.iter().find(|message| message.payload["code"] == "ticket_milestone").expect("a milestone");
        assert_eq!(milestone.body, "#1 仓库收货: 仓库已收到您寄回的商品。");
        assert_eq!(milestone.payload["params"]["ticket_id"], ticket["id"]);
    }

    async fn a_request_from_the_widget_belongs_to_the_running_conversation(world: World) {
        let shop = Shop::open(&world).await;
        world.group("售前", &[&shop.xiaohe]).await;
        let (lin, id) = active(&world, &shop.xiaohe, "林晓").await;
        talk::say(&lin, "m1", "我自己申请").await;
        let before = records(&world).await;
        let mut request = shop.request("c1", "退");
        request["source"] = json!("widget");
        let started = lin.post("/api/widget/v1/requests", request).await.expect(201).json();
        let ticket = shop.ticket(started["id"].as_str().expect("an id")).await;
        assert_eq!(ticket["conversation_id"], json!(id));
        assert_eq!(records(&world).await, before);
        let snapshot = lin.get("/api/widget/v1/snapshot").await.expect(200).json();
        assert_eq!(snapshot["tickets"][0]["id"], started["id"]);
        // One from the order page is a contact of its own.
        lin.post("/api/widget/v1/requests", shop.request("c2", "退")).await.expect(201);
        assert_eq!(records(&world).await, (before.0 + 1, before.1 + 1));
    }

    async fn a_message_left_at_night_becomes_one_ticket(world: World) {
        let shop = Shop::open(&world).await;
        let left = |body: &str| yingke_app::tickets::OfflineMessage {
            customer_id: shop.lin.id,
            conversation_id: None,
            client_id: "night".into(),
            body: body.into(),
            contact: "13900001111".into(),
            group_id: Some(shop.finance.id),
            locale: yingke_core::text::Locale::ZhCn,
            call: None,
        };
        for body in ["明天能联系我吗", "明天能联系我吗"] {
            let (app, org_id, message) = (world.app.app.clone(), world.org_id, left(body));
            let brief: Result<_, yingke_app::Error> = world.app.app.door.write(org_id, move |tx| {
                Box::pin(async move { yingke_app::tickets::from_offline_message(tx, &app, org_id, message).await })
            }).await;
            assert_eq!(brief.expect("a ticket").number, 1);
        }
        let found = shop.cai.get("/api/v1/tickets").await.expect(200).json();
        assert_eq!((&found["items"][0]["source"], &found["items"][0]["title"]), (&json!("offline_message"), &json!("明天能联系我吗")));
    }
}
