//! The same answer never stands more than twice in a row: a bot that says it a third time is not listening.

use super::{
    answer::options_message,
    plan::{BotMessage, BotPlan, Handover, Outcome},
    think::doors,
    words,
};
use crate::Result;
use yingke_core::{
    conversation::{Mood, SenderKind},
    id::*,
    text::Locale,
};
use yingke_store::{
    Run,
    messages::{self, Eyes},
};

/// As many messages as two answers of the longest plans have, with the customer's words between.
const LOOKED_AT: i64 = 30;

/// What the bot said last, newest first, one entry for each of its turns.
pub async fn turns(on: &mut impl Run, org_id: OrgId, id: ConversationId) -> Result<Vec<String>> {
    let mut turns: Vec<Vec<String>> = vec![Vec::new()];
    for message in messages::before(on, org_id, id, Eyes::Customer, i64::MAX, LOOKED_AT).await?.into_iter().rev() {
        match message.sender_kind {
            SenderKind::Bot => turns.last_mut().expect("never empty").insert(0, message.body),
            SenderKind::Customer | SenderKind::Agent => turns.push(Vec::new()),
            SenderKind::System => {}
        }
    }
    Ok(turns.into_iter().filter(|turn| !turn.is_empty()).map(|turn| turn.join("\n")).collect())
}

/// The plan, or another one when it would be said for the third time.
pub fn other(plan: BotPlan, turns: &[String], locale: Locale, human_open: bool, misses: i64, most_misses: i64) -> BotPlan {
    if plan.messages.is_empty() || !is_third(&said(&plan.messages), turns) {
        return plan;
    }
    if human_open && misses + 1 >= most_misses {
        return BotPlan { miss: true, ..BotPlan::hand_over(Handover::Misses, plan.mood) };
    }
    let body = fresh([words::again_else(locale), words::again_person(locale), words::again_request(locale)], turns);
    let message = options_message(body, doors(locale, human_open));
    BotPlan { messages: vec![message], hand_over: plan.hand_over, mood: plan.mood.max(Mood::Calm), miss: true, outcome: Outcome::Missed }
}

/// Of several wordings the first that was not said just now.
pub fn fresh<'w>(wordings: [&'w str; 3], turns: &[String]) -> &'w str {
    let new = |words: &&&str| turns.first().is_none_or(|last| !last.contains(**words));
    wordings.iter().find(new).copied().unwrap_or(wordings[0])
}

fn is_third(words: &str, turns: &[String]) -> bool {
    turns.len() >= 2 && turns[..2].iter().all(|turn| turn == words)
}

fn said(messages: &[BotMessage]) -> String {
    messages.iter().map(|message| message.body.as_str()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_third_time_is_another_answer_and_then_a_person() {
        let plan = BotPlan {
            messages: vec![BotMessage::text("一样的话")],
            hand_over: None,
            mood: Mood::Calm,
            miss: false,
            outcome: Outcome::Answered,
        };
        let twice = vec!["一样的话".to_owned(), "一样的话".to_owned()];
        let once = vec!["一样的话".to_owned(), "别的话".to_owned()];
        assert_eq!(other(plan.clone(), &once, Locale::ZhCn, true, 0, 2), plan);
        let third = other(plan.clone(), &twice, Locale::ZhCn, true, 0, 2);
        assert!(third.miss && third.messages[0].body != "一样的话");
        assert_eq!(other(plan.clone(), &twice, Locale::ZhCn, true, 1, 2).hand_over, Some(Handover::Misses));
        assert_eq!(other(plan, &twice, Locale::ZhCn, false, 9, 2).hand_over, None, "nobody is there");
    }
}
