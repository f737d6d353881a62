//! The five emotions, and from which share on the product hears anger: chosen on authors that a model never saw, of the train
//! and dev parts. The test part only measures.

use crate::{
    corpus::stable_hash,
    fit::{Example, Options as Fit, fit},
    scores::{auroc, best, f1, macro_f1},
    service::{Row, classify, one_hot},
    split::Part,
};
use yingke_core::conversation::Mood;
use yingke_language::{
    message,
    model::Linear,
    mood::{self, MOODS},
    sentiment,
};

const EMOTIONS: [&str; 5] = ["calm", "anxious", "disappointed", "angry", "threat"];
const FIT: Fit = Fit { bits: 17, rounds: 12, step: 0.3, decay: 1e-5, seen_at_least: 2 };
const EVENLY: f32 = 0.5;
/// How much a plain question counts beside a message.
const PLAIN: f32 = 0.22;
const FOLDS: u64 = 5;

/// `plain`: questions about anything at all, so that a word of another trade is no anger.
pub fn train(rows: &[Row], plain: &[message::Message]) -> Vec<u8> {
    let names: Vec<String> = EMOTIONS.iter().map(|name| (*name).to_owned()).collect();
    let target = |row: &Row| one_hot(&names, &row.message.emotion);
    let calm = one_hot(&names, EMOTIONS[0]);
    let plain: Vec<Example> =
        plain.iter().map(|read| Example { features: read.heat.clone(), target: calm.clone(), weight: PLAIN }).collect();
    folds(rows, &names, &plain);
    classify(rows, names.clone(), &target, EVENLY, FIT, &|row| row.read.heat.clone(), &plain, Some(&moods))
}

/// Authors not seen: how sure the model must be to hear anger, where the word lists hear it too and where they do not.
fn folds(rows: &[Row], names: &[String], plain: &[Example]) {
    let fold = |row: &Row| stable_hash(&row.message.author) % FOLDS;
    let taught: Vec<&Row> = rows.iter().filter(|row| row.part != Part::Test).collect();
    let weight = |row: &Row| {
        let count = taught.iter().filter(|other| other.message.emotion == row.message.emotion).count();
        (taught.len() as f32 / names.len() as f32 / count as f32).powf(EVENLY)
    };
    let weights: Vec<f32> = taught.iter().map(|row| weight(row)).collect();
    let mut unseen: Vec<(&Row, Vec<f32>, f32)> = Vec::new();
    for out in 0..FOLDS {
        let kept = taught.iter().zip(&weights).filter(|(row, _)| fold(row) != out);
        let example = |(row, weight): (&&Row, &f32)| Example {
            features: row.read.heat.clone(),
            target: one_hot(names, &row.message.emotion),
            weight: *weight,
        };
        let mut examples: Vec<Example> = kept.map(example).collect();
        examples.extend(plain.iter().cloned());
        let file = fit(names.to_vec(), &examples, FIT).write();
        let model = Linear::read(&file).expect("just written");
        // How bad it is says a model that did not see them either.
        let bad = |row: &Row| vec![f32::from(u8::from(row.message.sentiment == "neg"))];
        let kept = taught.iter().filter(|row| fold(row) != out);
        let examples: Vec<Example> =
            kept.map(|row| Example { features: row.read.features.clone(), target: bad(row), weight: 1.0 }).collect();
        let file = fit(vec!["bad".to_owned()], &examples, FIT).write();
        let how_bad = Linear::read(&file).expect("just written");
        let negative = |row: &Row| 1.0 / (1.0 + (-how_bad.scores(&row.read.features)[0]).exp());
        unseen.extend(taught.iter().filter(|row| fold(row) == out).map(|row| (*row, model.shares(&row.read.heat), negative(row))));
    }
    let heated: Vec<(f32, bool)> = unseen.iter().map(|(row, shares, _)| (shares[3] + shares[4], place(row) >= 3)).collect();
    println!(
        "  authors not seen, {} rows: AUROC of angry or worse {:.3}; precision/recall/F1 by the share without angry words, and by how bad it is",
        heated.len(),
        auroc(&heated)
    );
    for sure in [0.25, 0.3, 0.35, 0.4, 0.45, 0.5] {
        print!("    {sure}:");
        for bad in [0.0, 0.1, 0.2, 0.3, 0.4, 0.5] {
            let said = |(row, shares, negative): &(&Row, Vec<f32>, f32)| {
                (place(row) >= 3, mood::decide_from(&row.read, shares, *negative, [sure / 2.0, sure, bad]).mood >= Mood::Angry)
            };
            let (p, r, f) = f1(&unseen.iter().map(said).collect::<Vec<_>>());
            print!("  {bad}: {p:.3}/{r:.3}/{f:.3}");
        }
        println!();
    }
}

fn place(row: &Row) -> usize {
    EMOTIONS.iter().position(|known| *known == row.message.emotion).unwrap_or(0)
}

/// The moods that the product sees: by words, by the model, and by both as it decides.
fn moods(name: &str, file: &[u8], rows: &[&Row]) {
    let model = Linear::read(file).expect("just written");
    let of = |mood: Mood| MOODS.iter().position(|known| *known == mood).unwrap_or(0);
    let tell = |who: &str, said: &dyn Fn(&Row) -> usize| {
        let pairs: Vec<(usize, usize)> = rows.iter().map(|row| (place(row), said(row))).collect();
        let (p, r, f) = f1(&pairs.iter().map(|(expected, said)| (*expected >= 3, *said >= 3)).collect::<Vec<_>>());
        println!("    {name} {who}: macro-F1 {:.3}; angry or worse: precision {p:.3}, recall {r:.3}, F1 {f:.3}", macro_f1(&pairs, 5));
    };
    tell("words", &|row| of(row.read.mood));
    tell("model", &|row| best(&model.shares(&row.read.heat)));
    tell("both ", &|row| of(mood::decide(&row.read, &model.shares(&row.read.heat), sentiment::of(&row.message.text).negative).mood));
}
