//! What to answer to a customer's words. Reads only; never claims what has not happened.

use super::{
    phrases,
    plan::{BotContext, BotMessage, BotPlan, Handover, Outcome},
};
use crate::{App, Result, views::conversation::OptionView};
use serde_json::json;
use yingke_core::{
    conversation::{MessageKind, Mood, Policy},
    text::Locale,
};

pub async fn think(_app: &App, context: &BotContext, text: &str, payload: &serde_json::Value) -> Result<BotPlan> {
    let action = payload.get("action").and_then(|action| action.as_str()).unwrap_or("");
    if action == "human" || asks_for_human(text) {
        return Ok(BotPlan::hand_over(Handover::Asked, Mood::Calm));
    }
    if context.human_open && context.misses + 1 >= Policy::DEFAULT.misses_before_human {
        return Ok(BotPlan { miss: true, ..BotPlan::hand_over(Handover::Misses, Mood::Calm) });
    }
    let message = BotMessage {
        kind: MessageKind::Options,
        body: phrases::not_understood(context.locale).to_owned(),
        payload: json!({ "options": doors(context.locale, context.human_open) }),
    };
    Ok(BotPlan { messages: vec![message], hand_over: None, mood: Mood::Calm, miss: true, outcome: Outcome::Missed })
}

/// The ways on that are really open.
pub fn doors(locale: Locale, human_open: bool) -> Vec<OptionView> {
    let option = |label: &str, text: &str, action: &str| OptionView { label: label.into(), text: text.into(), action: action.into() };
    let mut doors = Vec::new();
    if human_open {
        doors.push(option(phrases::door_human(locale), phrases::ask_human(locale), "human"));
    }
    doors.push(option(phrases::door_request(locale), phrases::door_request(locale), "request"));
    if !human_open {
        doors.push(option(phrases::door_message(locale), phrases::door_message(locale), "message"));
    }
    doors
}

/// Words that ask for a person, in the three languages.
pub fn asks_for_human(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "转人工",
        "轉人工",
        "转接人工",
        "轉接人工",
        "人工客服",
        "人工服务",
        "人工服務",
        "真人",
        "找客服",
        "叫客服",
        "联系客服",
        "聯絡客服",
        "不要机器人",
        "不要機器人",
        "talk to a person",
        "talk to a human",
        "talk to someone",
        "real person",
        "human agent",
        "live agent",
        "speak to an agent",
        "speak to a human",
        "speak with a human",
        "speak with an agent",
        "customer service representative",
    ];
    let text = text.trim().to_lowercase();
    matches!(text.as_str(), "人工" | "客服" | "human" | "agent") || WORDS.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::asks_for_human;

    #[test]
    fn asking_for_a_person_is_understood_in_three_languages() {
        for text in ["转人工", "我要转人工!!", "人工", "有没有真人啊", "我想轉接人工", "I want to talk to a human", "Agent"]
        {
            assert!(asks_for_human(text), "{text}");
        }
        for text in ["物流", "人工费多少钱", "this was handmade by an agent of change"] {
            assert!(!asks_for_human(text), "{text}");
        }
    }
}
