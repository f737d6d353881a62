//! What comes in per half hour of the coming days, from the same weekday and half hour of up to eight weeks before. Newer
//! weeks weigh more; a thin half hour leans on its neighbours; days that were not like others teach after their factor has
//! been taken out. Two complete weeks are needed for that: before, all complete days are one profile, and it is said so.

use super::{SLOTS_A_DAY, spread};
use serde::Serialize;
use std::collections::HashMap;
use utoipa::ToSchema;

pub const MOST_WEEKS: i64 = 8;
/// What a week counts beside the one after it.
const FADES: f64 = 0.8;
/// Contacts that a half hour and its neighbours must have had in all the weeks together to stand for itself.
const ENOUGH: f64 = 20.0;
/// Half hours to each side that a thin one may lean on.
const WIDEST: usize = 4;
/// Days before weekdays are told apart.
const TWO_WEEKS: i64 = 14;

/// What the forecast stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[schema(as = StaffingBasis)]
pub enum Basis {
    /// Not one complete day yet.
    Nothing,
    /// Under two weeks: every complete day teaches, whatever weekday it was.
    Days { days: i64 },
    /// The same weekday of so many weeks.
    Weeks { weeks: i64 },
}

/// What was counted, by day and half hour of the day in the shop's time. What is not there was nothing.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// The first day that was seen whole.
    pub first_day: i64,
    /// Not over yet: teaches nothing.
    pub today: i64,
    pub counts: HashMap<(i64, i64), f64>,
}

/// One half hour to come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expected {
    pub mean: f64,
    /// Eight of ten such half hours lie between these.
    pub low: f64,
    pub high: f64,
    /// Past half hours that it rests on.
    pub rests_on: i64,
}

impl History {
    pub fn basis(&self) -> Basis {
        let days = self.today - self.first_day;
        if days < 1 {
            Basis::Nothing
        } else if days < TWO_WEEKS {
            Basis::Days { days }
        } else {
            Basis::Weeks { weeks: (days / 7).min(MOST_WEEKS) }
        }
    }

    /// The half hours of a day, 48 of them; none without a basis. `factor` says how unlike others a day is, past or to come.
    pub fn expect(&self, day: i64, spread: f64, factor: &impl Fn(i64) -> f64) -> Vec<Expected> {
        let past = self.past_of(day);
        if past.is_empty() {
            return Vec::new();
        }
        let own: Vec<Mean> = (0..SLOTS_A_DAY).map(|slot| self.mean(&past, slot, factor)).collect();
        let times = factor(day);
        (0..own.len())
            .map(|slot| {
                let here = own[slot];
                let trust = (around(&own, slot, 1).map(|one| one.counted).sum::<f64>() / ENOUGH).min(1.0);
                let mean = (trust * here.mean + (1.0 - trust) * smooth(&own, slot)) * times;
                // What is expected is itself uncertain, the more the fewer weeks it rests on.
                let (low, high) = spread::interval(mean, spread * (1.0 + times * here.uncertain));
                Expected { mean, low, high, rests_on: past.len() as i64 }
            })
            .collect()
    }

    /// Variance ÷ mean of half hours that should have been alike.
    pub fn spread(&self, factor: &impl Fn(i64) -> f64) -> f64 {
        let alike = (0..7).flat_map(|weekday| {
            let past = self.past_of(self.today + weekday);
            (0..SLOTS_A_DAY).map(move |slot| (past.clone(), slot))
        });
        spread::dispersion(alike.map(|(past, slot)| {
            let seen: Vec<(f64, f64)> = past.iter().map(|(day, _)| (self.count(*day, slot), factor(*day))).collect();
            let mean = seen.iter().map(|(n, _)| n).sum::<f64>() / seen.iter().map(|(_, f)| f).sum::<f64>().max(f64::MIN_POSITIVE);
            seen.into_iter().map(|(n, f)| (n, mean * f)).collect()
        }))
    }

    fn count(&self, day: i64, slot: i64) -> f64 {
        self.counts.get(&(day, slot)).copied().unwrap_or(0.0)
    }

    /// The days that teach about a day to come, each with its weight.
    fn past_of(&self, day: i64) -> Vec<(i64, f64)> {
        match self.basis() {
            Basis::Nothing => Vec::new(),
            Basis::Days { .. } => (self.first_day..self.today).map(|day| (day, 1.0)).collect(),
            Basis::Weeks { .. } => (1..=MOST_WEEKS + 1)
                .map(|week| (day - 7 * week, FADES.powi(week as i32 - 1)))
                .filter(|(past, _)| (self.first_day..self.today).contains(past))
                .take(MOST_WEEKS as usize)
                .collect(),
        }
    }

    fn mean(&self, past: &[(i64, f64)], slot: i64, factor: &impl Fn(i64) -> f64) -> Mean {
        let (mut weights, mut sum, mut counted, mut uncertain) = (0.0, 0.0, 0.0, 0.0);
        for (day, weight) in past {
            let (count, factor) = (self.count(*day, slot), factor(*day));
            weights += weight;
            sum += weight * count / factor;
            counted += count;
            uncertain += weight * weight / factor;
        }
        Mean { mean: sum / weights, counted, uncertain: uncertain / (weights * weights) }
    }
}

fn around(own: &[Mean], slot: usize, reach: usize) -> impl Iterator<Item = &Mean> {
    own[slot.saturating_sub(reach)..(slot + reach + 1).min(own.len())].iter()
}

/// The mean of the neighbourhood, as far as it is thin: quiet nights are alike, an opening hour is no neighbour of theirs.
fn smooth(own: &[Mean], slot: usize) -> f64 {
    let thin = |reach: &usize| around(own, slot, *reach).map(|one| one.counted).sum::<f64>() < ENOUGH;
    let reach = (1..=WIDEST).take_while(thin).last().unwrap_or(1);
    let (mut weights, mut sum) = (0.0, 0.0);
    for (place, one) in own.iter().enumerate().filter(|(place, _)| place.abs_diff(slot) <= reach) {
        let weight = (reach + 1 - place.abs_diff(slot)) as f64;
        weights += weight;
        sum += weight * one.mean;
    }
    sum / weights
}

#[derive(Clone, Copy)]
struct Mean {
    mean: f64,
    counted: f64,
    /// Variance of the mean ÷ that of one count.
    uncertain: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: i64 = 20_779;

    /// The same counts every day of so many days; `count(day, slot)`.
    fn past(days: i64, count: impl Fn(i64, i64) -> f64) -> History {
        let first_day = TODAY - days;
        let all = (first_day..TODAY).flat_map(|day| (0..SLOTS_A_DAY).map(move |slot| (day, slot)));
        History { first_day, today: TODAY, counts: all.map(|(day, slot)| ((day, slot), count(day, slot))).collect() }
    }

    const PLAIN: fn(i64) -> f64 = |_| 1.0;

    #[test]
    fn what_was_the_same_for_weeks_is_expected_again() {
        let history = past(56, |day, slot| if slot == 20 { 30.0 + day.rem_euclid(7) as f64 } else { 0.0 });
        assert_eq!(history.basis(), Basis::Weeks { weeks: 8 });
        for day in TODAY..TODAY + 7 {
            let expected = history.expect(day, 1.0, &PLAIN);
            let at = expected[20];
            assert!((at.mean - 30.0 - day.rem_euclid(7) as f64).abs() < 1e-9 && at.rests_on == 8, "{at:?}");
            assert!(at.low < at.mean && at.high > at.mean);
            assert_eq!((expected[19].mean, expected[21].mean), (0.0, 0.0), "closed hours stay closed");
        }
    }

    #[test]
    fn newer_weeks_weigh_more() {
        let grew = past(56, |day, _| if TODAY - day <= 7 { 80.0 } else { 40.0 });
        let mean = grew.expect(TODAY, 1.0, &PLAIN)[10].mean;
        assert!((48.0..60.0).contains(&mean), "{mean}: the plain mean is 45");
    }

    #[test]
    fn a_thin_half_hour_leans_on_its_neighbours() {
        let thin = past(14, |day, slot| if slot == 20 && day == TODAY - 7 { 2.0 } else { 0.0 });
        let expected = thin.expect(TODAY, 1.0, &PLAIN);
        assert!(expected[16].mean > 0.0 && expected[24].mean > 0.0 && expected[15].mean == 0.0);
        assert!(
            (0.1..0.5).contains(&expected[20].mean),
            "{:?}: two in one of two weeks, most of it shared with the neighbours",
            expected[20]
        );
    }

    #[test]
    fn a_quiet_night_beside_a_busy_morning_stays_quiet() {
        let history = past(56, |day, slot| match slot {
            18..40 => 30.0,
            // One wish, some night or other.
            _ => f64::from(u8::from((day * 48 + slot).rem_euclid(11) == 0)),
        });
        let expected = history.expect(TODAY, 1.0, &PLAIN);
        assert!(expected[..17].iter().all(|one| one.mean < 0.25), "{:?}", &expected[..17]);
        assert!((expected[18].mean - 30.0).abs() < 1e-9 && expected[17].mean < 1.0);
    }

    #[test]
    fn an_event_of_the_past_does_not_teach_and_one_to_come_multiplies() {
        let event = |day: i64| if day == TODAY - 7 { 6.0 } else { 1.0 };
        let history = past(56, |day, _| 20.0 * event(day));
        assert!((history.expect(TODAY, 1.0, &event)[30].mean - 20.0).abs() < 1e-9);
        let again = |day: i64| if day == TODAY + 1 { 6.0 } else { event(day) };
        assert!((history.expect(TODAY + 1, 1.0, &again)[30].mean - 120.0).abs() < 1e-9);
        assert_eq!(history.spread(&event), 1.0, "the event is explained, not scatter");
        assert!(history.spread(&PLAIN) > 5.0);
    }

    #[test]
    fn under_two_weeks_every_day_teaches_and_without_a_whole_day_nothing_is_invented() {
        let young = past(3, |day, slot| if slot == 20 { (TODAY - day) as f64 * 10.0 } else { 0.0 });
        assert_eq!(young.basis(), Basis::Days { days: 3 });
        let at = young.expect(TODAY + 2, 1.0, &PLAIN)[20];
        assert!((at.mean - 20.0).abs() < 1e-9 && at.rests_on == 3, "{at:?}");
        let new = past(0, |_, _| 0.0);
        assert_eq!(new.basis(), Basis::Nothing);
        assert!(new.expect(TODAY, 1.0, &PLAIN).is_empty());
    }

    #[test]
    fn fewer_weeks_make_the_interval_wider() {
        let (few, many) = (past(14, |_, _| 30.0), past(56, |_, _| 30.0));
        let (few, many) = (few.expect(TODAY, 1.0, &PLAIN)[5], many.expect(TODAY, 1.0, &PLAIN)[5]);
        assert!(few.high - few.low > many.high - many.low, "{few:?} {many:?}");
    }
}
