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
];

/// Syllables that alone prove nothing, because English and abbreviations have them too.
const WEAK: usize = 3;

pub fn to_words(text: &str) -> Cow<'_, str> {
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
    let (mut at, mut words, mut sure) = (letters.len(), Vec::new(), false);
    while at > 0 {
        let (_, from, n) = best[at]?;
        sure |= WORDS[n].1.chars().count() >= 2 && WORDS[n].0.len() > WEAK + 1;
        words.push(WORDS[n].1);
        at = from;
    }
    words.reverse();
    Some((words.concat(), sure))
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
