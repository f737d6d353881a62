//! Chinese written in Latin letters without tones: "wo de kuaidi daona le". Only words of this trade, and only when the
//! whole message is made of them, so that English stays English.

use std::borrow::Cow;

/// Longest first within a first letter; spaces between syllables may be there or not.
const WORDS: &[(&str, &str)] = &[
    ("zhuanrengong", "转人工"),
    ("rengongkefu", "人工客服"),
    ("zhaorengong", "找人工"),
    ("rengong", "人工"),
    ("kefu", "客服"),
    ("wuliu", "物流"),
    ("kuaidi", "快递"),
    ("baoguo", "包裹"),
    ("fahuo", "发货"),
    ("daona", "到哪"),
    ("daole", "到了"),
    ("shoudao", "收到"),
    ("tuikuan", "退款"),
    ("tuihuo", "退货"),
    ("huanhuo", "换货"),
    ("tuihuan", "退换"),
    ("tuiqian", "退钱"),
    ("shouhou", "售后"),
    ("dingdan", "订单"),
    ("quxiao", "取消"),
    ("dizhi", "地址"),
    ("xiugai", "修改"),
    ("fapiao", "发票"),
    ("youhuiquan", "优惠券"),
    ("baoyou", "包邮"),
    ("yunfei", "运费"),
    ("zhiliang", "质量"),
    ("chicun", "尺寸"),
    ("yanse", "颜色"),
    ("jiage", "价格"),
    ("jiabao", "价保"),
    ("shenmeshihou", "什么时候"),
    ("shenme", "什么"),
    ("zenme", "怎么"),
    ("zenmeyang", "怎么样"),
    ("duojiu", "多久"),
    ("duoshao", "多少"),
    ("nihao", "你好"),
    ("xiexie", "谢谢"),
    ("zaima", "在吗"),
    ("keyi", "可以"),
    ("nengbuneng", "能不能"),
    ("meiyou", "没有"),
    ("haimei", "还没"),
    ("yijing", "已经"),
    ("buyao", "不要"),
    ("gengxin", "更新"),
    ("bugengxin", "不更新"),
    ("chaxun", "查询"),
    ("cuifahuo", "催发货"),
    ("daozhang", "到账"),
    ("tuikuanjindu", "退款进度"),
    ("jindu", "进度"),
    ("qianshou", "签收"),
    ("paisong", "派送"),
    ("peisong", "配送"),
    ("songhuo", "送货"),
    ("yizhan", "驿站"),
    ("kuaidigui", "快递柜"),
    ("danhao", "单号"),
    ("yundan", "运单"),
    ("shunfeng", "顺丰"),
    ("yuantong", "圆通"),
    ("zhongtong", "中通"),
    ("shentong", "申通"),
    ("yunda", "韵达"),
    ("jingdong", "京东"),
    ("youzheng", "邮政"),
    ("maijia", "卖家"),
    ("shangjia", "商家"),
    ("dianpu", "店铺"),
    ("tousu", "投诉"),
    ("chaping", "差评"),
    ("baoxiu", "保修"),
    ("weixiu", "维修"),
    ("anzhuang", "安装"),
    ("huaile", "坏了"),
    ("posun", "破损"),
    ("suile", "碎了"),
    ("loufa", "漏发"),
    ("shaofa", "少发"),
    ("facuo", "发错"),
    ("bufa", "补发"),
    ("buhuo", "补货"),
    ("kucun", "库存"),
    ("youhuo", "有货"),
    ("meihuo", "没货"),
    ("xianhuo", "现货"),
    ("yushou", "预售"),
    ("huodong", "活动"),
    ("youhui", "优惠"),
    ("zhekou", "折扣"),
    ("manjian", "满减"),
    ("jifen", "积分"),
    ("huiyuan", "会员"),
    ("mima", "密码"),
    ("zhanghao", "账号"),
    ("denglu", "登录"),
    ("zhuce", "注册"),
    ("zhuxiao", "注销"),
    ("fukuan", "付款"),
    ("zhifu", "支付"),
    ("huabei", "花呗"),
    ("fenqi", "分期"),
    ("kaipiao", "开票"),
    ("zhuanpiao", "专票"),
    ("taitou", "抬头"),
    ("daxiao", "大小"),
    ("xinghao", "型号"),
    ("guige", "规格"),
    ("caizhi", "材质"),
    ("shiyong", "使用"),
    ("jixi", "机洗"),
    ("shuixi", "水洗"),
    ("duoda", "多大"),
    ("jitian", "几天"),
    ("shijian", "时间"),
    ("shangban", "上班"),
    ("zhoumo", "周末"),
    ("jintian", "今天"),
    ("mingtian", "明天"),
    ("zuotian", "昨天"),
    ("zhengpin", "正品"),
    ("pianyi", "便宜"),
    ("jiangjia", "降价"),
    ("chajia", "差价"),
    ("meidao", "没到"),
    ("daobudao", "到不到"),
    ("nali", "哪里"),
    ("nar", "哪儿"),
    ("zaina", "在哪"),
    ("weishenme", "为什么"),
    ("zenmeban", "怎么办"),
    ("zenmehuishi", "怎么回事"),
    ("wenti", "问题"),
    ("qingwen", "请问"),
    ("bangwo", "帮我"),
    ("zhege", "这个"),
    ("nage", "那个"),
    ("shangpin", "商品"),
    ("dongxi", "东西"),
    ("kaifapiao", "开发票"),
    ("wode", "我的"),
    ("wo", "我"),
    ("ni", "你"),
    ("de", "的"),
    ("le", "了"),
    ("ma", "吗"),
    ("dao", "到"),
    ("na", "哪"),
    ("gai", "改"),
    ("cha", "查"),
    ("yao", "要"),
    ("xiang", "想"),
    ("neng", "能"),
    ("tui", "退"),
    ("huan", "换"),
    ("qian", "钱"),
    ("hai", "还"),
    ("mei", "没"),
    ("you", "有"),
    ("bu", "不"),
    ("shi", "是"),
    ("kai", "开"),
    ("ge", "个"),
    ("qing", "请"),
    ("bang", "帮"),
    ("cai", "才"),
    ("dong", "动"),
    ("kuan", "款"),
    ("huo", "货"),
    ("dan", "单"),
    ("piao", "票"),
    ("jia", "价"),
    ("quan", "券"),
    ("song", "送"),
    ("shou", "收"),
    ("xi", "洗"),
    ("yong", "用"),
    ("zai", "在"),
    ("ne", "呢"),
    ("tian", "天"),
    ("ji", "几"),
    ("cuo", "错"),
    ("ban", "办"),
    ("cui", "催"),
    ("fa", "发"),
    ("hao", "号"),
    ("zhe", "这"),
    ("zen", "怎"),
    ("sha", "啥"),
];

/// Syllables that alone prove nothing, because English and abbreviations have them too.
const WEAK: usize = 3;

pub fn to_words(text: &str) -> Cow<'_, str> {
    if let Some(mended) = between_signs(text) {
        return Cow::Owned(mended);
    }
    let short = (4..=80).contains(&text.len()) && text.is_ascii();
    if !short {
        return Cow::Borrowed(text);
    }
    let letters: String = text.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    let others = text.chars().any(|c| c.is_ascii_digit());
    if others || letters.len() < 4 {
        return Cow::Borrowed(text);
    }
    match read(&letters) {
        Some((words, true)) => Cow::Owned(words),
        Some((_, false)) | None => Cow::Borrowed(text),
    }
}

/// "退kuan进度": letters right beside Chinese signs that are nothing but syllables of this trade.
fn between_signs(text: &str) -> Option<String> {
    if text.is_ascii() || text.len() > 240 {
        return None;
    }
    let chars: Vec<char> = text.chars().collect();
    let is_han = |at: usize| chars.get(at).is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
    let (mut out, mut at, mut mended) = (String::with_capacity(text.len()), 0, false);
    while at < chars.len() {
        let run: String = chars[at..].iter().take_while(|c| c.is_ascii_lowercase()).collect();
        let end = at + run.len();
        let beside = (at > 0 && is_han(at - 1)) || is_han(end);
        // What a number or a capital stands beside is a model, not a syllable.
        let word = (3..=24).contains(&run.len()) && beside && !chars.get(end).is_some_and(char::is_ascii_alphanumeric);
        let alone = at == 0 || !chars[at - 1].is_ascii_alphanumeric();
        match word.then(|| read(&run)).flatten().filter(|_| alone) {
            Some((words, _)) => {
                (mended, at) = (true, end);
                out.push_str(&words);
            }
            None if run.is_empty() => {
                out.push(chars[at]);
                at += 1;
            }
            None => {
                out.push_str(&run);
                at = end;
            }
        }
    }
    mended.then_some(out)
}

/// The words, and whether one of them is of this trade for certain.
fn read(letters: &str) -> Option<(String, bool)> {
    // best[i]: the reading of the first i letters with the fewest words.
    let mut best: Vec<Option<(usize, usize, usize)>> = vec![None; letters.len() + 1];
    best[0] = Some((0, 0, 0));
    for at in 0..letters.len() {
        let Some((count, _, _)) = best[at] else { continue };
        for (n, (latin, _)) in WORDS.iter().enumerate() {
            if letters[at..].starts_with(latin) {
                let end = at + latin.len();
                if best[end].is_none_or(|(held, _, _)| count + 1 < held) {
                    best[end] = Some((count + 1, at, n));
                }
            }
        }
    }
    best[letters.len()]?;
    let (mut at, mut words, mut sure, mut likely) = (letters.len(), Vec::new(), false, 0);
    while at > 0 {
        let (_, from, n) = best[at]?;
        let (latin, word) = WORDS[n];
        sure |= word.chars().count() >= 2 && latin.len() > WEAK + 1;
        likely += usize::from(word.chars().count() >= 2);
        words.push(word);
        at = from;
    }
    words.reverse();
    Some((words.concat(), sure || likely >= 2))
}

#[cfg(test)]
mod tests {
    use super::to_words;

    #[test]
    fn pinyin_becomes_words_and_english_stays_as_it_is() {
        for (text, expected) in [
            ("wo de kuaidi daona le", "我的快递到哪了"),
            ("Zhuan rengong!", "转人工"),
            ("tuikuan shenmeshihou dao", "退款什么时候到"),
            ("wuliu", "物流"),
            ("wuliu zenme bu dong le", "物流怎么不动了"),
            ("zenme kai fapiao", "怎么开发票"),
            ("keyi jixi ma", "可以机洗吗"),
            ("退kuan进度", "退款进度"),
            ("我的danhao是多少", "我的单号是多少"),
            ("iphone壳有吗", "iphone壳有吗"),
            ("size多大", "size多大"),
            ("usb3接口", "usb3接口"),
            ("where is my order", "where is my order"),
            ("women", "women"),
            ("change", "change"),
            ("hi", "hi"),
            ("QH10001", "QH10001"),
            ("我的快递", "我的快递"),
        ] {
            assert_eq!(to_words(text), expected);
        }
    }
}
