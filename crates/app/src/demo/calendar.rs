//! When things happen: everything is counted back from now, so that a demo started today looks like today.

use super::random::Random;
use yingke_core::time::Millis;

pub const MINUTE: i64 = 60_000;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// How busy each hour of a Chinese shop's day is.
const SHOPPING: [i64; 24] = [5, 3, 2, 1, 1, 1, 2, 4, 7, 10, 12, 11, 10, 10, 9, 9, 9, 9, 9, 11, 14, 16, 14, 9];
/// The same for contacts with people; the desk is open from nine to ten in the evening.
pub(super) const SERVICE: [i64; 24] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 13, 11, 8, 8, 10, 11, 10, 8, 7, 9, 11, 10, 0, 0];

/// Midnight in China of the day that `at` lies in.
pub fn midnight(at: Millis) -> Millis {
    Millis(yingke_core::metric::day(at) * DAY - 8 * HOUR)
}

/// `20261121`, in China.
pub fn date_digits(at: Millis) -> String {
    let date = jiff::Timestamp::from_millisecond(at.0 + 8 * HOUR).unwrap_or_default().to_zoned(jiff::tz::TimeZone::UTC);
    date.strftime("%Y%m%d").to_string()
}

/// A moment on the day that lies `days_ago` back, at an hour when people shop; never after now.
pub fn shopping_time(random: &mut Random, now: Millis, days_ago: i64) -> Millis {
    moment(random, now, days_ago, &SHOPPING)
}

/// The same at an hour when the desk is open.
pub fn service_time(random: &mut Random, now: Millis, days_ago: i64) -> Millis {
    moment(random, now, days_ago, &SERVICE)
}

fn moment(random: &mut Random, now: Millis, days_ago: i64, hours: &[i64; 24]) -> Millis {
    let start = midnight(now).plus(-days_ago * DAY);
    for _ in 0..20 {
        let hour = random.weighted(hours) as i64;
        let at = start.plus(hour * HOUR + random.between(0, HOUR - 1));
        if at < now {
            return at;
        }
    }
    // The day is too young for its usual hours.
    start.plus(random.between(0, (now.0 - start.0 - MINUTE).max(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-21 00:10 in Shanghai.
    const JUST_AFTER_MIDNIGHT: Millis = Millis(1_795_190_400_000 + 10 * MINUTE);

    #[test]
    fn nothing_happens_after_now_even_when_the_day_is_ten_minutes_old() {
        let mut random = Random::new(1);
        for _ in 0..200 {
            assert!(service_time(&mut random, JUST_AFTER_MIDNIGHT, 0) < JUST_AFTER_MIDNIGHT);
        }
    }

    #[test]
    fn dates_are_those_of_china() {
        assert_eq!(date_digits(JUST_AFTER_MIDNIGHT), "20261121");
        assert_eq!(date_digits(JUST_AFTER_MIDNIGHT.plus(-11 * MINUTE)), "20261120");
        assert_eq!(midnight(JUST_AFTER_MIDNIGHT).0, 1_795_190_400_000);
    }
}
