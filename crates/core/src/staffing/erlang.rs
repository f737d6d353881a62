//! Erlang C: customers who wait as long as it takes (M/M/N, DOMAIN §2.16). B by recursion, so that no factorial overflows
//! and a thousand people are no harder than ten.

use serde::Serialize;
use utoipa::ToSchema;

/// What comes in and how long one contact keeps one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Work {
    pub contacts_per_s: f64,
    /// Seconds of one person's whole attention: with several chats at once, the handle time divided by their number.
    pub handle_s: f64,
}

/// What customers meet.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[schema(as = StaffingService)]
pub struct Service {
    /// Share of those who came that was answered within the promised time, 0 to 1.
    pub level: f64,
    /// Mean wait of those who were answered, in seconds.
    pub asa_s: f64,
    /// Share that has to wait at all.
    pub waiting: f64,
    /// Share that gives up; nobody does in Erlang C.
    pub abandoned: f64,
    /// Share of their time that people are in contact.
    pub occupancy: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum ErlangError {
    /// N ≤ A: more work comes in than goes out, so the queue grows for as long as it lasts.
    #[error("{people} people never catch up with a load of {load:.2}: the queue only grows")]
    Unstable { people: u32, load: f64 },
    #[error("volume, handle time and patience must be finite and not negative, the handle time more than nothing")]
    Nonsense,
}

impl Work {
    pub fn new(contacts_per_s: f64, handle_s: f64) -> Result<Work, ErlangError> {
        let sane = contacts_per_s.is_finite() && contacts_per_s >= 0.0 && handle_s.is_finite() && handle_s > 0.0;
        if sane { Ok(Work { contacts_per_s, handle_s }) } else { Err(ErlangError::Nonsense) }
    }
    /// A, in Erlang: people who would be busy if nobody ever waited.
    pub fn load(&self) -> f64 {
        self.contacts_per_s * self.handle_s
    }
}

/// Erlang C with so many people. `within_s`: the promised time; a wait of exactly that is inside.
pub fn patient(work: Work, people: u32, within_s: f64) -> Result<Service, ErlangError> {
    let (load, n) = (work.load(), f64::from(people));
    if load == 0.0 {
        return Ok(Service { level: 1.0, asa_s: 0.0, waiting: 0.0, abandoned: 0.0, occupancy: 0.0 });
    }
    if n <= load {
        return Err(ErlangError::Unstable { people, load });
    }
    Ok(with_blocking(work, people, blocking(load, people), within_s))
}

/// Erlang B: the share that would find everybody busy if nobody could wait. B₀ = 1, Bₖ = A·Bₖ₋₁ / (k + A·Bₖ₋₁).
pub fn blocking(load: f64, people: u32) -> f64 {
    (1..=people).fold(1.0, |b, k| next_blocking(load, b, k))
}

pub(super) fn next_blocking(load: f64, before: f64, k: u32) -> f64 {
    load * before / (f64::from(k) + load * before)
}

/// The same with B at hand; stable.
pub(super) fn with_blocking(work: Work, people: u32, b: f64, within_s: f64) -> Service {
    let (load, n) = (work.load(), f64::from(people));
    let waiting = b / (1.0 - load / n * (1.0 - b));
    let late = waiting * (-(n - load) * within_s / work.handle_s).exp();
    Service { level: 1.0 - late, asa_s: waiting * work.handle_s / (n - load), waiting, abandoned: 0.0, occupancy: load / n }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(per_half_hour: f64, handle_s: f64, people: u32) -> Service {
        patient(Work::new(per_half_hour / 1_800.0, handle_s).unwrap(), people, 20.0).unwrap()
    }

    #[test]
    fn the_golden_values_of_the_domain_come_out() {
        let one = at(100.0, 180.0, 14);
        assert!((one.waiting - 0.1741).abs() < 5e-5, "{one:?}");
        assert!((one.level - 0.8884).abs() < 5e-5 && (one.asa_s - 7.84).abs() < 5e-3 && (one.occupancy - 0.714).abs() < 5e-4, "{one:?}");
        assert!((at(100.0, 180.0, 13).level - 0.7956).abs() < 5e-5);
        let two = at(100.0, 240.0, 17);
        assert!((two.waiting - 0.2573).abs() < 5e-5 && (two.level - 0.8104).abs() < 5e-5 && (two.asa_s - 16.84).abs() < 5e-3, "{two:?}");
        assert!((at(30.0, 300.0, 8).level - 0.8631).abs() < 5e-5);
        assert!((at(5.0, 180.0, 2).level - 0.9154).abs() < 5e-5);
    }

    #[test]
    fn as_many_people_as_load_never_catch_up() {
        let work = Work::new(100.0 / 1_800.0, 180.0).unwrap();
        for people in [0, 9, 10] {
            assert!(matches!(patient(work, people, 20.0), Err(ErlangError::Unstable { .. })), "{people}");
        }
        assert!(patient(work, 11, 20.0).is_ok());
    }

    #[test]
    fn nonsense_is_refused_and_no_work_keeps_nobody_waiting() {
        for (rate, handle) in [(f64::NAN, 1.0), (-1.0, 1.0), (1.0, 0.0), (1.0, f64::INFINITY)] {
            assert_eq!(Work::new(rate, handle), Err(ErlangError::Nonsense));
        }
        assert_eq!(patient(Work::new(0.0, 60.0).unwrap(), 0, 20.0).unwrap().level, 1.0);
    }

    #[test]
    fn ten_thousand_people_are_no_harder_than_ten() {
        let work = Work::new(9_900.0 / 180.0, 180.0).unwrap();
        let huge = patient(work, 10_000, 20.0).unwrap();
        assert!(huge.level.is_finite() && huge.level > 0.9 && huge.occupancy > 0.98, "{huge:?}");
    }

    proptest! {
        /// B = (Aᴺ/N!) / Σ Aᵏ/k!, summed as it stands in the books.
        #[test]
        fn the_recursion_is_the_closed_form(load in 0.01_f64..60.0, people in 1_u32..80) {
            let mut term = 1.0;
            let mut sum = 1.0;
            for k in 1..=people {
                term *= load / f64::from(k);
                sum += term;
            }
            prop_assert!((blocking(load, people) - term / sum).abs() < 1e-12);
        }

        #[test]
        fn one_more_person_never_makes_it_worse(rate in 0.0_f64..5.0, handle in 1.0_f64..900.0, spare in 1_u32..50, within in 0.0_f64..300.0) {
            let work = Work::new(rate, handle).unwrap();
            let people = work.load().floor() as u32 + spare;
            let (few, more) = (patient(work, people, within).unwrap(), patient(work, people + 1, within).unwrap());
            prop_assert!(more.level >= few.level - 1e-12 && more.asa_s <= few.asa_s + 1e-9 && more.waiting <= few.waiting + 1e-12);
            prop_assert!((0.0..=1.0).contains(&few.level) && (0.0..=1.0).contains(&few.occupancy));
        }
    }
}
