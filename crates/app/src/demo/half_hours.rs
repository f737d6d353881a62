//! Eight weeks of half hours as the staffing follower would have counted them, and the shop's event days. The conversations
//! that are told are a sample for reading; a forecast needs the whole desk, so its counts are dealt here: by hour, weekday
//! and event, scattered like real ones.

use super::{
    calendar::{DAY, MINUTE, SERVICE, midnight},
    random::Random,
    setup::Setup,
};
use std::collections::BTreeMap;
use yingke_core::{
    id::GroupId,
    staffing::{
        SLOT_MS,
        fold::{Counts, slot},
        settings::{Date, EventDay, Settings},
    },
    time::Millis,
};

const WEEKS: i64 = 8;
/// Key of the group, its contacts in a half hour of middling business, seconds that one takes.
const GROUPS: [(&str, f64, i64); 4] = [("aftersale", 8.0, 380), ("presale", 4.0, 240), ("vip", 1.2, 420), ("complaint", 0.8, 620)];
/// Monday first.
const WEEKDAYS: [f64; 7] = [1.1, 1.0, 0.95, 0.95, 1.0, 1.15, 1.2];
/// Month, day, name, times a usual day.
const EVENTS: [(i64, i64, &str, f64); 4] = [(3, 8, "三八节", 2.0), (6, 18, "618", 5.0), (11, 11, "双11", 6.0), (12, 12, "双12", 3.0)];

/// The great days of this year and the next.
pub fn settings(now: Millis) -> Settings {
    let mut settings = Settings::default();
    let today = Date(settings.day(now)).to_string();
    let year: i64 = today[..4].parse().unwrap_or(2026);
    for year in [year, year + 1] {
        for (month, day, name, factor) in EVENTS {
            if let Ok(date) = format!("{year:04}-{month:02}-{day:02}").parse() {
                settings.events.push(EventDay { date, name: name.to_owned(), factor, group_id: None });
            }
        }
    }
    settings
}

pub fn half_hours(random: &mut Random, setup: &Setup, settings: &Settings, now: Millis) -> BTreeMap<(GroupId, i64), Counts> {
    let today = midnight(now);
    let mut all = BTreeMap::new();
    for days_ago in 1..=7 * WEEKS + 1 {
        let start = today.plus(-days_ago * DAY);
        let day = settings.day(start);
        // 1970-01-01 was a Thursday.
        let weekday = WEEKDAYS[(day + 3).rem_euclid(7) as usize];
        let times = weekday * settings.event(None, day).map_or(1.0, |event| event.factor);
        for half in 0..48 {
            let at = start.plus(half * SLOT_MS);
            let busy = SERVICE[(half / 2) as usize] as f64 / 10.0;
            for (key, middling, handle_s) in GROUPS {
                let counts = one(random, middling * busy * times, handle_s, half, key == "aftersale");
                if !counts.is_nothing() {
                    all.insert((setup.group(key), slot(at)), counts);
                }
            }
        }
    }
    all
}

fn one(random: &mut Random, mean: f64, handle_s: i64, half: i64, main: bool) -> Counts {
    let contacts = scattered(random, mean);
    let mut counts = Counts { contacts, ..Counts::default() };
    for _ in 0..contacts {
        // Most are served at once; some wait minutes, and some of those have had enough.
        let wait = if random.chance(64) { random.between(0, 5_000) } else { random.between(6_000, 4 * MINUTE) };
        counts.wait_ms += wait;
        if wait > 45_000 && random.chance(24) {
            if random.chance(30) {
                counts.left_message += 1
            } else {
                counts.abandoned += 1
            }
            continue;
        }
        let held = random.between(handle_s * 400, handle_s * 1_600);
        counts.answered += 1;
        counts.handled += 1;
        counts.answered_wait_ms += wait;
        counts.held_ms += held;
        counts.shared_ms += held * 100 / random.between(140, 210);
    }
    // The bot works day and night; those who ask for a person at night find nobody.
    let night = !(18..44).contains(&half);
    if main {
        counts.bot_only = scattered(random, if night { 2.0 } else { mean * 1.6 });
        counts.turned_away = if night { scattered(random, 0.12) } else { 0 };
    }
    counts
}

/// A count around this mean, a little wider than chance alone.
fn scattered(random: &mut Random, mean: f64) -> i64 {
    let mean = mean * random.between(80, 120) as f64 / 100.0;
    // Knuth's, in pieces that do not underflow.
    let (mut left, mut count) = (mean, 0);
    while left > 0.0 {
        let piece = left.min(20.0);
        left -= piece;
        let floor = (-piece).exp();
        let mut product = 1.0;
        loop {
            product *= random.between(1, 1_000_000) as f64 / 1_000_000.0;
            if product <= floor {
                break;
            }
            count += 1;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = Millis(1_795_247_000_000);

    #[test]
    fn counts_scatter_around_their_mean() {
        let mut random = Random::new(5);
        let sum: i64 = (0..4_000).map(|_| scattered(&mut random, 30.0)).sum();
        assert!((118_000..122_000).contains(&sum), "{sum}");
        assert_eq!(scattered(&mut random, 0.0), 0);
    }

    #[test]
    fn event_days_are_of_this_year_and_the_next_and_are_good_settings() {
        let settings = settings(NOW);
        assert_eq!((settings.check(), settings.events.len()), (Ok(()), 2 * EVENTS.len()));
        assert!(settings.events.iter().any(|event| event.date.to_string() == "2026-11-11"));
    }

    #[test]
    fn everybody_who_came_was_answered_or_left_and_nobody_comes_to_a_closed_desk() {
        let mut random = Random::new(7);
        for half in 0..48 {
            let busy = SERVICE[(half / 2) as usize] as f64 / 10.0;
            let counts = one(&mut random, 20.0 * busy, 300, half, true);
            assert_eq!(counts.contacts, counts.answered + counts.abandoned + counts.left_message);
            assert!(counts.shared_ms <= counts.held_ms && (busy > 0.0) == (counts.contacts > 0), "{half}: {counts:?}");
        }
    }
}
