//! `[native]`: limits that only native programs can choose, for their runs and compile steps alike.

use super::setting::{Kind, concern};
use crate::NativeRules;

concern! {
    /// Processes and stacks of native programs.
    Native(rules: &NativeRules) {
        /// Processes and threads of a native program whose request and language are silent
        processes: u32 = rules.processes, Kind::Whole(1, 65_536), "ENCLOS_NATIVE_PROCESSES";
        /// Processes and threads that a native program may ask for at most
        max_processes: u32 = rules.max_processes, Kind::Whole(1, 65_536), "ENCLOS_NATIVE_MAX_PROCESSES";
        /// The stack of a native program whose request and language are silent, in kB
        stack: u64 = rules.stack_bytes >> 10, Kind::Whole(64, 64 << 20), "ENCLOS_NATIVE_STACK";
        /// The stack that a native program may ask for at most, in kB
        max_stack: u64 = rules.max_stack_bytes >> 10, Kind::Whole(64, 64 << 20), "ENCLOS_NATIVE_MAX_STACK";
    }
}

impl Native {
    pub(super) fn in_force(&self) -> NativeRules {
        NativeRules {
            processes: self.processes,
            max_processes: self.max_processes,
            stack_bytes: self.stack << 10,
            max_stack_bytes: self.max_stack << 10,
        }
    }
}
