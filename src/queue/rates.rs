//! How many requests a client may make.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::Client;

/// Clients remembered before those that are back at their full allowance are forgotten.
const MAX_REMEMBERED: usize = 10_000;

/// Counts the requests of every client: so many a second on average, so many at once.
pub(crate) struct Rates {
    limiter: DefaultKeyedRateLimiter<Client>,
    clock: DefaultClock,
}

impl Rates {
    /// A limit of `per_second` requests a second, of which `burst` may come at once.
    ///
    /// Without a limit there is nothing to count: `None` for a rate of 0 or one that is no number.
    pub(crate) fn new(per_second: f64, burst: NonZeroU32) -> Option<Self> {
        let period = Duration::try_from_secs_f64(1.0 / per_second).ok()?;
        let quota = Quota::with_period(period)?.allow_burst(burst);
        Some(Self {
            limiter: RateLimiter::keyed(quota),
            clock: DefaultClock::default(),
        })
    }

    /// Counts one request.
    ///
    /// # Errors
    /// How long the client has to wait before its next one.
    pub(crate) fn admit(&self, client: &Client) -> Result<(), Duration> {
        if self.limiter.len() > MAX_REMEMBERED {
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
        }
        self.limiter
            .check_key(client)
            .map_err(|over| over.wait_time_from(self.clock.now()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_over_its_rate_waits_and_others_do_not() {
        let rates = Rates::new(0.01, NonZeroU32::new(2).expect("not zero")).expect("a rate");
        let (greedy, honest) = (Client::new("greedy"), Client::new("honest"));
        assert!(rates.admit(&greedy).is_ok() && rates.admit(&greedy).is_ok());
        let wait = rates.admit(&greedy).expect_err("over its rate");
        assert!(wait > Duration::from_secs(90) && wait <= Duration::from_secs(100));
        assert!(rates.admit(&honest).is_ok());
        assert!(Rates::new(0.0, NonZeroU32::MIN).is_none());
    }
}
