//! Rules of refunds or the state of one: "how long do refunds take" wants the shop's words, "where is my refund" the case.

use super::index::Item;
use regex::Regex;
use std::sync::LazyLock;
use yingke_language::{normalise, retrieval::Hit};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// How it is done, in what cases, how long it takes.
    Rule,
    /// How far the customer's own one is.
    State,
    /// May be either: whoever waits for one means his own.
    Either,
}

/// `None`: refunds are not what it is about.
pub fn about(text: &str) -> Option<About> {
    let text = normalise(text);
    if text.chars().count() > LONGEST || !REFUND.is_match(&text) {
        return None;
    }
    Some(if SURELY_RULE.is_match(&text) && !OWN.is_match(&text) {
        About::Rule
    } else if STATE.is_match(&text) || OWN.is_match(&text) {
        About::State
    } else if RULE.is_match(&text) {
        About::Rule
    } else {
        About::Either
    })
}

/// The hits without those that mean the other thing, as long as something near is left.
pub fn lean<'i>(hits: Vec<(&'i Item, Hit)>, meant: Option<About>, near: impl Fn(&Item, &Hit) -> bool) -> Vec<(&'i Item, Hit)> {
    let other = match meant {
        Some(About::Rule) => About::State,
        Some(About::State) => About::Rule,
        Some(About::Either) | None => return hits,
    };
    let fits = |item: &Item| about(&item.question) != Some(other);
    if hits.first().is_some_and(|(_, hit)| hit.exact) || !hits.iter().any(|(item, hit)| fits(item) && near(item, hit)) {
        return hits;
    }
    hits.into_iter().filter(|(item, _)| fits(item)).collect()
}

/// Longer ones tell a story, in which such words stand by chance.
const LONGEST: usize = 120;

static REFUND: LazyLock<Regex> = LazyLock::new(|| pattern("退款|退钱|退费|返款|退的钱|退给我的钱|钱.{0,4}退|refund|money back|reimburse"));
static OWN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"我的退款|我那笔|我这笔|我申请的|where(?:'s| is| are) (?:my|the)|\bhas (?:it|my|the)\b|\bhave you\b|\bdid you\b")
});
static SURELY_RULE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"规则|政策|规定|条件|流程|一般|通常|正常|什么情况|哪些情况|\bpolic(?:y|ies)\b|\bconditions?\b|\bcircumstances\b|\bin what cases?\b|\busually\b|\bnormally\b|\btypically\b|\bgenerally\b",
    )
});
static STATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"到哪|进度|状态|进展|还没|还未|怎么没|为什么没|没到账|没收到(?:钱|退款|款)|(?:退|到|到账|通过|审核)了(?:吗|没|么)|(?:退款|钱)到(?:吗|没)|查(?:一下|询|下|看)?.{0,4}退|处理到|迟迟|一直(?:没|不)|\bstatus\b|\btrack(?:ing)?\b|\bprogress\b|\bupdates?\b|\banything new\b|\bnews\b|\byet\b|\bstill\b|\barrived\b|\breceived\b|\bpending\b",
    )
});
static RULE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"多久|几天|多长时间|怎么|如何|怎样|能不能|可以.{0,6}吗|能.{0,6}吗|退到哪|退回哪|\bhow (?:long|many days|soon|do|can|could|to|should)\b|\bwhen can\b|\bget (?:a|the) refunds?\b|\bget refunds\b|\bcan i (?:get|have)\b|\brules?\b|\beligible\b",
    )
});

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of ours")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_and_the_state_of_a_refund_are_told_apart() {
        for text in [
            "退款多久到账",
            "退款一般要几天",
            "什么情况可以退款",
            "怎么申请退款",
            "退款政策",
            "how long do refunds take",
            "can you show me how long refunds usually take?",
            "can I get a refund?",
            "under what circumstances can I ask for my money back?",
            "what is your refund policy",
        ] {
            assert_eq!(about(text), Some(About::Rule), "{text}");
        }
        for text in [
            "我的退款到哪了",
            "退款怎么还没到",
            "我的退款多久到账",
            "退款进度",
            "钱退了吗",
            "退款到账了没",
            "申請的退款審核了嗎",
            "显示退款成功没收到钱",
            "where is my refund?",
            "I can't check if there is any updates on my refund",
            "has it been refunded yet",
            "how do I check the status of my refund",
        ] {
            assert_eq!(about(text), Some(About::State), "{text}");
        }
        assert_eq!(about("什么时候退钱给我"), Some(About::Either));
        assert_eq!(about("when will I get my money back?"), Some(About::Either));
        assert_eq!(about("快递到哪了"), None);
        assert_eq!(about("怎么退货"), None);
    }
}
