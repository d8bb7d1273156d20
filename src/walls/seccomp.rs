//! The system calls that a process may make: filters for the kernel, one for native programs, built once and installed in
//! each box, and one for worker processes.
//!
//! Allow-lists: what is on no list of ours a program finds missing (`ENOSYS`), as on an older kernel, so that libraries
//! fall back to what they did before. This module owns the filters; it must not know what programs run under them.

mod assemble;
mod calls;
mod worker;

use std::io;

use seccompiler::BpfProgram;

/// What becomes of a system call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// It is made.
    Allow,
    /// It is not made, and the caller sees this error number. With 0 it seems to have been made.
    Errno(u16),
    /// It is not made, and the process is killed by `SIGSYS`: no honest one asks for it.
    Kill,
}

/// What becomes of the system calls of one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// The same for all.
    All(Verdict),
    /// Depends on an argument's lower half, which is all that the kernel looks at for these.
    Argument {
        /// Which argument, from 0.
        index: u8,
        /// What it is held against.
        test: Test,
        /// What becomes of a call that passes the test.
        then: Verdict,
        /// What becomes of the others.
        otherwise: Verdict,
    },
    /// Depends on several arguments: the first of the cases that a call is one of decides.
    Cases {
        cases: &'static [Case],
        /// What becomes of a call that is none of these.
        otherwise: Verdict,
    },
}

/// Calls that pass each of some tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Case {
    tests: &'static [(Half, Test)],
    then: Verdict,
}

/// A half of an argument, by its number from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Lower(u8),
    /// Of addresses both count.
    Upper(u8),
}

/// A test of an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(
    clippy::enum_variant_names,
    reason = "they are read as what is asked of an argument"
)]
enum Test {
    /// It is this.
    Is(u32),
    /// It is one of these.
    OneOf(&'static [u32]),
    /// It is none of these.
    NoneOf(&'static [u32]),
    /// It has a bit of these.
    AnyOf(u32),
}

/// Which of two filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Memory {
    /// A group of the kernel's holds the memory of a box.
    Held,
    /// Memory is counted by looking at processes, so that there may be none that is no process's: none that is shared and
    /// in no file, and none in the buffers of a socket that is on its way.
    Counted,
}

/// Builds the filter for this machine's architecture.
///
/// # Errors
/// There are no lists for this architecture.
pub(crate) fn filter(memory: Memory) -> io::Result<BpfProgram> {
    assemble::assemble(architecture()?, &calls::rules(memory))
}

/// Builds the filter for the calling process to become a worker.
///
/// # Errors
/// There are no lists for this architecture.
pub(crate) fn filter_of_worker() -> io::Result<BpfProgram> {
    let own = std::process::id();
    assemble::assemble(architecture()?, &worker::rules(own))
}

fn architecture() -> io::Result<u32> {
    calls::AUDIT_ARCHITECTURE.ok_or_else(|| {
        io::Error::new(
            io::ErrorKind::Unsupported,
            "system calls are filtered on x86_64 and aarch64 only",
        )
    })
}

/// Puts the calling thread and all that it will start under a filter, for good; they also get no new privileges.
///
/// # Errors
/// The kernel refuses the filter.
pub(crate) fn install(filter: &BpfProgram) -> io::Result<()> {
    seccompiler::apply_filter(filter).map_err(|error| match error {
        seccompiler::Error::Prctl(error) | seccompiler::Error::Seccomp(error) => error,
        other => io::Error::other(other),
    })
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that can't go on has failed, and one that was skipped says so"
)]
mod tests;
