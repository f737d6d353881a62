//! Patterns that are sure of what they know: the wish for a person in the words that most people use, after what only looks
//! like it was taken out.

use crate::rules::rule;
use regex::Regex;
use std::{borrow::Cow, sync::LazyLock};

pub(crate) fn asks(normalised: &str) -> bool {
    chinese(&ends(normalised, 60, 30)) || english(&ends(normalised, 600, 200))
}

/// A long text tells a story, about other agents too; the wish of now stands at its beginning or its end.
pub(super) fn ends(text: &str, long: usize, keep: usize) -> Cow<'_, str> {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= long {
        return Cow::Borrowed(text);
    }
    let (head, tail) = (&chars[..keep], &chars[chars.len() - keep..]);
    Cow::Owned(head.iter().chain(&['□']).chain(tail).collect())
}

fn chinese(text: &str) -> bool {
    let text = ZH_LOOKALIKE.replace_all(text, "□");
    let text = ZH_UNWANTED.replace_all(&text, "□");
    ZH_WISHES.iter().any(|wish| wish.is_match(&text))
}

fn english(text: &str) -> bool {
    let text = EN_LOOKALIKE.replace_all(text, " ");
    if EN_UNWANTED.is_match(&text) || asks_for_hours(&text) {
        return false;
    }
    EN_WISHES.iter().any(|wish| wish.is_match(&text))
}

/// Asks when the service can be reached: that is a question with an answer. A call that is asked for at an hour is a wish.
pub(super) fn asks_for_hours(text: &str) -> bool {
    EN_HOURS.is_match(text) && !EN_CALL_ME.is_match(text)
}

static EN_HOURS: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "\\b(?:what|which) (?:time|times|hours?)\\b|\\b(?:working|opening|business|office|service|support|operating) hours\\b
        |\\bwhen (?:can|could|may|should|do|is|are) (?:i|we|one|the|your|customer)\\b[^.!?]{0,24}\\b(?:contact|call|reach|phone|open|available|(?:service|support|assistance|line) (?:open|available|work))\\b",
    )
});
static EN_CALL_ME: LazyLock<Regex> =
    LazyLock::new(|| rule("\\b(?:call|ring|phone|buzz) (?:me|us|back|him|her)\\b|\\b(?:talk|speak|chat)\\b|\\bcall ?back\\b"));

/// Who can be asked for.
const PERSON: &str = "(?:(?:人工|真人|活人|大活人|真的人|在线)(?:客服|服务|坐席|专员)|人工|真人|活人|大活人|真的人|客服|专员|坐席|座席|主管|经理|店长|负责人|工作人员|管理员|老板|领导|组长|值班)";

/// Things and people that share the words: goods, work, other people's stories.
pub(super) static ZH_LOOKALIKE: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "人工(?:费|草|降|智能|合成|养殖|皮|湖|成本|呼吸|林|染|种植|培育|喂|授|泪|心脏|关节|钻|水晶|宝石|缝|编|打磨|手工|安装|装|搬|上楼|洗|做的|制|造|材料|石|骨|香|色素|甜味|添加|采|挑|筛|检|拣)
        |(?:手工|纯|半|是|全)人工(?:的|做|制|吗|还是机)
        |人工还是(?:机器|自动)
        |真人(?:试|实|秀|模特|图|版|评|照|拍|头像|cs|发|大小|比例|穿|出镜|上身|买家)
        |(?:扫地|拖地|擦窗|玩具|编程|炒菜|陪伴|学习|智能|早教|扫拖|洗地|割草)机器人
        |机器人(?:水箱|滤|配件|尘|充电|多少钱|怎么卖|玩具|边刷|拖布|电池|主机|基站)
        |(?:做|当|干|是|应聘|招聘?)(?:过)?(?:一?名|个)?(?:电商|在线|售后)?客服(?:的|过|工作|岗|行业|出身)
        |客服(?:系统|软件|电脑|耳机|椅|制服|衣服|工装|行业|岗位|招聘)
        |(?:刚才|刚刚|之前|昨天|前天|上次|早上|上午|下午|已经|前几天|你们|有个|另一个|那个|别的|其他|天猫|淘宝|京东)*(?:的|人工|在线|售后|售前)*客服(?:说|讲|告诉|答应|承诺|回复我?说|已经|帮我|给我(?:说|弄|办|发|退|改|查)|态度|让我(?:等|来|找|退|发|联系|拍)|叫我|没说|处理(?:好|完)|解决)
        |(?:比|像|跟|和)(?:真人|人工)(?:客服)?(?:还|一样|似的|差不多)
        |人工客服(?:已经|帮我|给我)
        |(?:联系|找|打|问|咨询|叫|跟|和|与|报|让)(?:了|过|到)?(?:你们|京东|天猫|淘宝|店家|商家|店铺|平台|在线|售后|人工)*(?:的)?客服(?:电话)?(?:了|过|,| )*(?:不|没|无|俩|两|几|多[次日天]|也|却|都|一直|总|老是|给出|告知|他|她|说|让|就|每次|帮忙解决|帮忙换|马上|很快|解决|处理|沟通|协商|反应|反映|换货|退货)
        |(?:买|下单|拍)(?:的时候|之前|前)(?:问|咨询)(?:了|过)?客服|(?:客服|人工)(?:很|挺|真|太|都|也|好|超|非常|的态度|老|就|一直|是没|明明|及时|妹妹很|小姐姐很)|要客服(?:干|有)|想请客服
        |接人说|找人(?:来)?(?:安装|装|修|帮|搬|代)|忽悠人|坑人|骗人|为难人|伤人|雷人|气人|害人|丢人|吓人|诱人|迷人|动人|惊人|感人|工人|商人|路人|熟人|成人|待人|做人|烦人|折腾人
        |(?:送|给|买给|孝敬|适合)(?:我)?(?:领导|老板|经理)
        |(?:领导|老板|经理)(?:椅|桌|用|家|送|喜欢)
        |(?:快递|物流|店铺|发货|派送|配送)(?:的)?(?:负责人|工作人员|经理|老板)?(?:员|小哥)?电话
        |自己(?:转|弄|搞)
        |好人|人家|别人|本人|家人|老人|大人|客人|男人|女人|个人信息|人参|人体|人数|人群|人均|主人|情人|爱人|病人|人民币|人品|人气|人造|人物|人像|新人|有人(?:买|用过|知道|遇|说|试|收|问过|家)",
    )
});

/// The wish, negated.
static ZH_UNWANTED: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "(?:不用|不要|不需要|无需|无须|不必|不想|不想要|先不|别|甭|没必要|用不着|取消|停止|不是要|不是想|懒得|不愿意?|暂时不)(?:再|给我|帮我|给|去|想|要|麻烦|劳烦|先|着急|急着|你们|叫|联系|找|转接|转到|转|接|打扰|等)*
        (?:人工客服|真人客服|在线客服|人工服务|人工|真人|客服|专员|经理|店长|人)(?:服务|客服|处理|介入|了|啦|吧)*
        |(?:已经|都|刚)(?:转|接|找|联系)(?:过|了|到)+(?:人工|客服)+(?:了)?(?:,?(?:谢谢|解决|好了|处理好))+",
    )
});

static ZH_WISHES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let rules = [
        // The word alone, however often, with what people put around it.
        format!("^[^a-z□]{{0,6}}?(?:{PERSON}|服务|在线)+(?:呢|吗|嘛|吧|啊|呀|哪|在|有|的|了|,|!|\\?|\\.|~| |服务|在线|急|快|速来|在不在|在哪里?|谢谢|麻烦)*$"),
        format!("^(?:{PERSON}[,!. ]*)+$"),
        format!("^(?:我?要|转|找|接|叫|0)?{PERSON}[,!.? ]"),
        // Somebody does something to reach a person.
        format!(
            "(?:转接|转|接通|接入|接|切换?到?|换成?|呼叫|呼|找|叫|喊|联系|联络|连线|请求|申请|要求|需要|需|想要|要|请|来|派|安排|找到|给我|给个|有没有|有|进|见|打给|通话|对接|上)(?:一?个|一?下|一?位|上|到|给|你们?的?|咱们?|的|真正|那个|我|帮我|帮忙|去|店铺?|在线|售后|售前|专业|高级|直接|真的|你家|贵店|尽快|快|赶紧|马上|现在|跟|和|与){{0,4}}{PERSON}"
        ),
        format!("(?:跟|和|与|同|对|向|由|让|叫|请|给)(?:你们?的?|一?个|一?位|真正的?|真|活){{0,3}}{PERSON}(?:们)?(?:来|去)?(?:通话|说|讲|聊|谈|沟通|对话|联系|打电话|通电话|处理|回复|回|解决|投诉|反映|跟|接|介入|出来|帮|看|服务)"),
        format!("{PERSON}(?:客服|服务)?(?:来|出来|介入|处理|回复我|接一下|接待|跟我|给我回|呢|在吗|在不在|在线吗|有吗|有没有|几点上班|电话|热线|妹妹|小姐姐|小哥哥|在哪)"),
        format!("(?:怎么|如何|怎样|哪里|在哪|咋|才能|可以|能不能|能|可不可以).{{0,6}}(?:转|联系|找|接|呼叫|进).{{0,5}}{PERSON}"),
        format!("(?:只|就|必须|一定要|坚持)(?:想|要|认|跟|和|找|信)+{PERSON}"),
        // Just "a person".
        "(?:转|转接|转到|换|换成|来|派|找|叫|喊|请|安排|出来|接|给我|给|要|想要|见|呼叫|弄|整|上|滚出来)(?:一?个|一?位|真|活|大活|给|到|个真|个活|你们?的?|我|能说话的|会说话的|懂的|懂行的|正常|管事的?|明白|靠谱的?|能办事的?|能解决问题的?)*人(?:吧|啊|呀|来|行|行不行|可以吗|好吗|处理|回复|回答|说|聊|联系|接|帮|出来|跟|,|!|\\.|\\?|$)".to_owned(),
        "^(?:请问|喂|你好|您好|哈喽|在吗|,|!| |到底|那边|你们|这里)*(?:有没有|还有|有)(?:活|真|一?个)?人(?:在|吗|没|啊|呀|管|理|回|能|可以|值班|!|\\?|$)".to_owned(),
        "(?:跟|和|与|同)(?:真|活|一?个)*人(?:说|讲|聊|谈|沟通|对话|交流)".to_owned(),
        "(?:我|就|只)(?:只|就)?(?:要|想要|找|需要)(?:的是)?(?:真|活)?人(?:,|!|\\.|\\?|$)".to_owned(),
        "(?:只有|得|需要|必须)(?:真|活)?人(?:才)?(?:能|来|可以)?(?:解决|处理|办)".to_owned(),
        "换(?:一?个|一?位)?(?:会说话|能说话|懂|听得懂|明白|能解决|能处理|管事|正常)(?:的)?".to_owned(),
        "(?:^|[,.!? ])人呢(?:,|!|\\?|$)".to_owned(),
        // Away with the machine.
        "(?:不想|不要|不愿|别|不跟|不和|懒得)(?:再)?(?:跟|和|与|同|让|用|给我|给|是)*(?:这个|你这个|你们的?|什么)?(?:ai|机器人|机器|智能客服|智障|自动回复|智能回复|人机)(?:聊|说|讲|扯|回复|对话|沟通|废话|谈|了|服务|,|!|\\.|$)".to_owned(),
        // To be passed on, called back.
        "转接(?:吧|一下|下|给|到|,|!|\\.|$)|帮我转(?:接|一下|过去)|(?:^|[^自])转人(?:吧|,|!|\\.|\\?|$)|转人工|转客服|接人工|zrg".to_owned(),
        "(?:派|找|安排|叫|让)(?:一?个|一?位)?人(?:来|给我|跟我|和我|联系|回电|打电话|处理|解决)".to_owned(),
        // Typed without changing the keyboard.
        "zhuan ?ren ?gong|^ ?(?:wo ?yao ?|zhao ?)?ren ?gong(?: ?ke ?fu| ?fu ?wu)?$|^(?:zhao|jie|zhuan|wo ?yao) ?ke ?fu$".to_owned(),
    ];
    rules.iter().map(|text| rule(text)).collect()
});

/// Who can be asked for, in English.
const EN_PERSON: &str = "(?:human(?: being)?|real person|actual person|live person|person|people|agents?|representatives?|reps?|operators?|someone|somebody|anyone|anybody|assistants?|advis[oe]rs?|associate|employee|staff(?: member)?|managers?|supervisors?|customer (?:service|support|care|assistance)|support (?:team|staff|agent)|helpdesk|your team|specialist)";

pub(super) static EN_LOOKALIKE: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "\\b(?:travel|cleaning|estate|shipping|user|delivery|customs|foaming|whitening|bonding) agents?\\b|human (?:hair|size|body|error|made)|(?:how many|number of|per|for \\w+|\\d+) (?:people|person|persons)\\b
        |\\bin person\\b|(?:another|other|different|first|second|new|third) person|someone else|(?:sales|service|password|product|project|task|file|download|account|storage) manager|gift for (?:my |a )?(?:manager|boss|someone)|(?:the|your|an?) (?:agent|rep|representative|person|manager|someone) (?:said|told|promised|already|helped|was|has|who)",
    )
});

pub(super) static EN_UNWANTED: LazyLock<Regex> = LazyLock::new(|| {
    rule(&format!(
        "\\b(?:no need|don'?t (?:need|want|wanna|have)|do not (?:need|want)|doesn'?t need|without|not (?:need|want|asking|necessary)|never mind|cancel|stop|instead of|rather than|no longer (?:need|want))\\b[^.!?]{{0,24}}\\b{EN_PERSON}\\b"
    ))
});

static EN_WISHES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let rules = [
        format!("^(?:please |hi |hello |hey |an? |the |live |real |human |to |,|\\.)*{EN_PERSON}(?: please| now| pls|!|\\.|\\?| asap)*$"),
        format!(
            "\\b(?:speak|talk|chat|converse|speaking|talking|chatting|connect(?:ed|ing)?|transfer(?:red)?|transferring|switch|forward|escalate|passed?|put|patch|reach|reaching|contact|contacting|call|calling|get|getting|find|give|giving|see|need|needs|want|wanna|like|prefer|request|ask for|is there|are there|bring|hand|meet|touch|assistance from|help from|let me have|looking for)
            (?: (?:me|us|this|it|over|on|in|to|ot|with|w|through|thru|hold|of|for|back|an?|the|some|your|any|one|my|touch|real|live|actual|human|free|available|bloody|goddamn|damn|fucking|freaking|friendly|proper|customer|another|can i|be)\\b){{0,7}} ?{EN_PERSON}\\b"
        ),
        "\\b(?:real|live|actual|human|living) (?:person|human|agent|being|operator|assistant|representative|rep|support|help|people)\\b".to_owned(),
        "\\b(?:not|don'?t want|no more|stop|tired of|sick of|hate)\\b[^.!?]{0,24}\\b(?:bot|robot|chatbot|machine|ai|automated)\\b".to_owned(),
        format!("\\b(?:any|some)(?:one|body) (?:there|available|here|home|around)\\b|\\b(?:is|are) {EN_PERSON} (?:there|available|here|online)"),
    ];
    rules.iter().map(|text| rule(text)).collect()
});
