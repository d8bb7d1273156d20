//! `/compile`: bg-compiler's endpoint. One script, run `count` times, each run with its output and nothing about its end but
//! whether it was stopped.
//!
//! bg-compiler has images and shell commands where this server has languages; `choice` finds the language that a request
//! means. It is the only place of the server that knows languages by name.

mod choice;
mod wish;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::App;
use super::caller::Caller;
use super::error::Refusal;
use super::negotiate::{Format, Formats, RequestId, aside, read_bytes};
use super::run::answer;
use super::settings::{CPU_TIMES, CompileSettings};
use super::value::{Value, object};
use crate::languages::Catalog;
use crate::model::{File, FileName, Limits, Outcome, Report, Status, Submission, Test};
use crate::{Enclos, Error};
use choice::Choice;
use wish::Wish;

/// Where programs look for their input: bg-compiler runs them in `/bg`, and here the working directory is the root.
const INPUT_FILES: [&str; 2] = ["input.txt", "bg/input.txt"];

/// `POST /compile`.
pub(super) async fn compile(
    State(app): State<Arc<App>>,
    caller: Caller,
    formats: Formats,
    id: RequestId,
    body: Request,
) -> Response {
    answer(&formats, id, async {
        let client = app.admit(&caller)?;
        // Whatever its content type says, as in bg-compiler: the body is JSON.
        let body = read_bytes(&app, body).await?;
        let max_count = app.settings.compile.max_count;
        let wish = aside(&app, body, move |body| Wish::read(body, max_count)).await?;
        let wish = wish.map_err(Refusal::bad_request)?;
        let runs = match wish.count {
            0 => Vec::new(),
            count => {
                let submission = submission(&app.enclos, &app.settings.compile, wish)
                    .map_err(Refusal::bad_request)?;
                let submissions = vec![submission; count];
                app.enclos.run_all(&client, submissions).await?
            }
        };
        let cap_bytes = usize::try_from(app.settings.compile.output_bytes).unwrap_or(usize::MAX);
        let outputs: Result<_, Error> = runs
            .into_iter()
            .map(|report| Ok(output(end(report)?, cap_bytes)))
            .collect();
        let json = Value::List(outputs?).to_json().unwrap_or_default();
        Ok(([(header::CONTENT_TYPE, Format::Json.mime())], json).into_response())
    })
    .await
}

/// One run of what is wished for.
fn submission(
    enclos: &Enclos,
    settings: &CompileSettings,
    wish: Wish,
) -> Result<Submission, String> {
    let catalog: &Catalog = enclos.catalog();
    let Choice {
        language,
        interpreter_args,
        flags,
    } = choice::choose(catalog, &wish.image, &wish.cmd, &wish.extension)?;
    let mut submission = Submission::new(language, []);
    let script: Arc<[u8]> = wish.script.as_bytes().into();
    match interpreter_args {
        // The script under the name that it has in bg-compiler, which the program sees in its arguments and messages.
        Some(mut args) => {
            let name = main_file(&wish.extension)?;
            args.push(name.to_string());
            submission.interpreter_args = Some(args);
            submission.files.push(File {
                name,
                content: script,
            });
        }
        None => submission.source = script,
    }
    submission.flags = flags;
    submission.kill_out_of_memory = true;
    submission.unbounded = true;
    submission.execute = Test {
        stdin: wish.stdin.map(|text| text.as_bytes().into()),
        files: input_files(wish.input)?,
        limits: limits(settings),
        ..Test::default()
    };
    Ok(submission)
}

fn main_file(extension: &str) -> Result<FileName, String> {
    let extension = if extension.is_empty() {
        "ext"
    } else {
        extension
    };
    let name = FileName::new(&format!("main.{extension}"));
    match name {
        Ok(name) if !extension.contains('/') => Ok(name),
        Ok(_) => Err("malformed payload: .extension: must not contain a slash".to_owned()),
        Err(error) => Err(format!("malformed payload: .extension: {error}")),
    }
}

fn input_files(input: Option<String>) -> Result<Vec<File>, String> {
    let Some(input) = input else {
        return Ok(Vec::new());
    };
    let content: Arc<[u8]> = input.as_bytes().into();
    let file = |name| {
        Ok(File {
            name: FileName::new(name).map_err(|error| error.to_string())?,
            content: Arc::clone(&content),
        })
    };
    INPUT_FILES.into_iter().map(file).collect()
}

fn limits(settings: &CompileSettings) -> Limits {
    let timeout = Some(settings.timeout);
    Limits {
        time: Some(settings.timeout.saturating_mul(CPU_TIMES)),
        wall_time: timeout,
        memory_bytes: Some(settings.memory_bytes),
        // The cap is each stream's own, and a run's is for both.
        output_bytes: Some(settings.output_bytes.saturating_mul(2)),
        ..Limits::NONE
    }
}

/// How the program ended, or the compiler, if there was no program.
fn end(report: Report) -> Result<Outcome, Error> {
    let outcome = if report.compiled() {
        let mut tests = report.tests.into_iter().flatten();
        tests.next().map(|test| test.outcome)
    } else {
        report.compile.map(|compile| compile.outcome)
    };
    match outcome {
        Some(outcome) if outcome.status != Status::InternalError => Ok(outcome),
        failed => Err(Error::Internal(
            failed
                .and_then(|outcome| outcome.message)
                .unwrap_or_default(),
        )),
    }
}

fn output(outcome: Outcome, cap_bytes: usize) -> Value {
    let Outcome { stdout, stderr, .. } = &outcome;
    let is_stopped = matches!(outcome.status, Status::TimedOut | Status::OutputLimit)
        || stdout.len().max(stderr.len()) > cap_bytes;
    let shown = |bytes: &[u8]| text(&bytes[..bytes.len().min(cap_bytes)]);
    object([
        ("stdout", shown(stdout).into()),
        ("stderr", shown(stderr).into()),
        ("duration_ms", milliseconds(outcome.usage.wall).into()),
        ("timed_out", is_stopped.into()),
    ])
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// Bytes as Go's JSON writes them: each that is no part of a character becomes a replacement character of its own.
fn text(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_text_are_replaced_one_by_one() {
        assert_eq!(text(b"a\xff\xfeb"), "a\u{fffd}\u{fffd}b");
        assert_eq!(text("€".as_bytes()), "€");
        assert_eq!(text(b"\xe2\x82"), "\u{fffd}\u{fffd}");
    }

    #[test]
    fn a_stream_over_the_cap_is_cut_and_counts_as_stopped() {
        let printed = |stdout: &[u8]| {
            let outcome = Outcome {
                stdout: stdout.to_vec(),
                ..Outcome::ok()
            };
            let json = output(outcome, 3).to_json().expect("text only");
            String::from_utf8(json).expect("JSON")
        };
        assert_eq!(
            printed(b"abc"),
            r#"{"stdout":"abc","stderr":"","duration_ms":0,"timed_out":false}"#
        );
        assert_eq!(
            printed(b"abcd"),
            r#"{"stdout":"abc","stderr":"","duration_ms":0,"timed_out":true}"#
        );
    }

    #[test]
    fn extensions_make_one_file_name() {
        let name = |extension| main_file(extension).map(|name| name.to_string());
        assert_eq!(name("py").as_deref(), Ok("main.py"));
        assert_eq!(name("").as_deref(), Ok("main.ext"));
        assert_eq!(name(".py").as_deref(), Ok("main..py"));
        for bad in ["a/b", "/../../x", "a\0", &"x".repeat(300)] {
            assert!(name(bad).is_err_and(|e| e.contains(".extension")), "{bad}");
        }
    }
}
