//! The help centre's own words in its three languages.

use serde_json::{Value, json};
use yingke_core::text::Locale;

pub fn all(locale: Locale) -> Value {
    match locale {
        Locale::ZhCn => json!({
            "help": "帮助中心", "ask_how": "想了解什么？", "search": "搜索", "placeholder": "输入问题，例如：多久发货", "popular": "大家常问", "all": "全部",
            "other": "其他问题", "none": "还没有文章", "none_hint": "有问题可以直接联系客服。", "nothing": "没有找到相关内容",
            "nothing_hint": "换个说法再试试，或者直接问我们。", "updated": "更新于", "useful": "这篇内容有用吗？", "yes": "有用", "no": "没用",
            "thanks": "谢谢您的反馈。", "sorry": "抱歉没能帮到您。", "beside": "相关问题", "unsolved": "问题没解决？", "ask": "联系客服",
            "ask_hint": "告诉我们您遇到的情况，客服会继续处理。", "requests": "提交或查看请求", "absent": "页面不存在",
            "absent_hint": "这篇内容可能已经下线或换了地址，可以搜索一下。", "to_home": "回到帮助中心", "language": "语言", "skip": "跳到正文",
        }),
        Locale::ZhTw => json!({
            "help": "說明中心", "ask_how": "想了解什麼？", "search": "搜尋", "placeholder": "輸入問題，例如：多久出貨", "popular": "常見問題", "all": "全部",
            "other": "其他問題", "none": "目前沒有文章", "none_hint": "有問題可以直接聯絡客服。", "nothing": "找不到相關內容",
            "nothing_hint": "換個說法再試試，或直接詢問我們。", "updated": "更新於", "useful": "這篇內容有幫助嗎？", "yes": "有幫助", "no": "沒幫助",
            "thanks": "謝謝您的回饋。", "sorry": "很抱歉沒能幫上忙。", "beside": "相關問題", "unsolved": "問題沒解決？", "ask": "聯絡客服",
            "ask_hint": "告訴我們您遇到的狀況，客服會接著處理。", "requests": "提出或查看申請", "absent": "找不到頁面",
            "absent_hint": "這篇內容可能已下架或換了網址，可以搜尋看看。", "to_home": "回到說明中心", "language": "語言", "skip": "跳到內文",
        }),
        Locale::En => json!({
            "help": "Help centre", "ask_how": "What would you like to know?", "search": "Search", "placeholder": "For example: delivery time",
            "popular": "Often asked", "all": "All", "other": "Other questions", "none": "No articles yet", "none_hint": "Ask us directly, we are glad to help.",
            "nothing": "Nothing found", "nothing_hint": "Try other words, or ask us directly.", "updated": "Updated", "useful": "Was this useful?",
            "yes": "Yes", "no": "No", "thanks": "Thank you for telling us.", "sorry": "Sorry that it did not help.", "beside": "Related questions",
            "unsolved": "Not solved?", "ask": "Contact us", "ask_hint": "Tell us what happened and we will take it from there.",
            "requests": "Send or see requests", "absent": "Page not found", "absent_hint": "It may have been taken down or moved. Try a search.",
            "to_home": "Back to the help centre", "language": "Language", "skip": "Skip to content",
        }),
    }
}

pub fn own_name(locale: Locale) -> &'static str {
    match locale {
        Locale::ZhCn => "简体中文",
        Locale::ZhTw => "繁體中文",
        Locale::En => "English",
    }
}

pub fn title(locale: Locale, shop: &str) -> String {
    match locale {
        Locale::ZhCn => format!("{shop}帮助中心"),
        Locale::ZhTw => format!("{shop}說明中心"),
        Locale::En => format!("{shop} help centre"),
    }
}

pub fn description(locale: Locale, shop: &str) -> String {
    match locale {
        Locale::ZhCn => format!("{shop}的常见问题：发货、物流、退换货、发票等。"),
        Locale::ZhTw => format!("{shop}的常見問題：出貨、物流、退換貨、發票等。"),
        Locale::En => format!("Answers from {shop}: shipping, parcels, returns, invoices and more."),
    }
}

pub fn found(locale: Locale, count: usize, q: &str) -> String {
    match locale {
        Locale::ZhCn => format!("「{q}」的搜索结果（{count}）"),
        Locale::ZhTw => format!("「{q}」的搜尋結果（{count}）"),
        Locale::En => format!("{count} {} for “{q}”", if count == 1 { "result" } else { "results" }),
    }
}
