//! Calls that are about no file: arguments, environment, clocks, randomness, waiting, exiting.

use std::time::Duration;

use super::abi::Memory;
use super::descriptors::Target;
use super::{CallResult, Errno, World};
use crate::sandbox::files::Device;
use crate::sandbox::run::Stop;

/// Fuel for one subscription of a poll.
const SUBSCRIPTION_COST: u64 = 50;
/// The size of a subscription and of an event in the guest's memory.
const SUBSCRIPTION_BYTES: u32 = 48;
const EVENT_BYTES: u32 = 32;

const CLOCK_REALTIME: u32 = 0;
const CLOCK_MONOTONIC: u32 = 1;

/// What one subscription of a poll waits for.
enum Wait {
    Until(Duration),
    Ready { readable_bytes: u64 },
    Never(Errno),
}

impl World {
    /// Writes the list's addresses at `table` and its NUL-terminated strings at `buffer`.
    pub(super) fn strings_get(
        memory: &mut Memory<'_>,
        list: &[Vec<u8>],
        table: u32,
        buffer: u32,
    ) -> CallResult {
        let mut at = buffer;
        for (index, string) in list.iter().enumerate() {
            memory.write_u32(table.wrapping_add(4 * index as u32), at)?;
            memory.write(at, string)?;
            at = at.wrapping_add(string.len() as u32);
            memory.write(at, &[0])?;
            at = at.wrapping_add(1);
        }
        Ok(u64::from(at.wrapping_sub(buffer)))
    }

    /// Writes how many strings there are and how many bytes they take.
    pub(super) fn strings_sizes(
        memory: &mut Memory<'_>,
        list: &[Vec<u8>],
        count: u32,
        bytes: u32,
    ) -> CallResult {
        memory.write_u32(count, list.len() as u32)?;
        memory.write_u32(
            bytes,
            list.iter().map(|string| string.len() as u32 + 1).sum(),
        )?;
        Ok(0)
    }

    pub(super) fn clock_res_get(
        &mut self,
        memory: &mut Memory<'_>,
        id: u32,
        at: u32,
    ) -> CallResult {
        self.clock.now_ns(id).ok_or(Errno::Invalid)?;
        memory.write_u64(at, self.clock.resolution_ns())?;
        Ok(0)
    }

    pub(super) fn clock_time_get(
        &mut self,
        memory: &mut Memory<'_>,
        id: u32,
        at: u32,
    ) -> CallResult {
        let now = self.clock.now_ns(id).ok_or(Errno::Invalid)?;
        memory.write_u64(at, now)?;
        Ok(0)
    }

    pub(super) fn random_get(&mut self, memory: &mut Memory<'_>, at: u32, len: u32) -> CallResult {
        let buffer = memory.bytes_mut(at, len)?;
        self.fill_random(buffer)
    }

    /// The low byte counts, as for a native process.
    pub(crate) fn proc_exit(code: u32) -> Stop {
        Stop::Exit((code & 0xff) as i32)
    }

    /// A signal that a program sends itself and does not handle ends it.
    pub(super) fn proc_raise(signal: u32) -> CallResult {
        match signal {
            0 => Ok(0),
            number => Err(Stop::Raised(number).into()),
        }
    }

    pub(super) fn poll_oneoff(
        &mut self,
        memory: &mut Memory<'_>,
        from: u32,
        to: u32,
        count: u32,
        events_at: u32,
    ) -> CallResult {
        if count == 0 {
            return Err(Errno::Invalid.into());
        }
        let span = count.checked_mul(SUBSCRIPTION_BYTES).ok_or(Errno::Fault)?;
        memory.bytes(from, span)?;
        memory.bytes(to, count.checked_mul(EVENT_BYTES).ok_or(Errno::Fault)?)?;
        // Two passes instead of a list, so that a million subscriptions cost the host no memory. Both count from here, or
        // a time that has come in the first would lie ahead again in the second.
        let began = self.clock.waited();
        let mut earliest: Option<Duration> = None;
        let mut ready = false;
        for index in 0..count {
            match self
                .subscription(memory, from + index * SUBSCRIPTION_BYTES, began)?
                .2
            {
                Wait::Until(at) => {
                    earliest = Some(earliest.map_or(at, |earliest| earliest.min(at)))
                }
                Wait::Ready { .. } | Wait::Never(_) => ready = true,
            }
        }
        if !ready {
            self.clock.sleep_until(earliest.unwrap_or(Duration::MAX))?;
        }
        self.clock.check()?;
        let now = self.clock.waited();
        let mut events = 0;
        for index in 0..count {
            let (userdata, kind, wait) =
                self.subscription(memory, from + index * SUBSCRIPTION_BYTES, began)?;
            let (errno, bytes) = match wait {
                Wait::Until(at) if at <= now => (0, 0),
                Wait::Until(_) => continue,
                Wait::Ready { readable_bytes } => (0, readable_bytes),
                Wait::Never(errno) => (errno as u16, 0),
            };
            let mut event = [0; EVENT_BYTES as usize];
            event[0..8].copy_from_slice(&userdata.to_le_bytes());
            event[8..10].copy_from_slice(&errno.to_le_bytes());
            event[10] = kind;
            event[16..24].copy_from_slice(&bytes.to_le_bytes());
            memory.write(to + events * EVENT_BYTES, &event)?;
            events += 1;
        }
        memory.write_u32(events_at, events)?;
        Ok(2 * SUBSCRIPTION_COST * u64::from(count))
    }

    /// The user data, the type and the condition of the subscription at `at`, which was made when the run was `began` old.
    /// Times are since the start of the run.
    fn subscription(
        &self,
        memory: &Memory<'_>,
        at: u32,
        began: Duration,
    ) -> Result<(u64, u8, Wait), Errno> {
        let userdata = memory.read_u64(at)?;
        let kind = memory.bytes(at + 8, 1)?[0];
        let wait = match kind {
            0 => {
                let id = memory.read_u32(at + 16)?;
                let timeout = memory.read_u64(at + 24)?;
                let absolute = memory.read_u32(at + 40)? & 1 != 0;
                match (id, absolute) {
                    (CLOCK_REALTIME | CLOCK_MONOTONIC, false) => {
                        Wait::Until(began.saturating_add(Duration::from_nanos(timeout)))
                    }
                    (CLOCK_MONOTONIC, true) => Wait::Until(Duration::from_nanos(timeout)),
                    (CLOCK_REALTIME, true) => {
                        Wait::Until(self.clock.since_start(Duration::from_nanos(timeout)))
                    }
                    _ => Wait::Never(Errno::NotSupported),
                }
            }
            1 | 2 => match self.descriptors.get(memory.read_u32(at + 16)?) {
                Err(errno) => Wait::Never(errno),
                Ok(descriptor) => Wait::Ready {
                    readable_bytes: match (&descriptor.target, kind) {
                        (Target::File { at, position }, 1) => {
                            self.files.stat(*at)?.size.saturating_sub(*position)
                        }
                        (Target::Device(Device::Stdin), 1) => 1,
                        _ => 1,
                    },
                },
            },
            _ => return Err(Errno::Invalid),
        };
        Ok((userdata, kind, wait))
    }
}
