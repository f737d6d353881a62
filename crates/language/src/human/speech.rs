//! One way of saying it: dialect, pinyin and slips of the keyboard as plain written Chinese, and the many names of those
//! who can be asked for as five. What was learned from 找经理 then also holds for 搵老细 and 喊管事的.

use crate::language::is_han;
use std::{collections::HashMap, sync::LazyLock};

/// Of a normalised text.
pub(super) fn plain(normalised: &str) -> String {
    let spelled = from_pinyin(normalised);
    let text = spelled.as_deref().unwrap_or(normalised);
    let mut plain = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_ascii_alphanumeric() {
            let end = text[at..].find(|c: char| !c.is_ascii_alphanumeric() && c != '\'').map_or(text.len(), |length| at + length);
            let word = &text[at..end];
            plain.push_str(LATIN.get(word).copied().unwrap_or(word));
            at = end;
            continue;
        }
        let known = HAN.get(&c).and_then(|entries| entries.iter().find(|(from, _)| text[at..].starts_with(from)));
        match known {
            Some((from, to)) => {
                plain.push_str(to);
                at += from.len();
            }
            None => {
                plain.push(c);
                at += c.len_utf8();
            }
        }
    }
    plain
}

/// By first character, the longest first.
static HAN: LazyLock<HashMap<char, Vec<(&str, &str)>>> = LazyLock::new(|| {
    let mut by_first: HashMap<char, Vec<(&str, &str)>> = HashMap::new();
    for (to, from) in WORDS {
        for word in from.split('|') {
            by_first.entry(word.chars().next().unwrap_or(' ')).or_default().push((word, if *to == "=" { word } else { to }));
        }
    }
    by_first.values_mut().for_each(|entries| entries.sort_by_key(|(from, _)| std::cmp::Reverse(from.len())));
    by_first
});

static LATIN: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| LATIN_WORDS.iter().flat_map(|(to, from)| from.split(' ').map(move |word| (word, *to))).collect());

/// What is meant, and how it is said; `=` is said so and meant so, and stands here because its beginning means
/// something else alone.
const WORDS: &[(&str, &str)] = &[
    // Who.
    ("人工", "仁工|人公|任工|人宫|仁公|仁供|真仁|人攻|人 工|人gong|ren工|rengong|线工"),
    ("转人工", "专人工|传人工|砖人工|赚人工|转仁工|转人公|转人共|转人供|专仁工|转人功|转人攻"),
    (
        "客服",
        "客f|客fu|ke服|客福|客付|客腹|kf|克服|客户服务|小二|坐席|座席|接线员|接线的|接线人员|客服人员|客服小姐姐|客服姐姐|客服妹妹|客服妹子|客服小姐|客服小哥|客服小妹|客服同学|客服同志|服务人员|工作人员|小编|值班的|值班人员|服务专员",
    ),
    (
        "真人",
        "活人|大活人|人类|肉人|喘气的|喘气儿的|会喘气的|能喘气的|真的人|真正的人|真实的人|活的人|会说话的|能说话的|会说人话的|听得懂人话的|懂人话的|说人话的|会讲人话的|讲人话的|自然人|真员工",
    ),
    (
        "主管",
        "经理|店长|你们老板|你老板|老细|领导|负责人|组长|站长|总监|主任|掌柜的|掌柜|管事的|管事儿的|管事滴|管事人|当家的|头头|头儿|头目|店主|当班的|说了算的|说得算的|说咧算滴|做主的|作主的|拍板的|拍板儿的|能做主的|能作主的|能拍板的|能拍板儿的|可以做主的|做得了主的|能定的|能决定的|有权限的|有权限的人|能管的|能管事的|能办事的|能解决的|能解决问题的|负责的|负责的人|管这个的|管这事的|管这块的|上级|上司|上面的人|高层|一把手|话事人|话事嘅|督导|班长|值班长|区域经理|客服主管|客服经理|大堂经理|值班经理|董事长|总裁|法人",
    ),
    (
        "专员",
        "财务|会计|法务|律师|技术人员|技术员|技术的人|技术部|技术|工程师|药师|药剂师|兽医|营养师|医生|大夫|护士|顾问|导购|设计师|采购|运营|仓管|仓库的人|管仓库的|管仓库的人|品控|质检|公关|商务|业务员|业务|销售|对接人|窗口|承办|专人|同事|同志|师傅|管家|主播|助理|专家|老师|懂的人|懂行的|懂的|明白人|知道的|知道的人|懂行的人|会的人|内行|店员|营业员|查账的|会查账的|管钱的|管账的",
    ),
    ("=", "人工智能|技术参数|技术支持几年|业务范围|采购价|销售价|销售额|药师审方|管家服务|顾问费|专家号|老师傅"),
    (
        "机器",
        "机器人|智能客服|ai客服|人机|智障客服|人工智障|智能助手|自动回复|自动答复|罐头回复|罐头讯息|罐头消息|复读机|模板回复|智能回复",
    ),
    // Doing.
    ("找", "搵|揾|寻|找返|寻找|麻烦找|搵返"),
    ("叫", "喊|唤|召唤|呼叫|招呼|请出|摇"),
    (
        "说",
        "讲|倾|唠|聊|谈|谝|沟通|对话|交流|交谈|讲话|说话|聊天|通话|倾偈|摆两句|摆一哈|唠唠|唠嗑|聊聊|谈谈|说说|讲讲|聊两句|讲两句|说两句",
    ),
    ("=", "聊天记录|对话框|沟通函|交流电|讲究|讲解器|谈不上|说明书|说明|说好|说法|听说|小说|传说|据说"),
    ("给", "俾|畀|把给"),
    ("来", "嚟|过来|上来|进来|出来|出嚟|下来"),
    ("=", "来图|来电显示|来货|来袋|来不及|出来的|出来一股"),
    ("回", "返|覆|回覆|回复|答复|答覆"),
    ("=", "返修|返厂|返点|返现|返工|返利|返校|往返|回收|回购|反复"),
    (
        "打电话",
        "挂电话|挂个电话|来电话|来个电话|打个电话|打一个电话|拨电话|拨个电话|致电|回电|来电|回拨|回个电话|回电话|去电|打通电话|打电话来|打电话过来|打过来|打来|call我|语音通话|电话联系|电话联络|电话沟通|拨打电话",
    ),
    ("=", "挂我电话|没打电话|别打电话|不打电话"),
    // Little words.
    ("跟我", "同我|和我|与我|与本人|跟俺|和俺|跟额|跟咱|跟本人|同本人|找我"),
    ("给我", "给俺|给额|给老子|给爷|帮我|帮俺|俾我|畀我|给咱|给本人"),
    ("我", "俺|老子|本人|阿拉"),
    ("你们", "恁们|你哋|倷|贵店|贵司|贵方|贵公司|你家|你店|您家|恁家|你们家|你们店|你们这|你们这儿|您这边|你们公司|这边|店里"),
    ("你", "侬|恁|您"),
    ("没有", "冇|莫得|没得|没|木有|唔见"),
    ("有没有", "有冇|有木有|有没得|有没|有无|可有|有得"),
    ("=", "有没有|没有|没用|没问题|没关系|没事|没收到"),
    ("在", "喺度|喺|响度|在线|在岗|在班|在这"),
    ("在不在", "喺唔喺度|在不在线|在不|在没|在没在|在吗|在伐|在嘛|在么"),
    ("不要", "甭|莫|勿|唔要|别|休要|别给我|不要给我|莫给我|甭给我|唔好|别再|不要再|莫再|拒绝|不想要"),
    ("=", "别人|别的|别克|特别|区别|级别|分别|个别|类别|性别|莫名|莫非|莫桑|莫代尔|告别|辨别|识别|别墅|别针|唔该"),
    ("不用", "唔使|不必|无需|无须|不需要|用不着|不消|犯不着"),
    ("不", "唔|弗"),
    ("他", "佢|她"),
    ("谁", "边个|哪位|哪个人|哪一位|啥人|邊個"),
    ("什么", "乜|咩|啥|乜嘢|啥子|什麼"),
    ("怎么", "咋|点样|咋个|咋样|如何|怎样"),
    (
        "请",
        "劳驾|烦请|烦劳|劳烦|麻烦你|麻烦您|麻烦|辛苦你|辛苦|受累|恳请|敬请|拜托|求求你|求求|求你|能否|可否|能不能|可不可以|可以不可以|想请|有劳",
    ),
    ("=", "请问|请假|申请退|邀请"),
    (
        "来个",
        "来一个|来一位|来位|派个|派一个|派一位|派位|整一个|弄个|弄一个|安排个|安排一个|安排一位|安排位|给个|给一个|给一位|换个|换一个|换一位|换位|找个|找一个|找一位|找位|叫个|叫一个|喊个|喊一个|喊位|请个|请一位|请位|转个|转一个|接个|上个|搵个|揾个|寻个|摇个|拉个",
    ),
    ("=", "整个周末|给个说法|给个准|给个答|换个颜色|换个大|换个小|来一个月|换一个新|给个链接|给个面子|给个优惠|给个痛快|找个时间"),
    (
        "来人",
        "整个人|派人|叫人|喊人|来个人|整个人来|来人啊|摇人|派人来|叫人来|喊人来|找人来|换人|换个人|找人|找个人|找人啊|叫个人|喊个人|转人|接人|给我人|给我个人|要人|上人",
    ),
    (
        "=",
        "要人工|转人工|接人工|找人工|叫人工|换人工|喊人工|派人工|上人工|来人工|给我人工|找人代|找人装|找人修|找人拼|叫人送|叫人拿|叫人取|换人参|换人收|换人付|派人送|派人取|要人命|气人|找人帮忙装|叫人来收|叫人来拿|叫人来取|找人安装",
    ),
    // Said to soften.
    (
        "",
        "噻|嘛|啦|呗|哇|呀|啊|哦|喔|咯|喽|嘞|咧|哈|撒|诶|欸|哎|嘿|喂|亲|好伐|好嘛|好不好|行不行|行不|行吗|好吗|中不中|得不得|可以伐|谢谢|多谢|急急急|快点|快些|赶紧|赶快|马上|立刻|立即|尽快|现在就|直接",
    ),
    ("=", "亲戚|亲子|亲肤|亲测|哈尔|哈密|啦啦|哈哈|喂养|喂食|喂奶|直接退|马上到"),
    ("的", "嘅|滴人"),
    ("了", "咗|喇"),
    ("吗", "伐|唛|没呀"),
    ("们", "哋"),
];

const LATIN_WORDS: &[(&str, &str)] = &[
    ("人工", "rg rengong"),
    ("转人工", "zrg zhuanrengong zhuanrg"),
    ("客服", "kf kefu"),
    ("人工客服", "rgkf"),
    ("真人", "zhenren"),
    ("转", "zhuan"),
    (
        "agent",
        "agents agnet agentt representative representatives reprsentative rep reps operator operators associate advisor adviser executive consultant specialist csr coordinator attendant receptionist clerk",
    ),
    ("manager", "managers supervisor supervisors boss owner director head"),
    ("person", "human humans humna huma ppl people somebody some1 sum1 sumone smone someone anyone anybody any1 lady gentleman woman guy"),
    ("staff", "employee employees team colleague coworker"),
    ("expert", "technician engineer vet pharmacist nurse doctor accountant lawyer dietician nutritionist tech accounting billing finance"),
    ("real", "live actual actually living alive breathing proper genuine"),
    ("talk", "speak spk tlk chat converse speaking talking chatting speek"),
    ("connect", "transfer transferred transfering transferring connected conect forward escalate patch route reconnect"),
    ("call", "ring phone buzz bell callback telephone dial"),
    ("bot", "robot chatbot bots robots machine machines ai computer automated"),
    ("please", "pls plz plss kindly pleaseee pleasee"),
    ("want", "wanna need needed require like prefer"),
    ("to", "2"),
    ("you", "u ya"),
];

/// A message typed in pinyin altogether, by the syllables that a wish for a person is made of.
fn from_pinyin(text: &str) -> Option<String> {
    let letters = text.bytes().filter(u8::is_ascii_lowercase).count();
    if !(5..=60).contains(&letters) || text.chars().any(is_han) {
        return None;
    }
    let mut spelled = String::new();
    let (mut read, mut words) = (0, 0);
    for word in text.split(|c: char| !c.is_ascii_lowercase()).filter(|word| !word.is_empty()) {
        words += 1;
        match from_syllables(word) {
            Some(characters) => {
                read += 1;
                spelled.push_str(&characters);
            }
            None => {
                spelled.push(' ');
                spelled.push_str(word);
            }
        }
    }
    // An English text holds words that look like syllables, but not so many.
    (read * 10 >= words * 7 && spelled.chars().filter(|c| is_han(*c)).count() >= 2).then_some(spelled)
}

fn from_syllables(word: &str) -> Option<String> {
    let (mut rest, mut characters) = (word, String::new());
    while !rest.is_empty() {
        // The longest first: zhen before zhe.
        let fitting = SYLLABLES.iter().filter(|(syllable, _)| rest.starts_with(syllable));
        let (syllable, character) = fitting.max_by_key(|(syllable, _)| syllable.len())?;
        characters.push_str(character);
        rest = &rest[syllable.len()..];
    }
    Some(characters)
}

const SYLLABLES: &[(&str, &str)] = &[
    ("ren", "人"),
    ("gong", "工"),
    ("zhuan", "转"),
    ("jie", "接"),
    ("zhao", "找"),
    ("jiao", "叫"),
    ("han", "喊"),
    ("ke", "客"),
    ("fu", "服"),
    ("zhen", "真"),
    ("huo", "活"),
    ("lai", "来"),
    ("huan", "换"),
    ("jing", "经"),
    ("li", "理"),
    ("zhu", "主"),
    ("guan", "管"),
    ("lao", "老"),
    ("ban", "板"),
    ("dian", "电"),
    ("zhang", "长"),
    ("ling", "领"),
    ("dao", "导"),
    ("yao", "要"),
    ("wo", "我"),
    ("ni", "你"),
    ("men", "们"),
    ("gei", "给"),
    ("ge", "个"),
    ("bu", "不"),
    ("qing", "请"),
    ("shuo", "说"),
    ("hua", "话"),
    ("chu", "出"),
    ("ji", "机"),
    ("qi", "器"),
    ("xie", "谢"),
    ("kuai", "快"),
    ("ma", "吗"),
    ("you", "有"),
    ("mei", "没"),
    ("de", "的"),
    ("da", "打"),
    ("tui", "退"),
    ("kuan", "款"),
    ("fa", "发"),
    ("na", "那"),
    ("zai", "在"),
    ("shi", "是"),
    ("bie", "别"),
    ("xiang", "想"),
    ("he", "和"),
    ("gen", "跟"),
    ("a", "啊"),
    ("ba", "吧"),
    ("le", "了"),
    ("rg", "人工"),
    ("zrg", "转人工"),
    ("kf", "客服"),
    ("xia", "下"),
    ("yi", "一"),
    ("wei", "位"),
    ("bang", "帮"),
    ("mang", "忙"),
    ("lei", "类"),
    ("zuo", "坐"),
    ("xi", "席"),
    ("dong", "懂"),
    ("hui", "会"),
    ("ming", "明"),
    ("bai", "白"),
    ("wu", "务"),
    ("fou", "否"),
    ("neng", "能"),
    ("ting", "听"),
    ("kan", "看"),
    ("zhe", "这"),
    ("sha", "啥"),
    ("yong", "用"),
    ("jiu", "就"),
    ("qiu", "求"),
    ("cha", "查"),
    ("dan", "单"),
    ("fen", "分"),
    ("xiao", "小"),
    ("jia", "家"),
    ("ne", "呢"),
    ("bei", "被"),
    ("hao", "好"),
    ("cai", "采"),
    ("gou", "购"),
    ("pian", "骗"),
    ("kefu", "客服"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_the_same_is_said_the_same() {
        for (said, meant) in [
            ("喊个活人来噻", "来个真人来"),
            ("搵个老细同我讲", "来个主管跟我说"),
            ("zhuan ren gong", "转人工"),
            ("zrg", "转人工"),
            ("jiao ni men jing li lai", "叫你们主管来"),
            ("转仁工", "转人工"),
            ("别人的单", "别人的单"),
            ("get me a rep", "get me a agent"),
            ("where is my order", "where is my order"),
        ] {
            assert_eq!(plain(said), meant, "{said}");
        }
    }

    #[test]
    fn every_word_has_one_meaning() {
        let mut known = std::collections::HashSet::new();
        for word in WORDS.iter().flat_map(|(_, from)| from.split('|')) {
            assert!(!word.is_empty() && known.insert(word), "{word}");
        }
    }
}
