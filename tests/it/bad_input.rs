//! Whatever a client sends, it gets a sentence, and it costs nobody anything.

mod values;

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::json;

use crate::support::{MAX_BODY_BYTES, hello, post_json, request, server};

fn refused(body: &str) -> String {
    let answer = post_json("/run", body);
    assert_eq!(
        answer.status,
        400,
        "{}",
        String::from_utf8_lossy(&answer.body)
    );
    answer.error()
}

#[test]
fn malformed_bodies() {
    for body in [
        "{",
        "nonsense",
        "{\"lang\": \"lua\"} trailing",
        "\u{1}",
        "[1,]",
        r#"{"lang":"lua","source":"\ud800"}"#,
    ] {
        assert!(
            refused(body).starts_with("malformed application/json"),
            "{body}"
        );
    }
    let invalid = request(
        "POST",
        "/run",
        &[("content-type", "application/json")],
        b"{\"lang\":\"\xff\"}",
    );
    assert_eq!(invalid.status, 400);
    let packed = request(
        "POST",
        "/run",
        &[("content-type", "application/msgpack")],
        &[0xc1, 0xff],
    );
    assert_eq!(packed.status, 400);
    assert!(packed.error().starts_with("malformed application/msgpack"));
}

#[test]
fn missing_and_mistyped_fields() {
    assert_eq!(
        refused(""),
        "malformed payload: .lang: expected a string, got nothing"
    );
    assert_eq!(
        refused(r#"{"lang": "lua"}"#),
        "malformed payload: .source: expected a string or binary data, got nothing"
    );
    assert_eq!(
        refused(r#"{"lang": ["lua"], "source": ""}"#),
        "malformed payload: .lang: expected a string, got a list"
    );
    assert_eq!(
        refused(r#"{"lang": "lua", "source": 7}"#),
        "malformed payload: .source: expected a string or binary data, got an integer (7)"
    );
    assert!(refused(r#"{"lang": "lua", "source": "", "tests": [3]}"#).contains(".tests[0]"));
    assert!(refused(r#"{"lang": "lua", "source": "", "all_fatal": "yes"}"#).contains(".all_fatal"));
}

#[test]
fn unknown_languages_get_the_nearest() {
    assert_eq!(
        refused(r#"{"lang": "pyhton", "source": ""}"#),
        "incorrect language pyhton: did you mean python?"
    );
    assert!(refused(r#"{"lang": "", "source": ""}"#).starts_with("incorrect language"));
    let long = json!({"lang": "x".repeat(1 << 20), "source": ""}).to_string();
    assert!(refused(&long).len() < 200);
}

#[test]
fn impossible_limits_name_the_field_and_the_value() {
    for (limits, complaint) in [
        (
            r#"{"time": -1}"#,
            ".execute.time: expected a finite number that is not negative, got an integer (-1)",
        ),
        (
            r#"{"wall-time": "soon"}"#,
            r#".execute.wall-time: expected a float or an integer, got a string ("soon")"#,
        ),
        (
            r#"{"mem": []}"#,
            ".execute.mem: expected an integer, got a list",
        ),
        (
            r#"{"quota": "many"}"#,
            r#".execute.quota: expected a string "blocks,inodes", got a string ("many")"#,
        ),
        (
            r#"{"fuel": true}"#,
            ".execute.fuel: expected an integer, got a bool (true)",
        ),
    ] {
        let sentence = refused(&format!(
            r#"{{"lang": "lua", "source": "", "execute": {limits}}}"#
        ));
        assert_eq!(sentence, format!("malformed payload: {complaint}"));
    }
    // NaN and infinity exist in MessagePack only.
    let body = json!({"lang": "lua", "source": "", "execute": {"time": 1.5}});
    let mut packed = rmp_serde::to_vec(&body).unwrap();
    let at = packed
        .windows(8)
        .position(|window| window == 1.5f64.to_be_bytes())
        .unwrap();
    packed[at..at + 8].copy_from_slice(&f64::NAN.to_be_bytes());
    let answer = request(
        "POST",
        "/run",
        &[
            ("content-type", "application/msgpack"),
            ("accept", "application/json"),
        ],
        &packed,
    );
    assert_eq!(answer.status, 400);
    assert!(answer.error().contains(".execute.time") && answer.error().contains("NaN"));
}

#[test]
fn absurd_numbers_are_capped_not_feared() {
    let body = r#"{"lang": "lua", "source": "print(1)", "execute": {"time": 1e300, "wall-time": 1e18, "mem": 1e300, "fuel": 18446744073709551615}}"#;
    let answer = post_json("/run", body);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json()["tests"][0]["stdout"], "1\n");
}

#[test]
fn names_that_are_no_plain_paths() {
    for name in [
        "../x",
        "/x",
        "a/../../b",
        "",
        ".",
        "x\\u0000y",
        &"n".repeat(4096),
    ] {
        let body = format!(
            r#"{{"lang": "lua", "source": "", "files": [{{"name": "{name}", "content": ""}}]}}"#
        );
        assert!(
            refused(&body).contains(".files[0].name: file name"),
            "{name}"
        );
    }
    let twice = r#"{"lang": "lua", "source": "", "files": [{"name": "a", "content": ""}, {"name": "a", "content": ""}]}"#;
    assert!(refused(twice).contains(r#"file name "a": is there twice"#));
    assert!(refused(r#"{"lang": "lua", "source": "", "files": [{"name": "a", "content": "=", "encoding": "base64"}]}"#).contains("base64"));
    assert!(
        refused(r#"{"lang": "lua", "source": "", "files": [{"name": "dev/null", "content": ""}]}"#)
            .contains("/dev")
    );
}

#[test]
fn bombs_are_refused_before_they_grow() {
    assert!(refused(&"[".repeat(100_000)).starts_with("malformed application/json"));
    let tests = format!(
        r#"{{"lang": "lua", "source": "", "tests": [{}{{}}]}}"#,
        "{},".repeat(1_000_000)
    );
    assert!(refused(&tests).contains("more than 200000 values"));
    let many = format!(
        r#"{{"lang": "lua", "source": "", "tests": [{}{{}}]}}"#,
        "{},".repeat(5000)
    );
    assert!(refused(&many).contains("5001 tests are too many"));
    hello("lua");
}

#[test]
fn too_large_a_body_is_413_whether_it_says_so_or_not() {
    let body = vec![b' '; MAX_BODY_BYTES + 1];
    let answer = request(
        "POST",
        "/run",
        &[("content-type", "application/json")],
        &body,
    );
    assert_eq!(answer.status, 413);
    assert!(answer.error().contains("larger than"));

    // A body that only claims to be a terabyte is refused before it comes.
    let mut stream = TcpStream::connect(server().trim_start_matches("http://")).unwrap();
    stream
        .write_all(b"POST /run HTTP/1.1\r\nhost: x\r\ncontent-length: 1099511627776\r\n\r\n")
        .unwrap();
    let mut head = [0; 12];
    stream.read_exact(&mut head).unwrap();
    assert_eq!(&head, b"HTTP/1.1 413");

    // And one in chunks is cut off when it passes the limit.
    let mut stream = TcpStream::connect(server().trim_start_matches("http://")).unwrap();
    stream
        .write_all(b"POST /run HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n")
        .unwrap();
    let chunk = [b"100000\r\n".as_slice(), &[b' '; 1 << 20], b"\r\n"].concat();
    for _ in 0..64 {
        if stream.write_all(&chunk).is_err() {
            break;
        }
    }
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    assert!(
        answer.is_empty() || answer.starts_with(b"HTTP/1.1 413"),
        "{}",
        String::from_utf8_lossy(&answer)
    );
    hello("lua");
}

#[test]
fn wrong_methods_paths_and_types() {
    let answer = request("DELETE", "/run", &[], b"");
    assert_eq!(answer.status, 405);
    assert!(answer.error().contains("use POST /run"));
    let answer = request("GET", "/nowhere", &[], b"");
    assert_eq!(answer.status, 404);
    assert!(answer.error().contains("/nowhere"));
    let answer = request(
        "POST",
        "/run",
        &[("content-type", "text/plain")],
        b"print(1)",
    );
    assert_eq!(answer.status, 415);
    assert!(answer.error().contains("text/plain"));
    let answer = request(
        "POST",
        "/run",
        &[("accept", "image/png")],
        br#"{"lang": "lua", "source": ""}"#,
    );
    assert_eq!(answer.status, 406);
    let answer = request(
        "POST",
        "/run",
        &[("content-type", "application/json; charset=utf-8")],
        br#"{"lang": "lua", "source": ""}"#,
    );
    assert_eq!(answer.status, 200);
}

#[test]
fn flags_that_are_not_allowed_are_named() {
    for flag in [
        "-fplugin=x.so",
        "@file",
        "-o../x",
        "-Xclang",
        "-include/etc/passwd",
    ] {
        let sentence =
            refused(&json!({"lang": "c", "source": "", "compile": {"flags": [flag]}}).to_string());
        assert!(sentence.contains(flag), "{sentence}");
    }
}

#[test]
fn messagepack_that_claims_or_means_nothing() {
    let nested = |depth: usize| {
        let mut body = b"\x81\xa4lang".to_vec();
        body.extend(std::iter::repeat_n(0x91, depth));
        body.push(0xc0);
        body
    };
    let bodies: [&[u8]; 16] = [
        b"\xdd\xff\xff\xff\xff",                 // a list of four billion
        b"\xdf\xff\xff\xff\xff",                 // a map of as many
        b"\x81\xa4lang\xc6\xff\xff\xff\xff",     // binary of four gigabytes
        b"\x81\xa4lang\xdb\xff\xff\xff\xffx",    // text of as many
        b"\x81\xa4lang\xc9\xff\xff\xff\xff\x01", // an extension of as many
        b"\x81\xa4lang\xd4\x01\x00",             // an extension of one byte
        b"\x81\xa4lang\xc1",                     // the byte that is never used
        b"\x81\xa4lang",                         // a key without a value
        b"\x81",                                 // a map without its key
        b"\x81\x01\x02",                         // a key that is a number
        b"\x81\xc0\x02",                         // a key that is nothing
        b"\x81\xa1\xff\x02",                     // a key that is no text
        b"\x80\x80",                             // two bodies
        b"\xa5lan",                              // cut short
        &nested(100_000),
        &nested(100),
    ];
    for body in bodies {
        let headers = [
            ("content-type", "application/msgpack"),
            ("accept", "application/json"),
        ];
        for path in ["/run", "/test"] {
            let answer = request("POST", path, &headers, body);
            let told = answer.error();
            assert_eq!(answer.status, 400, "{told}");
            assert!(told.starts_with("malformed application/msgpack"), "{told}");
        }
    }
    // Infinity, which JSON does not have.
    let body = b"\x83\xa4lang\xa3lua\xa6source\xa0\xa7execute\x81\xa4time\xcb\x7f\xf0\0\0\0\0\0\0";
    let headers = [
        ("content-type", "application/msgpack"),
        ("accept", "application/json"),
    ];
    let told = request("POST", "/run", &headers, body).error();
    assert!(
        told.contains(".execute.time: expected a finite number") && told.contains("inf"),
        "{told}"
    );
    hello("lua");
}

#[test]
fn the_other_endpoints_are_not_impressed() {
    for body in ["{", "[1", "\"\\ud800\"", &"[".repeat(100_000)] {
        let answer = post_json("/test", body);
        assert_eq!(answer.status, 400);
        assert!(answer.error().starts_with("malformed application/json"));
        // Neither of these has anything to be told.
        for path in ["/languages", "/system"] {
            assert_eq!(post_json(path, body).json()["success"], true);
        }
    }
    for (body, complaint) in [
        (
            r#"{"exclude": "c"}"#,
            r#".exclude: expected a list, got a string ("c")"#,
        ),
        (
            r#"{"exclude": {}}"#,
            ".exclude: expected a list, got a dict",
        ),
        (
            r#"{"exclude": [null]}"#,
            ".exclude[0]: expected a string, got nothing",
        ),
        (
            r#"{"exclude": [["c"]]}"#,
            ".exclude[0]: expected a string, got a list",
        ),
    ] {
        assert_eq!(
            post_json("/test", body).error(),
            format!("malformed payload: {complaint}")
        );
    }
}
