//! `/run`.

use utoipa::IntoParams;

use super::answers::{OfBody, OfQuery};
use super::report::Report;
use super::submission::{Encoding, Submission};

/// Compile and run a program
///
/// Runs it once for each test. The answer is one report; a client that prefers `application/x-ndjson` or
/// `text/event-stream` gets each part of it (`StreamPart`) as soon as it is known. A program that fails, in whichever way, is
/// no failure of the request.
#[utoipa::path(
    post,
    path = "/run",
    tag = "run",
    request_body(
        description = "The submission.",
        content(
            (Submission = "application/json", examples(
                ("hello" = (summary = "The least that a submission has", value = json!({"lang": "python", "source": "print('hello')"}))),
                ("tests" = (summary = "Tests with limits", value = json!({
                    "lang": "lua", "source": "print(io.read('n') * 2)", "execute": {"time": 1, "mem": 65536},
                    "tests": [{"name": "small", "stdin": "21", "expected": "42"}, {"name": "large", "stdin": "1000000", "fatal": true}],
                }))),
                ("files" = (summary = "Files in and out", value = json!({
                    "lang": "python", "source": "open('out.txt', 'w').write(open('data/in.txt').read().upper())",
                    "files": [{"name": "data/in.txt", "content": "aGVsbG8=", "encoding": "base64"}],
                    "execute": {"outputs": ["*.txt"]},
                }))),
            )),
            (Submission = "application/msgpack"),
        ),
    ),
    responses(
        (status = 200, description = "The report.", content(
            (Report = "application/json"),
            (Report = "application/msgpack"),
            (String = "application/x-ndjson", example = "{\"type\":\"end\",\"success\":true}\n"),
            (String = "text/event-stream", example = "event: end\ndata: {\"type\":\"end\",\"success\":true}\n\n"),
        )),
        OfBody,
    ),
)]
fn run() {}

/// Run a program from a link or a form
///
/// Answers as `POST /run` does for a submission with one test.
#[utoipa::path(
    get,
    path = "/run",
    tag = "run",
    params(Query),
    responses(
        (status = 200, description = "The report.", content(
            (Report = "application/json"),
            (Report = "application/msgpack"),
            (String = "application/x-ndjson", example = "{\"type\":\"end\",\"success\":true}\n"),
            (String = "text/event-stream", example = "event: end\ndata: {\"type\":\"end\",\"success\":true}\n\n"),
        )),
        OfQuery,
    ),
)]
fn run_query() {}

/// A submission in a query.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
struct Query {
    /// The language. Its other names and file extensions, which `/languages` lists, do as well, in upper or lower case.
    #[param(example = "lua")]
    lang: String,
    /// The main source file. Required, unless it is called `source`.
    #[param(nullable = false, example = "print('hello')")]
    code: Option<String>,
    /// Another name for `code`, and taken before it.
    #[param(nullable = false)]
    source: Option<String>,
    /// Standard input, empty by default.
    #[param(nullable = false)]
    stdin: Option<String>,
    /// How the report gives output.
    #[param(inline, nullable = false)]
    encoding: Option<Encoding>,
}
