//! What quicktry's clients read of an answer, beside all else that is in it: one number and one text.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::super::response::Encoding;
use super::super::value::Value;
use crate::model::{Outcome, Report, Status};

/// The number for a program that was given up.
const GIVEN_UP: i64 = -1;
/// What a shell adds to a signal's number, and the signal by which a native program is stopped.
const SIGNALS: i64 = 128;
const KILL: i64 = 9;

/// `status` and `output` of the program's first run, or of the compiler if there was none.
pub(super) fn fields(report: &Report, encoding: Encoding) -> Vec<(String, Value)> {
    let run = if report.compiled() {
        let mut tests = report.tests.iter().flatten();
        tests.next().map(|test| &test.outcome)
    } else {
        report.compile.as_ref().map(|compile| &compile.outcome)
    };
    let output = run.map_or_else(Vec::new, |run| {
        [run.stdout.as_slice(), run.stderr.as_slice()].concat()
    });
    let output = match encoding {
        Encoding::Base64 => BASE64.encode(output).into(),
        Encoding::Plain | Encoding::PlainOrBase64 => Value::Binary(output),
    };
    vec![
        ("status".to_owned(), Value::Int(run.map_or(0, status))),
        ("output".to_owned(), output),
    ]
}

fn status(run: &Outcome) -> i64 {
    match (run.status, run.signal) {
        (Status::TimedOut | Status::InternalError, _) => GIVEN_UP,
        (_, Some(signal)) => SIGNALS + i64::from(signal.number()),
        _ if run.killed => SIGNALS + KILL,
        _ => i64::from(run.exit_code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Signal;

    #[test]
    fn the_status_is_what_a_shell_would_say() {
        let ended = |status, exit_code, signal, killed| Outcome {
            status,
            exit_code,
            signal,
            killed,
            ..Outcome::ok()
        };
        for (outcome, expected) in [
            (ended(Status::Ok, 0, None, false), 0),
            (ended(Status::RuntimeError, 3, None, false), 3),
            (ended(Status::Signaled, 0, Some(Signal::ABORT), false), 134),
            (ended(Status::OutOfMemory, 0, None, true), 137),
            (ended(Status::OutOfMemory, 1, None, false), 1),
            (
                ended(Status::OutOfMemory, 0, Some(Signal::ABORT), false),
                134,
            ),
            (ended(Status::OutputLimit, 0, None, true), 137),
            (ended(Status::TimedOut, 0, None, true), -1),
        ] {
            assert_eq!(status(&outcome), expected, "{outcome:?}");
        }
    }
}
