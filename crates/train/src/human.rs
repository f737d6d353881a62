//! The wish for a person: trained on the messages and on `data/wants_human.tsv`, which is written for it and only trains.

use crate::{
    corpus::{self, Message, stable_hash},
    fit::{Example, Options as Fit, fit},
    scores::f1,
    service::Options,
    split::Part,
};
use anyhow::Result;
use std::path::Path;
use yingke_language::{
    message,
    model::{Features, Linear, Words},
};

struct Row {
    text: String,
    read: message::Message,
    wants: bool,
    part: Part,
    /// Rows of one author stand in one of the folds.
    fold: u64,
}

const FOLDS: u64 = 5;
/// Plain questions, in no fold either.
const PLAIN: u64 = FOLDS + 1;
/// How often the wish is looked for anew.
const HEARINGS: usize = 4;
const FIT: Fit = Fit { bits: 19, rounds: 12, step: 0.3, decay: 1e-7, seen_at_least: 2 };

pub fn train(repo: &Path, messages: &[Message], parts: &[Part], words: &Words<'_>, given: &Options) -> Result<Vec<u8>> {
    let read = |text: &str| message::Message::read_with(text, words);
    let mut rows: Vec<Row> = messages
        .iter()
        .zip(parts)
        .filter_map(|(message, part)| {
            Some(Row {
                text: message.text.clone(),
                read: read(&message.text),
                wants: message.wants_human?,
                part: *part,
                fold: stable_hash(&message.author) % FOLDS,
            })
        })
        .collect();
    // Never measured, so in no fold.
    rows.extend(corpus::rows(&repo.join("data/wants_human.tsv"))?.into_iter().map(|row| Row {
        read: read(&row[0]),
        wants: row[1] == "1",
        part: Part::Train,
        fold: FOLDS,
        text: row[0].clone(),
    }));
    // Questions about everything else, so that no word of theirs sounds like a wish.
    let questions = corpus::paraphrases(repo)?.into_values().flatten();
    let questions = questions.map(|text| (read(&text), text)).filter(|(read, _)| !names_people(&read.normal));
    rows.extend(questions.map(|(read, text)| Row { text, read, wants: false, part: Part::Train, fold: PLAIN }));
    // Which part holds the wish is not written down: each model hears it where the one before did.
    let learn = |of: &dyn Fn(&Row) -> bool| {
        let taught: Vec<&Row> = rows.iter().filter(|row| of(row)).collect();
        let fit = |features: &dyn Fn(&Row) -> Features| {
            let examples: Vec<Example> = taught.iter().map(|row| example(row, features(row))).collect();
            fit(vec!["wants human".into()], &examples, FIT).write()
        };
        let mut file = fit(&|row| row.read.wish.heard_by(None));
        for _ in 0..HEARINGS {
            let before = Linear::read(&file).expect("just written");
            file = fit(&|row| row.read.wish.heard_by(Some(&before)));
        }
        file
    };

    // Authors that a model never saw, without the test part: this is what settings are chosen by.
    let mut unseen: Vec<(&Row, f32)> = Vec::new();
    for fold in 0..FOLDS {
        let file = learn(&|row| row.part != Part::Test && row.fold != fold);
        let model = Linear::read(&file).expect("just written");
        let held = rows.iter().filter(|row| row.part != Part::Test && row.fold == fold);
        unseen.extend(held.map(|row| (row, row.read.wish.score(&model))));
    }
    report("authors not seen", &unseen, given.mistakes);
    let file = learn(&|row| row.part != Part::Test);
    let model = Linear::read(&file).expect("just written");
    let test: Vec<(&Row, f32)> = rows.iter().filter(|row| row.part == Part::Test).map(|row| (row, row.read.wish.score(&model))).collect();
    report("test", &test, given.mistakes);
    if let Some(folder) = &given.measure {
        let public: Vec<Row> = corpus::rows(&folder.join("wants_human_authored_dev.tsv"))?
            .into_iter()
            .map(|row| Row { read: read(&row[0]), wants: row[1] == "1", part: Part::Test, fold: FOLDS, text: row[0].clone() })
            .collect();
        let scored: Vec<(&Row, f32)> = public.iter().map(|row| (row, row.read.wish.score(&model))).collect();
        report("public dev", &scored, given.mistakes);
    }
    Ok(file)
}

fn example(row: &Row, features: Features) -> Example {
    let source = match row.fold {
        FOLDS => APART,
        PLAIN if row.text.is_ascii() => PLAINLY_IN_ENGLISH,
        PLAIN => PLAINLY,
        _ => 1.0,
    };
    let weight = source * if row.wants { 2.0 } else { 1.0 };
    Example { features, target: vec![f32::from(u8::from(row.wants))], weight }
}

/// Half of the rows written for this are wishes, one of twelve messages is: they teach the words, not how often.
const APART: f32 = 0.3;
const PLAINLY: f32 = 0.1;
/// The messages have little of it.
const PLAINLY_IN_ENGLISH: f32 = 0.4;

fn report(name: &str, scored: &[(&Row, f32)], mistakes: bool) {
    let figures =
        |said: &dyn Fn(&Row, f32) -> bool| f1(&scored.iter().map(|(row, score)| (row.wants, said(row, *score))).collect::<Vec<_>>());
    let (p, r, f) = figures(&|row, _| row.read.asks_for_human);
    println!("  {name}, {} rows: patterns alone: precision {p:.3}, recall {r:.3}, F1 {f:.3}", scored.len());
    for sure in [-1.0, -0.5, 0.0, 0.5, 1.0] {
        let (p, r, f) = figures(&|_, score| score > sure);
        print!("    > {sure}: {p:.3}/{r:.3}/{f:.3}");
        for not in [-1.0, -2.0, -3.0] {
            print!("  {not}: {:.3}", figures(&|row, score| score > if row.read.asks_for_human { not } else { sure }).2);
        }
        println!();
    }
    if mistakes {
        for (row, score) in scored.iter().filter(|(row, score)| (*score > 0.0) != row.wants) {
            println!("      {} {score:.2} {}", if row.wants { "missed" } else { "wrong" }, row.text);
        }
    }
}

/// Names somebody who can be asked for, or a way to reach people.
fn names_people(normal: &str) -> bool {
    let words =
        ["contact", "phone", "call", "speak", "talk", "agent", "human", "person", "people", "support", "advis", "someone", "somebody"];
    words.iter().any(|word| normal.contains(word))
}
