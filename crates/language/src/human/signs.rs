//! What speaks for a wish for a person and what against it, for the model to weigh. Read from the text as
//! [`super::speech`] says it.

use super::{
    rules::{EN_LOOKALIKE, ZH_LOOKALIKE, ends},
    speech,
};
use crate::rules::rule;
use regex::Regex;
use std::sync::LazyLock;

/// The text as it is weighed, and which of the signs stand in it.
pub(super) struct Signs {
    pub plain: String,
    pub found: Vec<bool>,
}

/// `within`: what was found in the text that this is a part of. Only that is looked for again, and what depends on where
/// a text begins and ends.
pub(super) fn read(normalised: &str, within: Option<&[bool]>) -> Signs {
    let head = ends(normalised, 90, 45);
    let own = ZH_LOOKALIKE.replace_all(&head, "□");
    let plain = speech::plain(&EN_LOOKALIKE.replace_all(&own, " □ "));
    let length = plain.chars().filter(|c| c.is_alphanumeric()).count();
    let there = |at: usize, sign: &Regex| (within.is_none_or(|within| within[at]) || by_place(sign)) && sign.is_match(&plain);
    let mut found: Vec<bool> = SIGNS.iter().enumerate().map(|(at, sign)| there(at, sign)).collect();
    let told = |of: std::ops::Range<usize>| found[of].iter().any(|sign| *sign);
    // A wish with nothing against it, and one with something.
    let (wish, against) = (told(0..FOR), told(FOR..FOR + AGAINST));
    found.extend([wish && !against, wish && against, length <= 4, length <= 9, length > 30]);
    Signs { plain, found }
}

/// Begins with the text: a part may have it where the whole has not.
fn by_place(sign: &Regex) -> bool {
    sign.as_str().starts_with('^')
}

/// Signs for it stand first, then those against it.
const FOR: usize = 12;
const AGAINST: usize = 8;

static SIGNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    // As `speech` calls them.
    let who = "(?:人工客服|人工服务|人工|真人客服|真人|客服|主管|专员)";
    let signs = [
        // Nothing but the word.
        format!("^[^a-z□]{{0,3}}?(?:{who}|服务|的|,|!|\\.|~| )+(?:姐姐|妹妹|小姐姐|呢|在不在|来|吗|有没有|有吗|[,.!?~ ])*$"),
        format!("(?:转接|转|接入|接|换成|换|叫|找|请|来个|来|派|安排|给我|给|要|让|由|有没有|有|上|见|拉|推|交给|联系|升级到?|只认|申请|转给|到)(?:你们|一个|一位|个|位|到|给|的|我|帮|去|你|那|那个|这个|售后|售前|能|会|真正|懂|请|下|一下|上次|之前|处理|来)*{who}"),
        format!("{who}(?:的|们|能|请|你们|那边|本人|直接|亲自|再|帮|给我|跟我|,| )*(?:来|接|在不在|在|呢|回我|回|说|打电话|打|联系|处理|查|核|看|帮|服务|介入|有吗|有没有|人呢|几点|怎么转|怎么找|入口|通道|热线|电话|死哪|哪去|躲|露个脸|出马|接话|应声|吱)"),
        "来人|(?:跟|和|与|同)(?:你们)?(?:真的|活的|一个|个)*人说|(?:给我|来个|来|要|换|找|叫)(?:个|一个|你们)*(?:真的|活的|会的|能的|男的|女的|好的)*人(?:[,.!?~ ]|来|说|接|回|管|$)".to_owned(),
        format!("(?:跟|和|与|同|向)(?:你们)?(?:的|一个|个|那个)*{who}(?:的)?(?:说|反映|投诉|核对|对|确认|解释)|{who}跟我|跟我(?:来)?说"),
        "(?:不要|不想|不|拒绝|滚|走开|退下|关掉|跳过|受够|烦)(?:再|跟|和|用|让|给我|给|叫|拿|这个|你这个|什么|你们的?|是|的)*(?:机器|ai|bot)|(?:机器|ai|bot)(?:,| )*(?:走|滚|退|一边|边去|听不|答不|搞不|说不|没有?用|不要|不行|闭嘴|让开|不懂|别)".to_owned(),
        "打电话|电话打给?我|打(?:给)?(?:我|他|座机|家里|手机|这个)|电话(?:里|上)?(?:说|来|跟我)|(?:给|让|叫).{0,6}打(?:我|他|过)|语音说|视频(?:说|给我|看)|(?:主管|专员|客服)[^,.!?]{0,3}电话|随时打|打都(?:可以|行)|[点后前]再?打(?:我|来|,|\\.| |$)|打(?:她|他)的|打她|再联系我|联系我吧|可以?接听|能接(?:电话|听)|要回就".to_owned(),
        "有没有(?:真|活)?人(?:[,.!?~ ]|在|吗|来|管|理|回|能|帮|值|$)|^[^,.!?]{0,6}有人(?:在|吗|[,.!? ]|没有?|值|管|理|回|$)|人(?:呢|呐|哪|在哪|去哪|都去)|有人没有".to_owned(),
        "\\b(?:want|talk|connect|get|give|put|find|bring|send|reach|call|see|with|to|me|for|any|is|the|your|a|an|another|through|real)(?: [a-z']+){0,3} (?:agent|person|manager|staff|expert|support|care)\\b".to_owned(),
        "^(?:[a-z0-9/#]+ ){0,2}(?:agent|person|manager|staff|support|service|care)(?: (?:please|now|asap|agent|person|manager|here|help))*[!.? ]*$".to_owned(),
        "\\bcall (?:me|us|him|her|my|back|on|this|after|before|at|again|tomorrow|asap)\\b|\\b(?:give|gimme|arrange|want|have|please|over the|by) (?:[a-z]+ ){0,3}call\\b|\\bon the call\\b".to_owned(),
        "\\b(?:person|agent|staff|manager) (?:there|here|available|online|awake|working|around|on|in charge|pick|answer|who|that|contact|call)\\b|\\bin charge\\b|\\b(?:who can|who do) i talk\\b|escalate|升级(?:处理|投诉|一下|,|$)|\\bconnect (?:me|us|to|with|this|it)\\b".to_owned(),
        // Against it.
        format!("(?:不要|不用|取消|没有?要|没说|先不|不是要|不找|误触|点错)(?:再|给我|去|麻烦|你们|了|转|接|找|叫|来|请)*(?:{who}|转|接|人|打电话|电话)"),
        format!("(?:昨天|昨日|刚才|刚刚|刚|之前|上次|已经|前天|早上|上回|上周|方才|那个|有个|自称|冒充|是你们)[^,.!?]{{0,6}}(?:{who}|打电话|电话)|{who}(?:说|答应|告诉|承诺|让我|叫我|发|已经|给我发|骂|推荐|送)"),
        "谢|辛苦了|好评|五星|耐心|表扬|不错|专业|利索|满意|解决了|搞定|弄好了|\\b(?:thanks|thank|great|lovely|nice|sorted|fixed|helpful)\\b".to_owned(),
        "上门|安装|快递|骑手|司机|物流|派件|取件|送货|外卖|驿站|driver|courier|delivery".to_owned(),
        format!("你们?(?:到底|究竟|不会|该不会)?是(?:不是)?(?:{who}|机器|人|ai)|是(?:{who}|人|机器)还是|^(?:are|r) you (?:a |an )?(?:real |bot|person)"),
        "人工(?:费|钱|成本|贵|多少|另|上|做|打|复|核验|审核|订单)|(?:收|要|出|包|含)(?:不|多少)?(?:收|要|包)?人工".to_owned(),
        "\\b(?:no need|don't|dont|do not|without|not|never|already|yesterday|said|told|promised|someone else|person stole)\\b".to_owned(),
        "(?:垃圾|破|什么|狗屁|锤子|吊毛|屌|烂|傻逼?|死|废物|弱智|辣鸡|啥)(?:的)?(?:客服|人工|真人)|客服(?:是猪|有病|死了|吃屎|垃圾|态度|外包|部)|外包|招聘|应聘|代运营|免费试用|扫码|包培训".to_owned(),
        // Who it is about, for or against.
        "人工".to_owned(),
        "真人".to_owned(),
        "客服".to_owned(),
        "主管".to_owned(),
        "专员".to_owned(),
        "机器".to_owned(),
        "转|接".to_owned(),
        "说".to_owned(),
        "\\d{7}".to_owned(),
        "我们|我(?:家|司|公司|妈|爸|老公|老婆|儿子|闺女|同事|朋友)".to_owned(),
    ];
    signs.iter().map(|text| rule(text)).collect()
});

/// What else in a text speaks for it, for the model to weigh: a call that is asked for, somebody in charge.
pub(crate) fn hints(normalised: &str) -> [bool; 2] {
    let text = ends(normalised, 60, 30);
    let plain = NO_CALL.replace_all(&text, "□");
    [CALL.is_match(&plain), SOMEBODY.is_match(&text)]
}

static NO_CALL: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "(?:不要|不用|不想|别|莫|勿|没有?|也不|不|老是|刚才|刚刚|昨天|昨日|昨儿|前天|有人|有个|那个|骑手|司机|快递)[^,.!? ]{0,8}(?:电话|回电|来电|打给|打过来)|(?:说|答应|讲)[^,.!? ]{0,8}(?:电话|打给)|(?:no need|don'?t|do not|never|not)[a-z ']{0,16} (?:call|ring|phone)",
    )
});
/// To be called, now or later.
static CALL: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "(?:给|跟|和|与)(?:我|俺|咱|额)+(?:家|爱人|老公|老婆|儿子|女儿)?(?:里)?(?:回|来|打|挂|拨)?(?:一?个|一?通)?(?:电话|语音)|(?:回|来|打|挂|拨)(?:一?个|一?通)电话|回(?:我|俺)?电话?|来电|打(?:给|到|俾)?(?:我|俺|咱|额)|打(?:过)?来(?:吧|哇|一下|,|$)|拨(?:我|打我|座机)|致电
        |\\bcall(?:ing)? ?-?(?:me|us|back|him|her|my)\\b|\\b(?:ring|phone) (?:me|us|back)\\b|\\b(?:give|gie|gimme) (?:me |us |him |her )?an? (?:call|ring|phone|bell|buzz|shout)\\b|\\bcallback\\b",
    )
});
/// Somebody who can decide or help, under whatever name.
static SOMEBODY: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "(?:找|叫|喊|派|安排|换|来|请|搵|让|转|接|给我|交给|要|有没有|有|跟|摇|上)[^,.!?]{0,8}(?:管事|负责|同事|师傅|技术|药师|会计|总监|工程师|老师|主任|专人|接线|同志|人类|店主|老板|掌柜|商务|对接人|运营|仓管|采购|懂的|拍板|做主|能办事|办事的|喘气|活的|会讲|会说|说人话|知道的|明白人|人来|个人|位人|仁|同学|管家|导购|主播|医生|律师|顾问|班长|站长)|(?:管事|负责|拍板|做主)[^,.!?]{0,4}(?:在|来|出来|呢)|(?:人|同事|师傅|药师|老板)在(?:不在|吗|线|不)",
    )
});
