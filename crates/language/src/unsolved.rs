//! "还是没解决": the customer says afterwards that it did not help.

use crate::{normalise::normalise, rules::rule};
use regex::Regex;
use std::sync::LazyLock;

/// Short words that deny that something is solved. Long ones tell a story, and are read as a question.
pub fn says_unsolved(text: &str) -> bool {
    let text = normalise(text);
    text.chars().count() <= 60 && DENIED.is_match(&text) && !UNREAL.is_match(&text)
}

static DENIED: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        "没有?(?:给我|帮我|被|真正|完全|得到)?解决|没有?用(?:处|啊|呀)?$|不管用|不起作用|未解决|解决不了|根本没(?:用|解决)|还是(?:不行|不可以|没好|没用|一样|老样子|这样)|依然(?:不行|没)
        |not (?:been )?(?:solved|resolved|fixed|helpful)|unsolved|unresolved|(?:did not|didn'?t|does not|doesn'?t) (?:help|work|solve)|still (?:not working|broken|the same|unresolved|not fixed)|no help at all",
    )
});
/// Conditions and questions.
static UNREAL: LazyLock<Regex> = LazyLock::new(|| rule("如果|要是|万一|假如|\\bif\\b"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_denies_a_solution_is_heard_and_what_only_mentions_one_is_not() {
        for text in [
            "没解决",
            "还是没有解决啊",
            "沒解決",
            "問題還是沒有解決",
            "试了，不管用",
            "还是不行",
            "it didn't help",
            "Still not fixed!",
            "not resolved",
        ] {
            assert!(says_unsolved(text), "{text}");
        }
        for text in [
            "解决了，谢谢",
            "怎么解决",
            "如果没解决怎么办",
            "if it is not fixed, what then",
            "没有货吗",
            "没用过这个优惠券",
            "",
            "please help me fix it",
        ] {
            assert!(!says_unsolved(text), "{text}");
        }
    }
}
