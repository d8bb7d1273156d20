//! `POST /eval`: Python as snekbox runs it, for clients that were written for snekbox.
//!
//! `json` and `schema` read the body, `files` puts what it brings into place and takes what is left back out. Bodies of errors
//! have snekbox's shape; the statuses are those of [`Refusal`] here as everywhere.

mod files;
mod json;
mod schema;

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, Uri, header};
use axum::response::{IntoResponse, Response};

use super::App;
use super::caller::Caller;
use super::error::Refusal;
use super::negotiate::{Format, RequestId, aside, read_bytes};
use super::settings::{CPU_TIMES, EvalSettings};
use super::value::{Value, object};
use crate::error::Error;
use crate::languages::Language;
use crate::model::{File, Limits, Outcome, Quota, Report, Status, Submission, Test};

/// Where this is served.
pub(super) const PATH: &str = "/eval";
/// The language that is run, by the name that means it.
const LANGUAGE: &str = "python";
/// Where snekbox and its users have their Pythons. The first of these folders have one for each version.
const VERSIONED_FOLDERS: [&str; 2] = ["/snekbin/python/", "/lang/python/"];
const PLAIN_FOLDERS: [&str; 3] = ["/usr/bin/", "/usr/local/bin/", "/bin/"];
/// What of snekbox's environment means something here, and where our interpreter begins, of which programs see nothing.
const ENVIRONMENT: [(&str, &str); 6] = [
    ("ENCLOS_PWD", "/home"),
    ("HOME", "/home"),
    ("LANG", "en_US.UTF-8"),
    ("PYTHONDONTWRITEBYTECODE", "true"),
    ("PYTHONIOENCODING", "utf-8:strict"),
    ("PYTHONUNBUFFERED", "true"),
];
/// What our interpreter has at its start and a native one has not: a standard library that is loaded already. It is the same
/// pages for all runs, so it is not for a run to pay for.
const LOADED_LIBRARY_BYTES: u64 = 36 << 20;
/// What native programs that die of a signal exit with is this and the signal's number.
const SIGNALED: i64 = 128;
const SIGKILL: i64 = 9;
const SIGTERM: i64 = 15;
/// What snekbox's sandbox exits with when it could not run the program.
const SANDBOX_FAILED: i64 = 255;
/// Files and folders that a program may make. What it leaves is looked through when it ends.
const MAX_INODES: u64 = 10_000;
/// Folders in one another at whose end snekbox no longer finds a file.
const MAX_FOLDERS: usize = 1000;
/// More of a description than this helps nobody. The longest path fits.
const MAX_DESCRIPTION_BYTES: usize = 5000;

/// What goes wrong, in snekbox's shape.
struct Failure {
    refusal: Refusal,
    title: String,
    description: Option<String>,
}

impl Failure {
    fn bad_request(title: &str, description: impl Into<Option<String>>) -> Self {
        Self {
            refusal: Refusal::bad_request(title),
            title: title.to_owned(),
            description: description.into(),
        }
    }

    fn respond(self, id: RequestId) -> Response {
        let mut body = vec![("title".to_owned(), Value::from(self.title))];
        if let Some(mut description) = self.description {
            description.truncate(description.floor_char_boundary(MAX_DESCRIPTION_BYTES));
            body.push(("description".to_owned(), description.into()));
        }
        self.refusal.finish(respond(&Value::Map(body)), id)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self {
            title: refusal.status_line(),
            description: Some(refusal.sentence().to_owned()),
            refusal,
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            // All of a submission that is the client's, and not yet looked at, is its files.
            Error::BadSubmission(_) | Error::FileName(_) => bad_file(error.to_string()),
            _ => Refusal::from(error).into(),
        }
    }
}

fn bad_file(description: String) -> Failure {
    Failure::bad_request("Request file is invalid", description)
}

/// `POST /eval`.
pub(super) async fn eval(
    State(app): State<Arc<App>>,
    caller: Caller,
    id: RequestId,
    request: Request,
) -> Response {
    match evaluate(&app, &caller, request).await {
        Ok(answer) => respond(&answer),
        Err(failure) => failure.respond(id),
    }
}

/// `OPTIONS /eval`.
pub(super) async fn options() -> Response {
    [(header::ALLOW, "POST")].into_response()
}

/// Any other method.
pub(super) async fn method_not_allowed(method: Method, uri: Uri, id: RequestId) -> Response {
    let refusal = Refusal::method_not_allowed(&method, &uri);
    let failure = Failure {
        title: refusal.status_line(),
        description: None,
        refusal,
    };
    let mut response = failure.respond(id);
    let allowed = HeaderValue::from_static("POST, OPTIONS");
    response.headers_mut().insert(header::ALLOW, allowed);
    response
}

/// What others refuse that was meant for here.
pub(super) fn refuse(refusal: Refusal, id: RequestId) -> Response {
    Failure::from(refusal).respond(id)
}

/// A body that is text.
fn respond(body: &Value) -> Response {
    let mime = HeaderValue::from_static(Format::Json.mime());
    let json = body.to_json().unwrap_or_default();
    ([(header::CONTENT_TYPE, mime)], json).into_response()
}

async fn evaluate(app: &App, caller: &Caller, request: Request) -> Result<Value, Failure> {
    let client = app.admit(caller)?;
    check_content_type(&request)?;
    let body = read_bytes(app, request).await?;
    let body = aside(app, body, json::read).await?;
    let body = body.map_err(|what| Failure::bad_request("Invalid JSON", what))?;
    let request = schema::read(&body)
        .map_err(|what| Failure::bad_request("Request data failed validation", what))?;
    let language = app.enclos.catalog().find(LANGUAGE);
    let language = language
        .filter(|language| app.enclos.is_served(language))
        .ok_or_else(|| Error::NotSetUp(LANGUAGE.to_owned()))?;
    let executable = request.executable_path;
    if !executable.is_empty() && !names_python(executable, language) {
        let title = "executable_path does not exist";
        return Err(Failure::bad_request(title, None));
    }
    let settings = &app.settings.eval;
    let uploads = files::decode(&request.files).map_err(bad_file)?;
    let files = match files::place(uploads, settings.files_bytes) {
        Ok(files) => files,
        Err(files::Unplaced::Failed(message)) => return Ok(failed(message)),
        Err(files::Unplaced::Name(error)) => return Err(Error::from(error).into()),
    };
    let arguments = arguments(&request);
    if arguments.iter().any(|argument| argument.contains('\0')) {
        return Ok(failed("ValueError: embedded null byte".to_owned()));
    }
    drop(body);
    let submission = submission(arguments, files, settings);
    let report = app.enclos.run_as(&client, submission).await?;
    Ok(answer(report, settings))
}

fn check_content_type(request: &Request) -> Result<(), Failure> {
    let Some(content_type) = request.headers().get(header::CONTENT_TYPE) else {
        return Ok(());
    };
    let content_type = String::from_utf8_lossy(content_type.as_bytes());
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    if essence == "*/*" || essence.eq_ignore_ascii_case(Format::Json.mime()) {
        return Ok(());
    }
    Err(Failure {
        description: Some(format!("{content_type} is an unsupported media type.")),
        ..Refusal::unsupported_media_type(essence).into()
    })
}

/// Whether a path is one of those by which snekbox's users know a Python of this version.
fn names_python(path: &str, language: &Language) -> bool {
    let version = language.version.as_str();
    let short = match version.match_indices('.').nth(1) {
        Some((end, _)) => &version[..end],
        None => version,
    };
    let is_program = |name: &str| match name.strip_prefix("python") {
        Some(suffix) => suffix.is_empty() || suffix == "3" || suffix == short,
        None => false,
    };
    let in_versioned = VERSIONED_FOLDERS.iter().any(|folder| {
        let rest = path.strip_prefix(folder);
        rest.and_then(|rest| rest.split_once("/bin/"))
            .is_some_and(|(folder, program)| {
                [short, version, "default"].contains(&folder) && is_program(program)
            })
    });
    let mut plain = PLAIN_FOLDERS.iter();
    in_versioned || plain.any(|folder| path.strip_prefix(folder).is_some_and(is_program))
}

/// What the interpreter is called with.
fn arguments(request: &schema::Request<'_>) -> Vec<String> {
    let given = request.args.as_deref();
    let given = given.unwrap_or(if request.input.is_some() {
        &["-c"]
    } else {
        &[]
    });
    let arguments = given.iter().copied().chain(request.input);
    arguments
        .skip_while(|argument| argument.is_empty())
        .map(str::to_owned)
        .collect()
}

fn submission(arguments: Vec<String>, files: Vec<File>, settings: &EvalSettings) -> Submission {
    // What a client brings takes room as well, of which the quota knows nothing.
    let brought: u64 = files.iter().map(|file| file.content.len() as u64).sum();
    let environment = ENVIRONMENT.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Submission {
        interpreter_args: Some(arguments),
        files,
        merge_output: true,
        kill_out_of_memory: true,
        unbounded: true,
        execute: Test {
            env: Some(BTreeMap::from(environment)),
            limits: Limits {
                time: Some(settings.time.saturating_mul(CPU_TIMES)),
                wall_time: Some(settings.time),
                memory_bytes: Some(settings.memory_bytes.saturating_add(LOADED_LIBRARY_BYTES)),
                // All together are bounded, and that bound has to be the first to be met: its error is snekbox's.
                file_bytes: Some(u64::MAX),
                quota: Some(Quota {
                    bytes: settings.files_bytes.saturating_sub(brought),
                    inodes: MAX_INODES,
                }),
                output_bytes: Some(settings.output_bytes),
                ..Limits::NONE
            },
            outputs: Some(vec!["**".to_owned()]),
            ..Test::default()
        },
        ..Submission::new(LANGUAGE, [])
    }
}

/// What came of a run.
fn answer(report: Report, settings: &EvalSettings) -> Value {
    let Some(test) = report.tests.into_iter().flatten().next() else {
        return object([
            ("stdout", "".into()),
            ("returncode", Value::Int(SANDBOX_FAILED)),
            ("files", Value::List(Vec::new())),
        ]);
    };
    let returncode = return_code(&test.outcome);
    let Some(stdout) = text(test.outcome) else {
        return failed("UnicodeDecodeError: invalid Unicode in output pipe".to_owned());
    };
    let is_deep = |path: &str| path.matches('/').count() >= MAX_FOLDERS;
    if test.files.iter().filter_map(files::at_home).any(is_deep) {
        let message = "FileParsingError: Exceeded directory depth limit while parsing attachments";
        return failed(message.to_owned());
    }
    object([
        ("stdout", stdout.into()),
        ("returncode", Value::Int(returncode)),
        ("files", files::returned(test.files, settings)),
    ])
}

fn return_code(outcome: &Outcome) -> i64 {
    match outcome.status {
        Status::Ok | Status::RuntimeError => i64::from(outcome.exit_code),
        Status::TimedOut | Status::OutOfMemory => SIGNALED + SIGKILL,
        Status::OutputLimit => SIGNALED + SIGTERM,
        Status::Signaled => {
            let number = outcome.signal.map_or(0, |signal| signal.number());
            SIGNALED + i64::from(number)
        }
        Status::InternalError => SANDBOX_FAILED,
    }
}

/// The output with the newlines of Python's text files, if it is text.
fn text(outcome: Outcome) -> Option<String> {
    let mut bytes = outcome.stdout;
    if outcome.output_truncated {
        // The cap is in bytes and may have cut a character apart.
        if let Err(error) = std::str::from_utf8(&bytes)
            && error.error_len().is_none()
        {
            bytes.truncate(error.valid_up_to());
        }
    }
    let text = String::from_utf8(bytes).ok()?;
    Some(if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    })
}

/// What snekbox answers where it could not start a program or make sense of what it left.
fn failed(message: String) -> Value {
    object([
        ("stdout", message.into()),
        ("returncode", Value::Null),
        ("files", Value::List(Vec::new())),
    ])
}
