//! What somebody says who asks nothing: that something displeases him, and what; that he is content; or how things are.
//! A bot that looks for questions only has no answer to such people.

pub use crate::tone::Tone;
use crate::{message::Message, normalise::normalise, rules::rule, tone::tone};
use regex::Regex;
use std::sync::LazyLock;

/// What displeases, where the words name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Matter {
    Fake,
    Missing,
    WrongItem,
    NotAsShown,
    Damaged,
    Late,
    Refused,
    Service,
    Price,
    Quality,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remark {
    /// A question or a wish is among the words.
    pub asks: bool,
    pub tone: Tone,
    /// Only where something displeases.
    pub matter: Option<Matter>,
}

pub fn remark(text: &str) -> Remark {
    let message = Message::read(text);
    let named = matter(&message.normal);
    let tone = tone(text, &message, named.is_some() && names_trouble(&message.normal));
    Remark { asks: asks(&message.normal), tone, matter: named.filter(|_| matches!(tone, Tone::Displeased | Tone::Mixed)) }
}

/// Whether a question or a wish is among the words: much cheaper than all of [`remark`].
pub fn asks_something(text: &str) -> bool {
    asks(&normalise(text))
}

/// What displeases in these words, whatever their tone.
pub fn matter_of(text: &str) -> Option<Matter> {
    matter(&normalise(text))
}

/// Whether a question or a wish is among the words, rhetorical ones too.
fn asks(normal: &str) -> bool {
    let text = NO_QUESTION.replace_all(normal, "□");
    QUESTION.is_match(&text) || asks_by_doubling(&text)
}

/// 退不退, 有没有: the same word on both sides of a denial.
fn asks_by_doubling(text: &str) -> bool {
    let letters: Vec<char> = text.chars().take(500).collect();
    letters.windows(3).any(|three| matches!(three, [a, '不' | '没', b] if a == b && a.is_alphabetic()))
}

/// Words of questions that ask nothing.
static NO_QUESTION: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "(?:不|没|没有)(?:怎么|什么|多少|几|啥)(?:样)?|什么都|啥都|哪都|哪里都|怎么都|谁都|谁买谁|怎么说呢?|什么的|多少有点|多少有些|不知道(?:是不是|为什么|怎么)?|再怎么|无论(?:如何|怎么)|不管(?:怎么|什么)|想(?:不到|象|起|念|必|法)|没想|还想着?|本来想|原来想|一直想|很想|还没.{0,4}呢|(?:买|送|留|带|拿|寄)给|给(?:个|了|你们?|他们?|卖家|店家)*(?:好评|五星|满分|赞|\\d星)|麻烦(?:死|的很|得很|了?[,。.!]|$)|(?:太|很|真|好|挺|比较|有点|嫌)麻烦|要求(?:不|太|很|高)|希望(?:能|可以)?(?:越来越|不要让|别让|下次|以后)|(?:让|叫|令|使)人(?:很|太|真|好)?[^,。.! 来]|请(?:大家|慎|谨慎|注意|各位)|想要的|是我要的|要是|要不是|只要|主要|重要|需要(?:的|时间)|不要买|不要了",
    )
});

static QUESTION: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "\\?|吗|么(?:$|[,。.! ])|呢(?:$|[,。.! ])|怎么|怎样|如何|咋|什么|啥|哪|谁|几(?:天|点|号|个|时|月|年|块|钱)|多久|多少|多大|多长|何时|为何|是否|是不是|有没有|能不能|可不可以|可否|能否|会不会|要不要|行不行|好不好|请问|咨询|请教
        |帮(?:我|忙|查|看|一下)|请(?:核对|您|你|忽略|给|帮|发|把|问|尽快|处理|解决|联系|退|换|补|告诉|安排|回复)|麻烦|劳驾|求(?:解|助|教|推荐|退|处理)|我要|我想|想(?:要|问|换|退|买|改|查|知道|了解|咨询|申请|取消|请)|要求|申请|需要|希望(?:你们|客服|商家|卖家|尽快|能|可以)|给(?:我|个|张|包赔|处理|解决)|补(?:我|发|给|寄|一)|重(?:发|寄|做|新发|新寄)|(?:叫|喊|让|派|找|来)(?:你|个|人|师傅|老板|经理|能)|必须|赔|查查|看看|(?:了|到|过|有|是|好)没(?:有)?(?:$|[,。.! ])|(?:能|可|行|好|对|是|有|要|会|在).{0,8}[伐否不](?:$|[,。.!])|(?:^|[,。.! ])(?:退|换|取消|催|改|查|开)(?:货|款|钱|下|一下|个|订单|地址|发票)?(?:$|[,。.! ])
        |\\b(?:what|when|where|why|who|which|whose|how|can i|can you|can u|could|would|should i|may i|do you|do i|does|did you|is it|is there|are there|are you|will you|will it|shall|please|pls|plz|help|assist\\w*|want to|wanna|need|needs|i want|i'd like|would like|looking for|trying to|try to|have to|have got to|tell me|show me|give me|let me|cannot|can't|don't know|do not know|problems? with|questions?|information|request|cancel|track|check)\\b",
    )
});

fn matter(normal: &str) -> Option<Matter> {
    MATTERS.iter().find(|(_, words)| words.is_match(normal)).map(|(matter, _)| *matter)
}

/// What names no trouble by itself, and stands last.
const QUALITY: &str = "质量|品质|做工|质感|用料|\\bquality\\b";

/// Whether the words name a trouble, and not only what one may be about.
fn names_trouble(normal: &str) -> bool {
    MATTERS[..MATTERS.len() - 1].iter().any(|(_, words)| words.is_match(normal))
}

/// The more special one first.
static MATTERS: LazyLock<Vec<(Matter, Regex)>> = LazyLock::new(|| {
    const CARRIAGE: &str = "(?:物流|快递|发货|送货|配送|到货|派送|运送|速递|包裹|邮寄)";
    [
        (
            Matter::Fake,
            "假货|(?:是|像|买到|都是|卖)假|假的|不是正品|不像正品|仿(?:品|货|冒)|冒牌|水货|山寨|盗版|贴牌|翻新机?|返修|二手|\\b(?:fake|counterfeit|knock.?off|not genuine)\\b".to_owned(),
        ),
        (
            Matter::Missing,
            "少(?:发|寄|了|给|送|一)|漏发|缺(?:件|少|斤)|(?:没有|没)(?:给|送|发)(?:我)?(?:配件|赠品|充电器|发票|全|齐)|赠品(?:没|一个也没|也没)|不够(?:数|斤|重|称)|分量不足|份量不足|\\b(?:missing|incomplete|short of|parts? (?:are|is) not)\\b".to_owned(),
        ),
        (
            Matter::WrongItem,
            "(?:发|寄|送|拿|配|弄)错|错发|不是我(?:要|买|拍|订|选)的|发的(?:不是|却是)|\\bwrong (?:item|one|colou?r|size|product|parcel)\\b|\\bnot what i ordered\\b".to_owned(),
        ),
        (
            Matter::NotAsShown,
            "(?:和|跟|与|同|比)?(?:图片|照片|图|描述|页面|宣传|介绍|详情|广告|说的|实物|样品|标的|标示)(?:上|中|里)?(?:的)?.{0,6}(?:不一样|不符|不同|不一致|差(?:太|很|好)?(?:多|远|大)|两回事|两码事)|实物(?:很|太|差|和|跟|与)|货不对板|色差(?:大|太|很|严重)|(?:太|很|有)色差|虚假宣传|夸大|言过其实|名不副实|\\b(?:not as (?:described|pictured|shown|advertised)|different from the (?:picture|photo|description)|misleading)\\b".to_owned(),
        ),
        (
            Matter::Damaged,
            "破(?:损|了|的|裂|洞|皮)|碎(?:了|的|成)|(?:压|摔|碰|磕|砸|撞)(?:扁|坏|伤|碎|烂|破|痕)|漏(?:液|油|水|出|了|光|洒)|洒(?:了|出|满)|裂(?:了|开|痕)|变形|划痕|\\b(?:damaged|crushed|smashed|shattered|leak\\w*|dented|scratched|arrived broken|came broken)\\b".to_owned(),
        ),
        (
            Matter::Late,
            format!("{CARRIAGE}.{{0,8}}(?:慢|久|垃圾|差|烂|龟速|不给力|不敢恭维|坑|延|拖|无语|不动|不送)|(?:还|都|一直|迟迟|至今|到现在)(?:没|未|不)(?:有)?(?:收到|到货|发货|到(?:$|[,。.! ])|送|发)|没收到货|迟迟(?:未|没|不)|(?:等|晚|迟|拖|延误|延迟)了?(?:好|快|整整|足足|将近)?(?:几|一|两|三|四|五|六|七|八|九|十|半|\\d+)个?(?:多)?(?:天|周|星期|礼拜|月|小时)|(?:太|很|好|真|超|超级|特别|非常|这么|那么)慢(?:了|啊|的)?(?:$|[,。.! ])|\\b(?:late|delayed?|slow (?:delivery|shipping)|(?:delivery|shipping|parcel)[^.]{{0,20}}slow|still (?:not|hasn't) (?:here|arrived|come)|took (?:ages|forever|weeks))\\b"),
        ),
        (
            Matter::Refused,
            "(?:不|没|拒绝|不肯|不愿|不予|不让|不给)(?:给|让|肯|予|同意|能)?(?:我)?(?:退|换)(?:货|款|钱|了|$|[,。.! ])|退(?:货|款|换)(?:很|太|好|真|特别|这么)?(?:难|麻烦|慢|不给|不了)|\\brefus\\w* (?:to |my |the |a )?(?:refund|return|exchange)\\b".to_owned(),
        ),
        (
            Matter::Service,
            "(?:客服|服务|态度|售后|卖家|商家|店家|店主|老板|前台|服务员|快递员|小哥|送货员|工作人员).{0,10}(?:差|不好|不行|不佳|恶劣|垃圾|敷衍|不理|没人|不回|不管|推|慢|烂|冷淡|傲慢|无语|不耐烦|不专业|凶|骂)|没人(?:理|管|回|处理|接)|不(?:回复|理人|理我|处理|解决|负责)|\\b(?:rude|ignored?|nobody (?:answers|helps|replies|cares)|no (?:reply|response)|(?:service|support|staff|agent)[^.]{0,20}(?:bad|poor|terrible|awful|horrible|useless|worst|rude)|(?:bad|poor|terrible|awful|horrible|worst) (?:customer )?(?:service|support))\\b".to_owned(),
        ),
        (
            Matter::Price,
            "降价|(?:太|好|很|真|有点|偏|死)贵|不值|性价比(?:低|不高|太低|差)|价格(?:太|偏|有点|很|虚)?(?:高|贵)|涨价|不划算|\\b(?:expensive|overpriced|not worth|waste of money|cheaper)\\b".to_owned(),
        ),
        (
            Matter::Quality,
            "坏|掉(?:色|漆|毛|皮|渣|线)|褪色|开(?:线|胶|裂)|起(?:球|皮|毛)|缩水|异味|臭|怪味|刺鼻|味道?(?:太|很|好)?(?:大|重|怪|不对|难闻)|不(?:好用|好吃|新鲜|耐用|制冷|加热|灵|流畅|清晰|舒服|合适|好|行|脆|甜|沾|起泡|管用)|难(?:用|吃|闻|看|喝)|瑕疵|故障|毛病|死机|卡(?:顿|机|死|得)|黑屏|花屏|失灵|(?:烂|霉|腐|蔫|酸|涩|苦|粗糙|劣|薄|太小|太大|小得|差劲|太差|很差|好差|真差|垃圾)|\\b(?:broke|broken|stopped working|does(?:n'?t| not) work|faulty|defective|flimsy|cheaply|worthless|useless|junk|stinks?|smells?)\\b".to_owned(),
        ),
        (Matter::Quality, QUALITY.to_owned()),
    ]
    .map(|(matter, words)| (matter, rule(&words)))
    .into()
});

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(text: &str) -> (bool, Tone, Option<Matter>) {
        let read = remark(text);
        (read.asks, read.tone, read.matter)
    }

    #[test]
    fn who_is_displeased_and_asks_nothing_is_heard_and_with_what() {
        for (text, matter) in [
            ("质量太差了,用了两天就坏了", Some(Matter::Quality)),
            ("品質太差了,用兩天就壞了", Some(Matter::Quality)),
            ("物流太慢了,等了一个星期,很失望", Some(Matter::Late)),
            ("收到的颜色发错了,很失望", Some(Matter::WrongItem)),
            ("客服态度很差,没人理我", Some(Matter::Service)),
            ("跟图片上完全不一样,太失望了", Some(Matter::NotAsShown)),
            ("收到的时候瓶子碎了,漏得到处都是,真糟心", Some(Matter::Damaged)),
            ("少发了一件,真差劲", Some(Matter::Missing)),
            ("一看就是假货,再也不买了", Some(Matter::Fake)),
            ("太贵了,不值这个价,后悔买了", Some(Matter::Price)),
            ("真的很失望", None),
            ("The quality is terrible, it broke after two days", Some(Matter::Quality)),
            ("I'm very disappointed with the slow delivery", Some(Matter::Late)),
        ] {
            assert_eq!(of(text), (false, Tone::Displeased, matter), "{text}");
        }
    }

    #[test]
    fn who_is_content_and_asks_nothing_is_heard_too() {
        for text in
            ["很好,很满意", "非常喜欢,质量很好,下次还会再来", "東西很好用,很滿意", "客服很有耐心,给个好评", "Great quality, I love it"]
        {
            assert_eq!(of(text), (false, Tone::Pleased, None), "{text}");
        }
    }

    #[test]
    fn plain_facts_are_neither_and_a_question_or_a_wish_is_seen() {
        for text in ["我昨天下午下的单", "还没用呢,用了再说", "我家在三楼", "I bought a kettle last week"] {
            let read = remark(text);
            assert!(!read.asks && read.tone == Tone::Plain, "{text}: {read:?}");
        }
        for text in [
            "质量太差了,怎么退货",
            "太差了,我要退货",
            "还没收到货,帮我查一下",
            "这个锅多大",
            "可以开发票吗",
            "退货",
            "请尽快处理",
            "I want my money back",
            "where is my parcel",
            "need help",
        ] {
            assert!(remark(text).asks, "{text}");
        }
        for text in ["不怎么样", "没什么好说的,差", "谁买谁后悔", "太麻烦了"] {
            assert!(!remark(text).asks, "{text}");
        }
        assert_eq!(of(""), (false, Tone::Plain, None));
        assert_eq!(of("。。。"), (false, Tone::Plain, None));
    }

    /// On our own messages, whose writers labelled them: what reports no trouble is not taken for a complaint, and what is one
    /// is heard.
    #[test]
    fn few_calm_messages_of_ours_are_taken_for_displeased_and_most_displeased_ones_are_heard() {
        const NO_TROUBLE: &[&str] = &[
            "product_spec",
            "product_choice",
            "usage",
            "stock",
            "price_promotion",
            "coupon_points",
            "invoice",
            "give_info",
            "confirm",
            "deny",
            "place_order",
            "bulk_order",
            "shipping_terms",
            "reservation",
            "store_info",
            "chitchat",
            "merchant_service",
        ];
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/messages");
        let (mut calm, mut taken, mut bad, mut heard) = (0, Vec::new(), 0, 0);
        for entry in std::fs::read_dir(folder).expect("our messages") {
            let text = std::fs::read_to_string(entry.expect("a file").path()).expect("our messages");
            for line in text.lines().skip(1) {
                let cells: Vec<&str> = line.split('\t').collect();
                let read = remark(cells[3]);
                if read.asks {
                    continue;
                }
                match cells[5] {
                    "neu" if cells[4].split(' ').all(|intent| NO_TROUBLE.contains(&intent)) => {
                        calm += 1;
                        if read.tone == Tone::Displeased {
                            taken.push(cells[3].to_owned());
                        }
                    }
                    "neg" => {
                        bad += 1;
                        heard += usize::from(read.tone == Tone::Displeased);
                    }
                    _ => {}
                }
            }
        }
        assert!(taken.len() * 100 <= calm * 8, "{} of {calm}: {taken:#?}", taken.len());
        assert!(heard * 100 >= bad * 85, "{heard} of {bad}");
    }

    proptest! {
        #[test]
        fn no_input_makes_it_panic(text in "\\PC{0,200}") {
            remark(&text);
        }
    }
}
