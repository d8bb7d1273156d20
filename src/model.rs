//! The domain words as plain data: a submission goes in, a report comes out.
//!
//! Nothing here does IO or knows a wire format, an engine or an async runtime; every other module may depend on this one.

mod limits;
mod name;
mod report;
mod submission;

pub use limits::{Limits, LimitsInForce, Quota};
pub use name::{FileName, InvalidFileName};
pub(crate) use report::WALL_TIME_EXCEEDED;
pub use report::{
    CompileReport, Enforcement, Event, Outcome, OutputFile, Repetition, Report, Signal, Status,
    TestReport, Usage,
};
pub use submission::{Checker, Expected, File, Submission, Test};
