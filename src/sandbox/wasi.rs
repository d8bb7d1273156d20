//! The WASI preview-1 host: what a program may ask of the world.
//!
//! Its files are a [`WorkDir`](super::files::WorkDir) in memory, its clocks and randomness are the run's own, its output
//! goes to bounded sinks, and there is no network and no other process. Every call is paid for in fuel, and none outlasts
//! the wall limit.

mod abi;
#[cfg(feature = "breach")]
mod breach;
mod data_calls;
mod descriptors;
mod fd_calls;
mod link;
mod path_calls;
mod streams;
mod world_calls;

pub(crate) use abi::Errno;
pub(crate) use link::{MODULE, link};
pub(crate) use streams::{Input, Output, connect};

use super::files::WorkDir;
use super::run::{Clock, Stop};
use descriptors::Descriptors;

/// How a host call fails: with an errno that the guest sees, or by ending the run.
#[derive(Debug)]
pub(crate) enum Fail {
    Errno(Errno),
    Stop(Stop),
}

impl From<Errno> for Fail {
    fn from(errno: Errno) -> Self {
        Self::Errno(errno)
    }
}

impl From<Stop> for Fail {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

/// What a host call comes to: the work that it did, in units of fuel, beside the fixed price of a call.
pub(crate) type CallResult = Result<u64, Fail>;

/// The world of one run.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) args: Vec<Vec<u8>>,
    pub(crate) env: Vec<Vec<u8>>,
    pub(crate) files: WorkDir,
    pub(crate) input: Input,
    pub(crate) output: Output,
    pub(crate) clock: Clock,
    /// Whether standard streams look like a terminal to the program.
    pub(crate) terminal: bool,
    descriptors: Descriptors,
    random: Random,
    #[cfg(feature = "breach")]
    breach: breach::Breach,
}

impl World {
    pub(crate) fn new(
        args: Vec<Vec<u8>>,
        env: Vec<Vec<u8>>,
        files: WorkDir,
        input: Input,
        output: Output,
        clock: Clock,
    ) -> Self {
        let descriptors = Descriptors::new(files.root());
        Self {
            args,
            env,
            files,
            input,
            output,
            clock,
            terminal: false,
            descriptors,
            random: Random::new(),
            #[cfg(feature = "breach")]
            breach: breach::Breach::default(),
        }
    }

    /// Whether anything is open that was not at the start.
    pub(crate) fn holds_files(&self) -> bool {
        self.descriptors.count() != Descriptors::new(self.files.root()).count()
    }
}

/// The run's own randomness: xoshiro256++, seeded by the operating system when it is first asked for. A guest needs
/// unpredictable seeds, not cryptography.
#[derive(Debug)]
struct Random(Option<[u64; 4]>);

impl Random {
    fn new() -> Self {
        Self(None)
    }

    fn fill(&mut self, buffer: &mut [u8]) -> Result<(), Errno> {
        let mut state = match self.0 {
            Some(state) => state,
            None => {
                let mut seed = [0; 32];
                getrandom::fill(&mut seed).map_err(|_| Errno::Io)?;
                let mut state = [1; 4];
                for (word, bytes) in state.iter_mut().zip(seed.chunks_exact(8)) {
                    *word = bytes
                        .iter()
                        .fold(1, |word, &byte| (word << 8) | u64::from(byte));
                }
                state
            }
        };
        for chunk in buffer.chunks_mut(8) {
            let [s0, s1, s2, s3] = state;
            let word = s0.wrapping_add(s3).rotate_left(23).wrapping_add(s0);
            let (mut n2, mut n3) = (s2 ^ s0, s3 ^ s1);
            let (n1, n0) = (s1 ^ n2, s0 ^ n3);
            n2 ^= s1 << 17;
            n3 = n3.rotate_left(45);
            state = [n0, n1, n2, n3];
            chunk.copy_from_slice(&word.to_le_bytes()[..chunk.len()]);
        }
        self.0 = Some(state);
        Ok(())
    }
}
