//! What reports in the making hold of output and files, all together: bounded, however many submissions are worked on in
//! turns.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A report of this size is always held: there are no more of them than submissions that wait, and whoever floods the
/// server with large ones must not keep them out.
const SMALL_BYTES: u64 = 64 << 10;

/// The account of all reports.
pub(super) struct Account {
    bytes: AtomicU64,
    most_bytes: u64,
}

/// What one report holds, until this is dropped.
pub(crate) struct Held {
    account: Arc<Account>,
    bytes: u64,
}

impl Account {
    pub(super) fn new(most_bytes: u64) -> Arc<Self> {
        Arc::new(Self {
            bytes: AtomicU64::new(0),
            most_bytes,
        })
    }

    pub(super) fn open(self: &Arc<Self>) -> Held {
        Held {
            account: Arc::clone(self),
            bytes: 0,
        }
    }
}

impl Held {
    /// What it holds.
    #[cfg(feature = "server")]
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Holds so many bytes more. False when that is too much with what the others hold.
    pub(super) fn add(&mut self, bytes: u64) -> bool {
        self.bytes += bytes;
        let all = self.account.bytes.fetch_add(bytes, Ordering::Relaxed) + bytes;
        all <= self.account.most_bytes || self.bytes <= SMALL_BYTES
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.account.bytes.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_reports_share_what_there_is_and_small_ones_are_always_held() {
        let account = Account::new(1 << 20);
        let (mut one, mut two, mut small) = (account.open(), account.open(), account.open());
        assert!(one.add(1 << 20));
        assert!(!two.add(100 << 10) && small.add(1000));
        drop((one, two));
        assert!(small.add(500 << 10));
        drop(small);
        assert_eq!(account.bytes.load(Ordering::Relaxed), 0);
    }
}
