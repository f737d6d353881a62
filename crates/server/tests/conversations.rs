//! A conversation from both sides, over HTTP, on both engines.

mod talk;

use serde_json::{Value, json};
use talk::*;
use yingke_app::views::{Page, conversation::*, widget::*};
use yingke_core::conversation::*;
use yingke_testkit::{World, both_engines};

both_engines! {
    async fn the_whole_job_of_customer_and_agent(world: World) {
        let he = world.agent("小禾").await;
        let group = world.group("售前", &[&he]).await;
        ready(&he).await;
        let lin = world.customer("林晓").await;

        let first = say(&lin, "c1", "你好,我想问一个很特别的问题 zzz").await;
        assert_eq!(first.seq, 1);
        let widget = widget_view(&lin).await;
        assert_eq!(widget.state, ConversationState::Bot);
        let said = thread(&lin, &widget).await;
        assert!(said.len() >= 2 && said[1].sender_kind == SenderKind::Bot, "the bot answered in the same transaction");

        let asked: WidgetConversation = lin.act("/api/widget/v1/human").await.expect(200).read();
        assert_eq!(asked.state, ConversationState::Offered, "one agent is ready, so he is asked at once");
        let view: ConversationView = he.get(&path(&asked)).await.expect(200).read();
        assert_eq!((view.agent_id, view.group_id), (Some(he.id), Some(group.id)));
        assert!(view.offer_expires_at.is_some() && view.enqueued_at.is_some());

        let view: ConversationView = he.act(&format!("{}/acceptance", path(&asked))).await.expect(200).read();
        assert_eq!(view.state, ConversationState::Active);
        let answer: SentMessage = reply(&he, &asked, "a1", "在的,请讲").await;
        let again: SentMessage = reply(&he, &asked, "a1", "在的,请讲").await;
        assert_eq!((answer.seq, answer.id), (again.seq, again.id), "sending it again changes nothing");
        let heard = thread(&lin, &asked).await;
        let last = heard.last().expect("messages");
        assert_eq!((last.body.as_str(), last.sender_name.as_str()), ("在的,请讲", "小禾"));
        assert_eq!(heard.iter().map(|m| m.seq).collect::<Vec<_>>(), (1..=heard.len() as i64).collect::<Vec<_>>(), "gapless");

        lin.put(&format!("/api/widget/v1/conversations/{}/read", asked.id), json!({ "seq": last.seq })).await.expect(204);
        say(&lin, "c2", "谢谢").await;
        let view: ConversationView = he.get(&path(&asked)).await.expect(200).read();
        assert_eq!((view.customer_read_seq, view.unread_customer), (last.seq, 0));
        assert!(view.unread_agent > 0 && view.waiting_since.is_some());
        let view: ConversationView = he.put(&format!("{}/read", path(&asked)), json!({ "seq": view.last_seq })).await.expect(200).read();
        assert_eq!((view.unread_agent, view.agent_read_seq), (0, view.last_seq));

        let view: ConversationView = he.post(&format!("{}/closure", path(&asked)), json!({})).await.expect(200).read();
        assert_eq!((view.state, view.end_reason.as_str()), (ConversationState::Ended, "agent"));
        assert_eq!(load_of(&world, &he).await, 0);
        let widget = widget_view(&lin).await;
        assert!(widget.can_rate);
        let rated: WidgetConversation =
            lin.post(&format!("/api/widget/v1/conversations/{}/rating", asked.id), json!({ "stars": 5, "comment": "很快" })).await.expect(200).read();
        assert_eq!(rated.rating, Some(5));
        lin.post(&format!("/api/widget/v1/conversations/{}/rating", asked.id), json!({ "stars": 6 })).await.refused(422, "invalid");
        assert_eq!(records(&world).await, (1, 1), "one contact, one record");
    }

    async fn two_agents_race_for_one_conversation_and_exactly_one_wins(world: World) {
        let (he, mei) = (world.agent("小禾").await, world.agent("小梅").await);
        world.group("售前", &[&he, &mei]).await;
        on_break(&he).await;
        on_break(&mei).await;
        for round in 0..5 {
            let lin = world.customer(&format!("林晓{round}")).await;
            let waiting: WidgetConversation = lin.act("/api/widget/v1/human").await.expect(200).read();
            assert_eq!((waiting.state, waiting.position), (ConversationState::Queued, Some(1)));
            let acceptance = format!("{}/acceptance", path(&waiting));
            let (one, two) = tokio::join!(he.act(&acceptance), mei.act(&acceptance));
            let won = [one.status.as_u16(), two.status.as_u16()];
            assert!(won == [200, 409] || won == [409, 200], "{won:?}");
            let loser = if won[0] == 409 { one } else { two };
            loser.refused(409, "already_taken");
            let winner = if won[0] == 200 { &he } else { &mei };
            let view: ConversationView = winner.get(&path(&waiting)).await.expect(200).read();
            assert_eq!(view.agent_id, Some(winner.id));
        }
        assert_eq!(load_of(&world, &he).await + load_of(&world, &mei).await, 5);
    }

    async fn notes_never_reach_the_customer_by_any_route(world: World) {
        let (he, mei) = (world.agent("小禾").await, world.agent("小梅").await);
        world.group("售前", &[&he]).await;
        let (lin, id) = active(&world, &he, "林晓").await;
        let note = json!({ "client_id": "n1", "kind": "text", "body": "秘密便签 @小梅", "internal": true, "mentions": [mei.id] });
        he.post(&format!("/api/v1/conversations/{id}/messages"), note.clone()).await.expect(201);
        he.post(&format!("/api/v1/conversations/{id}/messages"), note).await.expect(201);
        let colleagues: yingke_app::conversations::MessagePage = he.get(&format!("/api/v1/conversations/{id}/messages")).await.expect(200).read();
        assert_eq!(colleagues.items.iter().filter(|m| m.internal).count(), 1, "the repeated note is one note");
        for way in [
            format!("/api/widget/v1/conversations/{id}/messages"),
            format!("/api/widget/v1/conversations/{id}/messages?after=0"),
            format!("/api/widget/v1/conversations/{id}/messages?before=100000"),
            "/api/widget/v1/conversations".to_owned(),
        ] {
            assert!(!lin.get(&way).await.expect(200).text().contains("秘密"), "{way}");
        }
        let view: ConversationView = he.get(&format!("/api/v1/conversations/{id}")).await.expect(200).read();
        assert!(!view.last_preview.contains("秘密"), "nor does a list show it");
        let part = yingke_app::widget::conversation::part(&mut world.app.app.read(), world.org_id, lin.id, lin.visitor.entry_id, world.app.app.clock.now()).await.expect("snapshot");
        assert!(part.messages.iter().all(|m| !m.internal));
        lin.post("/api/widget/v1/messages", json!({ "client_id": "x", "kind": "text", "body": "hi", "internal": true })).await.refused(422, "invalid");
    }

    async fn one_sees_and_changes_only_what_one_may(world: World) {
        let (he, mei) = (world.agent("小禾").await, world.agent("小梅").await);
        let boss = world.supervisor("王组长").await;
        world.group("售前", &[&he]).await;
        let (lin, id) = active(&world, &he, "林晓").await;
        let at = format!("/api/v1/conversations/{id}");
        mei.get(&at).await.refused(404, "not_found");
        mei.get(&format!("{at}/messages")).await.refused(404, "not_found");
        mei.post(&format!("{at}/messages"), text("m1", "我来")).await.refused(404, "not_found");
        mei.post(&format!("{at}/closure"), json!({})).await.refused(404, "not_found");
        mei.act(&format!("{at}/acceptance")).await.refused(404, "not_found");
        boss.get(&at).await.expect(200);
        boss.post(&format!("{at}/messages"), text("b1", "我是组长")).await.expect(201);
        let other = World::named(world.app.clone(), "other").await;
        let stranger = other.agent("外人").await;
        stranger.get(&at).await.refused(404, "not_found");
        other.owner.get(&at).await.refused(404, "not_found");
        other.owner.post(&format!("{at}/messages"), text("o1", "越权")).await.refused(404, "not_found");
        let someone = world.customer("别人").await;
        someone.get(&format!("/api/widget/v1/conversations/{id}/messages")).await.refused(404, "not_found");
        someone.post(&format!("/api/widget/v1/conversations/{id}/end"), json!({})).await.refused(404, "not_found");
        world.member("仓库", yingke_core::permission::Role::Light).await.get("/api/v1/conversations").await.refused(403, "forbidden");
        world.app.client().get(&at).await.refused(401, "unauthenticated");
        // A colleague who serves the same customer later may read what was said before.
        he.post(&format!("{at}/closure"), json!({})).await.expect(200);
        world.advance(3_600_000);
        world.group("售后", &[&mei]).await;
        lin.act("/api/widget/v1/human").await.expect(200);
    }

    async fn whoever_does_not_own_it_learns_what_to_do_first(world: World) {
        let (he, mei) = (world.agent("小禾").await, world.agent("小梅").await);
        world.group("售前", &[&he, &mei]).await;
        on_break(&he).await;
        let lin = world.customer("林晓").await;
        let waiting: WidgetConversation = lin.act("/api/widget/v1/human").await.expect(200).read();
        let refused = mei.post(&format!("{}/messages", path(&waiting)), text("m1", "在")).await.refused(409, "wrong_state");
        assert!(refused.text().contains("take the conversation first"));
        mei.act(&format!("{}/acceptance", path(&waiting))).await.refused(409, "wrong_state");
        on_break(&mei).await;
        mei.act(&format!("{}/acceptance", path(&waiting))).await.expect(200);
    }

    async fn messages_have_bounds_and_payloads_are_ours(world: World) {
        let lin = world.customer("林晓").await;
        let send = |body: Value| {
            let lin = lin.clone();
            async move { lin.post("/api/widget/v1/messages", body).await }
        };
        send(text("", "x")).await.refused(422, "invalid");
        send(text(&"x".repeat(65), "x")).await.refused(422, "invalid");
        send(text("a", "   ")).await.refused(422, "invalid");
        send(text("a", &"好".repeat(5_001))).await.refused(422, "invalid");
        send(text("a", "nul\0")).await.refused(422, "invalid");
        send(text("long", &"好".repeat(5_000))).await.expect(201);
        for kind in ["notice", "options", "answer", "ticket_card"] {
            send(json!({ "client_id": kind, "kind": kind, "body": "x", "payload": { "options": [] } })).await.refused(422, "invalid");
        }
        send(json!({ "client_id": "o", "kind": "order_card", "payload": { "order_id": "ord_00000000000000000000000000000001" } })).await.refused(422, "invalid");
        send(json!({ "client_id": "i", "kind": "image", "payload": { "attachment_id": "att_00000000000000000000000000000001" } })).await.refused(422, "invalid");
        send(json!({ "client_id": "i", "kind": "image", "payload": { "url": "https://evil.example/x.png" } })).await.refused(422, "invalid");
        // Of a text's payload only the clicked action is kept.
        send(json!({ "client_id": "p", "kind": "text", "body": "x", "payload": { "action": "order.logistics", "html": "<script>" } })).await.expect(201);
        let view = widget_view(&lin).await;
        let kept = thread(&lin, &view).await.into_iter().find(|m| m.client_id == "p").expect("sent");
        assert_eq!(kept.payload, json!({ "action": "order.logistics" }));
    }

    async fn a_picture_is_sent_only_by_whom_uploaded_it(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        let (lin, id) = active(&world, &he, "林晓").await;
        let png = [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x03\x08\x02\0\0\0"[..], &[0u8; 32]].concat();
        let file = lin.upload("/api/widget/v1/attachments", "凭证.png", "image/png", png).await.json();
        let picture = |client_id: &str| json!({ "client_id": client_id, "kind": "image", "payload": { "attachment_id": file["attachment_id"], "url": "javascript:alert(1)" } });
        world.customer("别人").await.post("/api/widget/v1/messages", picture("p0")).await.refused(422, "invalid");
        lin.post("/api/widget/v1/messages", picture("p1")).await.expect(201);
        he.post(&format!("/api/v1/conversations/{id}/messages"), picture("p2")).await.expect(201);
        let widget = widget_view(&lin).await;
        let said = thread(&lin, &widget).await;
        let shown = said.iter().find(|m| m.client_id == "p1").expect("the picture");
        assert_eq!(shown.payload["url"], file["url"], "our own address, not the one that was sent");
        assert_eq!((shown.body.as_str(), shown.payload["mime"].as_str()), ("凭证.png", Some("image/png")));
        lin.get(shown.payload["url"].as_str().expect("an address")).await.expect(200);
    }

    async fn lists_page_by_key_and_count(world: World) {
        let he = world.agent("小禾").await;
        let mei = world.agent("小梅").await;
        world.group("售前", &[&he]).await;
        on_break(&he).await;
        let mut asked = Vec::new();
        for n in 0..5 {
            let one = world.customer(&format!("客人{n}")).await;
            let waiting: WidgetConversation = one.act("/api/widget/v1/human").await.expect(200).read();
            asked.push(waiting.id);
            world.advance(1_000);
        }
        let mut seen = Vec::new();
        let mut cursor = String::new();
        loop {
            let page: Page<ConversationView> = he.get(&format!("/api/v1/conversations?box=waiting&limit=2&cursor={cursor}")).await.expect(200).read();
            assert!(page.items.len() <= 2);
            seen.extend(page.items.iter().map(|c| c.id));
            match page.next {
                Some(next) => cursor = next,
                None => break,
            }
        }
        assert_eq!(seen, asked, "in the order of being served");
        he.act(&format!("/api/v1/conversations/{}/acceptance", asked[2])).await.expect(200);
        let counts: InboxCounts = he.get("/api/v1/conversations/counts").await.expect(200).read();
        assert_eq!((counts.mine, counts.waiting, counts.all), (1, 4, 5));
        let all: InboxCounts = world.owner.get("/api/v1/conversations/counts").await.expect(200).read();
        assert_eq!((all.mine, all.waiting, all.all), (0, 4, 5));
        let none: InboxCounts = mei.get("/api/v1/conversations/counts").await.expect(200).read();
        assert_eq!((none.mine, none.waiting, none.all), (0, 0, 0), "not a member of the group");
        let mine: Page<ConversationView> = he.get("/api/v1/conversations?box=mine").await.expect(200).read();
        assert_eq!(mine.items.iter().map(|c| c.id).collect::<Vec<_>>(), [asked[2]]);
        let mut both = Vec::new();
        let mut cursor = String::new();
        loop {
            let page: Page<ConversationView> = he.get(&format!("/api/v1/conversations?box=all&limit=2&cursor={cursor}")).await.expect(200).read();
            both.extend(page.items.iter().map(|c| c.sort_at));
            match page.next {
                Some(next) => cursor = next,
                None => break,
            }
        }
        assert!(both.len() == 5 && both.is_sorted_by(|a, b| a >= b), "newest activity first: {both:?}");
        let found: Page<ConversationView> = world.owner.get("/api/v1/conversations?q=%E5%AE%A2%E4%BA%BA3").await.expect(200).read();
        assert_eq!(found.items.iter().map(|c| c.id).collect::<Vec<_>>(), [asked[3]]);
        let none: Page<ConversationView> = world.owner.get("/api/v1/conversations?q=nobody").await.expect(200).read();
        assert!(none.items.is_empty());
        for state in ["bot", "queued", "offered", "active", "wrapup", "ended", "offline_message"] {
            let page: Page<ConversationView> = world.owner.get(&format!("/api/v1/conversations?state={state}")).await.expect(200).read();
            assert_eq!(page.items.len(), match state { "queued" => 4, "active" => 1, _ => 0 }, "{state}");
        }
        he.get("/api/v1/conversations?cursor=nonsense").await.refused(422, "invalid");
        he.get("/api/v1/conversations?box=waiting&cursor=nonsense").await.refused(422, "invalid");
        he.get("/api/v1/conversations?box=drawer").await.refused(400, "bad_request");
    }

    async fn closing_suggests_the_category_and_completes_the_record(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        let (logistics, refund) = (category(&world, "物流", &["物流", "快递"]).await, category(&world, "退款", &["退款", "退款没收到"]).await);
        let (lin, id) = active(&world, &he, "林晓").await;
        say(&lin, "k1", "退款没收到,快递也没人管").await;
        let draft: ClosureDraft = he.get(&format!("/api/v1/conversations/{id}/closure-draft")).await.expect(200).read();
        assert_eq!(draft.category_id, Some(refund), "longer words say more");
        let view: ConversationView = he.post(&format!("/api/v1/conversations/{id}/closure"), json!({})).await.expect(200).read();
        assert_eq!(view.category_id, Some(refund));
        assert_eq!(record(&world, id).await, ("handled".to_owned(), Some(refund)));
        let view: ConversationView =
            he.put(&format!("/api/v1/conversations/{id}/category"), json!({ "category_id": logistics })).await.expect(200).read();
        assert_eq!(view.category_id, Some(logistics));
        assert_eq!(record(&world, id).await.1, Some(logistics));
        let unknown = json!({ "category_id": "cat_00000000000000000000000000000001" });
        he.put(&format!("/api/v1/conversations/{id}/category"), unknown).await.refused(422, "invalid");
    }

    async fn every_contact_leaves_one_record_whatever_becomes_of_it(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        on_break(&he).await;
        // Asked the bot only; waited and left; was served; left a message; came back within ten minutes.
        let bot_only = world.customer("甲").await;
        say(&bot_only, "1", "随便问问 zzz").await;
        let gave_up = world.customer("乙").await;
        let waiting: WidgetConversation = gave_up.act("/api/widget/v1/human").await.expect(200).read();
        gave_up.act(&format!("/api/widget/v1/conversations/{}/end", waiting.id)).await.expect(200);
        let (served, id) = active(&world, &he, "丙").await;
        he.post(&format!("/api/v1/conversations/{id}/closure"), json!({})).await.expect(200);
        world.advance(9 * 60_000);
        say(&served, "again", "还有一个问题 zzz").await;
        let left = world.customer("丁").await;
        left.post("/api/widget/v1/offline-message", json!({ "client_id": "off", "body": "请回电", "contact": "" })).await.expect(201);
        assert_eq!(records(&world).await, (4, 4));
        world.advance(11 * 60_000);
        yingke_app::conversations::timers::run_due(&world.app.app).await.expect("timers");
        assert_eq!(records(&world).await, (4, 4));
        let ended = widget_view(&bot_only).await;
        assert_eq!(record(&world, ended.id).await.0, "gave_up");
        assert_eq!(record(&world, waiting.id).await.0, "abandoned");
        world.advance(11 * 60_000);
        say(&bot_only, "2", "新的一次 zzz").await;
        assert_eq!(records(&world).await, (5, 5));
        assert_ne!(widget_view(&bot_only).await.id, ended.id, "after ten minutes it is a new conversation");
    }

    async fn two_identical_messages_at_once_are_one_message(world: World) {
        let lin = world.customer("林晓").await;
        let body = text("same", "同一条 zzz");
        let (a, b, c) = tokio::join!(
            lin.post("/api/widget/v1/messages", body.clone()),
            lin.post("/api/widget/v1/messages", body.clone()),
            lin.post("/api/widget/v1/messages", body.clone())
        );
        let ids: Vec<SentMessage> = [a, b, c].into_iter().map(|answer| answer.expect(201).read()).collect();
        assert!(ids.windows(2).all(|pair| pair[0].id == pair[1].id && pair[0].conversation_id == pair[1].conversation_id));
        let view = widget_view(&lin).await;
        assert_eq!(thread(&lin, &view).await.iter().filter(|m| m.sender_kind == SenderKind::Customer).count(), 1);
        assert_eq!(records(&world).await, (1, 1));
    }
}
