//! What a message may not be read past: a threat to go to the authorities, to the public or to court, a bad review, harm to
//! oneself or others, insults.

use crate::{normalise::normalise, rules::rule};
use regex::Regex;
use serde::Serialize;
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// 12315, consumer councils, supervising bodies.
    Authority,
    /// Media, social networks.
    Exposure,
    BadReview,
    Legal,
    Police,
    SelfHarm,
    /// Against people or the shop.
    Violence,
    Insult,
}

impl Flag {
    /// Whether it alone makes the mood a threat (DOMAIN §3.6).
    pub fn threatens(self) -> bool {
        match self {
            Flag::Authority | Flag::Exposure | Flag::BadReview | Flag::Legal | Flag::Police | Flag::SelfHarm | Flag::Violence => true,
            Flag::Insult => false,
        }
    }
}

pub fn flags(text: &str) -> Vec<Flag> {
    of_normal(&normalise(text))
}

pub(crate) fn of_normal(normalised: &str) -> Vec<Flag> {
    let mut found = Vec::new();
    if ANY_THREAT.is_match(normalised) {
        let text = NOT.replace_all(normalised, "□");
        found.extend(THREATS.iter().filter(|(_, pattern)| pattern.is_match(&text)).map(|(flag, _)| *flag));
    }
    if INSULT.is_match(&INSULT_NOT.replace_all(normalised, "□")) {
        found.push(Flag::Insult);
    }
    found
}

const PATTERNS: &[(Flag, &str)] = &[
    (
        Flag::Authority,
        "12315|12345热线|打12345|12300|12305|黑猫投诉|黑猫|消协|消委会|消委|消费者协会|消费者保护|市监局|市场监管|工商局|工商投诉|工信部|银保监|邮政管理局|邮政局申诉|315晚会|消保官|消基会|消保会|卫健委|食药监|住建局|物价局|\\b(?:trading standards|consumer protection|bbb|better business bureau|ftc|ombudsman|consumer court|fair trading|chargeback|report you)\\b",
    ),
    (
        Flag::Exposure,
        "曝光|媒体|记者|电视台|热搜|爆料|(?:发|挂|放|传|捅)(?:到|去|上)?(?:微博|抖音|小红书|朋友圈|网上|网络|dcard|脸书|知乎|b站|快手|贴吧|ptt|群里)|\\b(?:go(?:ing)? to the (?:media|press)|expose you|go viral|post (?:this|it) (?:on|everywhere)|tell everyone)\\b",
    ),
    (Flag::BadReview, "差评|一星|给你们差|刷屏别买|\\b(?:(?:bad|negative|one.?star|1.?star|terrible) reviews?|review bomb)\\b"),
    (
        Flag::Legal,
        "起诉|告你们?|打官司|法院|法庭|律师|律所|法律途径|\\b(?:sue|suing|lawsuit|lawyer|attorney|legal action|take you to court|small claims)\\b",
    ),
    (Flag::Police, "报警|派出所|公安|经侦|\\bgo(?:ing)? to the police|call(?:ing)? the police\\b"),
    (
        Flag::SelfHarm,
        "自杀|自残|自伤|割腕|跳楼|不想活|活不下去|活着没意思|死给你|寻死|轻生|想死|死在你们|一起死|\\b(?:kill myself|end my life|suicid\\w*|hurt myself|harm myself|self.?harm|want to die)\\b",
    ),
    (
        Flag::Violence,
        "(?:砸|烧|炸)(?:了|烂)?(?:你们?)(?:的)?(?:店|公司|仓库)|砍死|弄死你|打死你|杀了你|杀你全家|捅死|(?:上门|去)(?:找|堵)你们?(?:算账|麻烦)|等着挨打|\\b(?:i'?ll|i will|gonna) (?:kill you|beat you|burn (?:it|you|your)|hurt you)\\b",
    ),
];

static THREATS: LazyLock<Vec<(Flag, Regex)>> = LazyLock::new(|| PATTERNS.iter().map(|(flag, text)| (*flag, rule(text))).collect());

/// Nearly all messages hold none of it, and one look shows that.
static ANY_THREAT: LazyLock<Regex> = LazyLock::new(|| rule(&PATTERNS.iter().map(|(_, text)| *text).collect::<Vec<_>>().join("|")));

/// Mentions that threaten nobody.
static NOT: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "(?:没|没有|不会|不想|不给|不打|看到?有?|看了|有|为什么有|因为|那些|这么多|很多|几个|一些)(?:给|打|写|人给|人说)?(?:你们?)?(?:的)?差评(?:吗|了吗|多吗|较多|不少)?|媒体(?:播放|音量|中心|服务器|声音)|多媒体|自媒体|全媒体|曝光(?:度|时间|补偿|过度|不足|率)|过度曝光|律师(?:袍|函是什么|证)|警报警|报警(?:器|灯|声|音|提示|功能|装置|响|代码)|自动报警|一星期|社交媒体|热搜(?:款|同款|榜)|累死|好想死|想死你|想死(?:它|这)|告你(?:一|个)|(?:好|我|来|要|先)告你(?:们)?(?:说|一声)|笑死
        |\\b(?:no|not|any|read|saw|seen|see|the|some|why|many|few) (?:bad|negative|one.?star|1.?star|terrible) reviews?\\b|\\b(?:won'?t|will not|not going to|never) (?:sue|report you|leave)\\b",
    )
});

/// Said of the shop or its people.
static INSULT: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "滚(?:蛋|开|吧|!|$)|混蛋|王八|傻逼|傻b|煞笔|沙比|煞比|傻叉|你妈|他妈|tmd|特么|操你|草泥马|妈的|狗屁|放屁|去死|神经病|脑残|弱智|智障|不要脸|无耻|缺德|骗子|畜生|狗东西|王八蛋|死全家|垃圾(?:店|客服|平台|商家)|黑店|奸商|扑街|\\b(?:sb|fuck\\w*|bullshit|idiots?|stupid|moron|bastards?|scammers?|thieves|thief|liars?|crooks?|assholes?|bitch)\\b",
    )
});

static INSULT_NOT: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "(?:是不是|不是|被|遇到|别是|防|打)骗子|骗子(?:吧|吗|电话|冒充)|骗(?:过|小孩|娃)|智障(?:人士|儿童)|(?:不|没有?)(?:无耻|缺德)|\\bnot (?:stupid|an idiot)\\b",
    )
});

#[cfg(test)]
mod tests {
    use super::*;
    use Flag::*;

    #[test]
    fn threats_and_insults_are_seen_and_what_only_sounds_like_them_is_not() {
        for (text, expected) in [
            ("再不退款打12315", vec![Authority]),
            ("發到小紅書曝光你們", vec![Exposure]),
            ("给你们差评,再起诉", vec![BadReview, Legal]),
            ("我不想活了", vec![SelfHarm]),
            ("你们就是骗子", vec![Insult]),
            ("i will sue you, idiots", vec![Legal, Insult]),
            ("曝光度怎么调", vec![]),
            ("为什么有差评", vec![]),
            ("烟雾报警器多少钱", vec![]),
            ("是不是骗子电话", vec![]),
            ("什么时候发货", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(flags(text), expected, "{text}");
        }
    }
}
