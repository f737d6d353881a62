//! How far a half hour may be from what is expected: counts scatter like Poisson's, or wider where the past did.

/// Beyond this mean the normal shape is as good.
const LARGE: f64 = 400.0;
/// Standard normal, nine of ten below.
const Z90: f64 = 1.281_551_565_5;

/// One of ten half hours is below the first number, one of ten above the second. `spread` is variance ÷ mean: 1 for a
/// Poisson count, more when the past scattered more.
pub fn interval(mean: f64, spread: f64) -> (f64, f64) {
    if mean <= 0.0 {
        return (0.0, 0.0);
    }
    let spread = spread.max(1.0);
    if mean > LARGE {
        let half = Z90 * (mean * spread).sqrt();
        return ((mean - half).max(0.0).floor(), (mean + half).ceil());
    }
    (quantile(mean, spread, 0.1), quantile(mean, spread, 0.9))
}

/// The smallest count with at least `share` at or below it: negative binomial, or Poisson when it does not scatter more.
fn quantile(mean: f64, spread: f64, share: f64) -> f64 {
    let poisson = spread < 1.001;
    // Failures before the r-th success with p = 1/spread have mean r(1−p)/p and variance mean·spread.
    let r = mean / (spread - 1.0);
    let mut chance = if poisson { (-mean).exp() } else { (-r * spread.ln()).exp() };
    let (mut below, mut count) = (chance, 0.0);
    // Ten times the mean and more is out of reach of both shares for any spread that is let in.
    while below < share && count < 100.0 + mean * 50.0 {
        count += 1.0;
        chance *= if poisson { mean / count } else { (r + count - 1.0) / count * (1.0 - 1.0 / spread) };
        below += chance;
    }
    count
}

/// Variance ÷ mean of what was counted, over half hours that should have been alike: Pearson's χ² by its degrees of freedom.
/// Each group is one slot's counts of several weeks beside what was expected of them; never below 1.
pub fn dispersion(groups: impl Iterator<Item = Vec<(f64, f64)>>) -> f64 {
    let (mut chi, mut free) = (0.0, 0.0);
    for group in groups {
        let seen: Vec<&(f64, f64)> = group.iter().filter(|(_, expected)| *expected > 0.0).collect();
        if seen.len() < 2 {
            continue;
        }
        chi += seen.iter().map(|(counted, expected)| (counted - expected).powi(2) / expected).sum::<f64>();
        free += seen.len() as f64 - 1.0;
    }
    if free > 0.0 { (chi / free).clamp(1.0, 50.0) } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_of_a_poisson_count_is_the_one_in_the_tables() {
        // Poisson(10): P(≤5) = .0671, P(≤6) = .1301, P(≤13) = .8645, P(≤14) = .9165.
        assert_eq!(interval(10.0, 1.0), (6.0, 14.0));
        assert_eq!(interval(0.0, 3.0), (0.0, 0.0));
        assert_eq!(interval(0.05, 1.0), (0.0, 0.0));
    }

    #[test]
    fn a_past_that_scattered_more_makes_it_wider() {
        let (narrow, wide) = (interval(20.0, 1.0), interval(20.0, 4.0));
        assert!(wide.0 < narrow.0 && wide.1 > narrow.1, "{narrow:?} {wide:?}");
    }

    #[test]
    fn both_shapes_meet_where_one_takes_over() {
        for spread in [1.0, 2.5] {
            let (below, above) = (interval(LARGE, spread), interval(LARGE + 0.01, spread));
            assert!((below.0 - above.0).abs() <= 3.0 && (below.1 - above.1).abs() <= 3.0, "{below:?} {above:?}");
        }
    }

    #[test]
    fn dispersion_is_measured_and_never_below_poisson() {
        let steady = (0..50).map(|_| vec![(10.0, 10.0), (10.0, 10.0), (10.0, 10.0)]);
        assert_eq!(dispersion(steady), 1.0);
        // Variance 100 around 10.
        let wild = (0..50).map(|_| vec![(0.0, 10.0), (20.0, 10.0)]);
        assert!((dispersion(wild) - 20.0).abs() < 1e-9);
        assert_eq!(dispersion(std::iter::empty()), 1.0);
    }
}
