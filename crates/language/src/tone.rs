//! Pleased, displeased, both, or neither: how somebody sounds who tells something. Thanks are for clear praise only, because
//! to be thanked for a complaint is worse than to be asked what one needs.

use crate::{
    language::{Written, written},
    message::Message,
    mood,
    rules::rule,
    sentiment::{Shares, of_message, of_normal_review},
};
use regex::Regex;
use std::{collections::HashSet, sync::LazyLock};
use yingke_core::conversation::Mood;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Displeased,
    Pleased,
    /// Praise and a fault, or one that cannot be told from the other.
    Mixed,
    /// Neither, or nothing that can be told.
    Plain,
}

/// What is known of a text before its tone is decided.
struct Signs {
    /// Letters of it.
    letters: usize,
    /// By the model of messages, most of which are plain.
    shares: Shares,
    /// Something bad is named, and something good.
    blame: bool,
    praise: bool,
    /// Says in so many words that he is let down.
    says_so: bool,
}

/// `names_trouble`: what displeases stands in the words.
pub(crate) fn tone(text: &str, message: &Message, names_trouble: bool) -> Tone {
    let normal = &message.normal;
    let letters = normal.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 2 {
        return Tone::Plain;
    }
    let is_felt = matches!(message.mood, Mood::Disappointed | Mood::Angry);
    let signs = Signs {
        letters,
        shares: of_message(message),
        blame: names_trouble || is_felt || BLAME.is_match(&NO_BLAME.replace_all(normal, "□")),
        praise: PRAISE.is_match(&NO_PRAISE.replace_all(normal, "□")),
        says_so: message.mood == Mood::Disappointed && mood::felt(message).mood == Mood::Disappointed,
    };
    if written(text) == Written::English { in_english(&signs) } else { in_chinese(&signs, normal) }
}

fn in_english(signs: &Signs) -> Tone {
    let Signs { shares, blame, praise, .. } = *signs;
    if signs.says_so || shares.negative >= if blame { NAMED } else { SURE } {
        return Tone::Displeased;
    }
    match (shares.positive >= SURE, praise, blame) {
        (true, true, false) => Tone::Pleased,
        (true, false, false) if shares.positive >= VERY_SURE => Tone::Pleased,
        (_, true, true) => Tone::Mixed,
        _ => Tone::Plain,
    }
}

/// The model of reviews tells good from bad well where somebody judges, and badly where a plain fact is told; so praise, blame or
/// the model of messages must agree with it.
fn in_chinese(signs: &Signs, normal: &str) -> Tone {
    let Signs { letters, shares, blame, praise, says_so } = *signs;
    let review = of_normal_review(normal);
    let is_long = letters >= STORY;
    let (worst, last) = parts(normal);
    // Praise that turns has a bad part, mostly its end.
    let clear = praise && review > 0.95 && last > 0.3;
    let agreed = review > 0.6 && (praise || shares.positive >= SURE) || review > 0.5 && shares.positive >= VERY_SURE;
    let unspoilt = if blame { praise && review > 0.93 && worst > 0.1 } else { worst > 0.05 };
    if shares.negative < NAMED && (clear || agreed && unspoilt) && !only_repeats(normal) {
        return Tone::Pleased;
    }
    if review < 0.6 && (says_so || shares.negative >= if blame { NAMED } else { SURE }) {
        return Tone::Displeased;
    }
    if review < 0.15 && (shares.negative >= NAMED || is_long && (blame || shares.negative >= SLIGHT)) {
        return Tone::Displeased;
    }
    if blame && review < 0.4 && (shares.negative >= FAINT || shares.neutral < MOSTLY) {
        return Tone::Displeased;
    }
    if blame && (praise && review < 0.93 || is_long && review < 0.6) { Tone::Mixed } else { Tone::Plain }
}

/// How good the worst and the last part of it are; 1 when no part says enough.
fn parts(normal: &str) -> (f32, f32) {
    let parts = normal.split([',', '.', '!', '?', ';', '~', '、', ' ', ':']).filter(|part| part.chars().nth(2).is_some());
    parts.take(PARTS).map(of_normal_review).fold((1.0, 1.0), |(worst, _), part| (part.min(worst), part))
}

/// The same few letters over and over are no praise, whatever a model makes of them.
fn only_repeats(normal: &str) -> bool {
    let letters: Vec<char> = normal.chars().filter(|c| c.is_alphabetic()).take(400).collect();
    let distinct: HashSet<char> = letters.iter().copied().collect();
    letters.len() >= 24 && distinct.len() * 8 <= letters.len()
}

const PARTS: usize = 40;
/// Shares of the model of messages.
const VERY_SURE: f32 = 0.85;
const SURE: f32 = 0.65;
const NAMED: f32 = 0.32;
const SLIGHT: f32 = 0.2;
const FAINT: f32 = 0.07;
const MOSTLY: f32 = 0.7;
/// Letters of which a message tells something rather than gives a fact.
const STORY: usize = 12;

static PRAISE: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "(?:很|真|非常|挺|蛮|特别|超级?|太|十分|都|还|相当|比较|好|最|老|巨|贼|忒)(?:好|棒|赞|香|甜|快|漂亮|美|舒服|满意|喜欢|划算|便宜|实惠|方便|干净|热情|周到|耐心|新鲜|脆|值)|不错|满意|喜欢|好吃|好用|好喝|好看|推荐|值得|好评|五星|满分|给力|点赞|赞|棒|完美|惊喜|物美价廉|物超所值|性价比高|超值|划算|实惠|开心|高兴|感谢|谢谢|舒适|舒服|贴心|放心|支持|正品|爱了|回购|再来|再买|还会|合身|合适|清晰|流畅|精致|漂亮|大气|新鲜|yyds|绝了|靠谱|省心
        |\\b(?:great|good|nice|love(?:ly|d|s)?|excellent|perfect\\w*|amazing|awesome|wonderful|brilliant|fantastic|happy|pleased|satisfied|delighted|impressed|thank\\w*|thx|cheers|recommend\\w*|well (?:made|done|packed)|best|beautiful|gorgeous|fast|quick|easy|helpful|friendly|polite|works? (?:well|great|perfectly|fine)|worth|superb|top|five stars?|5 stars?|tasty|delicious|comfy|comfortable|glad|chuffed|legend|solid|spot on|exactly what)\\b",
    )
});

/// Praise that is denied, or only sounds like it.
static NO_PRAISE: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "(?:不|没|没有|不是|不太|不大|不怎么|不够|不算|不会|并不|毫不|谈不上|称不上|说不上|不再|难)(?:很|太|特别|那么|是很|是那么|再|怎么)?(?:好|棒|赞|满意|喜欢|推荐|值得|好吃|好用|好看|划算|实惠|舒服|舒适|支持|新鲜|合适|合身|清晰|流畅|香|甜|快|漂亮|方便|干净|放心|正品|回购|完美|脆|给力|精致|高兴|开心|值|便宜|来|买|错过|靠谱)|好评(?:返|太多|是刷|都是)|勉强|好(?:差|烂|慢|贵|小|失望|多虫|臭|难|假|坑)|推荐指数|还好|(?:谢谢|感谢)(?:您|你)?们?全家|谢谢参与
        |\\b(?:not|isn'?t|wasn'?t|never|no|don'?t|didn'?t|doesn'?t|won'?t|can'?t|hardly|would(?:n'?t| not)|less than) (?:\\w+ ){0,2}(?:great|good|nice|love|excellent|perfect|happy|pleased|satisfied|impressed|recommend|fast|quick|easy|helpful|friendly|work|works|worth|best|comfortable)\\b|\\bthanks? for nothing\\b|\\bthanks (?:in advance|to you)\\b|\\bat best\\b|\\bgood (?:morning|afternoon|evening|day|luck)\\b",
    )
});

static BLAME: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "一般(?:般|吧|了)?(?:$|[,.!;~ ])|一般般|(?:很|太|比较|真|挺|非常|特别|相当|质量|服务|味道|效果|感觉|做工|包装|内容|手感|设施|口感)一般|不(?:太|大|是很|怎么|很)?(?:理想|推荐|建议|合身|合适|满意|值|好|怎么样|咋样|给力|行|达标|亲肤|爽|敢恭维|尽人意|尽如人意|地道|靠谱|人性化|划算|新鲜|舒服|干净|方便|清楚|明显|符合|正宗|厚道|诚信|开心|高兴|喜欢)|(?:严重|完全|明显)不符|不如|无语|心塞|坑|呵呵|次品|次货|劣质|残次|垃圾|差评|(?:太|很|非常|有点|有些|比较|特别|好|偏|真|超级?|更|最|极|略|较)(?:旧|老旧|小|吵|冷|脏|暗|破|硬|薄|慢|差|贵|响|难|麻烦|油腻|咸|酸|苦|淡|腻|生硬|勉强|臭|烂|糟|乱|坏|假|痒|干|涩|卡|短|失望|丑|粗糙|重|少|不仔细)|小(?:了|的可怜|得可怜|的要死|得要死)|少了|难(?:装|受|穿|洗|找|吃|用|看|闻|喝|住)|杂音|噪音|退色|褪色|线头|粘毛|起球|上当|亏(?:死|了|大)|后悔|郁闷|吐槽|敷衍|不会再|再也不|不再|没有?(?:想象|想像|说的|描述|宣传|图片|诚信)|名不副实|失败|悲剧|奇葩|醉了|骗|忽悠|黑心|千万别|别买|慎(?:买|重|入)|避雷|踩雷|失望|遗憾|可惜|差(?:太|很|好)?远|问题|毛病|没(?:有)?(?:什么)?(?:效果|用|水分|味道|反应|法用)|恶心|浪费|白(?:买|花)|发霉|霉|烂|馊|凉了|时间(?:太|略|有点|很)长|死机|黑屏|投诉|退货|虚假|假货|服(?:气)?了|拉肚子|不(?:灵|脆|甜|香|亮|流畅|清晰|制冷)
        |\\b(?:but|however|although|though|except|unfortunately|sadly|shame|pity|bad|poor\\w*|terrible|awful|horrible|worst|worse|broke\\w*|damaged|faulty|defect\\w*|late|slow|delay\\w*|missing|wrong|cheap|flimsy|overpriced|expensive|useless|rubbish|garbage|crap|junk|waste\\w*|disappoint\\w*|regret\\w*|never again|refund|return\\w*|doesn'?t work|didn'?t work|not work\\w*|stopped|leak\\w*|crack\\w*|scratch\\w*|dent\\w*|torn|smell\\w*|too (?:small|big|tight|loose|thin|short|long|late|slow|expensive|loud)|rude|ignor\\w*|unhelpful|nobody|no (?:reply|response|answer)|still (?:no|not|waiting|nothing)|mould|mold|dirty|stain\\w*|annoy\\w*|frustrat\\w*|joke)\\b",
    )
});

/// A fault that is denied, or only sounds like one.
static NO_BLAME: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "(?:没|没有|无|不|不会|不太|毫无|不算|并不|不是)(?:什么|任何|很|太|怎么|那么|出现|发现|大|觉得|一点)?(?:问题|毛病|失望|后悔|差|坏|烂|贵|麻烦|小|旧|难|吵|脏|噪音|异味|杂音|褪色|掉色|退色|起球|线头|上当|遗憾|慢|卡)|不一般|差不多|烂漫|没的说|没得说|问题(?:不大|解决|都解决)|还没(?:有)?用|不少|比较少|很少|多少|性价比不错|不得不
        |\\b(?:not|no|never|isn'?t|wasn'?t|without|nothing) (?:\\w+ )?(?:bad|late|slow|wrong|broken|damaged|missing|problems?|disappoint\\w*|regrets?|smell)\\b|\\bcan'?t complain\\b",
    )
});

#[cfg(test)]
mod tests {
    use super::Tone;
    use crate::remark::remark;

    #[test]
    fn only_clear_praise_is_praise() {
        for text in
            ["很好,很满意", "质量很好,物流也快,会再来", "东西收到了,不错,谢谢", "Great quality, I love it", "thanks, it works perfectly"]
        {
            assert_eq!(remark(text).tone, Tone::Pleased, "{text}");
        }
        let long = "很长".repeat(1_500);
        let marked = format!("{}<script>alert(1)</script>{}", "很长".repeat(300), "很长".repeat(300));
        let laugh = "哈".repeat(40);
        for text in [
            long.as_str(),
            &marked,
            &laugh,
            "啊啊啊啊啊啊啊啊啊啊啊啊啊啊",
            "aaaaaaaaaaaaaaaaaaaaaaaa",
            "asdf qwer zxcv uiop hjkl",
            "我昨天下的单",
        ] {
            assert_eq!(remark(text).tone, Tone::Plain, "{}", text.chars().take(20).collect::<String>());
        }
    }

    #[test]
    fn praise_that_turns_is_not_thanked() {
        for text in [
            "包装不错,就是苹果烂了一半",
            "快递很快,但是衣服掉色太严重了",
            "物流很快,商品不大满意",
            "客服态度很好,可惜东西用了两天就坏了",
            "看起来不错,结果洗一次就缩水",
            "东西挺好,不过发错颜色了",
            "没有想象的好",
            "不太满意",
            "Nice design but it broke after a week",
            "Delivery was fast, unfortunately the mug is cracked",
        ] {
            let tone = remark(text).tone;
            assert!(matches!(tone, Tone::Displeased | Tone::Mixed), "{text}: {tone:?}");
        }
    }
}
