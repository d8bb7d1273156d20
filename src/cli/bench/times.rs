//! Medians and other figures of times that were measured several times.

use std::time::Duration;

use serde::Serialize;

/// What several runs of one kind took.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Times {
    pub(super) runs: usize,
    pub(super) p50_ms: f64,
    pub(super) p95_ms: f64,
    pub(super) p99_ms: f64,
    pub(super) worst_ms: f64,
}

impl Times {
    /// `None` of no times at all.
    pub(super) fn of(mut times: Vec<Duration>) -> Option<Self> {
        times.sort_unstable();
        let last = times.len().checked_sub(1)?;
        // The nearest rank that is not below the share asked for.
        let rank = |percent: usize| (times.len() * percent).div_ceil(100).max(1) - 1;
        Some(Self {
            runs: times.len(),
            p50_ms: ms(times[rank(50)]),
            p95_ms: ms(times[rank(95)]),
            p99_ms: ms(times[rank(99)]),
            worst_ms: ms(times[last]),
        })
    }
}

/// Milliseconds, to a tenth of a microsecond: what lies below is noise.
pub(super) fn ms(time: Duration) -> f64 {
    (time.as_nanos() as f64 / 100.0).round() / 10_000.0
}

/// The geometric mean, the one under which ratios and their inverses agree. `None` of nothing.
pub(super) fn geometric_mean(ratios: impl IntoIterator<Item = f64>) -> Option<f64> {
    let (mut sum, mut count) = (0.0, 0_u32);
    for ratio in ratios {
        sum += ratio.ln();
        count += 1;
    }
    (count > 0).then(|| (sum / f64::from(count)).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_those_of_real_measurements() {
        let times = (1..=20).rev().map(Duration::from_millis).collect();
        let times = Times::of(times).expect("there are some");
        assert_eq!((times.p50_ms, times.p95_ms), (10.0, 19.0));
        assert_eq!(times.worst_ms, 20.0);
        assert!(Times::of(Vec::new()).is_none());
    }

    #[test]
    fn twice_and_half_cancel_out() {
        assert!(geometric_mean([2.0, 0.5]).is_some_and(|mean| (mean - 1.0).abs() < 1e-9));
        assert!(geometric_mean([]).is_none());
    }
}
