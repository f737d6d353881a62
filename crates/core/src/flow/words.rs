//! What every flow says by itself, and how people say yes, no and stop.

use crate::text::Locale;

pub fn pick(locale: Locale, cn: &'static str, tw: &'static str, en: &'static str) -> &'static str {
    match locale {
        Locale::ZhCn => cn,
        Locale::ZhTw => tw,
        Locale::En => en,
    }
}

pub fn yes(locale: Locale) -> &'static str {
    pick(locale, "确认", "確認", "Confirm")
}
pub fn no(locale: Locale) -> &'static str {
    pick(locale, "不对，我要改", "不對，我要改", "No, let me change it")
}
pub fn cancel(locale: Locale) -> &'static str {
    pick(locale, "不办了", "不辦了", "Stop this")
}
pub fn enough(locale: Locale) -> &'static str {
    pick(locale, "就这些", "就這些", "That's all")
}
pub fn cancelled(locale: Locale) -> &'static str {
    pick(
        locale,
        "好的，已停止办理，没有做任何改动。还有别的事可以继续问我。",
        "好的，已停止辦理，沒有做任何變更。還有其他事可以繼續問我。",
        "All right, stopped. Nothing was changed. Ask me if there is anything else.",
    )
}
pub fn choose_one(locale: Locale) -> &'static str {
    pick(
        locale,
        "请点选其中一项，或直接回复序号：",
        "請點選其中一項，或直接回覆序號：",
        "Please choose one of these, or reply with its number:",
    )
}
pub fn yes_or_no(locale: Locale) -> &'static str {
    pick(
        locale,
        "请回复“确认”或“不对”。没有您的确认，我不会做任何改动。",
        "請回覆「確認」或「不對」。沒有您的確認，我不會做任何變更。",
        "Please answer “confirm” or “no”. Nothing is done without your confirmation.",
    )
}
pub fn lost(locale: Locale) -> &'static str {
    pick(locale, "这件事我没能办成，为您找人工处理。", "這件事我沒能辦成，為您找真人處理。", "I could not finish this; a person will help.")
}
pub fn start_over(locale: Locale) -> &'static str {
    pick(locale, "好的，我们重新来。", "好的，我們重新來。", "All right, let's start again.")
}

const YES: &[&str] = &[
    "是",
    "是的",
    "对",
    "对的",
    "對",
    "對的",
    "好",
    "好的",
    "确认",
    "確認",
    "确定",
    "確定",
    "可以",
    "行",
    "嗯",
    "嗯嗯",
    "没错",
    "沒錯",
    "没问题",
    "yes",
    "y",
    "ok",
    "okay",
    "sure",
    "confirm",
    "correct",
    "right",
];
const NO: &[&str] = &[
    "不",
    "不是",
    "不对",
    "不對",
    "否",
    "不行",
    "不要",
    "错了",
    "錯了",
    "不对我要改",
    "不對我要改",
    "no",
    "n",
    "nope",
    "wrong",
    "no let me change it",
];
const STOP: &[&str] = &[
    "取消",
    "算了",
    "不办了",
    "不辦了",
    "不用了",
    "退出",
    "停止",
    "不弄了",
    "不改了",
    "不退了",
    "先不弄了",
    "不订了",
    "不要了",
    "cancel",
    "stop",
    "quit",
    "never mind",
    "nevermind",
    "forget it",
    "stop this",
];
const ENOUGH: &[&str] = &[
    "就这些",
    "就這些",
    "够了",
    "夠了",
    "没了",
    "沒了",
    "好了",
    "不加了",
    "可以了",
    "没有了",
    "that's all",
    "thats all",
    "done",
    "nothing else",
];

pub fn is_yes(text: &str) -> bool {
    YES.contains(&plain(text).as_str())
}
pub fn is_no(text: &str) -> bool {
    NO.contains(&plain(text).as_str())
}
pub fn is_stop(text: &str) -> bool {
    STOP.contains(&plain(text).as_str())
}
pub fn is_enough(text: &str) -> bool {
    let text = plain(text);
    ENOUGH.contains(&text.as_str()) || ENOUGH.contains(&text.trim_end_matches(['了', '吧']))
}

/// Lower case, no marks at the ends, no double blanks.
pub fn plain(text: &str) -> String {
    let kept: String = text.chars().map(|c| if c.is_alphanumeric() || c == '\'' { c } else { ' ' }).collect();
    let one: Vec<&str> = kept.split_whitespace().collect();
    let text = one.join(" ").to_lowercase();
    // Polite endings change nothing.
    text.trim_end_matches(['吧', '啊', '呀', '哈', '啦']).to_owned()
}
