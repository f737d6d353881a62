//! From the bot to a person: always at once, never in circles, never claimed when it did not happen (S0-10, S3-04, S3-10).

mod talk;

use serde_json::json;
use talk::*;
use yingke_app::views::{conversation::*, widget::*};
use yingke_core::conversation::*;
use yingke_testkit::{Customer, World, both_engines};

/// A question that nobody can answer.
const NONSENSE: &str = "qwxz vbnm plok";

async fn newest(customer: &Customer) -> MessageView {
    thread(customer, &widget_view(customer).await).await.pop().expect("messages")
}

fn actions(message: &MessageView) -> Vec<String> {
    let options = message.payload["options"].as_array().cloned().unwrap_or_default();
    options.iter().map(|option| option["action"].as_str().unwrap_or_default().to_owned()).collect()
}

/// The codes of the thin lines, in order.
async fn lines(customer: &Customer) -> Vec<String> {
    let said = thread(customer, &widget_view(customer).await).await;
    said.iter().filter(|m| m.kind == MessageKind::Notice).map(|m| m.payload["code"].as_str().unwrap_or_default().to_owned()).collect()
}

async fn knows(world: &World, question: &str, answer: &str) {
    let item =
        json!({ "category": "物流", "lang": "zh-CN", "question": question, "answer": answer, "source": "售后规则", "state": "published" });
    world.owner.post("/api/v1/knowledge", item).await.expect(201);
}

both_engines! {
    async fn asking_for_a_person_in_words_works_at_once(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        on_break(&he).await;
        for (n, words) in ["转人工", "轉真人客服", "I want to talk to a human"].into_iter().enumerate() {
            let lin = world.customer(&format!("客{n}")).await;
            say(&lin, "1", words).await;
            let view = widget_view(&lin).await;
            assert_eq!((view.state, view.position), (ConversationState::Queued, Some(n as i64 + 1)), "{words}");
            assert_eq!(lines(&lin).await, ["queued"]);
        }
    }

    async fn when_nobody_is_on_duty_the_thread_says_so_and_claims_no_transfer(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        let lin = world.customer("林晓").await;
        for way in ["button", "words", "button again"] {
            if way == "words" {
                say(&lin, "w", "转人工").await;
            } else {
                assert_eq!(ask(&lin).await.state, ConversationState::Bot, "{way}");
            }
            let last = newest(&lin).await;
            assert_eq!(last.sender_kind, SenderKind::Bot, "{way}");
            assert!(last.body.contains("没有客服在线"), "{way}: {}", last.body);
            assert_eq!(actions(&last), ["request", "message"], "only doors that are open");
            assert!(lines(&lin).await.is_empty(), "nothing was transferred");
        }
        assert_eq!(records(&world).await, (1, 1));
        on_break(&he).await;
        assert_eq!(ask(&lin).await.state, ConversationState::Queued, "as soon as somebody is there it works");
    }

    async fn the_second_miss_hands_over_and_leaving_the_queue_starts_afresh(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        on_break(&he).await;
        let lin = world.customer("林晓").await;
        say(&lin, "1", NONSENSE).await;
        assert_eq!(widget_view(&lin).await.state, ConversationState::Bot);
        assert!(actions(&newest(&lin).await).contains(&"human".to_owned()), "a person is one click away already");
        say(&lin, "2", NONSENSE).await;
        assert_eq!(widget_view(&lin).await.state, ConversationState::Queued);
        let left: WidgetConversation = lin.delete("/api/widget/v1/human").await.expect(200).read();
        assert_eq!(left.state, ConversationState::Bot);
        let again: WidgetConversation = lin.delete("/api/widget/v1/human").await.expect(200).read();
        assert_eq!(again.version, left.version, "leaving twice changes nothing");
        say(&lin, "3", NONSENSE).await;
        assert_eq!(widget_view(&lin).await.state, ConversationState::Bot, "no circle back into the queue");
        assert_eq!(lines(&lin).await, ["queued", "left_queue"]);
    }

    async fn misses_without_staff_offer_a_request_and_never_a_queue(world: World) {
        let lin = world.customer("林晓").await;
        for n in 0..4 {
            say(&lin, &n.to_string(), NONSENSE).await;
            assert_eq!(widget_view(&lin).await.state, ConversationState::Bot);
            let offered = actions(&newest(&lin).await);
            assert!(offered.contains(&"request".to_owned()) && !offered.contains(&"human".to_owned()), "{offered:?}");
        }
    }

    async fn not_solved_twice_brings_a_person(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        on_break(&he).await;
        knows(&world, "快递多久能到", "一般三天内送达").await;
        let lin = world.customer("林晓").await;
        say(&lin, "1", "快递多久能到").await;
        let answer = newest(&lin).await;
        assert_eq!(answer.kind, MessageKind::Answer, "{}", answer.body);
        let at = format!("/api/widget/v1/answers/{}/feedback", answer.id);
        let first: SentMessage = lin.post(&at, json!({ "solved": false })).await.expect(201).read();
        let repeated: SentMessage = lin.post(&at, json!({ "solved": false })).await.expect(201).read();
        assert_eq!(first.id, repeated.id, "the same click twice is one click");
        assert_eq!(widget_view(&lin).await.state, ConversationState::Bot);
        say(&lin, "2", "快递多久能到").await;
        let second = newest(&lin).await;
        lin.post(&format!("/api/widget/v1/answers/{}/feedback", second.id), json!({ "solved": false })).await.expect(201);
        assert_eq!(widget_view(&lin).await.state, ConversationState::Queued);
        let stranger = world.customer("别人").await;
        stranger.post(&at, json!({ "solved": true })).await.refused(404, "not_found");
    }

    async fn solved_is_remembered_as_confirmed(world: World) {
        knows(&world, "快递多久能到", "一般三天内送达").await;
        let lin = world.customer("林晓").await;
        say(&lin, "1", "快递多久能到").await;
        let answer = newest(&lin).await;
        lin.post(&format!("/api/widget/v1/answers/{}/feedback", answer.id), json!({ "solved": true })).await.expect(201);
        say(&lin, "2", "谢谢").await;
        let id = widget_view(&lin).await.id;
        world.advance(10 * 60_000);
        timers(&world).await;
        assert_eq!(conversation(&world, id).await.state, ConversationState::Ended);
        assert_eq!(record(&world, id).await.0, "confirmed");
    }

    async fn anger_is_seen_and_jumps_the_queue(world: World) {
        let he = world.agent("小禾").await;
        let group = world.group("售前", &[&he]).await;
        on_break(&he).await;
        let calm = ask(&world.customer("平静").await).await;
        world.advance(1_000);
        let upset = world.customer("愤怒").await;
        let waiting = ask(&upset).await;
        assert_eq!(waiting.position, Some(2));
        say(&upset, "1", "垃圾客服,再不处理我就打12315投诉你们!").await;
        let view = conversation(&world, waiting.id).await;
        assert_eq!((view.mood, view.priority), (Mood::Threat, 3));
        let places = yingke_app::routing::queue_positions(&mut world.app.app.read(), world.org_id, group.id, world.app.app.clock.now()).await.expect("queue");
        assert_eq!(places.iter().map(|p| p.conversation_id).collect::<Vec<_>>(), [waiting.id, calm.id]);
        say(&upset, "2", "好吧").await;
        assert_eq!(conversation(&world, waiting.id).await.mood, Mood::Threat, "it never falls by itself");
    }

    async fn a_left_message_goes_to_the_next_duty_once(world: World) {
        let lin = world.customer("林晓").await;
        let left = json!({ "client_id": "m1", "body": "请尽快回电", "contact": "13800000000" });
        let first = lin.post("/api/widget/v1/offline-message", left.clone()).await.expect(201).json();
        let again = lin.post("/api/widget/v1/offline-message", left).await.expect(201).json();
        assert_eq!(first["message_id"], again["message_id"]);
        let view = widget_view(&lin).await;
        assert_eq!(view.state, ConversationState::OfflineMessage);
        assert!(!view.can_rate);
        assert_eq!(record(&world, view.id).await.0, "offline_message");
        lin.post("/api/widget/v1/offline-message", json!({ "client_id": "m2", "body": "  " })).await.refused(422, "invalid");
        world.visitor().await.post("/api/widget/v1/offline-message", json!({ "client_id": "m3", "body": "在吗" })).await.refused(422, "invalid");
        say(&lin, "more", NONSENSE).await;
        assert_eq!(widget_view(&lin).await.state, ConversationState::Bot, "the session goes on");
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        let (served, _) = active(&world, &he, "小陈").await;
        served.post("/api/widget/v1/offline-message", json!({ "client_id": "m4", "body": "在吗" })).await.refused(409, "wrong_state");
    }

    async fn a_left_message_becomes_a_request_that_its_customer_can_follow(world: World) {
        let he = world.agent("小禾").await;
        let group = world.group("售前", &[&he]).await;
        let consult = json!({
            "key": "consult", "name": { "zh-CN": "咨询" }, "family": "consult", "customer_can_start": true, "order_states": [],
            "group": group.view.key, "base_priority": 1, "enabled": true, "fields": [],
            "steps": [{ "key": "answered", "name": { "zh-CN": "已答复" }, "public": true, "group": group.view.key, "text": { "zh-CN": "已答复" } }],
        });
        world.owner.post("/api/v1/ticket-types", consult).await.expect(201);
        let lin = world.customer("林晓").await;
        let left = json!({ "client_id": "m1", "body": "请尽快回电", "contact": "13800000000" });
        let first = lin.post("/api/widget/v1/offline-message", left.clone()).await.expect(201).json();
        let again = lin.post("/api/widget/v1/offline-message", left).await.expect(201).json();
        assert!(first["request"]["number"].is_number(), "{first}");
        assert_eq!(first["request"]["id"], again["request"]["id"], "once");
        let own = lin.get("/api/widget/v1/requests").await.expect(200).json();
        assert_eq!(own["items"].as_array().map(Vec::len), Some(1));
        assert_eq!(records(&world).await, (1, 1), "one contact, not two");
    }

    async fn a_click_on_the_human_option_queues_like_the_button(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        on_break(&he).await;
        let lin = world.customer("林晓").await;
        lin.post("/api/widget/v1/messages", json!({ "client_id": "1", "kind": "text", "body": "转人工客服", "payload": { "action": "human" } })).await.expect(201);
        let view = widget_view(&lin).await;
        assert_eq!(view.state, ConversationState::Queued);
        let version = view.version;
        assert_eq!(ask(&lin).await.version, version, "asking again changes nothing");
        he.act(&format!("{}/acceptance", path(&view))).await.expect(200);
        say(&lin, "2", "转人工").await;
        assert_eq!(widget_view(&lin).await.state, ConversationState::Active, "she is with a person already");
    }

    async fn the_customers_live_line_never_carries_a_note(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        let (lin, id) = active(&world, &he, "林晓").await;
        let mut line = lin.socket().await;
        line.say(&json!({ "type": "hello", "after": 0 })).await;
        line.hear_type("welcome").await;
        let note = json!({ "client_id": "n1", "kind": "text", "body": "秘密便签", "internal": true });
        he.post(&format!("/api/v1/conversations/{id}/messages"), note).await.expect(201);
        he.post(&format!("/api/v1/conversations/{id}/messages"), text("a1", "公开的话")).await.expect(201);
        let heard = line
            .hear_where("message", |frame| {
                assert!(!frame.to_string().contains("秘密"), "{frame}");
                frame["message"]["body"] == "公开的话"
            })
            .await;
        assert_eq!(heard["message"]["sender_name"], "小禾");
    }
}
