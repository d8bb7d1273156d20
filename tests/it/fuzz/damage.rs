//! Real programs with a few bytes that are others, too many or too few.

use super::random::Random;

/// Numbers that are at the edge of something.
const EDGES: [&[u8]; 6] = [
    &[0xff, 0xff, 0xff, 0xff, 0x0f],
    &[0x80, 0x80, 0x80, 0x80, 0x08],
    &[0xff, 0xff, 0xff, 0xff, 0x07],
    &[0x80, 0x80, 0x04],
    &[0x7f],
    &[0],
];

/// Instructions that fit where any other of the same row does: what is exchanged for another is mostly valid still, and
/// does something else.
const ALIKE: [std::ops::RangeInclusive<u8>; 6] = [
    0x46..=0x4f,
    0x51..=0x5a,
    0x6a..=0x78,
    0x7c..=0x8a,
    0x99..=0x9f,
    0xa0..=0xa6,
];

/// Exchanges an instruction, if one follows.
fn exchange(wasm: &mut [u8], random: &mut Random) {
    let row = ALIKE[random.below(ALIKE.len())].clone();
    let from = random.below(wasm.len());
    let rest = wasm[from..].iter_mut();
    if let Some(found) = rest.into_iter().find(|byte| row.contains(byte)) {
        *found = row.start() + random.below(row.len()) as u8;
    }
}

/// The damaged program of a number.
pub(super) fn module(number: u64, programs: &[Vec<u8>]) -> Vec<u8> {
    let mut random = Random::new(number);
    let mut wasm = programs[random.below(programs.len())].clone();
    // Most places that are hit in several ways are hit in one that is no program any more.
    let kind = random.below(20);
    if kind >= 10 {
        for _ in 0..1 + random.below(3) {
            exchange(&mut wasm, &mut random);
        }
        return wasm;
    }
    for _ in 0..1 + random.below(3) {
        let at = random.below(wasm.len());
        let until = (at + 1 + random.below(64)).min(wasm.len());
        match kind {
            0..=3 => wasm[at] ^= 1 << random.below(8),
            4 | 5 => wasm[at] = random.next() as u8,
            6 => {
                let edge = EDGES[random.below(EDGES.len())];
                let until = (at + edge.len()).min(wasm.len());
                wasm[at..until].copy_from_slice(&edge[..until - at]);
            }
            7 => {
                let from = random.below(wasm.len() - (until - at));
                wasm.copy_within(from..from + (until - at), at);
            }
            8 => drop(wasm.drain(at..until)),
            _ => wasm.truncate(at.max(8)),
        }
    }
    wasm
}
