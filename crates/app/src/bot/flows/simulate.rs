//! A draft played with nothing really done: sample orders and times, actions that only say that they would be done.

use crate::{
    App, Error, Principal, Result,
    bot::words,
    views::bot::{Simulate, Simulated},
};
use yingke_core::{
    flow::{Flow, Heard, Held, MOST_STEPS, Need, Offered, Run, Tool, check, check::Problem, turn},
    permission::Permission,
    text::Locale,
};

const MOST_ROUNDS: usize = 16;

/// What is wrong with a drawing.
pub fn check(who: &Principal, draft: &Flow) -> Result<Vec<Problem>> {
    who.must(Permission::KnowledgeEdit)?;
    bounded(draft)?;
    Ok(check::problems(draft))
}

pub fn simulate(app: &App, who: &Principal, ask: Simulate) -> Result<Simulated> {
    who.must(Permission::KnowledgeEdit)?;
    bounded(&ask.draft)?;
    let (flow, locale) = (&ask.draft, ask.locale.unwrap_or(who.locale));
    let begins = ask.run.is_none();
    let mut run = ask.run.unwrap_or_else(|| Run::new(app.clock.uuid(), flow));
    let mut heard = match (begins, ask.action.is_empty()) {
        (true, _) => Heard::Begin,
        (false, false) => Heard::Click(ask.action),
        (false, true) => Heard::Words { text: ask.text.chars().take(2_000).collect(), picture: None },
    };
    let (mut says, mut passed, mut acted) = (Vec::new(), Vec::new(), Vec::new());
    let mut state = "hand_over";
    for _ in 0..MOST_ROUNDS {
        let turned = turn(flow, run, heard, locale);
        run = turned.run;
        says.extend(turned.says);
        passed.extend(turned.passed);
        heard = match turned.need {
            Need::Orders(states) => {
                let sample = || states.iter().take(2).zip(1..).map(|(state, n)| sample_order(locale, *state, n)).collect();
                Heard::Offers(ask.offers.clone().unwrap_or_else(sample))
            }
            Need::Times(query) => {
                let times = super::play::all_times(&query, app.clock.now());
                let sample = || times.iter().take(6).map(|time| Offered { value: time.clone(), label: time.clone() }).collect();
                Heard::Offers(ask.offers.clone().unwrap_or_else(sample))
            }
            Need::Act(tool) => {
                acted.push(tool.to_string());
                let held = Held { value: "SAMPLE".into(), label: "SAMPLE".into() };
                let text = if ask.refuse { words::flow_sent_already(locale) } else { would(locale, tool) };
                Heard::Acted { done: !ask.refuse, text: text.to_owned(), slots: vec![("result".into(), held)] }
            }
            Need::Words => {
                state = "words";
                break;
            }
            Need::HandOver => break,
            Need::Finished => {
                state = "finished";
                break;
            }
            Need::Cancelled => {
                state = "cancelled";
                break;
            }
        };
    }
    Ok(Simulated { run, says, passed, state: state.to_owned(), acted, problems: check::problems(flow) })
}

pub(super) fn bounded(draft: &Flow) -> Result<()> {
    let size = serde_json::to_string(draft)?.len();
    if draft.steps.len() > MOST_STEPS || size > 200_000 {
        return Err(Error::invalid("draft", format!("at most {MOST_STEPS} steps and 200,000 characters")));
    }
    Ok(())
}

fn sample_order(locale: Locale, state: yingke_core::order::OrderState, n: u128) -> Offered {
    let id = yingke_core::id::OrderId(uuid::Uuid::from_u128(n));
    Offered { value: id.to_string(), label: format!("SAMPLE-{n} · {}", words::order_state(locale, state)) }
}

fn would(locale: Locale, tool: Tool) -> &'static str {
    let (cn, tw, en) = match tool {
        Tool::ChangeAddress => (
            "（试运行）这里会真正修改收货地址。",
            "（試運行）這裡會真正修改收件地址。",
            "(Trial) The address would really be changed here.",
        ),
        Tool::CancelOrder => {
            ("（试运行）这里会真正取消订单。", "（試運行）這裡會真正取消訂單。", "(Trial) The order would really be cancelled here.")
        }
        Tool::ApplyRefund => (
            "（试运行）这里会真正提交退款申请。",
            "（試運行）這裡會真正送出退款申請。",
            "(Trial) The refund would really be applied for here.",
        ),
        Tool::Reserve => {
            ("（试运行）这里会真正占用一个名额。", "（試運行）這裡會真正佔用一個名額。", "(Trial) A place would really be reserved here.")
        }
        Tool::PlaceOrder => {
            ("（试运行）这里会真正生成订单。", "（試運行）這裡會真正建立訂單。", "(Trial) An order would really be made here.")
        }
    };
    match locale {
        Locale::ZhCn => cn,
        Locale::ZhTw => tw,
        Locale::En => en,
    }
}
