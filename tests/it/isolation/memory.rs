//! Looks through the memories of guests in this process, as the kernel shows them: what was left there, whoever could see it.

use std::fs::File;
use std::os::unix::fs::FileExt as _;

const PAGE: u64 = 4096;
/// What lies behind a guest's memory and can't be touched. Nothing else has so much of it.
const RESERVED: u64 = 1 << 30;

pub(super) struct Found {
    /// Addresses, none of which is meant to be found.
    pub(super) places: Vec<u64>,
}

struct Mapping {
    start: u64,
    end: u64,
    writable: bool,
    accessible: bool,
}

fn mappings() -> Vec<Mapping> {
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let mapping = |line: &str| {
        let mut fields = line.split_whitespace();
        let (start, end) = fields.next()?.split_once('-')?;
        let rights = fields.next()?;
        Some(Mapping {
            start: u64::from_str_radix(start, 16).ok()?,
            end: u64::from_str_radix(end, 16).ok()?,
            writable: rights.starts_with("rw"),
            accessible: !rights.starts_with("---"),
        })
    };
    maps.lines().filter_map(mapping).collect()
}

/// The writable mappings that belong to guests: what lies right before a large reservation.
fn guests() -> Vec<Mapping> {
    let mut guests = Vec::new();
    let mut run: Vec<Mapping> = Vec::new();
    for mapping in mappings() {
        let follows = run.last().is_none_or(|last| last.end == mapping.start);
        if !follows {
            run.clear();
        }
        if mapping.accessible {
            run.push(mapping);
        } else if mapping.end - mapping.start >= RESERVED {
            guests.extend(run.drain(..).filter(|mapping| mapping.writable));
        } else {
            run.clear();
        }
    }
    guests
}

/// Where a secret is that is told as its bytes each combined with `mask`, so that looking for it does not put it anywhere.
pub(super) fn find(hidden: &[u8; 16], mask: u8) -> Found {
    let memory = File::open("/proc/self/mem").unwrap();
    let pagemap = File::open("/proc/self/pagemap").unwrap();
    let mut places = Vec::new();
    let mut page = vec![0; PAGE as usize];
    for guest in guests() {
        let pages = (guest.end - guest.start) / PAGE;
        let mut entries = vec![0; pages as usize * 8];
        if pagemap
            .read_exact_at(&mut entries, guest.start / PAGE * 8)
            .is_err()
        {
            continue;
        }
        for (index, entry) in entries.chunks_exact(8).enumerate() {
            let entry = u64::from_le_bytes(entry.try_into().unwrap());
            // In memory or in swap.
            if entry >> 62 == 0 {
                continue;
            }
            let at = guest.start + index as u64 * PAGE;
            // It may be gone by now.
            if memory.read_exact_at(&mut page, at).is_err() {
                continue;
            }
            let first = hidden[0] ^ mask;
            for start in 0..page.len() - 16 {
                if page[start] == first
                    && (1..16).all(|byte| page[start + byte] ^ mask == hidden[byte])
                {
                    places.push(at + start as u64);
                    break;
                }
            }
        }
    }
    page.fill(0);
    Found { places }
}
