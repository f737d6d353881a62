//! Does the customer ask for a person? Asking must always work, so the rules look for the wish in many wordings; and
//! 人工费 or 机器人水箱 must not wake anybody, so what only looks like it is taken out first. A model weighs the rest.

mod clauses;
mod rules;
mod signs;
mod speech;

pub(crate) use rules::asks as by_rules;
pub(crate) use signs::hints;

use crate::{
    language::is_han,
    message::Message,
    model::{Features, Linear, shipped},
    rules::rule,
};
use clauses::clauses;
use regex::Regex;
use rules::{EN_UNWANTED, asks_for_hours};
use std::sync::LazyLock;

pub fn wants_human(text: &str) -> bool {
    decide(&Message::read(text))
}

/// The wish in words that the patterns know, so that nothing else can be meant.
pub fn asks_plainly(text: &str) -> bool {
    Message::read(text).asks_for_human
}

/// What the model of the wish reads: the message, and each of its parts when there are several.
#[derive(Debug, Clone)]
pub struct Wish {
    whole: Features,
    parts: Vec<Features>,
}

impl Wish {
    /// What the patterns and hints say of the whole is known already. A part is asked only for what the whole has.
    pub(crate) fn read(normalised: &str, asks: bool, hints: [bool; 2]) -> Wish {
        let whole = signs::read(normalised, None);
        let part = |text: &str| {
            let hinted = if hints.contains(&true) { signs::hints(text) } else { hints };
            features(&signs::read(text, Some(&whole.found)), asks && by_rules(text), hinted)
        };
        let parts = clauses(normalised).into_iter().map(part).collect();
        Wish { whole: features(&whole, asks, hints), parts }
    }

    /// How surely a model hears the wish in the whole and in the part where it hears it most.
    pub fn score(&self, model: &Linear<'_>) -> f32 {
        let said = |features: &Features| model.scores(features)[0];
        let whole = said(&self.whole);
        // The bias stands in both and counts once.
        whole + self.strongest(said).map_or(whole, |(_, score)| score) - model.bias(0)
    }

    /// The whole and beside it that part, to learn from; before there is a model, twice the whole.
    pub fn heard_by(&self, model: Option<&Linear<'_>>) -> Features {
        let part = model.and_then(|model| self.strongest(|features| model.scores(features)[0]));
        self.whole.beside(part.map_or(&self.whole, |(part, _)| part))
    }

    fn strongest(&self, said: impl Fn(&Features) -> f32) -> Option<(&Features, f32)> {
        self.parts.iter().map(|part| (part, said(part))).max_by(|a, b| a.1.total_cmp(&b.1))
    }
}

/// Of a text or a part of it: the text in plain words, the signs in it, what the patterns say.
fn features(read: &signs::Signs, asks: bool, hints: [bool; 2]) -> Features {
    let said = [asks, hints[0], hints[1]].into_iter().chain(read.found.iter().copied());
    let facts: Vec<(u64, f32)> = said.zip(0..).filter(|(there, _)| *there).map(|(_, name)| (name, SIGN)).collect();
    Features::with(&read.plain, &facts)
}

/// How much a sign weighs beside the whole text.
const SIGN: f32 = 0.5;

/// The patterns are sure of what they know and blind to the rest; the model has read many wordings and judges those.
/// Where they differ, the surer one decides: asking must work, but not for a matter that only sounds like it.
pub(crate) fn decide(message: &Message) -> bool {
    let score = message.wish.score(shipped::human());
    if message.asks_for_human {
        return score > SURELY_NOT;
    }
    // The model read little English; there the patterns know more.
    let sure = if message.normal.chars().any(is_han) { SURELY } else { SURELY_IN_ENGLISH };
    score > sure && !COUNTED.is_match(&message.normal) && !EN_UNWANTED.is_match(&message.normal) && !asks_for_hours(&message.normal)
}

/// How many people a thing is for.
static COUNTED: LazyLock<Regex> =
    LazyLock::new(|| rule("(?:[一二两俩三四五六七八九十几\\d]+个?|单|多|每)人(?:能|可以|用|够|吃|住|装|搬|坐|睡|份|间|位|就|一起|也)"));

/// Chosen on authors that the model had not seen, of the train and dev parts.
const SURELY_NOT: f32 = -2.0;
const SURELY: f32 = 0.5;
const SURELY_IN_ENGLISH: f32 = 0.5;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn asking_for_a_person_works_in_many_words() {
        for text in [
            "转人工",
            "轉人工",
            "人工",
            "人工客服在吗",
            "请转接真人",
            "我要找客服",
            "有人吗",
            "找个活人来",
            "叫你们店长出来",
            "能不能帮我联系一下你们的客服",
            "别给我自动回复了,找人",
            "麻烦安排专员处理",
            "ＺＲＧ",
            "ren gong",
            "真人客服",
            "我想跟真人客服聊聊",
            "客服电话多少",
            "喂有没有人啊",
            "让主管给我回个电话",
            "agent",
            "talk to a human",
            "I'd like to speak with a representative",
            "get me a real person please",
            "is anyone there?",
            "connect me to customer service",
            "can I talk to someone?",
            "I don't want to talk to a bot",
            "what time can someone call me back?",
            "how do I contact customer service",
        ] {
            assert!(wants_human(text), "{text}");
        }
    }

    #[test]
    fn words_that_only_look_like_it_wake_nobody() {
        for text in [
            "人工费怎么算",
            "安装要收人工费吗",
            "扫地机器人水箱漏水",
            "不用转人工了",
            "不需要客服,谢谢",
            "真人秀同款",
            "这是人工做的还是机器做的",
            "客服说明天发货",
            "一个人能装吗",
            "适合老人用吗",
            "有人用过这款吗",
            "人造革还是真皮",
            "你比人工还快",
            "转账付款可以吗",
            "接口什么型号",
            "几个人能用",
            "退货找哪个快递",
            "昨天的客服答应给我退款",
            "送经理什么好",
            "物流",
            "谢谢",
            "电话手表怎么插卡",
            "有货吗",
            "要多久到",
            "no need for an agent, thanks",
            "is this cleaning agent safe",
            "how many people does it seat",
            "your agent told me it ships today",
            "where is my order",
            "can I pay in person",
            "I don't need a human",
            "human hair wig",
            "at what time can I call customer support",
            "help me check what hours customer service is available",
            "what are your customer service working hours?",
            "when can i contact customer service",
        ] {
            assert!(!wants_human(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_input_makes_it_panic(text in "\\PC{0,200}") {
            wants_human(&text);
        }
    }
}
