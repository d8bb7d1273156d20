//! The OpenAPI document, held against a golden file and against what the server really answers.

mod schema;

use std::path::Path;
use std::sync::OnceLock;

use serde_json::{Value, json};

use crate::support::{Answer, post_json, request};

const METHODS: [&str; 6] = ["get", "post", "put", "patch", "delete", "options"];

fn document() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(|| {
        let answer = request("GET", "/openapi.json", &[], b"");
        assert_eq!(
            (answer.status, answer.content_type.as_str()),
            (200, "application/json")
        );
        answer.json()
    })
}

/// Holds a value against the schema at a place in the document.
#[track_caller]
fn assert_fits(place: &str, value: &Value) {
    let complaints = schema::complaints(document(), place, value);
    assert!(complaints.is_empty(), "{place}: {complaints:#?}\n{value:#}");
}

fn part(schema_name: &str) -> String {
    format!("/components/schemas/{schema_name}")
}

/// Holds an answer against what the document says of its path, method, status and content type.
#[track_caller]
fn assert_documented(method: &str, path: &str, answer: &Answer) -> Value {
    let escaped = path.replace('/', "~1");
    let mut place = format!("/paths/{escaped}/{method}/responses/{}", answer.status);
    if let Some(component) = document()
        .pointer(&format!("{place}/$ref"))
        .and_then(Value::as_str)
    {
        place = component.trim_start_matches('#').to_owned();
    }
    let body = answer.json();
    let content_type = answer.content_type.replace('/', "~1");
    assert_fits(&format!("{place}/content/{content_type}/schema"), &body);
    body
}

fn operations() -> impl Iterator<Item = (&'static str, &'static str, &'static Value)> {
    document()["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            METHODS
                .into_iter()
                .filter_map(move |method| Some((path.as_str(), method, item.get(method)?)))
        })
}

#[test]
fn the_document_is_the_golden_file() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/openapi.json");
    let now = format!("{:#}\n", document());
    if std::env::var_os("ENCLOS_BLESS").is_some() {
        std::fs::write(&path, now).unwrap();
        return;
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = golden.lines().zip(now.lines()).position(|(a, b)| a != b);
    assert!(
        golden == now,
        "the OpenAPI document is not tests/golden/openapi.json any more; the first difference is in line {}. If the change is \
         meant, `ENCLOS_BLESS=1 cargo test --release --test it -- openapi` writes the file anew.",
        differs.unwrap_or_else(|| golden.lines().count().min(now.lines().count())) + 1,
    );
}

#[test]
fn every_part_is_described_and_every_reference_leads_somewhere() {
    fn walk(place: &str, value: &Value) {
        if let Some(target) = value.get("$ref").and_then(Value::as_str) {
            let target = target.strip_prefix('#').unwrap();
            assert!(document().pointer(target).is_some(), "{place}: {target}");
        }
        if let (Some(fields), Some(_)) = (value.get("properties"), value.get("type")) {
            for (name, field) in fields.as_object().unwrap() {
                // Where a field may be null, its description stands in the other choice.
                let description = [field, &field["oneOf"][0]]
                    .into_iter()
                    .find_map(|place| place["description"].as_str());
                let described = description.is_some_and(|text| text.ends_with('.'));
                assert!(described, "{place}: {name} has no description: {field}");
            }
        }
        match value {
            Value::Object(fields) => fields
                .iter()
                .for_each(|(key, value)| walk(&format!("{place}/{key}"), value)),
            Value::Array(items) => items.iter().for_each(|item| walk(place, item)),
            _ => {}
        }
    }
    walk("", document());
    for (path, method, operation) in operations() {
        assert!(operation["summary"].is_string(), "{method} {path}");
        for response in operation["responses"].as_object().unwrap().values() {
            let response = match response.get("$ref").and_then(Value::as_str) {
                Some(target) => document().pointer(&target[1..]).unwrap(),
                None => response,
            };
            assert!(
                response["headers"]["X-Request-Id"].is_object(),
                "{method} {path}"
            );
        }
    }
}

#[test]
fn every_documented_operation_is_served() {
    for (path, method, operation) in operations() {
        // Without the parameters that it needs, which is no reason not to be found.
        let answer = request(&method.to_uppercase(), path, &[], b"");
        assert!(
            !matches!(answer.status, 404 | 405),
            "{method} {path}: {}",
            answer.status
        );
        let status = answer.status.to_string();
        assert!(
            operation["responses"].get(&status).is_some(),
            "{method} {path}: {status}"
        );
    }
}

#[test]
fn what_is_told_without_a_run_is_documented() {
    for (path, field) in [("/languages", "languages"), ("/system", "system")] {
        for method in ["get", "post"] {
            let answer = request(&method.to_uppercase(), path, &[], b"");
            let body = assert_documented(method, path, &answer);
            assert!(body[field].as_object().is_some_and(|all| !all.is_empty()));
        }
    }
    let most = json!({"exclude": ["c", "cpp", "python", "javascript"]}).to_string();
    let answer = post_json("/test", &most);
    let body = assert_documented("post", "/test", &answer);
    assert_eq!(body["results"]["lua"]["success"], true, "{body}");
}

/// Submissions whose reports have every field that there is.
fn submissions() -> [Value; 5] {
    [
        json!({
            "lang": "c", "source": "#include <stdio.h>\nint main(void) { int n = 0; scanf(\"%d\", &n); return 84 / n == 2 ? 0 : 3; }",
            "tests": [{"stdin": "42"}, {"stdin": "1", "name": "three"}, {"stdin": "0", "fatal": true}, {"stdin": "42"}],
        }),
        json!({"lang": "c", "source": "int main(void) { return x; }"}),
        json!({
            "lang": "lua", "source": "local f = io.open('out.txt', 'w') f:write('a') f:close() io.write('\\xff')",
            "encoding": "base64", "tests": [{"outputs": ["*"], "repeat": 2, "expected": "x", "fuel": 1_000_000_000}],
        }),
        json!({
            "lang": "lua", "source": "while true do print(1) end",
            "tests": [{"time": 0.1, "output": 1_000_000}, {"output": 1}],
        }),
        json!({"lang": "lua", "source": "local t = {} while true do t[#t + 1] = {} end", "execute": {"mem": 20_000}}),
    ]
}

#[test]
fn reports_are_documented() {
    for submission in submissions() {
        assert_fits(&part("Submission"), &submission);
        let answer = post_json("/run", &submission.to_string());
        assert_eq!(answer.status, 200, "{submission}");
        assert_documented("post", "/run", &answer);
    }
    let answer = request(
        "GET",
        "/run?lang=lua&code=print(1)&encoding=base64",
        &[],
        b"",
    );
    assert_documented("get", "/run", &answer);
}

#[test]
fn parts_of_a_stream_are_documented() {
    let mut kinds = std::collections::BTreeSet::new();
    for submission in submissions() {
        let headers = [
            ("accept", "application/x-ndjson"),
            ("content-type", "application/json"),
        ];
        let answer = request("POST", "/run", &headers, submission.to_string().as_bytes());
        assert_eq!(
            (answer.status, answer.content_type.as_str()),
            (200, "application/x-ndjson")
        );
        for line in answer
            .body
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
        {
            let value: Value = serde_json::from_slice(line).unwrap();
            assert_fits(&part("StreamPart"), &value);
            kinds.insert(value["type"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(
        kinds.into_iter().collect::<Vec<_>>(),
        ["compile", "end", "skipped", "test"]
    );
}

#[test]
fn refusals_are_documented() {
    let body = r#"{"lang":"lua","source":"io.write('\\xff')"}"#;
    let json = ("content-type", "application/json");
    let big = format!(
        "{{\"lang\":\"{}\"}}",
        "x".repeat(crate::support::MAX_BODY_BYTES)
    );
    for (status, headers, body) in [
        (400, vec![json], "{}"),
        (400, vec![json], "{"),
        (400, vec![json], r#"{"lang":"pyhton","source":""}"#),
        (406, vec![json, ("accept", "application/json")], body),
        (413, vec![json], big.as_str()),
        (415, vec![("content-type", "text/plain")], body),
    ] {
        let answer = request("POST", "/run", &headers, body.as_bytes());
        assert_eq!(answer.status, status);
        assert_documented("post", "/run", &answer);
        answer.error();
    }
    assert_fits(
        &part("Refusal"),
        &request("GET", "/nothing", &[], b"").json(),
    );
    for path in ["/run", "/openapi.json", "/docs"] {
        let answer = request("PUT", path, &[], b"");
        assert_eq!(answer.status, 405);
        assert_fits(&part("Refusal"), &answer.json());
    }
}

#[test]
fn examples_of_requests_work() {
    let mut tried = 0;
    for (path, method, operation) in operations() {
        let content = &operation["requestBody"]["content"]["application/json"];
        let named = content["examples"].as_object().into_iter().flatten();
        let examples = named
            .map(|(_, example)| &example["value"])
            .chain(content.get("example"));
        let place = format!(
            "/paths/{}/{method}/requestBody/content/application~1json/schema",
            path.replace('/', "~1")
        );
        for example in examples {
            assert_fits(&place, example);
            let answer = post_json(path, &example.to_string());
            assert_eq!(answer.status, 200, "{path}: {example}");
            assert_documented(method, path, &answer);
            tried += 1;
        }
    }
    assert!(tried >= 4);
}

#[test]
fn document_and_server_refuse_the_same_bodies() {
    let submission = part("Submission");
    let with = |key: &str, value: Value| {
        let mut body = json!({"lang": "lua", "source": ""});
        body[key] = value;
        body
    };
    for bad in [
        json!({}),
        json!([]),
        json!({"lang": "lua"}),
        json!({"lang": "lua", "source": null, "code": null}),
        with("lang", json!(1)),
        with("lang", json!(null)),
        with("source", json!(1)),
        with("files", json!({})),
        with("files", json!([null])),
        with("files", json!([{"name": "a"}])),
        with("files", json!([{"name": "/a", "content": ""}])),
        with(
            "files",
            json!([{"name": "a", "content": "a", "encoding": "base64"}]),
        ),
        with(
            "files",
            json!([{"name": "a", "content": "a", "encoding": "latin1"}]),
        ),
        with("args", json!("x")),
        with("args", json!([1])),
        with("env", json!({"A": 1})),
        with("compile", json!([])),
        with("compile", json!({"flags": [1]})),
        with("execute", json!({"time": -1})),
        with("execute", json!({"mem": "1"})),
        with("execute", json!({"quota": "1"})),
        with("execute", json!({"repeat": 0})),
        with("tests", json!({})),
        with("tests", json!([null])),
        with("tests", json!([{"fatal": 1}])),
        with("tests", json!([{"expected": "", "checker": "fuzzy"}])),
        with(
            "tests",
            json!([{"expected": "", "checker": "float", "tolerance": -1}]),
        ),
        with("tests", json!([{"checker": "fuzzy"}])),
        with("tests", json!([{"tolerance": "x"}])),
        with("code", json!(1)),
        json!({"lang": "lua", "source": "", "args": [1], "execute": {"args": []}}),
        with("all_fatal", json!("yes")),
        with("encoding", json!("utf16")),
    ] {
        let complaints = schema::complaints(document(), &submission, &bad);
        assert!(!complaints.is_empty(), "the document allows {bad}");
        assert_eq!(post_json("/run", &bad.to_string()).status, 400, "{bad}");
    }
    for good in [
        json!({"lang": "lua", "code": "", "source": null, "unknown": 1}),
        with(
            "files",
            json!([{"name": "a", "content": "", "unknown": 1, "encoding": null}]),
        ),
        with(
            "files",
            json!([{"name": "a", "content": "AP8=", "encoding": "base64"}]),
        ),
        with(
            "execute",
            json!({"time": 0.5, "mem": 5000, "quota": "1000,5", "stdin": null, "processes": 1}),
        ),
        with("compile", json!({"time": 1, "unknown": []})),
        with("tests", json!([])),
        with("tests", json!(null)),
        with("encoding", json!("utf-8")),
    ] {
        assert_fits(&submission, &good);
        assert_eq!(post_json("/run", &good.to_string()).status, 200, "{good}");
    }
}

#[test]
fn the_page_of_documentation_needs_nothing_from_elsewhere() {
    let page = request("GET", "/docs", &[], b"");
    assert_eq!(
        (page.status, page.content_type.as_str()),
        (200, "text/html; charset=utf-8")
    );
    let html = String::from_utf8(page.body).unwrap();
    let links: Vec<&str> = ["src=\"", "href=\""]
        .into_iter()
        .flat_map(|attribute| html.split(attribute).skip(1))
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert_eq!(links.len(), 5, "{html}");
    for link in links {
        assert!(!link.contains(':') && !link.starts_with('/'), "{link}");
        let answer = request("GET", &format!("/{link}"), &[], b"");
        assert_eq!(answer.status, 200, "{link}");
        assert!(!answer.body.is_empty(), "{link}");
    }
    assert_eq!(request("GET", "/docs/swagger-ui.js", &[], b"").status, 404);
}
