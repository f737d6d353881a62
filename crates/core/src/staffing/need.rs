//! The fewest people who keep the promise, and how many must be on the roster for that.

use super::{
    SLOT_MS,
    erlang::{ErlangError, Service, Work, blocking, next_blocking, patient, with_blocking},
    impatient::impatient,
};

/// Nobody plans more for one half hour; a search that gets there ends there.
pub const MOST_PEOPLE: u32 = 20_000;

/// Fewer than one contact in two hours: nobody is planned for that, a message or a callback serves it better.
pub const QUIET: f64 = 0.25;

/// What the shop promises its customers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// Share answered in time, 0 to 1.
    pub answered: f64,
    pub within_s: f64,
    /// At most this share may give up.
    pub abandoned: Option<f64>,
}

/// The work of one half hour. A person who holds several chats at once answers each more slowly, but all of them together
/// sooner: the handle time as it is measured from accepting to the end, while so many were held, divided by their number, is
/// what one contact costs one person. That assumes that people go on holding about as many at once, and that a chat takes
/// no longer than it did then.
pub fn work(contacts: f64, handle_s: f64, concurrency: f64) -> Result<Work, ErlangError> {
    if !(concurrency.is_finite() && concurrency >= 1.0) {
        return Err(ErlangError::Nonsense);
    }
    Work::new(contacts / (SLOT_MS as f64 / 1_000.0), handle_s / concurrency)
}

/// With `patience_s` customers give up after that mean time (Erlang A); without, they wait as long as it takes (Erlang C).
pub fn service(work: Work, people: u32, patience_s: Option<f64>, within_s: f64) -> Result<Service, ErlangError> {
    match patience_s {
        Some(patience_s) => impatient(work, people, patience_s, within_s),
        None => patient(work, people, within_s),
    }
}

/// The fewest who keep the share answered in time when everybody waits; how many give up is not known there.
pub fn people_patient(work: Work, target: &Target) -> u32 {
    let load = work.load();
    if load == 0.0 {
        return 0;
    }
    if load >= f64::from(MOST_PEOPLE) {
        return MOST_PEOPLE;
    }
    let mut people = load.floor() as u32 + 1;
    let mut b = blocking(load, people);
    while people < MOST_PEOPLE && with_blocking(work, people, b, target.within_s).level < target.answered {
        people += 1;
        b = next_blocking(load, b, people);
    }
    people
}

/// The fewest who keep all of the promise when customers give up.
pub fn people_impatient(work: Work, patience_s: f64, target: &Target) -> Result<u32, ErlangError> {
    let kept = |people: u32| -> Result<bool, ErlangError> {
        let service = impatient(work, people, patience_s, target.within_s)?;
        Ok(service.level >= target.answered && target.abandoned.is_none_or(|most| service.abandoned <= most))
    };
    // Near what patient customers would need, mostly a little below; more people never make it worse, so the border between
    // too few and enough is walked to in growing steps and then halved for.
    let (mut enough, mut step) = (people_patient(work, target), 1);
    let mut short;
    if kept(enough)? {
        loop {
            if enough == 0 {
                return Ok(0);
            }
            short = enough.saturating_sub(step);
            if !kept(short)? {
                break;
            }
            (enough, step) = (short, step * 2);
        }
    } else {
        loop {
            if enough >= MOST_PEOPLE {
                return Ok(MOST_PEOPLE);
            }
            short = enough;
            enough = (enough + step).min(MOST_PEOPLE);
            if kept(enough)? {
                break;
            }
            step *= 2;
        }
    }
    while enough - short > 1 {
        let middle = short + (enough - short) / 2;
        if kept(middle)? { enough = middle } else { short = middle }
    }
    Ok(enough)
}

/// On the roster, so that so many are at the desk: ⌈N / (1 − shrinkage)⌉. Breaks, training and absence are the shrinkage.
pub fn scheduled(people: u32, shrinkage_pct: u32) -> u32 {
    (people * 100).div_ceil(100_u32.saturating_sub(shrinkage_pct).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const USUAL: Target = Target { answered: 0.8, within_s: 20.0, abandoned: None };

    fn needed(contacts: f64, handle_s: f64) -> u32 {
        people_patient(work(contacts, handle_s, 1.0).unwrap(), &USUAL)
    }

    #[test]
    fn the_golden_numbers_of_people_come_out() {
        assert_eq!([needed(100.0, 180.0), needed(100.0, 240.0), needed(30.0, 300.0), needed(5.0, 180.0)], [14, 17, 8, 2]);
        assert!((work(100.0, 240.0, 1.0).unwrap().load() - 13.333).abs() < 1e-3);
        assert_eq!(scheduled(14, 30), 20);
    }

    #[test]
    fn the_roster_is_rounded_up_and_never_divides_by_nothing() {
        assert_eq!([scheduled(7, 30), scheduled(8, 30), scheduled(0, 30), scheduled(3, 0), scheduled(1, 100)], [10, 12, 0, 3, 100]);
    }

    #[test]
    fn two_chats_at_once_halve_the_load_of_the_same_measured_time() {
        let (alone, both) = (work(100.0, 180.0, 1.0).unwrap(), work(100.0, 360.0, 2.0).unwrap());
        assert!((alone.load() - both.load()).abs() < 1e-12);
        assert_eq!(work(100.0, 180.0, 0.5), Err(ErlangError::Nonsense));
    }

    #[test]
    fn customers_who_give_up_need_fewer_people_for_the_same_share_and_a_limit_to_giving_up_asks_for_more() {
        let work = work(100.0, 180.0, 1.0).unwrap();
        let a = people_impatient(work, 180.0, &USUAL).unwrap();
        assert!(a <= 14, "{a}");
        let strict = people_impatient(work, 180.0, &Target { abandoned: Some(0.005), ..USUAL }).unwrap();
        assert!(strict > a, "{strict} {a}");
        assert!(impatient(work, strict, 180.0, 20.0).unwrap().abandoned <= 0.005);
        assert!(impatient(work, strict - 1, 180.0, 20.0).unwrap().abandoned > 0.005);
    }

    #[test]
    fn a_load_beyond_everything_ends_the_search() {
        assert_eq!(people_patient(work(1e9, 3_600.0, 1.0).unwrap(), &USUAL), MOST_PEOPLE);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
        #[test]
        fn the_number_found_is_enough_and_one_less_is_not(contacts in 0.1_f64..600.0, handle in 10.0_f64..900.0, patience in 10.0_f64..2_000.0) {
            let work = work(contacts, handle, 1.0).unwrap();
            let c = people_patient(work, &USUAL);
            prop_assert!(patient(work, c, 20.0).unwrap().level >= 0.8);
            prop_assert!(patient(work, c - 1, 20.0).map_or(true, |less| less.level < 0.8));
            let a = people_impatient(work, patience, &USUAL).unwrap();
            prop_assert!(impatient(work, a, patience, 20.0).unwrap().level >= 0.8);
            prop_assert!(a == 0 || impatient(work, a - 1, patience, 20.0).unwrap().level < 0.8);
        }
    }
}
