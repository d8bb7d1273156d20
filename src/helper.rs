//! Processes of this program that serve another one of it: the keeper of boxes, and workers.

use std::process::ExitCode;

use crate::{native, workers};

/// If this process was started to help an engine, does so until that ends, and says how to exit. An embedder whose own
/// program is [`Builder::helper`](crate::Builder::helper) calls it before anything else, while there is one thread.
#[must_use]
pub fn help() -> Option<ExitCode> {
    let mut args = std::env::args_os().skip(1);
    let first = args.next()?;
    if first == workers::ARGUMENT {
        return Some(workers::work());
    }
    if first == native::ARGUMENT {
        let first_uid = args.next().and_then(|uid| uid.to_str()?.parse().ok());
        return Some(first_uid.map_or(ExitCode::FAILURE, native::keep));
    }
    None
}
