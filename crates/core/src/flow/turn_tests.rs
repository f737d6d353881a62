use super::*;
use crate::flow::{
    Case, Choice, Expects, Item, Step,
    check::{ProblemKind, problems},
};
use crate::order::OrderState;
use uuid::Uuid;

fn step(key: &str, does: Does) -> Step {
    Step { key: key.into(), x: 0, y: 0, does }
}
fn zh(text: &str) -> Text {
    Text::zh(text)
}
fn flow(steps: Vec<Step>) -> Flow {
    Flow { name: zh("f"), words: vec![], start: steps[0].key.clone(), steps }
}

fn change_address() -> Flow {
    flow(vec![
        step("pick", Does::PickOrder { text: zh("哪一单?"), states: vec![OrderState::Paid], next: "ask".into(), none: "none".into() }),
        step("none", Does::Say { text: zh("没有可改的订单"), next: String::new() }),
        step("ask", Does::Ask { slot: "address".into(), text: zh("新地址?"), expects: Expects::Address, next: "sure".into() }),
        step("sure", Does::Confirm { text: zh("改为 {{address}}?"), yes: "do".into(), no: "ask".into() }),
        step("do", Does::Act { tool: Tool::ChangeAddress, done: "ok".into(), refused: "person".into() }),
        step("ok", Does::Say { text: zh("已改为 {{address}}"), next: String::new() }),
        step("person", Does::HandOver { text: zh("为您转人工") }),
    ])
}

fn started(flow: &Flow) -> Turn {
    turn(flow, Run::new(Uuid::nil(), flow), Heard::Begin, Locale::ZhCn)
}
fn say(flow: &Flow, before: Turn, text: &str) -> Turn {
    turn(flow, before.run, Heard::Words { text: text.into(), picture: None }, Locale::ZhCn)
}
fn offers(flow: &Flow, before: Turn, n: usize) -> Turn {
    let list = (1..=n).map(|i| Offered { value: format!("o{i}"), label: format!("订单{i}") }).collect();
    turn(flow, before.run, Heard::Offers(list), Locale::ZhCn)
}

const ADDRESS: &str = "浙江省杭州市西湖区文三路 8 号";

#[test]
fn an_address_is_changed_only_after_yes() {
    let flow = change_address();
    assert_eq!(problems(&flow), []);
    let t = started(&flow);
    assert_eq!(t.need, Need::Orders(vec![OrderState::Paid]));
    let t = offers(&flow, t, 2);
    assert_eq!((t.need.clone(), t.says[0].options.len()), (Need::Words, 3), "two orders and the way out");
    let t = say(&flow, t, "第二个");
    let t = say(&flow, t, ADDRESS);
    assert_eq!(t.says[0].text, format!("改为 {ADDRESS}?"));
    let unsure = say(&flow, t.clone(), "嗯...那个快递费怎么算");
    assert_eq!((unsure.need, unsure.run.confirmed), (Need::Words, false));
    let t = say(&flow, t, "确认!");
    assert_eq!(t.need, Need::Act(Tool::ChangeAddress));
    assert_eq!((t.run.value("order"), t.run.value("address"), t.run.confirmed), ("o2", ADDRESS, false));
    let t = turn(&flow, t.run, Heard::Acted { done: true, text: String::new(), slots: vec![] }, Locale::ZhCn);
    assert_eq!((t.need, t.says[0].text.as_str()), (Need::Finished, format!("已改为 {ADDRESS}").as_str()));
}

#[test]
fn the_only_order_is_taken_without_a_question_and_none_goes_its_own_way() {
    let flow = change_address();
    let t = offers(&flow, started(&flow), 1);
    assert_eq!((t.run.step.as_str(), t.says[0].text.as_str()), ("ask", "新地址?"));
    let t = offers(&flow, started(&flow), 0);
    assert_eq!((t.need, t.says[0].text.as_str()), (Need::Finished, "没有可改的订单"));
}

#[test]
fn it_can_be_left_at_any_question_and_no_goes_back() {
    let flow = change_address();
    let asked = offers(&flow, started(&flow), 1);
    for words in ["算了", "取消", "不办了", "never mind", "算了吧。"] {
        assert_eq!(say(&flow, asked.clone(), words).need, Need::Cancelled, "{words}");
    }
    let sure = say(&flow, asked, ADDRESS);
    let back = say(&flow, sure.clone(), "不对");
    assert_eq!(back.run.step, "ask");
    let clicked = turn(&flow, sure.run, Heard::Click("flow.cancel".into()), Locale::ZhCn);
    assert_eq!(clicked.need, Need::Cancelled);
}

#[test]
fn three_answers_that_do_not_fit_bring_a_person() {
    let flow = change_address();
    let t = offers(&flow, started(&flow), 1);
    let t = say(&flow, t, "啥");
    assert_eq!(t.need, Need::Words);
    let t = say(&flow, t, "不懂");
    assert_eq!(t.need, Need::Words);
    assert_eq!(say(&flow, t, "??").need, Need::HandOver);
}

#[test]
fn an_action_that_nobody_confirmed_is_never_done_even_if_the_drawing_says_so() {
    let flow = flow(vec![step("do", Does::Act { tool: Tool::PlaceOrder, done: String::new(), refused: String::new() })]);
    let mut run = Run::new(Uuid::nil(), &flow);
    run.slots.insert("items".into(), Held { value: "a*1".into(), label: "a".into() });
    let t = turn(&flow, run, Heard::Begin, Locale::ZhCn);
    assert_eq!(t.need, Need::HandOver);
    assert!(problems(&flow).iter().any(|p| p.kind == ProblemKind::Unconfirmed));
}

#[test]
fn a_circle_without_a_question_ends_at_a_person() {
    let flow = flow(vec![
        step("a", Does::Say { text: zh("a"), next: "b".into() }),
        step(
            "b",
            Does::Branch {
                cases: vec![Case { slot: "x".into(), is: Test::Filled, value: String::new(), next: "a".into() }],
                otherwise: "a".into(),
            },
        ),
    ]);
    assert_eq!(started(&flow).need, Need::HandOver);
    let kinds: Vec<_> = problems(&flow).into_iter().map(|p| (p.step, p.kind)).collect();
    assert_eq!(kinds, [("a".to_owned(), ProblemKind::NoExit), ("b".to_owned(), ProblemKind::NoExit)]);
}

#[test]
fn problems_name_the_step_that_has_them() {
    let mut flow = change_address();
    flow.steps.push(step("alone", Does::Say { text: zh(""), next: "nowhere".into() }));
    let Does::PickOrder { next, .. } = &mut flow.steps[0].does else { panic!("the first step") };
    *next = "sure".into();
    let found: Vec<(String, ProblemKind, String)> = problems(&flow).into_iter().map(|p| (p.step, p.kind, p.what)).collect();
    for expected in [
        ("alone", ProblemKind::Unreachable, ""),
        ("alone", ProblemKind::DeadWay, "nowhere"),
        ("alone", ProblemKind::NoText, ""),
        ("sure", ProblemKind::MissingSlot, "address"),
        ("do", ProblemKind::MissingSlot, "address"),
    ] {
        assert!(found.contains(&(expected.0.to_owned(), expected.1, expected.2.to_owned())), "{expected:?} is not in {found:?}");
    }
}

#[test]
fn a_menu_takes_several_things_and_a_choice_can_lead_its_own_way() {
    let item = |key: &str, name: &str, price_fen| Item { key: key.into(), label: zh(name), price_fen, words: vec![] };
    let flow = flow(vec![
        step(
            "what",
            Does::PickItems {
                text: zh("想点什么?"),
                items: vec![item("gb", "宫保鸡丁", 2800), item("dj", "豆浆", 600)],
                next: "how".into(),
            },
        ),
        step(
            "how",
            Does::Choose {
                slot: "way".into(),
                text: zh("堂食还是外带?"),
                options: vec![
                    Choice { value: "here".into(), label: zh("堂食"), next: String::new() },
                    Choice { value: "away".into(), label: zh("外带"), next: "where".into() },
                ],
                next: "sure".into(),
            },
        ),
        step("where", Does::Ask { slot: "address".into(), text: zh("送到哪里?"), expects: Expects::Address, next: "sure".into() }),
        step("sure", Does::Confirm { text: zh("{{items}},{{way}},下单吗?"), yes: "do".into(), no: "what".into() }),
        step("do", Does::Act { tool: Tool::PlaceOrder, done: String::new(), refused: String::new() }),
    ]);
    assert_eq!(problems(&flow), []);
    let t = started(&flow);
    let t = say(&flow, t, "两份宫保鸡丁 一杯豆浆");
    assert!(t.says[0].text.starts_with("宫保鸡丁 ×2、豆浆 ×1(¥62.00)"), "{}", t.says[0].text);
    let t = turn(&flow, t.run, Heard::Click("flow.enough".into()), Locale::ZhCn);
    let t = say(&flow, t, "堂食");
    assert_eq!(t.run.step, "sure");
    assert_eq!(say(&flow, t, "好的").need, Need::Act(Tool::PlaceOrder));
}
