//! Formats, refusals, and the endpoints beside `POST /run`.

use serde_json::{Value, json};

use super::{check_ok, python};
use crate::support::{Answer, MAX_BODY_BYTES, post_json, request};

/// Bodies and how the complaint about them begins. A row that begins with a comma goes on from a good program.
const COMPLAINTS: &str = r#"
{} => .lang: expected a string, got nothing
[] => : expected a mapping, got a list
null => : expected a mapping, got nothing
42 => : expected a mapping, got an integer
"x" => : expected a mapping, got a string
{"lang": "python"} => .source: expected a string or binary data, got nothing
{"lang": "python", "source": null} => .source: expected a string or binary data, got nothing
{"lang": "python", "source": 42} => .source: expected a string or binary data, got an integer
{"lang": 5, "source": ""} => .lang: expected a string, got an integer
{"source": ""} => .lang: expected a string, got nothing
, "tests": 42 => .tests: expected a list, got an integer
, "tests": [null] => .tests[0]: expected a mapping, got nothing
, "tests": [1] => .tests[0]: expected a mapping, got an integer
, "tests": [[]] => .tests[0]: expected a mapping, got a list
, "tests": [{"name": 1}] => .tests[0].name: expected a string, got an integer
, "tests": [{"stdin": 1}] => .tests[0].stdin: expected a string or binary data, got an integer
, "tests": [{"time": "1"}] => .tests[0].time: expected a float or an integer, got a string
, "tests": [{"mem": 1.5}] => .tests[0].mem: expected an integer, got a float
, "tests": [{"fatal": 1}] => .tests[0].fatal: expected a bool, got an integer
, "all_fatal": 1 => .all_fatal: expected a bool, got an integer
, "all_fatal": "true" => .all_fatal: expected a bool, got a string
, "execute": [] => .execute: expected a mapping, got a list
, "execute": "x" => .execute: expected a mapping, got a string
, "execute": {"quota": 5} => .execute.quota: expected a string
, "execute": {"stack": "9"} => .execute.stack: expected an integer, got a string
, "compile": {"time": []} => .compile.time: expected a float or an integer, got a list
"#;

fn accepting(accept: &str, body: &Value) -> Answer {
    request(
        "POST",
        "/run",
        &[("content-type", "application/json"), ("accept", accept)],
        body.to_string().as_bytes(),
    )
}

#[test]
fn bytes_that_are_no_text() {
    let text = python(
        "import sys; sys.stdout.write('foo')",
        json!({"tests": [{}]}),
    );
    assert_eq!(
        accepting("application/json", &text).json()["tests"][0]["stdout"],
        "foo"
    );
    let packed = |answer: &Answer, bytes: &[u8]| {
        assert_eq!(
            (answer.status, answer.content_type.as_str()),
            (200, "application/msgpack")
        );
        let binary = [&[0xc4, bytes.len() as u8], bytes].concat();
        assert!(
            answer
                .body
                .windows(binary.len())
                .any(|window| window == binary)
        );
    };
    packed(&accepting("application/msgpack", &text), b"foo");

    let bytes = python(
        r"import sys; sys.stdout.buffer.write(b'\xa0\x00\xa0')",
        json!({}),
    );
    let answer = accepting("application/json", &bytes);
    assert_eq!(answer.status, 406);
    assert!(answer.error().contains("be able to receive binary"));
    for accept in [
        "*/*",
        "application/*",
        "application/json, application/msgpack;q=0.1",
    ] {
        packed(&accepting(accept, &bytes), b"\xa0\x00\xa0");
    }
    let answer = accepting(
        "text/html,*/*;q=0.8,application/xhtml+xml,application/xml;q=0.9,",
        &text,
    );
    assert_eq!(answer.content_type, "application/json");
    for accept in ["text/html", "application/json;q=0", "image/*"] {
        let answer = accepting(accept, &text);
        assert_eq!(
            (answer.status, answer.content_type.as_str()),
            (406, "application/json"),
            "{accept}"
        );
        assert!(
            answer
                .error()
                .contains("accept application/json or application/msgpack")
        );
    }
}

#[test]
fn several_accept_headers_are_one() {
    let body = br#"{"lang": "lua", "source": ""}"#;
    let answer = |accepted: [&str; 2]| {
        let headers = accepted.map(|accept| ("accept", accept));
        request("POST", "/run", &headers, body)
    };
    let told = answer(["application/json;q=0.3", "application/msgpack; Q=0.4"]);
    assert_eq!(told.content_type, "application/msgpack");
    let told = answer(["text/html", "APPLICATION/JSON"]);
    assert_eq!(told.content_type, "application/json");
    let told = answer(["*/*", "application/json; q=0.0"]);
    assert_eq!(told.content_type, "application/msgpack");
    assert_eq!(answer(["text/html", "*/*;q=0"]).status, 406);
    assert_eq!(answer(["", " "]).content_type, "application/json");
}

#[test]
fn msgpack_goes_in_and_out() {
    // A source in binary, as clients of MessagePack send it.
    let source = "# coding: utf-8\n# \u{a0}\nprint(\"foo\")".as_bytes();
    let mut body = vec![0x82, 0xa4];
    body.extend(b"lang\xa6python\xa6source\xc4");
    body.push(source.len() as u8);
    body.extend(source);
    for (accept, content_type) in [
        ("application/json", "application/json"),
        ("application/msgpack", "application/msgpack"),
    ] {
        let headers = [("content-type", "application/msgpack"), ("accept", accept)];
        let answer = request("POST", "/run", &headers, &body);
        assert_eq!(
            (answer.status, answer.content_type.as_str()),
            (200, content_type)
        );
        assert!(
            answer
                .body
                .windows(4)
                .any(|window| window == b"foo\n" || window == b"foo\\")
        );
    }
    // An object with an empty source and no language: {"source": ""}.
    let answer = request(
        "POST",
        "/run",
        &[
            ("content-type", "application/msgpack"),
            ("accept", "application/json"),
        ],
        b"\x81\xa6source\xa0",
    );
    assert!(
        answer
            .error()
            .contains(".lang: expected a string, got nothing")
    );
}

#[test]
fn schema_errors_begin_with_camisoles_words() {
    let program = |more: &str| format!(r#"{{"lang": "python", "source": "print(42)"{more}}}"#);
    for row in COMPLAINTS.trim().lines() {
        let (body, sentence) = row.split_once(" => ").unwrap();
        let body = match body.starts_with(',') {
            true => program(body),
            false => body.to_owned(),
        };
        let answer = post_json("/run", &body);
        assert_eq!(answer.status, 400, "{body}");
        let told = answer.error();
        let expected = format!("malformed payload: {sentence}");
        assert!(told.starts_with(&expected), "{body}: {told}");
    }
    for accepted in [
        r#", "bogus": 1"#,
        r#", "execute": {"wall-time": null}"#,
        r#", "compile": {"stdin": 5}"#,
    ] {
        assert_eq!(
            post_json("/run", &program(accepted)).status,
            200,
            "{accepted}"
        );
    }
    let answer = post_json("/run", "bad-stuff");
    assert!(answer.error().contains("malformed application/json"));
    let answer = post_json("/run", r#"{"lang": "FooBar", "source": ""}"#);
    assert!(answer.error().to_lowercase().contains("incorrect language"));
    let answer = post_json("/run", &" ".repeat(MAX_BODY_BYTES + 1));
    assert_eq!(answer.status, 413);
    assert!(
        answer
            .error()
            .to_lowercase()
            .contains("request entity too large")
    );
}

#[test]
fn the_other_endpoints_answer_to_any_method() {
    for method in ["GET", "POST", "PUT"] {
        let system = &request(method, "/system", &[], b"{}").json()["system"];
        for key in [
            "arch",
            "byte_order",
            "kernel",
            "kernel_release",
            "kernel_version",
        ] {
            assert!(system[key].is_string(), "{key}: {system}");
        }
        assert!(system["cpu_count"].is_u64() && system["memory"].as_u64().unwrap() > 1 << 20);
        for key in [
            "cpu_mhz",
            "cpu_name",
            "cpu_cache_L1d",
            "cpu_cache_L1i",
            "cpu_cache_L2",
            "cpu_cache_L3",
        ] {
            assert!(
                system.get(key).is_some_and(|value| !value.is_object()),
                "{key}: {system}"
            );
        }

        let languages = &request(method, "/languages", &[], b"").json()["languages"];
        let clang = &languages["c"]["programs"]["clang"];
        assert!(
            clang["version"].as_str().unwrap().contains('.'),
            "{languages}"
        );
        let options = clang["opts"].as_array().unwrap();
        assert!(
            options.iter().any(|option| option == "-Wall"),
            "{languages}"
        );
        assert_eq!(languages["python"]["name"], "Python");

        let exclude = br#"{"exclude": ["c++", "PYTHON", "javascript", "c", "brainfuck"]}"#;
        let tested = request(method, "/test", &[], exclude).json();
        assert_eq!(tested["success"], true);
        let results = tested["results"].as_object().unwrap();
        assert!(
            !["c", "cpp", "python", "javascript"]
                .iter()
                .any(|name| results.contains_key(*name))
        );
        let lua = &results["lua"];
        assert_eq!(lua["success"], true);
        assert!(lua["raw"].get("success").is_none());
        check_ok(&lua["raw"]["tests"][0]);

        let root = request(method, "/", &[], b"");
        assert!(String::from_utf8_lossy(&root.body).contains("Welcome to"));
    }
    for exclude in ["3", r#"{"python": 1}"#, "[3]"] {
        let answer = post_json("/test", &format!(r#"{{"exclude": {exclude}}}"#));
        assert_eq!(answer.status, 400);
        assert!(answer.error().contains(".exclude"));
    }
}
