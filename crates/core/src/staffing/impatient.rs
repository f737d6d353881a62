//! Erlang A: customers who give up (M/M/N+M; Palm 1957; Garnett, Mandelbaum & Reiman, "Designing a Call Center with
//! Impatient Customers", 2002; Mandelbaum & Zeltyn, "Service Engineering in Action: the Palm/Erlang-A Queue", 2007).
//! Patience is exponential with the mean θ⁻¹. There is no unstable case: who gives up makes room.
//!
//! With B of Erlang B, p_N = 1 / (1/B + S), S = Σₖ Πᵢ₌₁..ₖ λ/(Nμ+iθ) over the places k of the queue. Products grow before
//! they fall when the desk is overloaded, so the sums are scaled down together as they run, and stop when what is left is
//! below 10⁻¹² of them. The share answered within T is an integral of the density of the offered wait,
//! p_N·Nμ·exp((λ/θ)(1−e^(−θt)) − Nμt), thinned by e^(−θt) for those still there; by adaptive Simpson to 10⁻⁹.

use super::erlang::{ErlangError, Service, Work, blocking};

/// The rest of a sum that is left out, as a share of it.
const TAIL: f64 = 1e-12;
const SCALE_AT: f64 = 1e200;
/// Places of the queue that are looked at; beyond them nobody has the patience in any input that is let in.
const MOST_PLACES: u32 = 20_000_000;
/// The error of the integral.
const PRECISE: f64 = 1e-9;

/// Erlang A with so many people. `patience_s`: mean time before somebody who waits gives up.
pub fn impatient(work: Work, people: u32, patience_s: f64, within_s: f64) -> Result<Service, ErlangError> {
    if !(patience_s.is_finite() && patience_s > 0.0) {
        return Err(ErlangError::Nonsense);
    }
    if work.contacts_per_s == 0.0 {
        return Ok(Service { level: 1.0, asa_s: 0.0, waiting: 0.0, abandoned: 0.0, occupancy: 0.0 });
    }
    if people == 0 {
        return Ok(Service { level: 0.0, asa_s: 0.0, waiting: 1.0, abandoned: 1.0, occupancy: 0.0 });
    }
    let n = f64::from(people);
    let (lambda, served, theta) = (work.contacts_per_s, n / work.handle_s, 1.0 / patience_s);
    let b = blocking(work.load(), people);
    let queue = Queue::sum(lambda, served, theta, b);
    let waiting = queue.everybody_busy;
    let abandoned = (theta * queue.length / lambda).clamp(0.0, 1.0);
    let answered = 1.0 - abandoned;
    // Those who wait and are served, by their offered wait; the others who are served find somebody free.
    let asa_s = if answered > 0.0 { queue.waits_of_served / answered } else { 0.0 };
    let density = |t: f64| (queue.log_full + served.ln() - lambda / theta * (-theta * t).exp_m1() - (served + theta) * t).exp();
    // Overloaded, the offered wait gathers around the time after which as many are left as are served.
    let peak = (lambda / served).ln() / theta;
    let (first, second) = if peak > 0.0 && peak < within_s { (peak, within_s) } else { (within_s, within_s) };
    let soon = integral(&density, 0.0, first) + integral(&density, first, second);
    let level = (1.0 - waiting + soon).clamp(0.0, answered);
    Ok(Service { level, asa_s, waiting, abandoned, occupancy: (work.load() * answered / n).clamp(0.0, 1.0) })
}

struct Queue {
    /// ln p_N: nobody waits, nobody is free.
    log_full: f64,
    everybody_busy: f64,
    /// Mean number of those who wait.
    length: f64,
    /// Mean wait of those who are served, times their share.
    waits_of_served: f64,
}

impl Queue {
    fn sum(lambda: f64, served: f64, theta: f64, b: f64) -> Queue {
        // The state "all busy, nobody waits" counts 1; everything is in its measure and scaled alike.
        let (mut log_scale, mut below) = (0.0_f64, 1.0 / b - 1.0);
        let (mut term, mut sum, mut length, mut waits) = (1.0_f64, 0.0_f64, 0.0_f64, 0.0_f64);
        let c = served / theta;
        // Σ 1/(c+1+i) over the places before: e^(−θV) of the offered wait V at place k is Beta(c, k+1) distributed.
        let mut harmonic = 0.0;
        for k in 0..MOST_PLACES {
            let place = f64::from(k);
            harmonic += 1.0 / (c + 1.0 + place);
            // Somebody who comes when k wait: he is served with c/(c+k+1), and this is his wait then.
            waits += term * c / (c + place + 1.0) * harmonic / theta;
            sum += term;
            length += term * place;
            let ratio = lambda / (served + (place + 1.0) * theta);
            term *= ratio;
            if ratio < 1.0 {
                let rest = term / (1.0 - ratio);
                // The mean length weighs the rest by its places.
                if rest * (place + 1.0 / (1.0 - ratio)) < TAIL * (sum + length) {
                    break;
                }
            }
            if term > SCALE_AT || sum > SCALE_AT || length > SCALE_AT || waits > SCALE_AT {
                for one in [&mut below, &mut term, &mut sum, &mut length, &mut waits] {
                    *one /= SCALE_AT;
                }
                log_scale += SCALE_AT.ln();
            }
        }
        let all = below + sum;
        Queue { log_full: -log_scale - all.ln(), everybody_busy: sum / all, length: length / all, waits_of_served: waits / all }
    }
}

fn integral(f: &impl Fn(f64) -> f64, from: f64, to: f64) -> f64 {
    if to <= from {
        return 0.0;
    }
    // Sixteen pieces to begin with, so that a narrow hill cannot hide between the first looks.
    let width = (to - from) / 16.0;
    (0..16)
        .map(|i| {
            let (a, b) = (from + width * f64::from(i), from + width * f64::from(i + 1));
            let (fa, fm, fb) = (f(a), f((a + b) / 2.0), f(b));
            simpson(f, (a, fa), ((a + b) / 2.0, fm), (b, fb), PRECISE / 16.0, 40)
        })
        .sum()
}

fn simpson(f: &impl Fn(f64) -> f64, a: (f64, f64), m: (f64, f64), b: (f64, f64), precise: f64, deeper: u32) -> f64 {
    let (l, r) = ((a.0 + m.0) / 2.0, (m.0 + b.0) / 2.0);
    let (left, right) = ((l, f(l)), (r, f(r)));
    let area = |a: (f64, f64), m: (f64, f64), b: (f64, f64)| (b.0 - a.0) / 6.0 * (a.1 + 4.0 * m.1 + b.1);
    let (whole, halves) = (area(a, m, b), area(a, left, m) + area(m, right, b));
    let error = (halves - whole) / 15.0;
    if deeper == 0 || error.abs() <= precise {
        return halves + error;
    }
    simpson(f, a, left, m, precise / 2.0, deeper - 1) + simpson(f, m, right, b, precise / 2.0, deeper - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::staffing::erlang::patient;
    use proptest::prelude::*;

    fn work(per_half_hour: f64, handle_s: f64) -> Work {
        Work::new(per_half_hour / 1_800.0, handle_s).unwrap()
    }

    /// The same queue as a chain of births and deaths, cut off far out and summed without any formula; the share within T
    /// by walking the waits of each place in small steps of time.
    fn by_chain(work: Work, people: u32, patience_s: f64, within_s: f64) -> Service {
        let (lambda, mu, theta, n) = (work.contacts_per_s, 1.0 / work.handle_s, 1.0 / patience_s, people as usize);
        let states = n + 400;
        let mut p = vec![1.0_f64];
        for j in 1..states {
            let out = mu * j.min(n) as f64 + theta * j.saturating_sub(n) as f64;
            p.push(p[j - 1] * lambda / out);
        }
        let all: f64 = p.iter().sum();
        let busy: f64 = p[n..].iter().sum::<f64>() / all;
        let length: f64 = p.iter().enumerate().map(|(j, p)| p * j.saturating_sub(n) as f64).sum::<f64>() / all;
        // Who comes when k wait: states k … 0 are the places before him, each left at the rate Nμ + (place)θ; he himself
        // goes at θ. A chain in time, by small Euler steps.
        let steps = 20_000;
        let dt = within_s / f64::from(steps);
        let mut at: Vec<f64> = p[n..].iter().map(|p| p / all).collect();
        let mut soon = 0.0;
        for _ in 0..steps {
            let mut next = at.clone();
            for k in 0..at.len() {
                let step = (mu * n as f64 + k as f64 * theta) * at[k] * dt;
                next[k] -= step + theta * at[k] * dt;
                if k == 0 { soon += step } else { next[k - 1] += step }
            }
            at = next;
        }
        Service { level: 1.0 - busy + soon, asa_s: 0.0, waiting: busy, abandoned: theta * length / lambda, occupancy: 0.0 }
    }

    #[test]
    fn the_chain_of_states_says_the_same() {
        for (volume, handle, people, patience) in
            [(100.0, 180.0, 10, 120.0), (100.0, 180.0, 14, 60.0), (30.0, 300.0, 4, 300.0), (200.0, 180.0, 12, 90.0), (5.0, 180.0, 1, 600.0)]
        {
            let (a, chain) =
                (impatient(work(volume, handle), people, patience, 20.0).unwrap(), by_chain(work(volume, handle), people, patience, 20.0));
            assert!((a.waiting - chain.waiting).abs() < 1e-9 && (a.abandoned - chain.abandoned).abs() < 1e-9, "{a:?} {chain:?}");
            assert!((a.level - chain.level).abs() < 2e-4, "{a:?} {chain:?}");
        }
    }

    #[test]
    fn those_who_are_served_and_those_who_give_up_share_the_whole_wait() {
        // E[wait of all] = Σ over both; who gives up has waited, so the served alone waited less than the mean of all.
        let one = impatient(work(100.0, 180.0), 9, 120.0, 20.0).unwrap();
        let mean_of_all = one.abandoned * 120.0;
        assert!(one.abandoned > 0.1 && one.asa_s > 0.0 && one.asa_s * (1.0 - one.abandoned) < mean_of_all, "{one:?}");
    }

    #[test]
    fn nobody_at_the_desk_loses_everybody_and_an_overloaded_desk_is_not_an_error() {
        assert_eq!(impatient(work(10.0, 180.0), 0, 60.0, 20.0).unwrap().abandoned, 1.0);
        let drowned = impatient(work(20_000.0, 600.0), 10, 3_600.0, 20.0).unwrap();
        assert!(drowned.abandoned > 0.99 && drowned.level < 0.01 && drowned.occupancy > 0.99, "{drowned:?}");
    }

    #[test]
    fn patience_must_be_a_time() {
        for patience in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(impatient(work(10.0, 180.0), 3, patience, 20.0), Err(ErlangError::Nonsense));
        }
    }

    #[test]
    fn endless_patience_is_erlang_c() {
        for (volume, handle, people) in [(100.0, 180.0, 14), (200.0, 240.0, 30), (30.0, 300.0, 8), (5.0, 180.0, 2)] {
            let c = patient(work(volume, handle), people, 20.0).unwrap();
            let a = impatient(work(volume, handle), people, 1e8, 20.0).unwrap();
            assert!(
                (a.level - c.level).abs() < 1e-4 && (a.waiting - c.waiting).abs() < 1e-4 && (a.asa_s - c.asa_s).abs() < 0.05,
                "{a:?} {c:?}"
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
        #[test]
        fn one_more_person_never_makes_it_worse(volume in 0.1_f64..400.0, handle in 5.0_f64..900.0, people in 1_u32..60, patience in 5.0_f64..3_000.0, within in 0.0_f64..120.0) {
            let work = work(volume, handle);
            let (few, more) = (impatient(work, people, patience, within).unwrap(), impatient(work, people + 1, patience, within).unwrap());
            prop_assert!(more.level >= few.level - 1e-6, "{few:?} {more:?}");
            prop_assert!(more.abandoned <= few.abandoned + 1e-9 && more.waiting <= few.waiting + 1e-9);
            prop_assert!((0.0..=1.0).contains(&few.level) && (0.0..=1.0).contains(&few.occupancy) && few.asa_s >= 0.0);
        }

        #[test]
        fn those_who_give_up_shorten_the_wait_of_the_others(volume in 1.0_f64..400.0, handle in 5.0_f64..600.0, spare in 1_u32..20, patience in 5.0_f64..3_000.0) {
            let work = work(volume, handle);
            let people = work.load().floor() as u32 + spare;
            let (a, c) = (impatient(work, people, patience, 20.0).unwrap(), patient(work, people, 20.0).unwrap());
            prop_assert!(a.waiting <= c.waiting + 1e-9 && a.asa_s <= c.asa_s + 1e-6 && a.occupancy <= c.occupancy + 1e-9, "{a:?} {c:?}");
        }
    }
}
