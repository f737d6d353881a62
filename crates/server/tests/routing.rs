//! Who gets the next conversation, over HTTP, on both engines: nothing here polls, every step is an event.

mod talk;

use serde_json::json;
use talk::*;
use yingke_app::{
    presence,
    views::{agent::*, conversation::*, widget::*},
};
use yingke_core::{agent::AgentState, conversation::*, id::*, routing::Strategy};
use yingke_testkit::{Agent, Engine, Group, Start, TestApp, World, both_engines};

/// Four agents with one place each, all ready, in one round-robin group.
async fn abcd(world: &World) -> (Vec<Agent>, Group) {
    let mut agents = Vec::new();
    for name in ["甲", "乙", "丙", "丁"] {
        let agent = world.agent(name).await;
        capacity(world, &agent, 1).await;
        agents.push(agent);
    }
    let group = world.group("电话", &agents.iter().collect::<Vec<_>>()).await;
    for agent in &agents {
        ready(agent).await;
    }
    (agents, group)
}

async fn capacity(world: &World, agent: &Agent, capacity: i64) {
    let version = agent_view(world, agent).await.version;
    let change = json!({ "version": version, "capacity": capacity });
    world.owner.patch(&format!("/api/v1/agents/{}", agent.id), change).await.expect(200);
}

/// A new customer asks for a person, and whoever is asked takes it: his number among `agents`, or none when nobody is asked.
async fn call(world: &World, agents: &[Agent], nickname: &str) -> (Option<usize>, ConversationId) {
    let asked = ask(&world.customer(nickname).await).await;
    let view = conversation(world, asked.id).await;
    let winner = view.agent_id.map(|id| agents.iter().position(|agent| agent.id == id).expect("one of them"));
    if let Some(n) = winner {
        agents[n].act(&format!("{}/acceptance", path(&asked))).await.expect(200);
    }
    (winner, asked.id)
}

async fn hang_up(agent: &Agent, id: ConversationId) {
    agent.post(&format!("/api/v1/conversations/{id}/closure"), json!({})).await.expect(200);
}

/// Calls 1 to 5 of S2-41: A, B, C, D, A. Returns the open calls.
async fn five_calls(world: &World, agents: &[Agent]) -> Vec<ConversationId> {
    let (a, call_a) = call(world, agents, "一").await;
    let (b, call_b) = call(world, agents, "二").await;
    hang_up(&agents[1], call_b).await;
    let (c, call_c) = call(world, agents, "三").await;
    let (d, call_d) = call(world, agents, "四").await;
    hang_up(&agents[0], call_a).await;
    let (again, call_5) = call(world, agents, "五").await;
    assert_eq!([a, b, c, d, again], [Some(0), Some(1), Some(2), Some(3), Some(0)]);
    vec![call_c, call_d, call_5]
}

both_engines! {
    async fn calls_go_a_b_c_d_a_b(world: World) {
        let (agents, group) = abcd(&world).await;
        let open = five_calls(&world, &agents).await;
        hang_up(&agents[3], open[1]).await;
        hang_up(&agents[0], open[2]).await;
        let (sixth, id) = call(&world, &agents, "六").await;
        assert_eq!(sixth, Some(1), "一定是B");
        let why = decisions(&world, id).await;
        assert_eq!((why[0].reason.as_str(), why[0].strategy.as_str(), why[0].group_id), ("round_robin", "round_robin", Some(group.id)));
        assert_eq!(why[0].winner, Some(agents[1].id));
        let standing: Vec<(bool, &str)> = why[0].candidates.iter().map(|c| (c.eligible, c.reason.as_str())).collect();
        assert_eq!(standing, [(true, "eligible"), (true, "eligible"), (false, "full"), (true, "eligible")]);
    }

    async fn with_b_busy_the_sixth_call_goes_to_c_and_else_to_d(world: World) {
        let (agents, _) = abcd(&world).await;
        let open = five_calls(&world, &agents).await;
        state(&agents[1], "busy", "").await;
        hang_up(&agents[2], open[0]).await;
        hang_up(&agents[3], open[1]).await;
        assert_eq!(call(&world, &agents, "六").await.0, Some(2));
        assert_eq!(call(&world, &agents, "七").await.0, Some(3));
    }

    async fn when_all_are_busy_the_call_waits_and_the_first_who_is_free_gets_it(world: World) {
        let (agents, _) = abcd(&world).await;
        let mut open = Vec::new();
        for n in 0..4 {
            open.push(call(&world, &agents, &format!("客{n}")).await.1);
        }
        let (nobody, waiting) = call(&world, &agents, "等").await;
        assert_eq!(nobody, None);
        let why = decisions(&world, waiting).await;
        assert_eq!((why.len(), why[0].winner, why[0].reason.as_str()), (1, None, "all_full"), "and it says why");
        hang_up(&agents[2], open[2]).await;
        let view = conversation(&world, waiting).await;
        assert_eq!((view.state, view.agent_id), (ConversationState::Offered, Some(agents[2].id)), "in the same transaction, without polling");
    }

    async fn more_capacity_and_new_members_drain_the_queue_at_once(world: World) {
        let (he, mei) = (world.agent("小禾").await, world.agent("小梅").await);
        capacity(&world, &he, 1).await;
        let group = world.group("售前", &[&he]).await;
        ready(&he).await;
        ready(&mei).await;
        let agents = [he, mei];
        call(&world, &agents, "一").await;
        let (nobody, second) = call(&world, &agents, "二").await;
        let (_, third) = call(&world, &agents, "三").await;
        assert_eq!(nobody, None);
        capacity(&world, &agents[0], 2).await;
        assert_eq!(conversation(&world, second).await.agent_id, Some(agents[0].id));
        let members = json!({ "agent_ids": [agents[0].id, agents[1].id] });
        world.owner.put(&format!("/api/v1/groups/{}/members", group.id), members).await.expect(200);
        assert_eq!(conversation(&world, third).await.agent_id, Some(agents[1].id));
    }

    async fn an_offer_that_runs_out_goes_to_the_head_and_its_agent_is_not_responding(world: World) {
        let (he, mei) = (world.agent("小禾").await, world.agent("小梅").await);
        capacity(&world, &he, 1).await;
        let group = world.group("售前", &[&he, &mei]).await;
        ready(&he).await;
        on_break(&mei).await;
        let first = ask(&world.customer("先来").await).await;
        world.advance(5_000);
        let second = ask(&world.customer("后到").await).await;
        let enqueued_at = conversation(&world, first.id).await.enqueued_at;
        assert_eq!(timers(&world).await, 0, "not yet");
        world.advance(15_000);
        timers(&world).await;
        let view = conversation(&world, first.id).await;
        assert_eq!((view.state, view.enqueued_at, view.agent_id), (ConversationState::Queued, enqueued_at, None));
        let agent = agent_view(&world, &he).await;
        assert_eq!((agent.state, agent.load), (AgentState::NotResponding, 0));
        let places = yingke_app::routing::queue_positions(&mut world.app.app.read(), world.org_id, group.id, world.app.app.clock.now()).await.expect("queue");
        assert_eq!(places.iter().map(|p| (p.conversation_id, p.position)).collect::<Vec<_>>(), [(first.id, 1), (second.id, 2)]);
        assert_eq!(timers(&world).await, 0, "a second node that fires the same timer changes nothing");
        ready(&mei).await;
        for (id, place) in [(first.id, "first"), (second.id, "second")] {
            assert_eq!(conversation(&world, id).await.agent_id, Some(mei.id), "{place}");
        }
        // Whoever comes back may be asked again.
        mei.delete(&format!("{}/acceptance", path(&first))).await.expect(200);
        assert_eq!(conversation(&world, first.id).await.state, ConversationState::Queued, "the one who declined is not asked again");
        world.advance(1);
        ready(&he).await;
        assert_eq!(conversation(&world, first.id).await.agent_id, Some(he.id));
    }

    async fn a_transfer_keeps_the_wait_and_never_goes_to_one_who_is_away(world: World) {
        let (he, mei, gao) = (world.agent("小禾").await, world.agent("小梅").await, world.agent("老高").await);
        world.group("售前", &[&he]).await;
        let after = world.group("售后", &[&mei, &gao]).await;
        let (lin, id) = active(&world, &he, "林晓").await;
        let enqueued_at = conversation(&world, id).await.enqueued_at;
        world.advance(60_000);
        let transfer = |to: serde_json::Value| {
            let he = he.clone();
            async move { he.post(&format!("/api/v1/conversations/{id}/transfer"), to).await }
        };
        transfer(json!({ "agent_id": mei.id, "reason": "售后问题" })).await.refused(409, "target_away");
        transfer(json!({ "group_id": after.id, "reason": "售后问题" })).await.refused(409, "target_away");
        assert_eq!(conversation(&world, id).await.agent_id, Some(he.id), "nothing was swallowed");
        transfer(json!({})).await.refused(422, "invalid");
        transfer(json!({ "agent_id": mei.id, "group_id": after.id })).await.refused(422, "invalid");
        ready(&mei).await;
        let view: ConversationView = transfer(json!({ "group_id": after.id, "reason": "秘密原因" })).await.expect(200).read();
        assert_eq!((view.state, view.group_id, view.agent_id), (ConversationState::Offered, Some(after.id), Some(mei.id)));
        assert_eq!(view.enqueued_at, enqueued_at, "the customer's real wait");
        assert!(!lin.get(&format!("/api/widget/v1/conversations/{id}/messages")).await.text().contains("秘密原因"));
        he.post(&format!("/api/v1/conversations/{id}/messages"), text("late", "还在吗")).await.refused(409, "wrong_state");
        mei.act(&format!("/api/v1/conversations/{id}/acceptance")).await.expect(200);
        let seen: yingke_app::conversations::MessagePage = mei.get(&format!("/api/v1/conversations/{id}/messages")).await.expect(200).read();
        assert!(seen.items.iter().any(|m| m.internal && m.body == "秘密原因"), "the colleague reads why");
        ready(&gao).await;
        let view: ConversationView =
            mei.post(&format!("/api/v1/conversations/{id}/transfer"), json!({ "agent_id": gao.id })).await.expect(200).read();
        assert_eq!((view.state, view.agent_id, view.enqueued_at), (ConversationState::Active, Some(gao.id), enqueued_at));
        assert_eq!((load_of(&world, &he).await, load_of(&world, &mei).await, load_of(&world, &gao).await), (0, 0, 1));
        let boss = world.supervisor("王组长").await;
        let view: ConversationView =
            boss.post(&format!("/api/v1/conversations/{id}/transfer"), json!({ "agent_id": boss.id })).await.expect(200).read();
        assert_eq!((view.state, view.agent_id), (ConversationState::Active, Some(boss.id)), "a supervisor takes over");
        assert_eq!(load_of(&world, &gao).await, 0);
        assert_eq!(decisions(&world, id).await[0].reason, "taken_over");
    }

    async fn the_last_agent_is_asked_first_while_he_is_free(world: World) {
        let (he, mei) = (world.agent("小禾").await, world.agent("小梅").await);
        world.group("售前", &[&he, &mei]).await;
        let (lin, id) = active(&world, &mei, "林晓").await;
        hang_up(&mei, id).await;
        ready(&he).await;
        ready(&mei).await;
        world.advance(71 * 3_600_000);
        let again = ask(&lin).await;
        assert_ne!(again.id, id);
        assert_eq!(conversation(&world, again.id).await.agent_id, Some(mei.id));
        assert_eq!(decisions(&world, again.id).await[0].reason, "last_agent");
        lin.act(&format!("/api/widget/v1/conversations/{}/end", again.id)).await.expect(200);
        // He went home: fall through at once.
        state(&mei, "offline", "").await;
        world.advance(3_600_000);
        let third = ask(&lin).await;
        assert_eq!(conversation(&world, third.id).await.agent_id, Some(he.id));
    }

    async fn within_ten_minutes_the_same_session_goes_on_with_the_same_agent(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        let (lin, id) = active(&world, &he, "林晓").await;
        hang_up(&he, id).await;
        ready(&he).await;
        world.advance(9 * 60_000);
        say(&lin, "back", "还有一个问题").await;
        let view = conversation(&world, id).await;
        assert_eq!((view.state, view.agent_id), (ConversationState::Active, Some(he.id)));
        hang_up(&he, id).await;
        state(&he, "break", "meal").await;
        say(&lin, "back again", "又想起来了").await;
        assert_eq!(conversation(&world, id).await.state, ConversationState::Queued, "he is at lunch: the queue, not his desk");
        assert_eq!(records(&world).await, (1, 1));
    }

    async fn nothing_stays_with_an_agent_who_is_gone(world: World) {
        let (he, mei) = (world.agent("小禾").await, world.agent("小梅").await);
        world.group("售前", &[&he, &mei]).await;
        let (lin, id) = active(&world, &he, "林晓").await;
        ready(&he).await;
        let offered = ask(&world.customer("新客").await).await;
        assert_eq!(conversation(&world, offered.id).await.agent_id, Some(he.id));
        let enqueued_at = conversation(&world, id).await.enqueued_at;
        presence::gone(&world.app.app, world.org_id, he.id).await.expect("gone");
        let agent = agent_view(&world, &he).await;
        assert_eq!((agent.state, agent.load), (AgentState::Offline, 0));
        let view = conversation(&world, id).await;
        assert_eq!((view.state, view.enqueued_at), (ConversationState::Queued, enqueued_at));
        let said = thread(&lin, &widget_view(&lin).await).await;
        assert_eq!(said.last().expect("messages").payload["code"], "requeued", "the customer is told");
        ready(&mei).await;
        assert_eq!(load_of(&world, &mei).await, 2);
        mei.delete("/api/v1/session").await.expect(204);
        assert_eq!(agent_view(&world, &mei).await.state, AgentState::Offline, "signing out is going home");
        assert_eq!(conversation(&world, id).await.state, ConversationState::Queued);
    }

    async fn going_home_finishes_what_is_open_first(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        let (_, id) = active(&world, &he, "林晓").await;
        assert_eq!(state(&he, "offline", "").await.state, AgentState::OfflinePending);
        let next = ask(&world.customer("新客").await).await;
        assert_eq!(next.state, ConversationState::Bot, "nobody who takes new ones is there, and the customer is told so");
        hang_up(&he, id).await;
        assert_eq!(agent_view(&world, &he).await.state, AgentState::Offline);
        he.put("/api/v1/me/state", json!({ "state": "not_responding" })).await.refused(422, "invalid");
        he.put("/api/v1/me/state", json!({ "state": "sleeping" })).await.refused(400, "bad_request");
    }

    async fn a_supervisor_forces_states_and_others_do_not(world: World) {
        let (he, mei) = (world.agent("小禾").await, world.agent("小梅").await);
        let boss = world.supervisor("王组长").await;
        let at = format!("/api/v1/agents/{}/state", he.id);
        mei.put(&at, json!({ "state": "ready" })).await.refused(403, "forbidden");
        let forced: AgentView = boss.put(&at, json!({ "state": "ready" })).await.expect(200).read();
        assert_eq!(forced.state, AgentState::Ready);
        let other = World::named(world.app.clone(), "other").await;
        other.owner.put(&at, json!({ "state": "break" })).await.refused(404, "not_found");
    }

    async fn state_intervals_neither_overlap_nor_gap(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        for (step, wanted) in ["ready", "break", "ready", "busy", "ready"].into_iter().enumerate() {
            world.advance(if step == 2 { 0 } else { 1_000 });
            state(&he, wanted, "").await;
        }
        ask(&world.customer("林晓").await).await;
        world.advance(20_000);
        timers(&world).await;
        state(&he, "offline", "").await;
        let intervals = yingke_store::agent_states::intervals(&mut world.app.app.read(), world.org_id, he.id, 100).await.expect("read");
        assert!(intervals.windows(2).all(|pair| pair[0].to_at == Some(pair[1].from_at) && pair[0].from_at < pair[1].from_at), "{intervals:?}");
        assert_eq!(intervals.iter().filter(|interval| interval.to_at.is_none()).count(), 1);
        assert_eq!(intervals.last().map(|interval| interval.state), Some(AgentState::Offline));
        assert!(intervals.iter().any(|interval| interval.state == AgentState::NotResponding) || intervals.len() >= 5);
    }

    async fn a_silent_customer_is_reminded_and_then_the_agent_wraps_up(world: World) {
        let he = world.agent("小禾").await;
        world.group("售前", &[&he]).await;
        let (lin, id) = active(&world, &he, "林晓").await;
        let widget = widget_view(&lin).await;
        world.advance(10 * 60_000);
        assert_eq!(timers(&world).await, 0, "while the customer waits for the agent nothing runs");
        reply(&he, &widget, "a1", "请提供订单号").await;
        world.advance(2 * 60_000);
        reply(&he, &widget, "a2", "还在吗").await;
        world.advance(60_000);
        assert_eq!(timers(&world).await, 1, "three minutes after the first answer");
        let last = thread(&lin, &widget).await.pop().expect("messages");
        assert_eq!(last.payload["code"], "idle_reminder");
        say(&lin, "here", "在的").await;
        world.advance(10 * 60_000);
        assert_eq!(timers(&world).await, 0, "a word resets the clock");
        reply(&he, &widget, "a3", "好的").await;
        world.advance(3 * 60_000);
        timers(&world).await;
        world.advance(5 * 60_000);
        timers(&world).await;
        let view = conversation(&world, id).await;
        assert_eq!((view.state, view.end_reason.as_str()), (ConversationState::Wrapup, "idle"));
        assert_eq!(load_of(&world, &he).await, 0, "wrap-up leaves room for the next customer");
        world.advance(2 * 60_000);
        timers(&world).await;
        assert_eq!(conversation(&world, id).await.state, ConversationState::Ended);
    }

    async fn least_loaded_groups_share_the_work(world: World) {
        let (he, mei) = (world.agent("小禾").await, world.agent("小梅").await);
        world.group_of("售前", GroupKind::Service, Strategy::LeastLoaded, &[&he, &mei]).await;
        ready(&he).await;
        ready(&mei).await;
        let agents = [he, mei];
        let mut order = Vec::new();
        for n in 0..4 {
            order.push(call(&world, &agents, &format!("客{n}")).await.0);
            world.advance(1_000);
        }
        assert_eq!(order, [Some(0), Some(1), Some(0), Some(1)]);
    }

    async fn honest_words_about_the_wait(world: World) {
        let he = world.agent("小禾").await;
        let group = world.group("售前", &[&he]).await;
        let door = |world: &World| {
            let (app, org_id, group_id) = (world.app.app.clone(), world.org_id, group.id);
            async move { yingke_app::routing::human_door(&mut app.read(), org_id, Some(group_id), app.clock.now()).await.expect("door") }
        };
        assert_eq!(door(&world).await, HumanDoor { open: false, ahead: 0, wait_ms: None, back_at: None });
        on_break(&he).await;
        assert_eq!(door(&world).await, HumanDoor { open: true, ahead: 0, wait_ms: None, back_at: None }, "too little to estimate from");
        for n in 0..3 {
            active(&world, &he, &format!("客{n}")).await;
            world.advance(60_000);
        }
        let one = ask(&world.customer("一").await).await;
        let two = ask(&world.customer("二").await).await;
        assert_eq!((one.position, one.wait_ms), (Some(1), Some(60_000)), "three in three minutes");
        assert_eq!((two.position, two.wait_ms), (Some(2), Some(120_000)));
        assert_eq!(door(&world).await, HumanDoor { open: true, ahead: 2, wait_ms: Some(180_000), back_at: None });
    }
}

/// The pointer is a row: another process that finds nothing but the data goes on where the first one stopped.
async fn pointer_over_restart(engine: Engine) {
    let first = TestApp::start(engine).await;
    let world = World::new(first.clone()).await;
    let (agents, _) = abcd(&world).await;
    let open = five_calls(&world, &agents).await;
    hang_up(&agents[0], open[2]).await;
    let customer = world.customer("六").await;
    let url = match engine {
        // One file serves one process: the second one gets a copy of it.
        Engine::Sqlite => {
            let copy = first.folder().join("copy.db");
            first.app.db.copy_to(&copy).await.expect("a copy");
            format!("sqlite:{}", copy.display())
        }
        Engine::Postgres => first.database_url().to_owned(),
    };
    let second = Start::on(engine).database(url).run().await;
    let asked: WidgetConversation = second.client().bearer(&customer.token).act("/api/widget/v1/human").await.expect(200).read();
    let view = yingke_app::conversations::view(&mut second.app.read(), world.org_id, asked.id).await.expect("read").expect("there");
    assert_eq!(view.agent_id, Some(agents[1].id));
    second.finish().await;
    first.finish().await;
}

mod the_pointer_survives_a_restart {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn sqlite() {
        pointer_over_restart(Engine::Sqlite).await;
    }
    #[tokio::test(flavor = "multi_thread")]
    async fn postgres() {
        pointer_over_restart(Engine::Postgres).await;
    }
}
