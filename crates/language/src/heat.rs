//! What speaks for anger and what against it, for the model of emotions to weigh beside the words themselves: insults, demands,
//! blame of somebody, counted attempts, scorn, marks and capitals; politeness and laughter on the other side.

use crate::{flags::Flag, rules::rule};
use regex::Regex;
use std::sync::LazyLock;
use yingke_core::conversation::Mood;

/// The signs that stand in a message: their numbers. `text` as it was written, for its capitals and faces.
pub(crate) fn signs(text: &str, normal: &str, mood: Mood, flags: &[Flag]) -> Vec<u64> {
    let mut found: Vec<u64> = SIGNS.iter().zip(0..).filter(|(sign, _)| sign.is_match(normal)).map(|(_, at)| at).collect();
    let of = |signs: std::ops::Range<u64>| found.iter().filter(|at| signs.contains(at)).count() as u64;
    let (heat, calm) = (of(0..HEAT), of(HEAT..HEAT + CALM));
    let marks = normal.matches(['!', '?']).count().min(5) as u64;
    let letters = normal.chars().filter(|c| c.is_alphanumeric()).count();
    let length = [4, 8, 14, 24, 40, 80].iter().filter(|limit| letters > **limit).count() as u64;
    let combined = [
        40 + heat.min(5),
        50 + u64::from(heat > 0 && calm == 0),
        52 + u64::from(heat > 1 && calm == 0),
        60 + marks,
        70 + length,
        80 + u64::from(shouts(text)),
        90 + flags.len().min(2) as u64,
        100 + u64::from(flags.contains(&Flag::Insult)),
        110 + u64::from(heat > 0 && marks > 0),
        120 + mood as u64 * 6 + heat.min(5),
        160 + u64::from(scorns(text)),
        170 + u64::from(repeats(normal)),
    ];
    found.extend(combined);
    found
}

/// Signs for anger stand first, then those against it.
const HEAT: u64 = 20;
const CALM: u64 = 6;

/// A Latin word in capitals that is no abbreviation.
fn shouts(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_ascii_alphabetic());
    let loud = words.filter(|word| word.len() >= 4 && word.bytes().all(|b| b.is_ascii_uppercase())).count();
    loud > 0 && text.bytes().any(|b| b.is_ascii_lowercase()) || loud > 1
}

/// A smile that is none.
fn scorns(text: &str) -> bool {
    ["[微笑]", "🙂", "🙃", "😅", "😒", "😤", "😡", "🤬", "😠", "🖕", "👏", "🤡", "💩"].iter().any(|face| text.contains(face))
}

/// The same words twice.
fn repeats(normal: &str) -> bool {
    let mut parts: Vec<&str> = normal.split([',', '.', '!', '?', ' ', ';']).filter(|part| part.chars().nth(1).is_some()).collect();
    let all = parts.len();
    parts.sort_unstable();
    parts.dedup();
    parts.len() < all && normal.chars().any(|c| !c.is_ascii())
}

static SIGNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        // For it.
        "凭(?:什么|啥|嘛)|什么意思|啥意思|有意思(?:吗|么)|开(?:什么)?玩笑|讲不讲理|讲(?:点)?道理|还有脸|好意思|有冇搞错|搞咩|算什么|算啥|谁给你们|谁规定|\\b(?:how dare|are you (?:kidding|serious|joking|out of|having)|having a laugh|seriously|what kind of|who does|you call this)\\b",
        "你们(?:就|都|是不是|到底|还|自己|这|那|家|真|能|敢|也)|你家|恁|你哋|你(?:让|叫|跟|给|拿)我|您自己|\\b(?:you people|you guys|y'?all|yall|your (?:company|shop|store|courier|team|people|bot))\\b",
        "(?:叫|换|找|喊|让|请|派).{0,6}(?:领导|经理|老板|店长|主管|负责人|总监|活人|真人|会讲人话|人)(?:来|出来|跟我|给我|讲|说|接|$|[,.!])|\\b(?:manager|supervisor|someone (?:real|senior|who)|representative)\\b",
        "第?(?:[二三四五六七八九十两几]|\\d+)(?:次|遍|回|趟|轮)|一次次|次次|每次|一遍遍|三番|多少(?:次|遍)|又(?:是|来|要|坏|错|没|不)|\\b(?:again|\\d(?:st|nd|rd|th)|(?:two|three|four|five|six|\\d+) (?:times?|calls?|emails?)|every time|keep (?:saying|telling)|third|fourth|twice)\\b",
        "(?:[两三四五六七八九十几半]|\\d+)(?:多)?(?:个)?(?:天|周|星期|礼拜|月|小时|点)了|等(?:到|了|得)|到现在|至今|还没|仲未|\\b(?:weeks?|months?|days|hours) (?:now|later|and|already|ago)|still (?:no|not|nothing|waiting)\\b",
        "骗|糊弄|忽悠|耍|玩我|玩嘢|哄(?:我|人|鬼)|以次充好|缺斤|短斤|套路|坑|说一套|当我(?:傻|是)|\\b(?:scam\\w*|fraud|fake|lie[ds]?|lying|liars?|cheat\\w*|rip\\w*|con|rob\\w*|stole\\w*|thie\\w+)\\b",
        "脑子|有病|瞎|猪|废物|垃圾|屎|屁|鬼|死|妈|操|艹|靠|草|滚|狗|他娘|丢雷|扑街|仆街|痴线|黐线|顶你|卧槽|我去|特么|尼玛|傻|蠢|笨|呆|智障|\\b(?:wtf|damn|hell|bloody|fuck\\w*|shit\\w*|crap|stupid|idiot\\w*|joke|clowns?|useless|pathetic|ridiculous|insane|bs)\\b",
        "赔|退一赔三|说法|交代|交待|负责|解释|补偿|损失|\\b(?:compensat\\w*|refund me|my money|want (?:my|a full)|explain|responsib\\w*|unacceptable)\\b",
        "不接受|别(?:跟|和|给|再|扯|拿|来|糊|装)|不要(?:再|跟|给|拿)|少(?:来|跟|废话|扯)|不(?:听|想听|跟)|懒得|冇得倾|\\b(?:don'?t (?:tell|give|send|you|bother)|stop (?:sending|telling|saying|with|w)|no more|not (?:good|acceptable|waiting|paying|interested))\\b",
        "马上|立刻|立即|现在(?:就|!|立|马)|赶紧|今天(?:必须|之内|就)|必须|速度|快点|\\b(?:right now|now|immediately|today|asap)\\b",
        "机器人|复制粘贴|自动回复|人工智障|答非所问|听不懂|人话|模板|套话|罐头|客服(?:死|呢|都|是|就|你)|\\b(?:bot|robot|copy.?paste|canned|automated|script\\w*)\\b",
        "真(?:行|牛|厉害|可以|会|好意思|有你们)|(?:牛|厉害|可以|行)啊|佩服|服了|恭喜|感恩|谢谢(?:您|你们)?(?:全家|了啊)|呵呵|大型|世界杯|破天荒|活久见|开眼|鸽子|蜗牛|乌龟|难道|莫非|是让我|要我.{0,12}(?:吗|么|嘛|\\?)|让我.{0,12}(?:吗|么|嘛|\\?)|\\b(?:lovely|brilliant|congrat\\w*|well done|bravo|genius|thanks a lot|great (?:job|service|work)|lmao|lol|wow|nice (?:one|job))\\b",
        "!{2,}|\\?{2,}|!\\?|\\?!|！？",
        "受够|够了|忍|过分|离谱|恶心|气|火大|怒|烦|无语|欺|离大谱|崩溃|疯|炸|\\b(?:done|sick|tired|fed up|enough|furious|angry|mad|outrag\\w*|disgust\\w*|appal\\w*|livid|had it)\\b",
        "推(?:来|给|卸|脱|三|责)|踢皮球|没人(?:管|理|接|回|来)|不(?:管|理|接|回|认|承认|赔|退|给|让|处理)(?:$|[,.!? 我])|敷衍|拖|拒绝|挂(?:我)?电话|互相|找不到人|\\b(?:ignor\\w*|nobody|no ?one|hung up|refus\\w*|passed around|silence|ghost\\w*|den(?:y|ied))\\b",
        "说(?:好|停|了|的)|答应|承诺|保证|写着|上次说|明明|白纸|讲好|话咗|\\b(?:promised|you said|said (?:it|they|you)|supposed|guarante\\w*|told me)\\b",
        "投诉|举报|差评|曝光|12315|消费者|维权|平台介入|法院|报警|\\b(?:complain\\w*|report|review|chargeback|bank|lawyer|sue|legal)\\b",
        "(?:请|害|搞|弄|浪费|耽误|白).{0,4}(?:我|假|时间|一天|半天|跑|等)|白(?:跑|等|请|花)|害(?:我|得|人)|破(?:烂|店|玩意|鞋)|什么(?:玩意|东西|鬼|破)|啥(?:玩意|东西)|\\b(?:wast\\w*|ruin\\w*|embarrass\\w*|lost a day)\\b",
        "全(?:错|是|部|都|坏|碎)|没一个|一个都|连.{0,6}都|居然|竟然|根本|完全|简直|究竟|到底|\\b(?:all (?:of|six|wrong|broken)|not (?:one|a single)|even|literally|absolutely|completely|totally|actually)\\b",
        "啊(?:$|[,.!?])|哦(?:大哥|朋友)|大哥|亲(?:,|爱|们)|喂|哈\\?|咩|咯|嘅|\\bmate\\b",
        // Against it.
        "请问|麻烦|谢谢|辛苦|您好|你好|多谢|唔该|拜托|不好意思|打扰|\\b(?:please|thanks?|thank you|hi|hello|cheers|kindly|sorry)\\b",
        "哈哈|嘿嘿|嘻嘻|hhh|~|呀|呢|哟|嘛|啦|捏|滴|\\b(?:haha\\w*|lol|:\\))\\b",
        "不(?:急|生气|怪|着急|要紧|用急)|没(?:事|关系|生气)|慢慢|随便|就(?:想|是)问|问(?:问|一下|下)|好奇|\\b(?:no rush|no worries|just (?:asking|wondering|curious)|whenever)\\b",
        "吗(?:$|[,.!?])|么(?:$|\\?)|多少|哪(?:个|里|款|种)|几(?:点|号|个|时)|能不能|可以(?:吗|不)|有没有|怎么(?:用|弄|申请|办|改|查|装|洗|开)|\\b(?:how (?:do|can|much|long|many)|can (?:i|you)|what (?:is|are|time)|which|do you (?:have|sell|ship))\\b",
        "失望|难过|伤心|可惜|遗憾|唉|哎|委屈|心塞|郁闷|心寒|\\b(?:disappoint\\w*|sad|shame|pity|unfortunately|hoped|let down)\\b",
        "着急|担心|怕|急用|来得及|赶得上|会不会|\\b(?:worried|urgent|hope|in time|afraid)\\b",
    ]
    .map(rule)
    .into()
});
