//! `/compile`.

use utoipa::ToSchema;

use super::answers::OfCompile;

/// A script, and how often to run it. Null counts as absent.
#[derive(ToSchema)]
#[schema(example = json!({"script": "print('hello, world!')", "image": "python:3.11.1-alpine3.17", "count": 1, "cmd": "python3"}))]
#[serde(rename_all = "camelCase")]
pub(super) struct CompileRequest {
    /// The source file, empty by default.
    #[schema(example = "print('hello, world!')")]
    script: Option<String>,
    /// The name of a container image, which chooses the language where it is known.
    #[schema(example = "python:3.11.1-alpine3.17")]
    image: Option<String>,
    /// The number of runs, which go on at the same time as far as there are workers.
    #[schema(default = 1)]
    count: Option<i64>,
    /// The command that the file's name is appended to; it chooses the language where the image does not.
    #[schema(example = "python3")]
    cmd: Option<String>,
    /// The extension of the source file, which chooses the language where nothing else does.
    #[schema(example = "py")]
    extension: Option<String>,
    /// The content of the file `/bg/input.txt`, which is there only with this field.
    input: Option<String>,
    /// Standard input; a newline is added if there is none at its end.
    std_in: Option<String>,
}

/// One of the runs.
#[derive(ToSchema)]
#[schema(example = json!({"stdout": "hello, world!\n", "stderr": "", "duration_ms": 48, "timed_out": false}))]
pub(super) struct CompileRun {
    /// Standard output, up to the operator's limit.
    stdout: String,
    /// Standard error, up to the operator's limit.
    stderr: String,
    /// Wall time, in milliseconds.
    duration_ms: u64,
    /// Whether the run was stopped for its time or its output.
    timed_out: bool,
}

/// Run a script several times
///
/// Each run has an entry in the answer, whatever it did.
#[utoipa::path(
    post,
    path = "/compile",
    tag = "compile",
    request_body(description = "The script.", content(
        (CompileRequest = "application/json", examples(
            ("python" = (summary = "One run", value = json!({"script": "print('hello, world!')", "image": "python:3.11.1-alpine3.17", "count": 1, "cmd": "python3"}))),
            ("javascript" = (summary = "Four runs", value = json!({"script": "console.log('hello')", "image": "oven/bun:1", "count": 4, "cmd": "bun", "extension": "js"}))),
        )),
    )),
    responses(
        (status = 200, description = "The runs.", body = Vec<CompileRun>),
        OfCompile,
    ),
)]
fn compile() {}
