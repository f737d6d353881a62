//! "What is your phone number", "until when is somebody there": the shop's own words answer that, and a person is a click away.

use super::index::{Item, OrgIndex};
use regex::Regex;
use std::sync::LazyLock;
use yingke_language::{normalise, retrieval::Hit};

/// The item that answers it, when how or when people can be reached is asked and the shop says so.
pub fn item<'i>(index: &'i OrgIndex, text: &str, allowed: impl Fn(&Item) -> bool) -> Option<(&'i Item, Hit)> {
    if !asks(text) {
        return None;
    }
    let hits = index.search(text, LOOKED_AT, allowed);
    hits.into_iter().find(|(item, hit)| is_about(&item.question) && (index.taught.near(item, hit) || hit.chance >= LIKELY))
}

const LOOKED_AT: usize = 4;
/// Both the question and the item are known to be about it already.
const LIKELY: f32 = 0.3;
/// Longer ones tell a story.
const LONGEST: usize = 120;

/// For a number, an address or hours. Who says that he wants a person gets one, whatever else he asks.
pub fn asks(text: &str) -> bool {
    let text = normalise(text);
    text.chars().count() <= LONGEST && !WISH.is_match(&text) && (DATA.is_match(&text) || WAYS.is_match(&text) && !SPEAK.is_match(&text))
}

fn is_about(question: &str) -> bool {
    let question = normalise(question);
    DATA.is_match(&question) || WAYS.is_match(&question)
}

static WISH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"转人工|转接|转客服|接人工|真人|活人|(?:叫|找|换|派|让).{0,3}人|(?:给我|帮我)(?:找|转|接|叫)|回电|打给我|给我打|\b(?:connect|transfer|put) me\b|\bright now\b|\bimmediately\b|\bcall me\b",
    )
});
static DATA: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:客服|人工|你们|店铺?|商家|卖家|售后|投诉|服务)(?:的|有|联系)*(?:电话|热线|邮箱|微信|联系方式)|(?:客服|服务|投诉|售后)(?:电话|热线|邮箱)|联系(?:电话|方式)(?:是|多少|有|呢|给|$|\?)|^(?:请问|你好|,| )*电话(?:号码)?(?:是)?多少|(?:客服|人工|你们|客服人员)(?:一般|每天|都|是)*(?:几点|什么时候|什么时间|哪个时间|到几点)(?:到几点)?(?:上班|下班|在|开始|有人|营业|服务)|(?:上班|服务|营业|工作|在线|人工服务)时间|几点(?:上班|下班|营业|关门|有人|有客服)|\b(?:phone|telephone|contact|hotline|support|service) (?:number|line|e-?mail|details|info\w*|hours|times?)\b|\be-?mail address\b|\b(?:opening|working|business|office|service) (?:hours|times?)\b|\b(?:what|which)\b.{0,12}\b(?:hours?|times?)\b.{0,40}\b(?:customer|support|client|service|assistance|call|contact|reach)\b|\bwhattime\b.{0,20}\b(?:call|contact|reach)\b|\b(?:phone|telephone) number\b|\bhours\b.{0,30}\b(?:customer|support|service|call|contact|reach)\b",
    )
});
static WAYS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:怎么|如何|怎样|哪里|在哪|怎么才能)(?:可以|能)?(?:联系|找到|找)(?:到|上)?(?:一下)?(?:你们|客服|商家|卖家|店家|人工)|\bcontact(?:ing)? (?:you|the shop|(?:your |the )?(?:customer|client|support|service|assistance))|\b(?:how|where)\b.{0,16}\b(?:contact|reach|get in touch)\b|\breach(?:ing)? (?:you|customer|support|client)",
    )
});
static SPEAK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:talk|speak|chat)(?:ing)?\b|\b(?:human|person|agent|representative|someone|somebody|operator)s?\b"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of ours")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::index::demo;
    use yingke_core::text::Locale;

    #[test]
    fn contact_data_is_answered_by_the_shops_words_and_a_wish_for_a_person_is_not() {
        let index = demo();
        for (text, key) in [
            ("客服电话多少", "contact_channels"),
            ("你们客服几点上班", "contact_channels"),
            ("有没有客服邮箱", "contact_channels"),
            ("怎么联系你们客服", "contact_channels"),
            ("客服電話是多少", "contact_channels"),
            ("人工服务时间", "contact_channels"),
            ("what's your phone number", "en_contact_service"),
            ("at what time can I call customer support", "en_contact_service"),
            ("how do I contact customer service?", "en_contact_service"),
            ("I try to check what hours customer service available is", "en_contact_service"),
        ] {
            let locale = if text.is_ascii() { Locale::En } else { Locale::ZhCn };
            let found = item(&index, text, |item| item.speaks(locale));
            assert_eq!(found.map(|(item, _)| item.key.as_str()), Some(key), "{text}");
        }
        for text in [
            "转人工",
            "人工客服",
            "客服电话多少,我要转人工",
            "让客服给我打电话",
            "我要换绑手机号",
            "I want to speak to customer service",
            "talk to a human",
            "call me right now",
            "快递员电话多少",
            "where is my parcel",
        ] {
            let locale = if text.is_ascii() { Locale::En } else { Locale::ZhCn };
            assert!(item(&index, text, |item| item.speaks(locale)).is_none(), "{text}");
        }
    }
}
