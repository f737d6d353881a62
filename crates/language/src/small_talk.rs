//! Greetings, thanks, farewells: answered decently and never counted as a question or an answer.

use crate::{normalise::normalise, rules::rule};
use regex::Regex;
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmallTalk {
    Greeting,
    Thanks,
    Farewell,
    /// 好的, 嗯, ok: nothing is asked.
    Acknowledged,
    /// 你是机器人吗
    WhoAreYou,
}

/// Only when the whole message is nothing else.
pub fn small_talk(raw: &str) -> Option<SmallTalk> {
    let text = normalise(raw);
    if text.chars().count() > 30 {
        return None;
    }
    let bare: String = text.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
    let bare = bare.trim();
    if bare.is_empty() {
        return sign(raw);
    }
    RULES.iter().find(|(_, rule)| rule.is_match(bare)).map(|(kind, _)| *kind)
}

/// Only emoji, and all of them say the same: well, or thank you.
fn sign(text: &str) -> Option<SmallTalk> {
    let signs: Vec<char> = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')).collect();
    let all = |of: &str| !signs.is_empty() && signs.iter().all(|sign| of.contains(*sign));
    if all("👍👌🆗✅😊🙂😀😄😁😃🥰😘🤝👏💪🎉") {
        Some(SmallTalk::Acknowledged)
    } else if all("🙏🌹💐🌷❤🧡💛💚💙💜🌺") {
        Some(SmallTalk::Thanks)
    } else if all("👋🖐") {
        Some(SmallTalk::Greeting)
    } else {
        None
    }
}

static RULES: LazyLock<Vec<(SmallTalk, Regex)>> = LazyLock::new(|| {
    [
        (SmallTalk::Thanks, "^(?:好的?|嗯+|行|ok|okay|知道了|明白了?|收到|可以了?|哦+| )*(?:非常|十分|太|多)?(?:谢谢|感谢|多谢|辛苦|谢啦|谢了|3q|thx|thanks?|thank you|ty|much appreciated|cheers)(?:了|啦|您|你们?|哈|啊|呀|哦|亲|解答|帮忙|帮助|支持|再见|拜拜| |so much|very much|a lot|you|for your help|for the help|bye|谢谢|感谢)*$"),
        (SmallTalk::Farewell, "^(?:好的?|嗯+| )*(?:再见|拜拜|拜|88|886|晚安|下次聊|先这样|就这样|没事了|没别的事?了?|没问题了|bye|bye bye|goodbye|see you|good night)(?:吧|啦|了|哈| |bye)*$"),
        (SmallTalk::Greeting, "^(?:你好|您好|hi|hello|hey|哈喽|哈啰|嗨|在吗|在么|在|在嘛|在不在|在不|亲|喂|早|早上好|上午好|中午好|下午好|晚上好|早安|午安|hello there|good morning|good afternoon|good evening|有在吗|安安| |啊|呀|呢|哦|hiya|greetings)+$"),
        (SmallTalk::WhoAreYou, "^(?:请问)?(?:你|您)(?:是)?(?:谁|哪位|叫什么(?:名字)?|是(?:机器人|真人|人工|ai|人|客服)(?:吗|么|还是(?:机器人?|人工?|真人))?|是不是(?:机器人|真人|ai|人))(?:啊|呀|吗)*$|^(?:who are you|are you (?:a )?(?:bot|robot|human|real|real person|ai)|what are you)$"),
        (SmallTalk::Acknowledged, "^(?:好|好的|好了|好吧|好滴|好嘞|好哒|嗯|恩|哦|喔|噢|行|行吧|可以|明白|明白了|知道了|了解|了解了|收到|ok|okay|okok|k|fine|got it|i see|alright|sure|great|是的|对|对的|没错|yes|yep|没有了?|没了|不用了?|不用谢|不客气|(?:先|暂时)?(?:不用|不要|不需要|不必|无需|不)(?:再|帮我|给我)?(?:转|转接|转到|找|叫|接)(?:人工|真人|客服|人)(?:客服|服务)?(?:了|吧)?|no need for (?:a )?(?:human|person|agent)|no|nope|哦哦|懂了|nice|perfect|哈哈+|呵呵|嘻嘻| )+$"),
    ]
    .map(|(kind, text)| (kind, rule(text)))
    .into()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_message_that_is_nothing_else_is_small_talk() {
        for (text, expected) in [
            ("你好", Some(SmallTalk::Greeting)),
            ("您好，在吗？", Some(SmallTalk::Greeting)),
            ("Hello!", Some(SmallTalk::Greeting)),
            ("好的谢谢", Some(SmallTalk::Thanks)),
            ("謝謝您！", Some(SmallTalk::Thanks)),
            ("Thank you so much", Some(SmallTalk::Thanks)),
            ("再见", Some(SmallTalk::Farewell)),
            ("嗯嗯", Some(SmallTalk::Acknowledged)),
            ("OK👌", Some(SmallTalk::Acknowledged)),
            ("你是机器人吗", Some(SmallTalk::WhoAreYou)),
            ("在？", Some(SmallTalk::Greeting)),
            ("👍👍🏻", Some(SmallTalk::Acknowledged)),
            ("🙏🙏", Some(SmallTalk::Thanks)),
            ("😡", None),
            ("不用转人工了", Some(SmallTalk::Acknowledged)),
            ("不用转人工，退款怎么还没到", None),
            ("你好，我的快递到哪了", None),
            ("谢谢，那什么时候发货", None),
            ("没有收到货", None),
            ("不用了怎么退", None),
            ("???", None),
            ("", None),
        ] {
            assert_eq!(small_talk(text), expected, "{text}");
        }
    }
}
