//! Forms of English words: what a word is searched by, and what other form of it may be known.
//!
//! The stemmer is Snowball's; beside it stand forms that no ending tells (forgotten), families that it leaves apart
//! (subscribe, subscription), and words that mean the same in a shop.

use rust_stemmers::{Algorithm, Stemmer};
use std::{borrow::Cow, sync::LazyLock};

/// What is the same for all forms of a word, and for words of one meaning.
pub fn stem(word: &str) -> Cow<'_, str> {
    if word.len() < 3 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    let stem = STEMMER.stem(plain(word));
    SAME.iter().find(|(other, _)| *other == stem).map_or(stem, |(_, ours)| Cow::Borrowed(ours))
}

/// The nearest form of a word that `known` knows, or one that means the same.
pub fn known_form(word: &str, known: impl Fn(&str) -> bool) -> Option<String> {
    if !(4..=24).contains(&word.len()) || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let kin = |form: &str| KIN.iter().find(|(other, _)| *other == form).map(|(_, ours)| (*ours).to_owned());
    let fits = |form: String| if known(&form) { Some(form) } else { kin(&form).filter(|kin| known(kin)) };
    fits(plain(word).to_owned()).or_else(|| {
        let heads = ENDINGS.iter().filter_map(|(ending, instead)| {
            let head = word.strip_suffix(ending).filter(|head| head.len() >= 3)?;
            Some((head, *instead, matches!(*ending, "ing" | "ed")))
        });
        heads.into_iter().find_map(|(head, instead, may_double)| {
            // cancelling, shipped
            let bytes = head.as_bytes();
            let doubled = may_double && head.len() > 3 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
            fits(format!("{head}{instead}")).or_else(|| if doubled { fits(head[..head.len() - 1].to_owned()) } else { None })
        })
    })
}

fn plain(word: &str) -> &str {
    IRREGULAR.iter().find(|(form, _)| *form == word).map_or(word, |(_, plain)| plain)
}

static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// What is cut, and what may stand there instead.
const ENDINGS: &[(&str, &str)] = &[
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("ings", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ied", "y"),
    ("ly", ""),
    ("ment", ""),
    ("ments", ""),
    ("ion", ""),
    ("ion", "e"),
    ("ions", ""),
    ("ions", "e"),
    ("ation", ""),
    ("ation", "e"),
    ("ations", ""),
    ("er", ""),
    ("ers", ""),
    ("al", "e"),
    ("y", ""),
];

/// Forms that no ending tells.
const IRREGULAR: &[(&str, &str)] = &[
    ("forgot", "forget"),
    ("forgotten", "forget"),
    ("bought", "buy"),
    ("paid", "pay"),
    ("sent", "send"),
    ("lost", "lose"),
    ("broke", "break"),
    ("broken", "break"),
    ("stolen", "steal"),
    ("stole", "steal"),
    ("chose", "choose"),
    ("chosen", "choose"),
    ("took", "take"),
    ("taken", "take"),
    ("made", "make"),
    ("found", "find"),
    ("kept", "keep"),
    ("came", "come"),
    ("went", "go"),
    ("gone", "go"),
    ("left", "leave"),
    ("said", "say"),
    ("told", "tell"),
    ("written", "write"),
    ("wrote", "write"),
    ("withdrew", "withdraw"),
    ("withdrawn", "withdraw"),
    ("spent", "spend"),
    ("sold", "sell"),
    ("wore", "wear"),
    ("worn", "wear"),
    ("torn", "tear"),
    ("tore", "tear"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("held", "hold"),
];

/// Stems of one family that stay apart, and stems that mean the same in a shop.
const SAME: &[(&str, &str)] = &[
    ("deliveri", "deliv"),
    ("deliver", "deliv"),
    ("subscript", "subscrib"),
    ("registr", "regist"),
    ("signup", "regist"),
    ("payment", "pay"),
    ("choic", "choos"),
    ("breakag", "break"),
    ("verif", "verifi"),
    ("identif", "identifi"),
    ("recoveri", "recov"),
    ("recover", "recov"),
    ("reset", "recov"),
    ("retriev", "recov"),
    ("packag", "parcel"),
    ("shipment", "parcel"),
    ("purchas", "order"),
    ("bill", "invoic"),
    ("modifi", "chang"),
    ("modif", "chang"),
    ("edit", "chang"),
    ("updat", "chang"),
    ("correct", "chang"),
    ("amend", "chang"),
    ("remov", "delet"),
    ("reimburs", "refund"),
    ("restitut", "refund"),
    ("rebat", "refund"),
    ("complaint", "complain"),
    ("reclam", "complain"),
    ("claim", "complain"),
    ("feedback", "review"),
    ("penalti", "fee"),
    ("termin", "cancel"),
];

/// A word that a general table may not hold, and the nearest one that it does.
const KIN: &[(&str, &str)] = &[
    ("newsletter", "subscription"),
    ("unsubscribe", "subscription"),
    ("feedback", "review"),
    ("reclamation", "complaint"),
    ("penalty", "fee"),
    ("termination", "cancellation"),
    ("signup", "register"),
    ("registration", "register"),
    ("reimbursement", "refund"),
    ("restitution", "refund"),
    ("rebate", "refund"),
    ("deletion", "delete"),
    ("removal", "remove"),
    ("retrieval", "recover"),
    ("recovery", "recover"),
    ("forget", "forgot"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::shipped;

    #[test]
    fn all_forms_of_a_word_and_words_of_one_meaning_have_one_stem() {
        for family in [
            &["cancel", "cancelled", "cancelling", "canceled", "cancellation", "cancellations", "termination"][..],
            &["subscribe", "subscribing", "subscription", "subscriptions"],
            &["forget", "forgot", "forgotten"],
            &["register", "registering", "registration", "signup"],
            &["deliver", "delivered", "delivery", "deliveries"],
            &["pay", "paid", "paying", "payment", "payments"],
            &["refund", "refunded", "refunds", "reimbursement", "restitution"],
            &["complain", "complaint", "complaints", "claim", "reclamation"],
            &["review", "reviews", "feedback"],
            &["parcel", "package", "packages"],
            &["ship", "shipped", "shipping"],
        ] {
            for word in family {
                assert_eq!(stem(word), stem(family[0]), "{word}");
            }
        }
        assert_ne!(stem("order"), stem("cancel"));
        assert_eq!(stem("iphone15"), "iphone15");
        assert_eq!(stem("crème"), "crème");
    }

    #[test]
    fn a_word_that_the_table_lacks_is_read_as_its_nearest_form() {
        let known = |word: &str| ["invoice", "password", "register", "ship", "create", "fee"].contains(&word);
        for (word, form) in [
            ("invoices", Some("invoice")),
            ("passwords", Some("password")),
            ("registering", Some("register")),
            ("registration", Some("register")),
            ("shipping", Some("ship")),
            ("creating", Some("create")),
            ("penalties", Some("fee")),
            ("weather", None),
            ("发票", None),
        ] {
            assert_eq!(known_form(word, known).as_deref(), form, "{word}");
        }
    }

    #[test]
    fn every_nearest_word_is_in_the_table_that_is_built_in() {
        for (_, word) in KIN {
            assert!(shipped::words().direction(word).is_some(), "{word}");
        }
    }
}
