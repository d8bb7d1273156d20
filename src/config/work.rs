//! `[queue]` and `[submission]`: how much work there may be at a time, and in one submission.

use super::setting::{Kind, concern};
use crate::Rules;

concern! {
    /// What runs and what waits.
    Queue {
        /// Submissions that run at a time (default: as many as processors)
        workers: usize = std::thread::available_parallelism().map_or(1, usize::from).min(256), Kind::Whole(1, 256), "ENCLOS_WORKERS", "workers" "N";
        /// Submissions that may wait before more get 503
        backlog: usize = 256, Kind::Whole(0, 1_000_000), "ENCLOS_BACKLOG", "backlog" "N";
        /// Whether WebAssembly programs run in processes of their own, which the kernel lets do nothing else
        worker_processes: bool = true, Kind::Switch, "ENCLOS_WORKER_PROCESSES", "worker-processes" "BOOL";
    }
}

concern! {
    /// What one submission may hold.
    Submission(rules: &Rules) {
        /// Tests of one submission
        max_tests: usize = rules.max_tests, Kind::Whole(1, 1_000_000), "ENCLOS_MAX_TESTS", "max-tests" "N";
        /// Files of one submission
        max_files: usize = rules.max_files, Kind::Whole(1, 1_000_000), "ENCLOS_MAX_FILES", "max-files" "N";
        /// Repetitions of one test
        max_repeat: u32 = rules.max_repeat, Kind::Whole(1, 1_000_000), "ENCLOS_MAX_REPEAT", "max-repeat" "N";
        /// Output and files of all tests of one submission together, in kB
        max_report: u64 = rules.max_report_bytes >> 10, Kind::Whole(1, 4 << 20), "ENCLOS_MAX_REPORT", "max-report" "KB";
        /// The same for all submissions that are being worked on, in kB; one too many gets 503
        max_reports: u64 = rules.max_reports_bytes >> 10, Kind::Whole(1, 1 << 30), "ENCLOS_MAX_REPORTS", "max-reports" "KB";
    }
}
