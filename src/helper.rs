//! Processes of this program that serve another one of it: the keeper of boxes, workers, and those that try their walls.

use std::process::ExitCode;

#[cfg(feature = "cli")]
use crate::walls::trial;
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
    #[cfg(feature = "cli")]
    if first == trial::ARGUMENT {
        return Some(trial::look(args));
    }
    if first == native::ARGUMENT {
        let first_uid = args.next().and_then(|uid| uid.to_str()?.parse().ok());
        return Some(first_uid.map_or(ExitCode::FAILURE, native::keep));
    }
    None
}
