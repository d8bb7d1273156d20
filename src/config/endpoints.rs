//! `[eval]` and `[bg-compiler]`: what runs through the endpoints of other systems may use.

use std::time::Duration;

use super::setting::{Kind, concern};
use crate::api::{CompileSettings, EvalSettings};

concern! {
    /// Runs of `POST /eval`.
    Eval(eval: &EvalSettings) {
        /// CPU time and wall time of a run of POST /eval, in seconds
        time: f64 = eval.time.as_secs_f64(), Kind::Number(0.001, 3600.0), "ENCLOS_EVAL_TIME";
        /// Memory of a run of POST /eval, in kB
        mem: u64 = eval.memory_bytes >> 10, Kind::Whole(1, 4 << 20), "ENCLOS_EVAL_MEM";
        /// All files of a run of POST /eval together, in kB
        files: u64 = eval.files_bytes >> 10, Kind::Whole(0, 4 << 20), "ENCLOS_EVAL_FILES";
        /// Output of a run of POST /eval, in bytes
        output_bytes: u64 = eval.output_bytes, Kind::Whole(0, 1 << 30), "ENCLOS_EVAL_OUTPUT_BYTES";
        /// Files of a run of POST /eval that come back
        max_files: usize = eval.max_files, Kind::Whole(0, 100_000), "ENCLOS_EVAL_MAX_FILES";
    }
}

concern! {
    /// Runs of `POST /compile`.
    BgCompiler(compile: &CompileSettings) {
        /// Wall time of a run of POST /compile, in seconds
        timeout: f64 = compile.timeout.as_secs_f64(), Kind::Number(0.001, 86_400.0), "ENCLOS_BG_COMPILER_TIMEOUT", "timeout" "SECONDS";
        /// Memory of a run of POST /compile, in MB
        memory: u64 = compile.memory_bytes >> 20, Kind::Whole(1, 4096), "ENCLOS_BG_COMPILER_MEMORY", "memory" "MB";
        /// Standard output of a run of POST /compile, and as much of standard error, in KB
        output: u64 = compile.output_bytes >> 10, Kind::Whole(0, 1 << 20), "ENCLOS_BG_COMPILER_OUTPUT", "output" "KB";
        /// Runs of one request of POST /compile
        max_count: usize = compile.max_count, Kind::Whole(1, 1_000_000), "ENCLOS_BG_COMPILER_MAX_COUNT";
    }
}

impl Eval {
    pub(super) fn apply(&self, settings: &mut EvalSettings) {
        settings.time = Duration::from_secs_f64(self.time);
        settings.memory_bytes = self.mem << 10;
        settings.files_bytes = self.files << 10;
        settings.output_bytes = self.output_bytes;
        settings.max_files = self.max_files;
    }
}

impl BgCompiler {
    pub(super) fn apply(&self, settings: &mut CompileSettings) {
        settings.timeout = Duration::from_secs_f64(self.timeout);
        settings.memory_bytes = self.memory << 20;
        settings.output_bytes = self.output << 10;
        settings.max_count = self.max_count;
    }
}
