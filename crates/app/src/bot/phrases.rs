//! What the bot and the thread say by themselves, in the customer's language.

use yingke_core::text::Locale;

macro_rules! phrases {
    ($($(#[$doc:meta])* $name:ident = $cn:literal, $tw:literal, $en:literal;)*) => {$(
        $(#[$doc])*
        pub fn $name(locale: Locale) -> &'static str {
            match locale {
                Locale::ZhCn => $cn,
                Locale::ZhTw => $tw,
                Locale::En => $en,
            }
        }
    )*};
}

phrases! {
    /// The bot did not understand.
    not_understood =
        "这个问题我还不会。您可以换个说法、转人工客服，或者提交一个请求，我们会跟进到底。",
        "這個問題我還不會。您可以換個說法、轉接真人客服，或送出需求單，我們會追蹤到底。",
        "I can't answer that yet. You can put it in other words, talk to a person, or leave a request that we follow up.";
    nobody_on_duty =
        "现在没有客服在线。您可以留言或提交请求，上班后第一时间处理，进度随时可查。",
        "目前沒有客服在線上。您可以留言或送出需求單，我們上班後會優先處理，進度隨時可查。",
        "Nobody is on duty right now. Leave a message or a request: it is handled first thing, and you can follow it here.";
    nobody_still =
        "还是没有客服在线，让您久等没有意义。请提交请求或留言，有人上班会马上联系您。",
        "目前還是沒有客服在線上，讓您久等沒有意義。請送出需求單或留言，有人上班會馬上聯繫您。",
        "Still nobody is on duty, and waiting here would not help. Leave a request or a message; you hear from us as soon as somebody is back.";
    queue_full =
        "现在排队的人太多了。您可以留言或提交请求，我们会按顺序回复您。",
        "目前排隊人數過多。您可以留言或送出需求單，我們會依序回覆您。",
        "The queue is too long right now. Leave a message or a request and we will answer in order.";
    solved = "已解决", "已解決", "Solved";
    unsolved = "没解决", "沒解決", "Not solved";
    door_human = "转人工客服", "轉接真人客服", "Talk to a person";
    door_request = "提交请求", "送出需求單", "Leave a request";
    door_message = "留言或请客服回电", "留言或請客服回電", "Leave a message or a number";
    ask_human = "转人工", "轉真人客服", "I'd like to talk to a person";
    line_queued = "正在为您转接人工客服，请稍候。", "正在為您轉接真人客服，請稍候。", "You are in the queue for a person.";
    line_left_queue = "您已离开排队，可以继续问机器人。", "您已離開排隊，可以繼續詢問機器人。", "You have left the queue; the bot is here.";
    line_requeued = "客服暂时离开，已为您排到队首。", "客服暫時離開，已為您排到最前面。", "Your agent had to leave; you are first in line for the next one.";
    line_idle_reminder = "还在吗？需要帮助请直接回复，一会儿没有消息会话将自动结束。", "您還在嗎？需要協助請直接回覆，稍後若無訊息對話將自動結束。", "Are you still there? Just reply if you need us; otherwise this chat closes in a few minutes.";
    line_ended_agent = "客服结束了会话。", "客服已結束對話。", "The agent has ended the conversation.";
    line_ended_customer = "客户结束了会话。", "顧客已結束對話。", "The customer has ended the conversation.";
    line_ended_idle = "长时间没有消息，会话已结束。", "長時間沒有訊息，對話已結束。", "The conversation was closed after a long silence.";
}

/// 「小米」为您服务。
/// Follows the words that nobody is there.
pub fn back_at(locale: Locale, at: &str) -> String {
    match locale {
        Locale::ZhCn => format!("客服 {at} 上班。"),
        Locale::ZhTw => format!("客服 {at} 上線。"),
        Locale::En => format!(" Somebody is back on {at} (China time)."),
    }
}

/// Month, day and time, in a way that readers of each of the languages know.
pub const BACK_FORMAT: &str = "%m-%d %H:%M";

pub fn line_joined(locale: Locale, name: &str) -> String {
    match locale {
        Locale::ZhCn => format!("客服「{name}」为您服务。"),
        Locale::ZhTw => format!("客服「{name}」為您服務。"),
        Locale::En => format!("{name} has joined the conversation."),
    }
}

pub fn line_transferred(locale: Locale, name: &str) -> String {
    match locale {
        Locale::ZhCn => format!("已转接给客服「{name}」。"),
        Locale::ZhTw => format!("已轉接給客服「{name}」。"),
        Locale::En => format!("You have been transferred to {name}."),
    }
}

pub fn line_transferred_group(locale: Locale, name: &str) -> String {
    match locale {
        Locale::ZhCn => format!("正在为您转接「{name}」，排队时间保留。"),
        Locale::ZhTw => format!("正在為您轉接「{name}」，保留原本的等候時間。"),
        Locale::En => format!("You are being transferred to {name}; your waiting time is kept."),
    }
}

/// What a list shows for a message that has no words of its own.
pub fn preview(kind: yingke_core::conversation::MessageKind, body: &str) -> String {
    use yingke_core::conversation::MessageKind::*;
    let words = body.trim();
    let text = match kind {
        Text | Answer | Options | Notice => words.to_owned(),
        Image => "[图片]".to_owned(),
        File => format!("[文件] {words}"),
        OrderCard => format!("[订单] {words}"),
        ProductCard => format!("[商品] {words}"),
        TicketCard => format!("[工单] {words}"),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(80).collect()
}
