//! What is going on right now, so that the screens are alive when somebody looks: a few wait, some are under way, some
//! talk to the bot. And what the people of the demo shop have behind them.

use super::{
    calendar::{DAY, HOUR, MINUTE},
    content::{Dialogue, Speaker, content},
    conversations::{Desk, Role, Told, Until, cast, told},
    random::Random,
};
use yingke_core::{agent::AgentState, id::*, time::Millis};

/// Agents who sit at the desk when the demo begins: e-mail name, state, since how long. They hold what is under way;
/// nobody is ready, because nobody would answer.
pub const AT_THE_DESK: [(&str, AgentState, &str, i64); 3] = [
    ("yuqing.fang", AgentState::Busy, "", 42 * MINUTE),
    ("xiaotong.zhou", AgentState::Busy, "", 65 * MINUTE),
    ("wenjing.lu", AgentState::Break, "meeting", 12 * MINUTE),
];

/// Number of the dialogue in `dialogues.json`, how many turns of it, how long ago the last word was.
const WAITING: [(usize, i64); 3] = [(17, 5 * MINUTE), (3, 2 * MINUTE), (31, MINUTE)];
const UNDER_WAY: [(usize, usize, usize, i64); 6] = [
    (0, 8, 7, MINUTE),
    (0, 42, 7, 3 * MINUTE),
    (0, 30, 7, 2 * MINUTE),
    (1, 6, 8, MINUTE / 2),
    (1, 49, 8, 4 * MINUTE),
    (1, 19, 6, 2 * MINUTE),
];
const WITH_THE_BOT: [(usize, usize, i64); 3] = [(0, 4, MINUTE), (58, 3, 2 * MINUTE), (66, 2, MINUTE / 2)];

pub fn running(random: &mut Random, desk: &mut Desk<'_>) -> Vec<Told> {
    let agent = |name: &str| desk.setup.agents.iter().find(|agent| agent.email.starts_with(name)).map(|agent| agent.id);
    let takers: Vec<Option<AgentId>> = AT_THE_DESK.iter().map(|(name, ..)| agent(name)).collect();
    let dialogues = &content().dialogues;
    let mut all = Vec::new();
    for (number, ago) in WAITING {
        let dialogue = &dialogues[number];
        let turns = 1 + dialogue.turns.iter().position(|turn| turn.by == Speaker::Agent).unwrap_or(0);
        all.push(up_to_now(random, desk, dialogue, Until::Queued { turns }, ago));
    }
    for (taker, number, turns, ago) in UNDER_WAY {
        all.push(up_to_now(random, desk, &dialogues[number], Until::Turn { turns, taker: takers[taker] }, ago));
    }
    for (number, turns, ago) in WITH_THE_BOT {
        all.push(up_to_now(random, desk, &dialogues[number], Until::Turn { turns, taker: None }, ago));
    }
    all
}

/// Told twice: once to see how long it takes, once so that its last word was `ago`.
fn up_to_now(random: &mut Random, desk: &mut Desk<'_>, dialogue: &'static Dialogue, until: Until, ago: i64) -> Told {
    let guess = desk.now.plus(-30 * MINUTE);
    let role = Role { lang: &dialogue.lang, sku: dialogue.sku.as_deref(), states: dialogue.order_state.as_slice() };
    let who = cast(random, desk, &role, guess);
    let mut again = random.clone();
    let pointers = desk.rota.clone();
    let rehearsal = told(random, desk, dialogue, guess, until, Some(who));
    desk.rota = pointers;
    let took = rehearsal.talk.thread.last_message_at.unwrap_or(guess).since(guess);
    told(&mut again, desk, dialogue, desk.now.plus(-took - ago), until, Some(who))
}

/// Earlier conversations of the customer one sees first.
pub fn memories(random: &mut Random, desk: &mut Desk<'_>) -> Vec<Told> {
    let order = |desk: &Desk<'_>, sku: &str| {
        desk.shop.by_sku.get(sku).and_then(|orders| orders.iter().copied().find(|order| desk.shop.customer_of[*order] == 0))
    };
    let talks: [(usize, Option<&str>, Millis); 3] = [
        (8, None, desk.now.plus(-6 * DAY - 6 * HOUR)),
        (50, Some("QH-BD010"), desk.now.plus(-2 * DAY - 8 * HOUR)),
        (1, Some("QH-AP004"), desk.now.plus(-20 * HOUR)),
    ];
    talks
        .into_iter()
        .map(|(number, sku, at)| {
            let order = sku.and_then(|sku| order(desk, sku));
            told(random, desk, &content().dialogues[number], at, Until::End, Some((0, order)))
        })
        .collect()
}
