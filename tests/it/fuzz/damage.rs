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

/// The damaged program of a number.
pub(super) fn module(number: u64, programs: &[Vec<u8>]) -> Vec<u8> {
    let mut random = Random::new(number);
    let mut wasm = programs[random.below(programs.len())].clone();
    // Most places that are hit in several ways are hit in one that is no program any more.
    let kind = random.below(10);
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
