//! When people of the desk are there, by the shop's own word: what a customer is told while nobody is.

use crate::{
    metric,
    time::{CHINA_MS, Millis},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

const MINUTE_MS: i64 = 60_000;
const DAY_MIN: i64 = 24 * 60;

/// The same stretch on each of some weekdays, in China's time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Hours {
    /// 1 = Monday … 7 = Sunday.
    pub days: Vec<i64>,
    /// Minutes after midnight.
    pub from_min: i64,
    pub to_min: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    #[error("name at least one weekday, each once, from 1 (Monday) to 7 (Sunday)")]
    Days,
    #[error("the beginning must come before the end, both between 0 and 1440 minutes after midnight")]
    Times,
}

impl Hours {
    pub fn check(&self) -> Result<(), Flaw> {
        let once = self.days.iter().enumerate().all(|(at, day)| (1..=7).contains(day) && !self.days[..at].contains(day));
        if self.days.is_empty() || !once {
            return Err(Flaw::Days);
        }
        let good = 0 <= self.from_min && self.from_min < self.to_min && self.to_min <= DAY_MIN;
        if good { Ok(()) } else { Err(Flaw::Times) }
    }

    /// When somebody is there again; none while somebody should be there now.
    pub fn next_opening(&self, now: Millis) -> Option<Millis> {
        let today = metric::day(now);
        let minute = (now.0 + CHINA_MS).rem_euclid(DAY_MIN * MINUTE_MS) / MINUTE_MS;
        if self.on(today) && (self.from_min..self.to_min).contains(&minute) {
            return None;
        }
        let first = if minute < self.from_min { today } else { today + 1 };
        let day = (first..first + 7).find(|day| self.on(*day))?;
        Some(Millis(day * DAY_MIN * MINUTE_MS - CHINA_MS + self.from_min * MINUTE_MS))
    }

    fn on(&self, day: i64) -> bool {
        // The first of January 1970 was a Thursday.
        self.days.contains(&((day + 3).rem_euclid(7) + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-22 is a Sunday; hours of China's time.
    fn at(day: i64, hour: i64, minute: i64) -> Millis {
        Millis(1_795_276_800_000 + (day - 22) * DAY_MIN * MINUTE_MS + (hour * 60 + minute) * MINUTE_MS)
    }
    fn hours(days: &[i64]) -> Hours {
        Hours { days: days.to_vec(), from_min: 9 * 60, to_min: 22 * 60 }
    }

    #[test]
    fn the_next_opening_is_today_tomorrow_or_after_the_days_off() {
        let every = hours(&[1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(every.next_opening(at(22, 3, 10)), Some(at(22, 9, 0)));
        assert_eq!(every.next_opening(at(22, 9, 0)), None);
        assert_eq!(every.next_opening(at(22, 21, 59)), None);
        assert_eq!(every.next_opening(at(22, 22, 0)), Some(at(23, 9, 0)));
        let working = hours(&[1, 2, 3, 4, 5]);
        assert_eq!(working.next_opening(at(22, 12, 0)), Some(at(23, 9, 0)));
        assert_eq!(working.next_opening(at(27, 23, 0)), Some(at(30, 9, 0)), "Friday night to Monday");
        assert_eq!(hours(&[7]).next_opening(at(22, 22, 30)), Some(at(29, 9, 0)), "a week later");
    }

    #[test]
    fn hours_that_name_no_day_or_end_before_they_begin_are_refused() {
        assert_eq!(hours(&[1, 7]).check(), Ok(()));
        for days in [&[][..], &[0], &[8], &[1, 1]] {
            assert_eq!(hours(days).check(), Err(Flaw::Days));
        }
        for (from_min, to_min) in [(600, 600), (700, 600), (-1, 600), (600, 1441)] {
            assert_eq!(Hours { days: vec![1], from_min, to_min }.check(), Err(Flaw::Times));
        }
    }
}
