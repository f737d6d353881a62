//! Was it the right reply? A list by hand says for each label what would have helped; everything else is counted as what
//! it was, and the most frequent mistakes come with examples.

use super::tally::{Outcome, Reply};
use anyhow::Context as _;
use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

/// What a label's questions should get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// One of these questions answered, or among the choices.
    Answers(Vec<String>),
    /// A person.
    Human,
    /// Neither an answer nor a person: nothing was asked, or the shop has no answer.
    Nothing,
}

impl Expected {
    /// Tab-separated with a header: a label, and `human`, `nothing`, or the questions with ` | ` between them.
    pub fn read(file: &Path) -> anyhow::Result<HashMap<String, Expected>> {
        let text = std::fs::read_to_string(file).with_context(|| format!("read {}", file.display()))?;
        let line = |line: &str| {
            let (label, wanted) = line.split_once('\t').with_context(|| format!("no tab in {line:?}"))?;
            let expected = match wanted.trim() {
                "human" => Expected::Human,
                "nothing" => Expected::Nothing,
                questions => Expected::Answers(questions.split(" | ").map(|question| question.trim().to_owned()).collect()),
            };
            Ok((label.to_owned(), expected))
        };
        text.lines().skip(1).filter(|line| !line.trim().is_empty()).map(line).collect()
    }
}

yingke_core::word_enum! {
    /// What became of a row, in the order of the table.
    Judged {
        /// The answer that was wanted.
        Right = "right",
        /// It was among the choices.
        Offered = "offered",
        HumanRightly = "person, rightly",
        /// Wanted nothing and got neither answer nor person.
        LeftRightly = "left, rightly",
        /// Choices without the wanted one.
        OfferedOther = "other choices",
        Missed = "not understood",
        Wrong = "wrong answer",
        HumanWrongly = "person, wrongly",
        Silent = "no reply",
    }
}

/// What was said, in few words.
fn got(outcome: &Outcome) -> String {
    match (&outcome.reply, &outcome.said) {
        (Reply::HandedOver, _) => "a person".to_owned(),
        (Reply::None, _) => "no reply".to_owned(),
        (Reply::Bot, Some(said)) => match (&said.answers, said.offers.as_slice()) {
            (Some(question), _) => question.clone(),
            (None, []) => said.body.chars().take(30).collect(),
            (None, offers) => format!("choice: {}", offers.join(" / ")),
        },
        (Reply::Bot, None) => String::new(),
    }
}

pub fn judge(outcome: &Outcome, expected: &Expected) -> Judged {
    match outcome.reply {
        Reply::None => return Judged::Silent,
        Reply::HandedOver if *expected == Expected::Human => return Judged::HumanRightly,
        Reply::HandedOver => return Judged::HumanWrongly,
        Reply::Bot => {}
    }
    let said = outcome.said.clone().unwrap_or_default();
    let wanted = |question: &String| match expected {
        Expected::Answers(questions) => questions.contains(question),
        Expected::Human | Expected::Nothing => false,
    };
    match (&said.answers, said.offers.as_slice()) {
        (Some(question), _) if wanted(question) => Judged::Right,
        (Some(_), _) => Judged::Wrong,
        (None, offers) if offers.iter().any(wanted) => Judged::Offered,
        (None, _) if *expected == Expected::Nothing => Judged::LeftRightly,
        (None, []) => Judged::Missed,
        (None, _) => Judged::OfferedOther,
    }
}

/// For people: a line a label, the sums, and the `most` frequent mistakes with an example each.
pub fn table(outcomes: &[Outcome], expected: &HashMap<String, Expected>, most: usize) -> String {
    let mut labels: BTreeMap<&str, BTreeMap<Judged, usize>> = BTreeMap::new();
    let mut mistakes: HashMap<(&str, Judged, String), Vec<&str>> = HashMap::new();
    let mut unknown = 0;
    for outcome in outcomes {
        let Some(wanted) = expected.get(&outcome.label) else {
            unknown += 1;
            continue;
        };
        let judged = judge(outcome, wanted);
        *labels.entry(&outcome.label).or_default().entry(judged).or_default() += 1;
        if judged > Judged::LeftRightly {
            mistakes.entry((&outcome.label, judged, got(outcome))).or_default().push(&outcome.text);
        }
    }
    let mut sum: BTreeMap<Judged, usize> = BTreeMap::new();
    for counts in labels.values() {
        for (judged, count) in counts {
            *sum.entry(*judged).or_default() += count;
        }
    }
    let columns: Vec<Judged> = Judged::ALL.iter().copied().filter(|judged| sum.contains_key(judged)).collect();
    let line = |name: &str, counts: &BTreeMap<Judged, usize>| {
        let cells: String = columns
            .iter()
            .map(|judged| format!(" | {:>width$}", counts.get(judged).unwrap_or(&0), width = judged.as_str().len()))
            .collect();
        format!("| {name:<24} | {:>5}{cells} |\n", counts.values().sum::<usize>())
    };
    let heads: String = columns.iter().map(|judged| format!(" | {judged}")).collect();
    let mut text = format!("| {:<24} |  rows{heads} |\n", "label");
    for (label, counts) in &labels {
        text.push_str(&line(label, counts));
    }
    text.push_str(&line("all", &sum));
    if unknown > 0 {
        text.push_str(&format!("{unknown} rows have a label that the list does not name.\n"));
    }
    let mut mistakes: Vec<_> = mistakes.into_iter().collect();
    mistakes.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| (a.0.0, &a.0.2).cmp(&(b.0.0, &b.0.2))));
    for ((label, judged, got), examples) in mistakes.into_iter().take(most) {
        let example: String = examples[0].chars().take(60).collect();
        text.push_str(&format!("{:>5} × {label}: {judged}, got {got:?}, as for {example:?}\n", examples.len()));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::replay::tally::Said;

    fn bot(answers: Option<&str>, offers: &[&str]) -> Outcome {
        let said =
            Said { answers: answers.map(str::to_owned), offers: offers.iter().map(|o| (*o).to_owned()).collect(), body: "…".into() };
        Outcome { reply: Reply::Bot, said: Some(said), label: "refund".into(), text: "my money?".into(), ..Outcome::default() }
    }

    #[test]
    fn a_reply_is_judged_by_what_the_label_wants() {
        let wanted = Expected::Answers(vec!["Where is my refund?".into()]);
        assert_eq!(judge(&bot(Some("Where is my refund?"), &[]), &wanted), Judged::Right);
        assert_eq!(judge(&bot(Some("Where is my order?"), &[]), &wanted), Judged::Wrong);
        assert_eq!(judge(&bot(None, &["Refund policy", "Where is my refund?"]), &wanted), Judged::Offered);
        assert_eq!(judge(&bot(None, &["Refund policy"]), &wanted), Judged::OfferedOther);
        assert_eq!(judge(&bot(None, &[]), &wanted), Judged::Missed);
        assert_eq!(judge(&bot(None, &[]), &Expected::Nothing), Judged::LeftRightly);
        let person = Outcome { reply: Reply::HandedOver, ..Outcome::default() };
        assert_eq!(judge(&person, &wanted), Judged::HumanWrongly);
        assert_eq!(judge(&person, &Expected::Human), Judged::HumanRightly);
    }

    #[test]
    fn the_table_sums_up_and_shows_the_most_frequent_mistake_first() {
        let expected = HashMap::from([("refund".to_owned(), Expected::Answers(vec!["Where is my refund?".into()]))]);
        let rows = [bot(Some("Where is my refund?"), &[]), bot(Some("Where is my order?"), &[]), bot(Some("Where is my order?"), &[])];
        let text = table(&rows, &expected, 1);
        assert!(text.contains("| all                      |     3 |     1 |            2 |"), "{text}");
        assert!(text.ends_with("    2 × refund: wrong answer, got \"Where is my order?\", as for \"my money?\"\n"), "{text}");
    }
}
