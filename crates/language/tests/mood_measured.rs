//! Measures moods on public text, when it is at hand.

mod support;

use yingke_core::conversation::Mood;
use yingke_language::mood;

fn texts(name: &str, column: usize, keep: impl Fn(&[String]) -> bool) -> Option<Vec<String>> {
    let rows = support::public(name)?;
    Some(rows.into_iter().filter(|row| keep(row)).filter_map(|row| row.get(column).cloned()).collect())
}

fn share(texts: &[String], is: impl Fn(Mood) -> bool) -> (f64, Vec<&String>) {
    let found: Vec<&String> = texts.iter().filter(|text| is(mood::of(text))).collect();
    (found.len() as f64 / texts.len().max(1) as f64, found.into_iter().take(40).collect())
}

fn upset(mood: Mood) -> bool {
    mood >= Mood::Angry
}

#[test]
fn plain_questions_are_not_taken_for_anger() {
    for (name, column) in [("pairs_bq_dev.tsv", 0), ("pairs_afqmc_dev.tsv", 0), ("pairs_lcqmc_dev.tsv", 0), ("en_banking77_train.tsv", 1)] {
        let Some(texts) = texts(name, column, |_| true) else { return };
        let (found, some) = share(&texts, upset);
        println!("{name}: {found:.4}");
        assert!(found <= 0.02, "{name}: {found:.3} {some:#?}");
    }
}

#[test]
fn bad_reviews_sound_worse_than_good_ones() {
    let (Some(bad), Some(good)) =
        (texts("senti_online_shopping_dev.tsv", 2, |c| c[0] == "0"), texts("senti_online_shopping_dev.tsv", 2, |c| c[0] == "1"))
    else {
        return;
    };
    let not_calm = |mood: Mood| mood != Mood::Calm;
    let (bad_upset, _) = share(&bad, upset);
    let (good_upset, some) = share(&good, upset);
    println!(
        "upset: bad {bad_upset:.3}, good {good_upset:.3}; not calm: bad {:.3}, good {:.3}",
        share(&bad, not_calm).0,
        share(&good, not_calm).0
    );
    assert!(bad_upset >= 4.0 * good_upset, "bad {bad_upset:.3}, good {good_upset:.3}: {some:#?}");
}
