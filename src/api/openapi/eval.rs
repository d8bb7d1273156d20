//! `/eval`.

use utoipa::ToSchema;

use super::answers::OfEval;

/// Python code. There must be `input` or `args`; `input` becomes the last of the arguments.
#[derive(ToSchema)]
#[schema(examples(
    json!({"input": "print(1)"}),
    json!({"args": ["main.py"], "files": [{"path": "main.py", "content": "cHJpbnQoMSk="}]}),
))]
pub(super) struct EvalRequest {
    /// The code, which is appended to `args`.
    #[schema(nullable = false, example = "print(1)")]
    input: Option<String>,
    /// Arguments of the interpreter; beside an `input` the default is `-c`, and empty ones in front are dropped.
    #[schema(nullable = false, example = json!(["main.py"]))]
    args: Option<Vec<String>>,
    /// Files in the working directory.
    #[schema(nullable = false)]
    files: Option<Vec<EvalInputFile>>,
    /// The path of a Python that snekbox has; the empty one is the default.
    #[schema(nullable = false, example = "/snekbin/python/default/bin/python")]
    executable_path: Option<String>,
}

/// A file in the working directory.
#[derive(ToSchema)]
pub(super) struct EvalInputFile {
    /// The path, relative to the working directory, which it must not leave.
    #[schema(pattern = r"^(?!/)(?!.*\\0).*$", example = "main.py")]
    path: String,
    /// The content in base64; absent, the file is empty.
    #[schema(
        nullable = false,
        content_encoding = "base64",
        example = "cHJpbnQoMSk="
    )]
    content: Option<String>,
}

/// What the code did.
#[derive(ToSchema)]
#[schema(example = json!({"stdout": "1\n", "returncode": 0, "files": []}))]
pub(super) struct EvalAnswer {
    /// Standard output and standard error in the order in which they were written.
    stdout: String,
    /// The exit code: 137 after the time or memory limit, 143 after the output limit, 255 where the run could not be made,
    /// and null where `stdout` says why there is none.
    #[schema(required)]
    returncode: Option<i32>,
    /// Files that the code made or changed, sorted by path.
    files: Vec<EvalOutputFile>,
}

/// A file that the code made or changed.
#[derive(ToSchema)]
pub(super) struct EvalOutputFile {
    /// The path, relative to the working directory.
    path: String,
    /// The size of the content, in bytes.
    size: u64,
    /// The content in base64.
    #[schema(content_encoding = "base64")]
    content: String,
}

/// A request that got no answer, and why.
#[derive(ToSchema)]
pub(super) struct EvalError {
    /// What kind of mistake it is.
    #[schema(example = "Request data failed validation")]
    title: String,
    /// The mistake itself.
    #[schema(nullable = false, example = "400 is not of type 'array'")]
    description: Option<String>,
}

/// Run Python code
///
/// Any code that could be run is answered with 200, whatever it did.
#[utoipa::path(
    post,
    path = "/eval",
    tag = "eval",
    request_body(description = "The code.", content(
        (EvalRequest = "application/json", examples(
            ("input" = (summary = "Code alone", value = json!({"input": "print(1)"}))),
            ("files" = (summary = "A file that is run", value = json!({"args": ["main.py"], "files": [{"path": "main.py", "content": "cHJpbnQoMSk="}]}))),
        )),
    )),
    responses(
        (status = 200, description = "What the code did.", body = EvalAnswer),
        OfEval,
    ),
)]
fn eval() {}

/// Which methods this path has
#[utoipa::path(
    options,
    path = "/eval",
    tag = "eval",
    responses((status = 200, description = "No body.", headers(("Allow" = String, description = "The methods.")))),
)]
fn eval_options() {}
