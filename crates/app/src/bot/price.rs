//! "空气炸锅多少钱": the catalogue knows, so that no article about the same thing has to guess. Only the price as it is on
//! sale: carriage, refunds and promotions are questions of their own.

use super::{
    answer::live,
    paste::show_product,
    plan::{BotContext, BotPlan, Outcome},
    words,
};
use crate::{App, Result};
use regex::Regex;
use std::sync::LazyLock;
use yingke_core::{conversation::Mood, product::Product, text::Locale};
use yingke_language::normalise;
use yingke_store::{Run, products};

/// Named at most; more is no answer but a catalogue.
const SHOWN: usize = 5;
/// Looked through for those that have every word.
const FOUND: i64 = 50;

/// `None`: no price is asked, or of nothing that is on sale here.
pub async fn answer(app: &App, context: &BotContext, locale: Locale, text: &str) -> Result<Option<BotPlan>> {
    let Some(named) = asked(text) else { return Ok(None) };
    let on = &mut app.read();
    let found = match named.as_str() {
        "" => products::by_urls(on, context.org_id, std::slice::from_ref(&context.page_url)).await?,
        named => with_words(on, context, named).await?,
    };
    Ok(match found.as_slice() {
        [] => None,
        [one] => Some(show_product(context, locale, one)?),
        many => {
            let lines: Vec<String> =
                many.iter().take(SHOWN).map(|one| format!("{} {}", title(locale, one), words::money(one.price_fen))).collect();
            let message = live(locale, words::product_source(locale), text, lines.join("\n"), Vec::new());
            Some(BotPlan { messages: vec![message], hand_over: None, mood: Mood::Calm, miss: false, outcome: Outcome::Answered })
        }
    })
}

fn title(locale: Locale, product: &Product) -> &str {
    if locale == Locale::En && !product.title_en.is_empty() { &product.title_en } else { &product.title }
}

/// Products whose title has every word, wherever it has its spaces; the longest word is looked up.
async fn with_words(on: &mut impl Run, context: &BotContext, named: &str) -> Result<Vec<Product>> {
    let parts: Vec<&str> = PARTS.find_iter(named).map(|part| part.as_str()).collect();
    let Some(longest) = parts.iter().max_by_key(|part| part.chars().count()) else { return Ok(Vec::new()) };
    let plain = |title: &str| normalise(title).replace(' ', "");
    let has_all = |product: &Product| {
        let title = format!("{} {}", plain(&product.title), plain(&product.title_en));
        parts.iter().all(|part| title.contains(part))
    };
    let mut found = products::find(on, context.org_id, longest, "", FOUND).await?;
    found.retain(has_all);
    Ok(found)
}

/// What the price is asked of; empty: of what is on the page.
fn asked(text: &str) -> Option<String> {
    let plain = normalise(text);
    if plain.chars().count() > 40 || !PRICE.is_match(&plain) || OTHER.is_match(&plain) {
        return None;
    }
    let rest = PRICE.replace_all(&plain, " ");
    let rest = FILLERS.replace_all(&rest, " ");
    let named = rest.split_whitespace().collect::<Vec<_>>().join(" ");
    // A single sign names nothing.
    (named.is_empty() || named.chars().count() >= 2).then_some(named)
}

fn rule(text: &str) -> Regex {
    Regex::new(text).expect("a pattern written here")
}

static PRICE: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "多少钱|什么价(?:格|位|钱)?|价格(?:是)?(?:多少|怎么样)?|几块钱?|怎么卖的?|卖多少|售价(?:多少)?|how much (?:is|are|does|do|for)|(?:what is|what's) the price (?:of|for)|price of",
    )
});
/// Money that is asked of something else.
static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "运费|邮费|包邮|快递费|退|赔|补|差价|降|涨|保价|价保|优惠|券|满减|折|活动|开票|发票|税|安装|维修|修|换|分期|手续费|会员|积分|定金|一共|总共|为什么|怎么.{0,4}(?:不一样|变)|shipping|delivery|postage|refund|return|repair|invoice|discount|coupon|cost to",
    )
});
static FILLERS: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "请问|你好|您好|亲|你们家?|店里|现在|今天|一下|这一?(?:个|款|种|件|台|套|双|条|只)|那一?(?:个|款|种|件|台|套|双|条|只)|一(?:个|款|件|台|套|双|条|只|把|口)|[的是要啊呀呢吗它哦]|\\b(?:the|this|that|it|a|an|please|cost|your|hi|hello)\\b|[^\\p{L}\\p{N}.]+",
    )
});
static PARTS: LazyLock<Regex> = LazyLock::new(|| rule("\\p{Han}+|[^\\p{Han} ]+"));

#[cfg(test)]
mod tests {
    use super::asked;

    #[test]
    fn a_price_is_asked_of_a_thing_or_of_the_page_and_not_of_carriage_or_refunds() {
        for (text, named) in [
            ("空气炸锅多少钱", Some("空气炸锅")),
            ("请问这个电饭煲3L什么价格？", Some("电饭煲3l")),
            ("這個多少錢", Some("")),
            ("多少钱", Some("")),
            ("How much is the air fryer?", Some("air fryer")),
            ("多少钱包邮", None),
            ("降价了能退差价吗", None),
            ("运费多少钱", None),
            ("我的快递到哪了", None),
            ("维修一次多少钱", None),
        ] {
            assert_eq!(asked(text).as_deref(), named, "{text}");
        }
    }
}
