//! Reports in parts, and clients that go away before the end.

use serde_json::{Value, json};

use crate::own_server::{OwnServer, engine};
use crate::support::{Answer, request};

const LINES: &str = "application/x-ndjson";
const EVENTS: &str = "text/event-stream";

/// Prints its input, or never ends.
const ECHO: &str = "local line = io.read('a') while line == 'spin' do end print(line) if line == 'bad' then os.exit(3) end";

/// Longer than any test is ready to wait.
fn patient() -> Value {
    json!({"time": 60, "wall-time": 120})
}

fn stream(accept: &str, body: &Value) -> Answer {
    let answer = request(
        "POST",
        "/run",
        &[("accept", accept), ("content-type", "application/json")],
        body.to_string().as_bytes(),
    );
    assert_eq!((answer.status, answer.content_type.as_str()), (200, accept));
    answer
}

fn lines(body: &Value) -> Vec<Value> {
    let answer = stream(LINES, body);
    assert_eq!(answer.body.last(), Some(&b'\n'));
    let text = String::from_utf8(answer.body).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn kinds(parts: &[Value]) -> Vec<&str> {
    parts
        .iter()
        .map(|part| part["type"].as_str().unwrap())
        .collect()
}

fn three_tests() -> Value {
    json!({
        "lang": "lua", "source": ECHO,
        "tests": [{"stdin": "good"}, {"name": "bad", "stdin": "bad", "fatal": true}, {"name": "last", "stdin": "x"}],
    })
}

#[test]
fn a_line_for_each_part() {
    let parts = lines(&three_tests());
    assert_eq!(kinds(&parts), ["test", "test", "skipped", "end"]);
    for (index, name) in ["test000", "bad", "last"].into_iter().enumerate() {
        assert_eq!(
            (&parts[index]["index"], &parts[index]["name"]),
            (&json!(index), &json!(name))
        );
    }
    assert_eq!(parts[0]["stdout"], "good\n");
    assert_eq!(parts[0]["meta"]["status"], "OK");
    assert_eq!(parts[1]["meta"]["exitcode"], 3);
    assert_eq!(
        parts[2],
        json!({"type": "skipped", "index": 2, "name": "last"})
    );
    assert_eq!(parts[3], json!({"type": "end", "success": true}));
}

#[test]
fn an_event_for_each_part() {
    let answer = stream(EVENTS, &three_tests());
    let text = String::from_utf8(answer.body).unwrap();
    let events: Vec<(String, Value)> = text
        .strip_suffix("\n\n")
        .unwrap()
        .split("\n\n")
        .map(|event| {
            let (name, data) = event.split_once('\n').unwrap();
            let name = name.strip_prefix("event: ").unwrap().to_owned();
            let data = data.strip_prefix("data: ").unwrap();
            (name, serde_json::from_str(data).unwrap())
        })
        .collect();
    let names: Vec<_> = events.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["test", "test", "skipped", "end"]);
    assert!(events.iter().all(|(name, data)| data["type"] == *name));
    assert_eq!(events[1].1["stdout"], "bad\n");
}

#[test]
fn the_compile_step_comes_first_and_alone_if_it_fails() {
    let parts = lines(&json!({"lang": "c", "source": "int main(void) { return 0; }"}));
    assert_eq!(kinds(&parts), ["compile", "test", "end"]);
    assert_eq!(parts[0]["exitcode"], 0);
    assert_eq!(parts[1]["index"], 0);
    let parts = lines(&json!({"lang": "c", "source": "int main(void) { return x; }"}));
    assert_eq!(kinds(&parts), ["compile", "end"]);
    assert_ne!(parts[0]["exitcode"], 0);
    assert!(parts[0]["stderr"].as_str().unwrap().contains("main.c:1:"));
}

#[test]
fn output_that_json_can_not_carry_is_marked_as_base64() {
    let body = json!({
        "lang": "lua", "source": r"if io.read('a') == '' then io.write('\xff') else io.write('text') end",
        "tests": [{}, {"stdin": "x"}],
    });
    let parts = lines(&body);
    assert_eq!(
        (&parts[0]["stdout"], &parts[0]["encoding"]),
        (&json!("/w=="), &json!("base64"))
    );
    assert_eq!(
        (&parts[1]["stdout"], &parts[1]["encoding"]),
        (&json!("text"), &json!(null))
    );
}

#[test]
fn base64_may_be_asked_for() {
    let body = json!({"lang": "lua", "source": "io.write('hi')", "encoding": "base64"});
    let answer = request(
        "POST",
        "/run",
        &[("accept", "application/json")],
        body.to_string().as_bytes(),
    )
    .json();
    for test in [&answer["tests"][0], &lines(&body)[0]] {
        assert_eq!(
            (&test["stdout"], &test["encoding"]),
            (&json!("aGk="), &json!("base64")),
            "{test}"
        );
    }
}

#[test]
fn a_refused_submission_is_no_stream() {
    let answer = request(
        "POST",
        "/run",
        &[("accept", LINES)],
        br#"{"lang": "pyhton", "source": ""}"#,
    );
    assert_eq!(
        (answer.status, answer.content_type.as_str()),
        (400, "application/json")
    );
    assert!(answer.error().contains("did you mean python"));
}

#[test]
fn parts_come_before_the_end_and_who_stops_reading_stops_the_run() {
    let server = OwnServer::new(engine(1, 4), enclos::api::Settings::default());
    let mut answer = server.send("", LINES, &json!({
        "lang": "lua", "source": ECHO, "execute": patient(), "tests": [{"stdin": "first"}, {"stdin": "spin"}],
    }));
    let first: Value = serde_json::from_str(&answer.line("{")).unwrap();
    assert_eq!(
        (&first["type"], &first["stdout"]),
        (&json!("test"), &json!("first\n"))
    );
    assert_eq!(server.enclos.load().running, 1, "the second test goes on");
    drop(answer);
    server.settles_at(0, 0);
}

#[test]
fn who_goes_away_without_a_stream_stops_the_run_too() {
    let server = OwnServer::new(engine(1, 4), enclos::api::Settings::default());
    let body = json!({"lang": "lua", "source": "while true do end", "execute": patient()});
    let running = server.send("", "*/*", &body);
    let waiting = server.send("", "*/*", &body);
    server.settles_at(1, 1);
    drop(running);
    drop(waiting);
    server.settles_at(0, 0);
}
