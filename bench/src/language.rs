//! Reading one short message, finding one of 50,000 questions, and loading the models; on one core.

use crate::stats;
use anyhow::Context as _;
use std::{
    collections::HashSet,
    hint::black_box,
    path::{Path, PathBuf},
    time::Instant,
};
use yingke_language::{
    analyse, analysis,
    retrieval::{Document, Index},
};

#[derive(clap::Args)]
pub struct Options {
    /// The repository, for the words in its `data/`.
    #[arg(long, default_value = ".")]
    repo: PathBuf,
    #[arg(long, default_value_t = 50_000)]
    questions: usize,
    #[arg(long, default_value_t = 2_000)]
    searches: usize,
    #[arg(long, default_value_t = 5)]
    rounds: usize,
}

/// What counts as short: nine messages of ten.
const SHORT: usize = 40;

pub fn run(options: Options) -> anyhow::Result<()> {
    // First, while nothing is loaded yet.
    loading();
    let messages = column(&options.repo.join("data/messages"), 3)?;
    let short: Vec<&str> = messages.iter().map(String::as_str).filter(|text| text.chars().count() <= SHORT).collect();
    analysing(&short, options.rounds);
    searching(&questions(&options, &messages)?, &short, &options);
    Ok(())
}

fn loading() {
    let (before, began) = (rss_mb(), Instant::now());
    analysis::load();
    let took = began.elapsed().as_secs_f64() * 1e3;
    let after = rss_mb();
    // The least that any program must do: bring the bytes of its models into memory.
    let bytes = yingke_language::model::shipped::files();
    let began = Instant::now();
    let copied: usize = bytes.iter().map(|file| black_box(file.to_vec()).len()).sum();
    let floor = began.elapsed().as_secs_f64() * 1e3;
    println!(
        "loading: {took:.0} ms, {:.1} MB more memory ({:.1} MB when every weight was read); copying their {:.1} MB: {floor:.1} ms; wanted ≤ 400 ms, ≤ 80 MB",
        after - before,
        rss_mb() - before,
        copied as f64 / 1e6
    );
}

fn analysing(texts: &[&str], rounds: usize) {
    let (mut medians, mut ratios) = (Vec::new(), Vec::new());
    let mut last = (0.0, 0.0);
    for round in 0..=rounds {
        let mut scan = times(texts, |text| {
            black_box(text.bytes().fold(0u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))));
        });
        let mut whole = times(texts, |text| {
            black_box(analyse(text));
        });
        // The first round warms up.
        if round > 0 {
            let (median, floor) = (stats::median(&mut whole), stats::median(&mut scan));
            last = (stats::percentile(&mut whole, 99.0), floor);
            medians.push(median);
            ratios.push(median / floor.max(0.001));
        }
    }
    println!(
        "whole analysis of one of {} short messages: median {:.1} µs ({}), p99 {:.1} µs; scan of its bytes {:.3} µs, ratio {:.0}; wanted ≤ 50 µs",
        texts.len(),
        stats::median(&mut medians.clone()),
        stats::range(&medians),
        last.0,
        last.1,
        stats::median(&mut ratios)
    );
}

fn times(texts: &[&str], mut each: impl FnMut(&str)) -> Vec<f64> {
    texts
        .iter()
        .map(|text| {
            let began = Instant::now();
            each(text);
            began.elapsed().as_secs_f64() * 1e6
        })
        .collect()
}

fn searching(questions: &[String], asked: &[&str], options: &Options) {
    let began = Instant::now();
    let documents: Vec<Document> = questions.iter().map(|text| Document { questions: vec![text.clone()], answer: String::new() }).collect();
    let index = Index::new(&documents);
    let built = began.elapsed().as_secs_f64();
    // A plain look at every question: the floor of any search without an index.
    let step = (asked.len() / options.searches.max(1)).max(1);
    let asked: Vec<&str> = asked.iter().copied().step_by(step).take(options.searches).collect();
    let mut scan = times(&asked[..asked.len().min(200)], |text| {
        let first = text.chars().next().unwrap_or(' ');
        black_box(questions.iter().filter(|question| question.contains(first)).count());
    });
    // Each is asked three times and its fastest counts: being set aside for other work is no cost of the search.
    let turns: Vec<Vec<f64>> = (0..3)
        .map(|_| {
            times(&asked, |text| {
                black_box(index.search(text, 5, |_| true));
            })
        })
        .collect();
    let mut found: Vec<f64> = (0..asked.len()).map(|at| turns.iter().map(|turn| turn[at]).fold(f64::MAX, f64::min)).collect();
    let (p50, p99) = (stats::percentile(&mut found, 50.0) / 1e3, stats::percentile(&mut found, 99.0) / 1e3);
    let floor = stats::percentile(&mut scan, 50.0) / 1e3;
    println!(
        "search over {} questions, {} asked: p50 {p50:.2} ms, p99 {p99:.2} ms; plain scan of all for one character {floor:.2} ms, ratio of p50 {:.1}; index built in {built:.1} s; wanted p99 ≤ 5 ms",
        questions.len(),
        asked.len(),
        p50 / floor
    );
}

/// Our own words; as many as are wanted by putting each in other company, because a shop with 50,000 questions asks the
/// same of many products.
fn questions(options: &Options, messages: &[String]) -> anyhow::Result<Vec<String>> {
    let mut own = column(&options.repo.join("data/paraphrases"), 1)?;
    own.extend(messages.iter().cloned());
    let products: Vec<String> = column(&options.repo.join("data/messages"), 1)?.into_iter().collect::<HashSet<_>>().into_iter().collect();
    let mut products: Vec<&str> = products.iter().map(String::as_str).collect();
    products.sort_unstable();
    anyhow::ensure!(!own.is_empty() && !products.is_empty(), "no words in data/");
    let all = (0..).map(|n| match n / own.len() {
        0 => own[n].clone(),
        turn => format!("{} {}", products[(n * 7 + turn) % products.len()], own[n % own.len()]),
    });
    Ok(all.take(options.questions).collect())
}

fn column(folder: &Path, column: usize) -> anyhow::Result<Vec<String>> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .with_context(|| format!("no {}: run it from the repository", folder.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<anyhow::Result<_>>()?;
    files.sort();
    let mut cells = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file)?;
        cells.extend(text.lines().skip(1).filter_map(|line| line.split('\t').nth(column).map(str::to_owned)));
    }
    Ok(cells)
}

/// Resident memory of this process.
fn rss_mb() -> f64 {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    pages.split(' ').nth(1).and_then(|pages| pages.parse::<f64>().ok()).unwrap_or(f64::NAN) * 4096.0 / 1e6
}
