//! The memory of a run: how much it may have, and how much it had.

use wasmtime::ResourceLimiter;

use super::Stop;

/// How often a guest may ask for memory that it does not get before it is stopped. A program that handles a failed
/// allocation asks a few times; one that ignores it would write to address zero for ever.
const MAX_DENIALS: u32 = 256;
/// What a table element takes in the host.
const TABLE_ELEMENT_BYTES: usize = 8;

/// Enforces the memory limit and measures what was used under it.
#[derive(Debug)]
pub(crate) struct Meter {
    limit: usize,
    used: usize,
    max_denials: u32,
    pub(crate) peak: usize,
    pub(super) denials: u32,
}

impl Meter {
    /// A meter that denies, or with `kill` ends the run at the first denial.
    pub(crate) fn new(limit_bytes: u64, kill: bool) -> Self {
        Self {
            max_denials: if kill { 0 } else { MAX_DENIALS },
            limit: usize::try_from(limit_bytes).unwrap_or(usize::MAX),
            used: 0,
            peak: 0,
            denials: 0,
        }
    }

    fn deny(&mut self) -> wasmtime::Result<()> {
        self.denials += 1;
        if self.denials > self.max_denials {
            return Err(Stop::OutOfMemory.into());
        }
        Ok(())
    }

    fn grow(&mut self, current: usize, desired: usize) -> wasmtime::Result<bool> {
        let used = self.used - current.min(self.used) + desired;
        if used > self.limit {
            self.deny()?;
            return Ok(false);
        }
        self.used = used;
        self.peak = self.peak.max(used);
        Ok(true)
    }
}

impl ResourceLimiter for Meter {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        self.grow(current, desired)
    }

    /// Also what no limit would allow, because no address reaches that far, was asked for in vain.
    fn memory_grow_failed(&mut self, _error: wasmtime::Error) -> wasmtime::Result<()> {
        self.deny()
    }

    fn table_growing(
        &mut self,
        current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        self.grow(
            current.saturating_mul(TABLE_ELEMENT_BYTES),
            desired.saturating_mul(TABLE_ELEMENT_BYTES),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_never_stops_asking_is_stopped() {
        let mut meter = Meter::new(0, false);
        let asked = (0..1000)
            .take_while(|_| meter.memory_growing(0, 1, None).is_ok())
            .count();
        assert_eq!(asked, MAX_DENIALS as usize);
        assert!(Meter::new(0, true).memory_growing(0, 1, None).is_err());
    }
}
