//! A case through HTTP.

use std::collections::BTreeMap;
use std::path::Path;

use base64::Engine as _;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Case, Seen, check_compile};
use crate::support::request_to;

/// What the reports of a case say of themselves: that of the compile step, if there was one, and those of the tests.
pub(crate) type Metas = (Option<Meta>, Vec<Meta>);

/// Sends a case to a server and compares. MessagePack both ways when there are bytes that JSON can't carry, JSON
/// otherwise.
pub(crate) fn through_http(
    server: &str,
    language: &str,
    path: &Path,
    case: &Case,
) -> Result<Metas, String> {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).ok();
    let read = |name: &str| text(std::fs::read(path.join(name)).unwrap());
    let source = read(&case.source).ok_or("a source that is no UTF-8")?;
    let files: Vec<Value> = case
        .files
        .iter()
        .map(|name| {
            let content = base64::engine::general_purpose::STANDARD
                .encode(std::fs::read(path.join(name)).unwrap());
            json!({"name": name, "content": content, "encoding": "base64"})
        })
        .collect();
    let mut tests = Vec::new();
    for expectation in std::iter::once(&case.first).chain(&case.more) {
        let Some(stdin) = text(expectation.stdin(path)) else {
            return Ok((None, Vec::new()));
        };
        let mut test = Map::new();
        test.insert("stdin".into(), stdin.into());
        test.insert("args".into(), json!(case.args(expectation)));
        test.insert("env".into(), json!(case.env(expectation)));
        case.limits.write(&mut test);
        tests.push(Value::Object(test));
    }
    let compile = json!({"flags": case.flags});
    let body = json!({
        "lang": language, "source": source, "files": files, "tests": tests, "compile": compile,
    });
    let answer = if case.first.stdout_base64.is_some() {
        let accept = [
            ("content-type", "application/msgpack"),
            ("accept", "application/msgpack"),
        ];
        let packed = rmp_serde::to_vec(&body).unwrap();
        request_to(server, "POST", "/run", &accept, &packed)
    } else {
        let json = [("content-type", "application/json")];
        let body = body.to_string();
        request_to(server, "POST", "/run", &json, body.as_bytes())
    };
    if answer.status != 200 {
        return Err(format!(
            "{}: {}",
            answer.status,
            String::from_utf8_lossy(&answer.body)
        ));
    }
    let packed = answer.content_type == "application/msgpack";
    let report: Report = if packed {
        rmp_serde::from_slice(&answer.body).unwrap()
    } else {
        serde_json::from_slice(&answer.body).unwrap()
    };
    let compile_stderr = report
        .compile
        .as_ref()
        .map(|compile| compile.stderr.bytes())
        .unwrap_or_default();
    let compiled = report
        .compile
        .as_ref()
        .is_none_or(|compile| compile.exitcode == 0);
    check_compile(case, compiled, &compile_stderr)?;
    let tests = report.tests.unwrap_or_default();
    let mut metas = Vec::new();
    for (expectation, test) in std::iter::once(&case.first).chain(&case.more).zip(tests) {
        let seen = Seen {
            status: test.meta.status.clone(),
            exit_code: test.meta.exitcode,
            exit_signal: test.meta.exitsig,
            stdout: test.stdout.bytes(),
            stderr: test.stderr.bytes(),
        };
        expectation.check(path, &seen)?;
        metas.push(test.meta);
    }
    Ok((report.compile.map(|compile| compile.meta), metas))
}

/// A report as either format carries it.
#[derive(Deserialize)]
struct Report {
    compile: Option<Step>,
    tests: Option<Vec<Step>>,
}

#[derive(Deserialize)]
struct Step {
    stdout: Bytes,
    stderr: Bytes,
    exitcode: i64,
    meta: Meta,
}

/// What is said of a run.
#[derive(Deserialize)]
pub(crate) struct Meta {
    status: String,
    exitcode: i64,
    exitsig: u64,
    pub(crate) message: Option<String>,
    pub(crate) executor: String,
    /// What held each limit.
    pub(crate) enforced: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Bytes {
    Text(String),
    Binary(serde_bytes::ByteBuf),
}

impl Bytes {
    fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Text(text) => text.clone().into_bytes(),
            Self::Binary(bytes) => bytes.to_vec(),
        }
    }
}
