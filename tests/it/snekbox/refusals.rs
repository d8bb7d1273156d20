//! What snekbox's clients are told when they err, in snekbox's shape and words.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::{Value, json};

use super::{answer, content, file, post, send};
use crate::support::{MAX_BODY_BYTES, hello, server};

const SCHEMA: &str = "Request data failed validation";
const FILE: &str = "Request file is invalid";
const JSON: &str = "Invalid JSON";

fn refused(body: &[u8], title: &str) -> String {
    let (status, answer) = post(server(), body);
    let shown = String::from_utf8_lossy(&body[..body.len().min(200)]);
    assert_eq!((status, &answer["title"]), (400, &json!(title)), "{shown}");
    assert_eq!(answer.as_object().unwrap().len(), 2, "{answer}");
    answer["description"].as_str().unwrap().to_owned()
}

#[test]
fn bodies_that_fail_the_schema_are_told_so_in_its_validators_words() {
    let pattern = r"'^(?!/)(?!.*\\\\0).*$'";
    for (body, description) in [
        (
            r#"{"stuff":"foo"}"#,
            "{'stuff': 'foo'} is not valid under any of the given schemas",
        ),
        ("{}", "{} is not valid under any of the given schemas"),
        (
            r#"{"files":5}"#,
            "{'files': 5} is not valid under any of the given schemas",
        ),
        (
            r#"{"files":[{"path":"/a"}]}"#,
            "{'files': [{'path': '/a'}]} is not valid under any of the given schemas",
        ),
        (
            r#"{"a":1,"a":1e16,"b":[true,null,-1.5]}"#,
            "{'a': 1e+16, 'b': [True, None, -1.5]} is not valid under any of the given schemas",
        ),
        (r#"{"args":400}"#, "400 is not of type 'array'"),
        (r#"{"args":"x"}"#, "'x' is not of type 'array'"),
        (r#"{"args":[400]}"#, "400 is not of type 'string'"),
        (r#"{"args":["a",null]}"#, "None is not of type 'string'"),
        (r#"{"input":400}"#, "400 is not of type 'string'"),
        (r#"{"input":null}"#, "None is not of type 'string'"),
        (r#"{"input":1.0}"#, "1.0 is not of type 'string'"),
        (
            r#"{"input":["a"],"args":5}"#,
            "['a'] is not of type 'string'",
        ),
        (
            r#"{"args":[1],"files":[{"path":5}]}"#,
            "1 is not of type 'string'",
        ),
        (r#"{"args":[],"files":{}}"#, "{} is not of type 'array'"),
        (
            r#"{"args":[],"files":[215]}"#,
            "215 is not of type 'object'",
        ),
        (
            r#"{"args":[],"files":[{"content":"x"}]}"#,
            "'path' is a required property",
        ),
        (
            r#"{"args":[],"files":[{"path":5}]}"#,
            "5 is not of type 'string'",
        ),
        (
            r#"{"args":[],"files":[{"path":"a","content":5}]}"#,
            "5 is not of type 'string'",
        ),
        (
            r#"{"args":[],"executable_path":5}"#,
            "5 is not of type 'string'",
        ),
        (
            r#"{"args":[],"executable_path":null}"#,
            "None is not of type 'string'",
        ),
        ("[]", "[] is not of type 'object'"),
        (r#""x""#, "'x' is not of type 'object'"),
        ("5", "5 is not of type 'object'"),
        ("null", "None is not of type 'object'"),
        ("true", "True is not of type 'object'"),
        (
            r#"{"args":[],"files":[{"path":"/etc"}]}"#,
            &format!("'/etc' does not match {pattern}"),
        ),
        (
            r#"{"args":[],"files":[{"path":"a\\0b"}]}"#,
            &format!(r"'a\\0b' does not match {pattern}"),
        ),
        (
            r#"{"args":[],"files":[{"path":"a"},{"path":"/it's"}]}"#,
            &format!(r#""/it's" does not match {pattern}"#),
        ),
        (
            r#"{"args":[],"files":[{"path":"x\n/y"}]}"#,
            &format!(r"'x\n/y' does not match {pattern}"),
        ),
        (
            r#"{"args":[],"files":[{"path":"a\u0000b"}]}"#,
            &format!(r"'a\x00b' does not match {pattern}"),
        ),
    ] {
        assert_eq!(refused(body.as_bytes(), SCHEMA), description, "{body}");
    }
    let absolute = ["/", "/etc", "/etc/vars/secrets", "/absolute", "/file.bin"];
    let zeros = [r"etc/passwd\0", r"a\0b", r"\0", r"\\0", r"var/\0/path"];
    for path in absolute.iter().chain(&zeros) {
        let body = json!({"args": ["test.py"], "files": [{"path": path}]}).to_string();
        let description = refused(body.as_bytes(), SCHEMA);
        assert!(description.contains("does not match"), "{description}");
    }
}

#[test]
fn paths_that_lead_out_and_contents_that_are_not_base64() {
    for path in [
        "../secrets",
        "../../dir",
        "dir/../../secrets",
        "dir/var/../../../file",
        "..",
        "../homework",
    ] {
        let body = json!({"args": ["test.py"], "files": [{"path": path}]}).to_string();
        let description = format!("File path '{path}' may not traverse beyond root");
        assert_eq!(refused(body.as_bytes(), FILE), description);
    }
    for content in ["9", "1=", "Zm9", "Zm9vYg", "Zm9vYg=", "größe"] {
        let body = json!({"args": [""], "files": [file("good", "x"), {"path": "var/a.txt", "content": content}]});
        let description = "Invalid base64 encoding for file 'var/a.txt'";
        assert_eq!(
            refused(body.to_string().as_bytes(), FILE),
            description,
            "{content}"
        );
    }
    // What snekbox would take and enclos does not.
    let deep = vec!["d"; 33].join("/");
    let body = json!({"args": [""], "files": [{"path": deep}]}).to_string();
    assert!(refused(body.as_bytes(), FILE).contains("nested"));
}

#[test]
fn bodies_that_are_no_json() {
    for (body, description) in [
        (&b""[..], "Could not parse an empty JSON body"),
        (
            b"{",
            "Could not parse JSON body - Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
        ),
        (
            b"nope",
            "Could not parse JSON body - Expecting value: line 1 column 1 (char 0)",
        ),
        (
            b"{\"a\":1",
            "Could not parse JSON body - Expecting ',' delimiter: line 1 column 7 (char 6)",
        ),
        (
            b"{\"a\" 1}",
            "Could not parse JSON body - Expecting ':' delimiter: line 1 column 6 (char 5)",
        ),
        (
            b"\n[] x",
            "Could not parse JSON body - Extra data: line 2 column 4 (char 4)",
        ),
        (
            "[\"é\", \"x\ny\"]".as_bytes(),
            "Could not parse JSON body - Invalid control character at: line 1 column 9 (char 8)",
        ),
        (
            b"[\"\\x\"]",
            "Could not parse JSON body - Invalid \\escape: line 1 column 3 (char 2)",
        ),
        (
            b"[\"\\u12\"]",
            "Could not parse JSON body - Invalid \\uXXXX escape: line 1 column 4 (char 3)",
        ),
        (
            b"[\"",
            "Could not parse JSON body - Unterminated string starting at: line 1 column 2 (char 1)",
        ),
        (
            b"\xff{}",
            "Could not parse JSON body - 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
        ),
        (
            b"{\"\xe4\xb8\"}",
            "Could not parse JSON body - 'utf-8' codec can't decode bytes in position 2-3: invalid continuation byte",
        ),
        (
            b"\xef\xbb\xbf{}",
            "Could not parse JSON body - Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)",
        ),
    ] {
        assert_eq!(refused(body, JSON), description);
    }
}

#[test]
fn bombs_are_refused_before_they_grow() {
    refused(&b"[".repeat(100_000), JSON);
    let deep = [b"[".repeat(100_000), b"]".repeat(100_000)].concat();
    refused(&deep, JSON);
    let files = format!(
        r#"{{"args": [], "files": [{}{{}}]}}"#,
        "{},".repeat(1_000_000)
    );
    assert!(refused(files.as_bytes(), JSON).contains("more than 200000 values"));
    let files: Vec<Value> = (0..1001)
        .map(|number| json!({"path": number.to_string()}))
        .collect();
    let body = json!({"args": [], "files": files}).to_string();
    assert!(refused(body.as_bytes(), FILE).contains("1001 files are too many"));
    // A sentence about megabytes does not have megabytes, and a path of a million folders does not make them.
    let body = json!({"stuff": "x".repeat(1 << 20)}).to_string();
    assert!(refused(body.as_bytes(), SCHEMA).len() < 3000);
    let body = json!({"args": [], "files": [{"path": "../".repeat(1 << 20)}]}).to_string();
    assert!(refused(body.as_bytes(), FILE).len() < 3000);
    let body = json!({"args": [], "files": [{"path": "a/".repeat(1 << 20)}]}).to_string();
    assert_eq!(
        refused(body.as_bytes(), FILE),
        "A file path is longer than 4095 bytes"
    );
    hello("python");
}

#[test]
fn too_large_a_body_is_413() {
    let (status, answer) = post(server(), &vec![b' '; MAX_BODY_BYTES + 1]);
    assert_eq!(
        (status, &answer["title"]),
        (413, &json!("413 Payload Too Large"))
    );
    assert!(
        answer["description"]
            .as_str()
            .unwrap()
            .contains("larger than")
    );
    // One that only claims to be a terabyte is refused before it comes.
    let mut stream = TcpStream::connect(server().trim_start_matches("http://")).unwrap();
    stream
        .write_all(b"POST /eval HTTP/1.1\r\nhost: x\r\ncontent-length: 1099511627776\r\n\r\n")
        .unwrap();
    let mut head = [0; 12];
    stream.read_exact(&mut head).unwrap();
    assert_eq!(&head, b"HTTP/1.1 413");
    hello("python");
}

#[test]
fn methods_and_content_types() {
    let url = format!("{}/eval", server());
    for method in ["GET", "PUT", "DELETE", "PATCH"] {
        let response = send(&url, method, &[], b"");
        assert_eq!(response.status(), 405);
        assert_eq!(response.headers()["allow"], "POST, OPTIONS");
        assert_eq!(response.headers()["content-type"], "application/json");
        let body: Value = serde_json::from_slice(&content(response)).unwrap();
        assert_eq!(body, json!({"title": "405 Method Not Allowed"}));
    }
    let response = send(&url, "OPTIONS", &[], b"");
    assert_eq!(
        (response.status().as_u16(), &response.headers()["allow"]),
        (200, &"POST".parse().unwrap())
    );
    assert_eq!(response.headers()["content-length"], "0");
    for unsupported in [
        "application/xml",
        "text/xml; charset=utf-8",
        "application/msgpack",
    ] {
        let response = send(
            &url,
            "POST",
            &[("content-type", unsupported)],
            br#"{"input": "foo"}"#,
        );
        assert_eq!(response.status(), 415);
        let body: Value = serde_json::from_slice(&content(response)).unwrap();
        let description = format!("{unsupported} is an unsupported media type.");
        assert_eq!(
            body,
            json!({"title": "415 Unsupported Media Type", "description": description})
        );
    }
    for headers in [
        &[("content-type", "application/json; charset=utf-8")][..],
        &[("content-type", "*/*")],
        &[
            ("content-type", "Application/JSON"),
            ("accept", "text/html"),
        ],
        &[],
    ] {
        let response = send(&url, "POST", headers, br#"{"input": "print(1)"}"#);
        assert_eq!(response.status(), 200, "{headers:?}");
        let body: Value = serde_json::from_slice(&content(response)).unwrap();
        assert_eq!(body, answer("1\n", 0));
    }
}
