//! The table of words: what each means, learned from a teacher and from our clusters of questions with one meaning.
//!
//! A word starts as the teacher's direction of it, shortened to 128 dimensions. Then sums of words are pulled towards the
//! teacher's direction of whole texts, and towards other wordings of their cluster, away from other clusters; clusters
//! that stand next to each other in the files are the closest neighbours and meet most.

use crate::{corpus, fit::Chance, measure};
use anyhow::{Context, Result};
use clap::Args;
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};
use yingke_language::{
    model::{DIMENSIONS, Words, tokens},
    normalise,
};

#[derive(Args)]
pub struct Options {
    /// The folder with the teacher's texts (NAME.txt) and directions (NAME.txt.vec); `tokens` are the words of the table.
    #[arg(long)]
    teacher: PathBuf,
    /// A folder with questions that only measure.
    #[arg(long)]
    measure: Option<PathBuf>,
    #[arg(long, default_value_t = 24)]
    rounds: usize,
    /// How much clusters weigh beside the teacher.
    #[arg(long, default_value_t = 3.0)]
    clusters: f32,
    #[arg(long, default_value_t = 0.03)]
    step: f32,
    #[arg(long, default_value_t = 0.06)]
    temperature: f32,
}

/// Numbers of one text of the teacher.
const WIDE: usize = 384;
type Wide = Vec<f32>;
type Short = [f32; DIMENSIONS];

struct Table {
    rows: Vec<Short>,
    moved: Vec<Short>,
    places: HashMap<u64, u32>,
    step: f32,
}

pub fn train(repo: &Path, options: &Options) -> Result<()> {
    let vocabulary = taught(&options.teacher, "tokens")?;
    let mut texts = Vec::new();
    for name in ["own", "en", "clauses"] {
        if options.teacher.join(format!("{name}.txt.vec")).exists() {
            texts.extend(taught(&options.teacher, name)?);
        }
    }
    println!("{} words, {} texts", vocabulary.len(), texts.len());
    let shortener = Shortener::of(texts.iter().chain(&vocabulary).map(|(_, wide)| wide));
    let middle = mean(texts.iter().map(|(_, wide)| wide));
    let words_middle = mean(vocabulary.iter().map(|(_, wide)| wide));

    let mut table = Table { rows: Vec::new(), moved: Vec::new(), places: HashMap::new(), step: options.step };
    let mut counts: HashMap<u64, f32> = HashMap::new();
    let mut total = 0.0;
    for (text, _) in &texts {
        tokens(text, |hash, _| {
            *counts.entry(hash).or_default() += 1.0;
            total += 1.0;
        });
    }
    for (text, wide) in &vocabulary {
        let mut whole = None;
        tokens(text, |hash, token| {
            if token == text {
                whole = Some(hash);
            }
        });
        let Some(hash) = whole.filter(|hash| !table.places.contains_key(hash)) else { continue };
        // Frequent words say little; a word says more than its characters.
        let often = counts.get(&hash).copied().unwrap_or(0.0) / total;
        let weight = 3e-4 / (3e-4 + often) * if text.chars().count() == 1 && !text.is_ascii() { 0.5 } else { 1.0 };
        let row = unit(shortener.shorten(wide, &words_middle)).map(|x| x * weight);
        table.places.insert(hash, table.rows.len() as u32);
        table.rows.push(row);
        table.moved.push([1e-4; DIMENSIONS]);
    }
    let texts: Vec<(Vec<u32>, Short)> = texts
        .iter()
        .map(|(text, wide)| (table.read(text), unit(shortener.shorten(wide, &middle))))
        .filter(|(ids, _)| !ids.is_empty())
        .collect();
    // A question and its answer belong together too.
    let answered = ["faq", "faq_en"].iter().map(|name| corpus::rows(&repo.join(format!("data/faq/{name}.tsv"))));
    let answered = answered.collect::<Result<Vec<_>>>()?.concat().into_iter().map(|row| row[2..].to_vec());
    let clusters: Vec<Vec<Vec<u32>>> = corpus::paraphrases(repo)?
        .into_values()
        .chain(answered)
        .map(|texts| texts.iter().map(|text| table.read(&normalise(text))).filter(|ids| !ids.is_empty()).collect::<Vec<_>>())
        .filter(|texts| texts.len() >= 2)
        .collect();
    println!("{} clusters", clusters.len());

    show(repo, options, &table, "untrained")?;
    let mut chance = Chance(0x2545_F491_4F6C_DD1D);
    let mut order: Vec<usize> = (0..texts.len()).collect();
    for round in 0..options.rounds {
        table.step = options.step * (1.0 - round as f32 / options.rounds as f32).max(0.1);
        chance.shuffle(&mut order);
        let batches = clusters.len() * 3 / BATCH;
        let share = order.len() / batches.max(1);
        let (mut away, mut loss) = (0.0, 0.0);
        for batch in 0..batches {
            for at in &order[batch * share..(batch + 1) * share] {
                let (ids, target) = &texts[*at];
                away += table.towards(ids, target, 1.0);
            }
            loss += contrast(&mut table, &clusters, &mut chance, options);
        }
        println!("round {round}: {:.4} from the teacher, contrast {:.4}", away / (batches * share).max(1) as f32, loss / batches as f32);
    }
    let file = show(repo, options, &table, "trained")?;
    println!("{:.2} MB", file.len() as f64 / 1e6);
    Ok(std::fs::write(repo.join("crates/language/models/words.bin"), file)?)
}

fn show(repo: &Path, options: &Options, table: &Table, name: &str) -> Result<Vec<u8>> {
    let file = table.file();
    // Lives as long as the program: an index holds on to it.
    let words: &'static Words<'static> = Box::leak(Box::new(Words::read(file.clone().leak()).context("just written")?));
    println!("{name}:");
    measure::retrieval(repo, options.measure.as_deref(), words, None)?;
    Ok(file)
}

const BATCH: usize = 128;
/// Neighbours in the files that meet in one batch.
const NEIGHBOURS: usize = 16;

/// Two wordings of each cluster of a batch: each must be nearer to the other than to those of other clusters.
fn contrast(table: &mut Table, clusters: &[Vec<Vec<u32>>], chance: &mut Chance, options: &Options) -> f32 {
    let mut pairs: Vec<(&[u32], &[u32])> = Vec::with_capacity(BATCH);
    while pairs.len() < BATCH {
        let start = chance.below(clusters.len().saturating_sub(NEIGHBOURS));
        for cluster in clusters[start..].iter().take(NEIGHBOURS) {
            let first = chance.below(cluster.len());
            let second = (first + 1 + chance.below(cluster.len() - 1)) % cluster.len();
            pairs.push((&cluster[first], &cluster[second]));
        }
    }
    let left: Vec<(Short, f32)> = pairs.iter().map(|(ids, _)| table.direction(ids)).collect();
    let right: Vec<(Short, f32)> = pairs.iter().map(|(_, ids)| table.direction(ids)).collect();
    let mut pulls = vec![[[0.0f32; DIMENSIONS]; 2]; pairs.len()];
    let mut loss = 0.0;
    for side in 0..2 {
        let (own, other) = if side == 0 { (&left, &right) } else { (&right, &left) };
        for (i, (asked, _)) in own.iter().enumerate() {
            let scores: Vec<f32> = other.iter().map(|(row, _)| dot(asked, row) / options.temperature).collect();
            let shares = yingke_language::model::softmax(scores);
            loss -= shares[i].max(1e-9).ln();
            for (j, (share, (row, _))) in shares.iter().zip(other).enumerate() {
                let error = (share - f32::from(u8::from(i == j))) / options.temperature;
                for d in 0..DIMENSIONS {
                    pulls[i][side][d] += error * row[d];
                    pulls[j][1 - side][d] += error * asked[d];
                }
            }
        }
    }
    for (((left_ids, right_ids), pulls), (left, right)) in pairs.iter().zip(&pulls).zip(left.iter().zip(&right)) {
        table.pull(left_ids, left, &pulls[0], options.clusters * 0.1);
        table.pull(right_ids, right, &pulls[1], options.clusters * 0.1);
    }
    loss / (2 * pairs.len()) as f32
}

impl Table {
    fn read(&self, text: &str) -> Vec<u32> {
        let mut ids = Vec::new();
        tokens(text, |hash, _| ids.extend(self.places.get(&hash)));
        ids
    }

    fn direction(&self, ids: &[u32]) -> (Short, f32) {
        let mut sum = [0.0f32; DIMENSIONS];
        for id in ids {
            sum.iter_mut().zip(&self.rows[*id as usize]).for_each(|(sum, x)| *sum += x);
        }
        let length = dot(&sum, &sum).sqrt().max(1e-6);
        (sum.map(|x| x / length), length)
    }

    /// One step towards a target; returns how far away it was.
    fn towards(&mut self, ids: &[u32], target: &Short, weight: f32) -> f32 {
        let direction = self.direction(ids);
        let away = 1.0 - dot(&direction.0, target);
        self.pull(ids, &direction, &target.map(|x| -x), weight);
        away
    }

    /// A step against a slope of the direction.
    fn pull(&mut self, ids: &[u32], (direction, length): &(Short, f32), slope: &Short, weight: f32) {
        let along = dot(direction, slope);
        let mut step = [0.0f32; DIMENSIONS];
        for d in 0..DIMENSIONS {
            step[d] = weight * (slope[d] - along * direction[d]) / length.max(0.3);
        }
        for id in ids {
            let (row, moved) = (&mut self.rows[*id as usize], &mut self.moved[*id as usize]);
            for d in 0..DIMENSIONS {
                moved[d] += step[d] * step[d];
                row[d] -= self.step * step[d] / moved[d].sqrt();
            }
        }
    }

    fn file(&self) -> Vec<u8> {
        Words::write(self.places.iter().map(|(hash, place)| (*hash, self.rows[*place as usize].to_vec())).collect())
    }
}

/// Texts, normalised, and the teacher's directions of them.
fn taught(folder: &Path, name: &str) -> Result<Vec<(String, Wide)>> {
    let file = folder.join(format!("{name}.txt"));
    let texts = std::fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
    let vectors = std::fs::read(folder.join(format!("{name}.txt.vec")))?;
    let half = |bytes: &[u8]| half(u16::from_le_bytes([bytes[0], bytes[1]]));
    let rows = vectors.chunks_exact(WIDE * 2).map(|row| row.chunks_exact(2).map(half).collect::<Wide>());
    Ok(texts.lines().map(normalise).zip(rows).collect())
}

/// A number of 16 bits.
fn half(bits: u16) -> f32 {
    let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f32::from(bits & 1023));
    sign * if exponent == 0 { fraction * 2f32.powi(-24) } else { (1.0 + fraction / 1024.0) * 2f32.powi(exponent - 15) }
}

fn mean<'a>(rows: impl Iterator<Item = &'a Wide>) -> Wide {
    let (mut sum, mut count) = (vec![0.0f32; WIDE], 0.0f32);
    for row in rows {
        count += 1.0;
        sum.iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
    }
    sum.iter().map(|x| x / count.max(1.0)).collect()
}

fn dot(a: &Short, b: &Short) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn unit(row: Short) -> Short {
    let length = dot(&row, &row).sqrt().max(1e-9);
    row.map(|x| x / length)
}

/// The 128 dimensions in which the teacher's directions differ most.
struct Shortener {
    axes: Vec<Wide>,
}

impl Shortener {
    fn of<'a>(rows: impl Iterator<Item = &'a Wide> + Clone) -> Shortener {
        let middle = mean(rows.clone());
        let mut spread = vec![0.0f32; WIDE * WIDE];
        // Every third is enough to know the axes.
        for row in rows.step_by(3) {
            let row: Wide = row.iter().zip(&middle).map(|(x, m)| x - m).collect();
            for (i, x) in row.iter().enumerate() {
                spread[i * WIDE..(i + 1) * WIDE].iter_mut().zip(&row).for_each(|(sum, y)| *sum += x * y);
            }
        }
        let mut chance = Chance(0x1234_5678_9ABC_DEF1);
        let mut axes: Vec<Wide> =
            (0..DIMENSIONS).map(|_| (0..WIDE).map(|_| chance.below(2_001) as f32 / 1_000.0 - 1.0).collect()).collect();
        for _ in 0..20 {
            axes = axes
                .iter()
                .map(|axis| spread.chunks_exact(WIDE).map(|row| row.iter().zip(axis).map(|(a, b)| a * b).sum()).collect())
                .collect();
            for i in 0..axes.len() {
                let (done, rest) = axes.split_at_mut(i);
                let axis = &mut rest[0];
                for other in done {
                    let along: f32 = axis.iter().zip(other.iter()).map(|(a, b)| a * b).sum();
                    axis.iter_mut().zip(other.iter()).for_each(|(a, b)| *a -= along * b);
                }
                let length = axis.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-12);
                axis.iter_mut().for_each(|x| *x /= length);
            }
        }
        Shortener { axes }
    }

    fn shorten(&self, row: &[f32], middle: &[f32]) -> Short {
        let mut short = [0.0f32; DIMENSIONS];
        for (x, axis) in short.iter_mut().zip(&self.axes) {
            *x = row.iter().zip(middle).zip(axis).map(|((x, m), a)| (x - m) * a).sum();
        }
        short
    }
}
