//! What reports in the making hold of output and files, all together: bounded, however many submissions are worked on in
//! turns.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::Error;

/// A report of this size is always held: there are no more of them than submissions that wait, and whoever floods the
/// server with large ones must not keep them out.
const SMALL_BYTES: u64 = 64 << 10;

/// How much may wait to be read before whoever reads it too slowly gets no more: some tests' worth of the largest output.
const MAX_UNREAD_BYTES: u64 = 32 << 20;

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

/// What a report in parts holds of the same room: what was made and is not read yet.
pub(super) struct Unread {
    account: Arc<Account>,
    bytes: AtomicU64,
}

impl Account {
    /// For a report in parts.
    pub(super) fn unread(self: &Arc<Self>) -> Arc<Unread> {
        Arc::new(Unread {
            account: Arc::clone(self),
            bytes: AtomicU64::new(0),
        })
    }
}

impl Unread {
    /// Holds a part more.
    ///
    /// # Errors
    /// When its reader has left too much of the earlier ones, or all readers together have.
    pub(super) fn add(&self, bytes: u64) -> Result<(), Error> {
        let unread = self.bytes.fetch_add(bytes, Ordering::Relaxed);
        let own = unread + bytes;
        let all = self.account.bytes.fetch_add(bytes, Ordering::Relaxed) + bytes;
        if unread > 0 && own > MAX_UNREAD_BYTES {
            return Err(Error::SlowReader);
        }
        match all <= self.account.most_bytes || own <= SMALL_BYTES {
            true => Ok(()),
            false => Err(Error::Busy),
        }
    }

    /// A part was read.
    pub(super) fn read(&self, bytes: u64) {
        self.bytes.fetch_sub(bytes, Ordering::Relaxed);
        self.account.bytes.fetch_sub(bytes, Ordering::Relaxed);
    }
}

impl Drop for Unread {
    fn drop(&mut self) {
        let left = *self.bytes.get_mut();
        self.account.bytes.fetch_sub(left, Ordering::Relaxed);
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

    #[test]
    fn what_nobody_reads_takes_room_until_it_is_read_or_dropped() {
        let account = Account::new(1 << 20);
        let (slow, other) = (account.unread(), account.unread());
        assert!(slow.add(1 << 20).is_ok());
        assert!(matches!(other.add(100 << 10), Err(Error::Busy)));
        assert!(!account.open().add(100 << 10));
        other.read(100 << 10);
        slow.read(1 << 20);
        assert!(other.add(1 << 20).is_ok() && account.open().add(1000));
        drop((slow, other));
        assert_eq!(account.bytes.load(Ordering::Relaxed), 0);
        // Alone, a slow reader is stopped by its own share.
        let account = Account::new(u64::MAX);
        let alone = account.unread();
        assert!(alone.add(MAX_UNREAD_BYTES + 1).is_ok());
        assert!(matches!(alone.add(1), Err(Error::SlowReader)));
    }
}
