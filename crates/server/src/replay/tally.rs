//! What became of the rows.

use std::time::Duration;

/// One row at the end of its way.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// From the time the row was due to the acknowledgement; none = never acknowledged.
    pub acknowledged: Option<Duration>,
    /// From the time the row was due to the bot's words or the hand-over.
    pub replied: Option<Duration>,
    pub reply: Reply,
    /// How often the thread holds it, read back afterwards; none = could not be asked.
    pub stored: Option<usize>,
    /// Why it was not acknowledged.
    pub trouble: Option<String>,
    pub label: String,
    pub text: String,
    /// The bot's first words to it.
    pub said: Option<Said>,
}

/// A message of the bot, as a judge needs it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// The question that it answers, when it answers one.
    pub answers: Option<String>,
    /// What it gave to choose from; the ways to people are no choice of answers.
    pub offers: Vec<String>,
    pub body: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reply {
    #[default]
    None,
    Bot,
    /// Waits for a person, or has one.
    HandedOver,
}

#[derive(Debug, Default)]
pub struct Tally {
    pub rows: usize,
    pub took: Duration,
    pub acknowledged: usize,
    pub by_bot: usize,
    pub handed_over: usize,
    pub recorded: usize,
    pub lost: usize,
    pub duplicated: usize,
    acknowledgements: Vec<Duration>,
    replies: Vec<Duration>,
    /// Every row, when somebody judges them by label.
    pub kept: Vec<Outcome>,
    pub troubles: std::collections::BTreeMap<String, usize>,
}

impl Tally {
    pub fn add(&mut self, outcome: Outcome) {
        if let Some(after) = outcome.acknowledged {
            self.acknowledged += 1;
            self.acknowledgements.push(after);
        }
        self.replies.extend(outcome.replied);
        match outcome.reply {
            Reply::None => {}
            Reply::Bot => self.by_bot += 1,
            Reply::HandedOver => self.handed_over += 1,
        }
        match outcome.stored {
            Some(1) => self.recorded += 1,
            Some(2..) => {
                self.recorded += 1;
                self.duplicated += 1;
            }
            // Acknowledged and not there is the worst there is; what cannot be found out counts the same.
            Some(0) | None => self.lost += 1,
        }
        if let Some(trouble) = &outcome.trouble {
            *self.troubles.entry(trouble.clone()).or_insert(0) += 1;
        }
        if !outcome.label.is_empty() {
            self.kept.push(outcome);
        }
    }

    pub fn is_whole(&self) -> bool {
        self.lost == 0 && self.duplicated == 0 && self.recorded == self.rows && self.acknowledged == self.rows
    }

    /// For people.
    pub fn table(&mut self) -> String {
        let seconds = self.took.as_secs_f64();
        let ms = |duration: Option<Duration>| duration.map_or("-".to_owned(), |d| format!("{:.1} ms", d.as_secs_f64() * 1000.0));
        let (ack50, ack99) = (percentile(&mut self.acknowledgements, 50), percentile(&mut self.acknowledgements, 99));
        let (reply50, reply99) = (percentile(&mut self.replies, 50), percentile(&mut self.replies, 99));
        let rows = [
            ("sent", self.rows.to_string()),
            ("acknowledged", self.acknowledged.to_string()),
            ("answered by the bot", self.by_bot.to_string()),
            ("handed over", self.handed_over.to_string()),
            ("recorded", self.recorded.to_string()),
            ("lost", self.lost.to_string()),
            ("duplicated", self.duplicated.to_string()),
            ("acknowledged after, p50", ms(ack50)),
            ("acknowledged after, p99", ms(ack99)),
            ("replied after, p50", ms(reply50)),
            ("replied after, p99", ms(reply99)),
            ("duration", format!("{seconds:.1} s ({:.0} rows/s)", self.rows as f64 / seconds.max(0.001))),
        ];
        rows.iter().map(|(name, value)| format!("{name:<26}{value:>24}\n")).collect()
    }
}

fn percentile(durations: &mut [Duration], percent: usize) -> Option<Duration> {
    durations.sort_unstable();
    // Nearest rank: a value that was really measured.
    let rank = (durations.len() * percent).div_ceil(100);
    durations.get(rank.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_acknowledged_row_that_is_not_stored_is_lost_and_one_that_is_there_twice_is_no_success() {
        let ok = Outcome { acknowledged: Some(Duration::from_millis(5)), stored: Some(1), ..Outcome::default() };
        let mut tally = Tally { rows: 1, ..Tally::default() };
        tally.add(ok.clone());
        assert!(tally.is_whole());
        for bad in [Outcome { stored: Some(0), ..ok.clone() }, Outcome { stored: Some(2), ..ok.clone() }, Outcome::default()] {
            let mut tally = Tally { rows: 1, ..Tally::default() };
            tally.add(bad.clone());
            assert!(!tally.is_whole(), "{bad:?}");
        }
    }

    #[test]
    fn percentiles_are_nearest_ranks() {
        let mut ms: Vec<Duration> = (1..=100).rev().map(Duration::from_millis).collect();
        assert_eq!(percentile(&mut ms, 50), Some(Duration::from_millis(50)));
        assert_eq!(percentile(&mut ms, 99), Some(Duration::from_millis(99)));
        assert_eq!(percentile(&mut [], 99), None);
    }
}
