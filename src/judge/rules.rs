//! The operator's rules, and the limits that they come to for a language.

use crate::languages::Language;
use crate::model::{Limits, LimitsInForce};

/// The operator's rules for submissions.
#[derive(Debug, Clone)]
pub struct Rules {
    /// Limits of a run whose submission and language are silent.
    pub run_defaults: LimitsInForce,
    /// What a run may ask for at most.
    pub run_maxima: LimitsInForce,
    /// Limits of a compile step.
    pub compile_defaults: LimitsInForce,
    /// What a compile step may ask for at most.
    pub compile_maxima: LimitsInForce,
    /// What native programs are bound by where WebAssembly leaves no choice.
    pub native: NativeRules,
    /// Tests of one submission.
    pub max_tests: usize,
    /// Files of one submission.
    pub max_files: usize,
    /// Repetitions of one test.
    pub max_repeat: u32,
    /// Output and files of all tests of one submission together, in bytes. Tests that come when most of it is used up get
    /// what is left of it as their output limit.
    pub max_report_bytes: u64,
    /// The same for all submissions that are being worked on. One too many is refused as
    /// [`Error::Busy`](crate::Error::Busy).
    pub max_reports_bytes: u64,
}

/// Limits that only native programs can choose: a program in WebAssembly is one process, and the engine has one size of
/// stack for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NativeRules {
    /// Processes and threads of a run or compile step whose submission and language are silent.
    pub processes: u32,
    /// How many it may ask for at most.
    pub max_processes: u32,
    /// The stack of one whose submission and language are silent, in bytes.
    pub stack_bytes: u64,
    /// How much it may ask for at most, in bytes.
    pub max_stack_bytes: u64,
}

impl Default for NativeRules {
    fn default() -> Self {
        Self {
            processes: 64,
            max_processes: 256,
            stack_bytes: 64 << 20,
            max_stack_bytes: 512 << 20,
        }
    }
}

impl Rules {
    /// The limits of a run. An unbounded one is bound by what it asks for alone.
    pub(super) fn run_limits(
        &self,
        language: &Language,
        asked: &Limits,
        unbounded: bool,
    ) -> LimitsInForce {
        let maxima = match unbounded {
            false => self.run_maxima,
            true if language.is_native() => LimitsInForce {
                // These are really taken from the machine, a box's files being in memory as well.
                memory_bytes: self.run_maxima.memory_bytes,
                file_bytes: self.run_maxima.file_bytes,
                quota: self.run_maxima.quota,
                ..self.run_maxima.unbounded()
            },
            true => self.run_maxima.unbounded(),
        };
        self.limits(language, asked, self.run_defaults, maxima)
    }

    /// The limits of a compile step.
    pub(super) fn compile_limits(&self, language: &Language, asked: &Limits) -> LimitsInForce {
        self.limits(language, asked, self.compile_defaults, self.compile_maxima)
    }

    fn limits(
        &self,
        language: &Language,
        asked: &Limits,
        mut defaults: LimitsInForce,
        mut maxima: LimitsInForce,
    ) -> LimitsInForce {
        let mut asked = *asked;
        if language.is_native() {
            defaults.processes = self.native.processes;
            defaults.stack_bytes = self.native.stack_bytes;
            maxima.processes = self.native.max_processes;
            maxima.stack_bytes = self.native.max_stack_bytes;
            // Nothing counts instructions there.
            (asked.fuel, maxima.fuel) = (None, None);
        } else {
            // Either wish is heard, and what is in force is told.
            asked.processes = Some(maxima.processes);
            asked.stack_bytes = Some(maxima.stack_bytes);
        }
        LimitsInForce::resolve(&asked, &defaults, &maxima)
    }
}

/// Limits as commands are told them, in kB.
pub(super) struct Told {
    pub(super) mem: String,
    pub(super) stack: String,
}

impl From<&LimitsInForce> for Told {
    fn from(limits: &LimitsInForce) -> Self {
        let kb = |bytes: u64| (bytes >> 10).to_string();
        Self {
            mem: kb(limits.memory_bytes),
            stack: kb(limits.stack_bytes),
        }
    }
}
