//! bg-compiler's clients: its README's requests, and what follows from its code.

use std::time::Duration;

use enclos::api::Settings;
use serde_json::{Value, json};

use crate::own_server::{OwnServer, engine};
use crate::support::{Answer, post_json, request};

/// The runs of a body that must be accepted, in the shape that every one must have.
fn compile(body: &Value) -> Vec<Value> {
    let answer = post_json("/compile", &body.to_string());
    let runs = answer.json();
    assert_eq!(
        (answer.status, answer.content_type.as_str()),
        (200, "application/json"),
        "{runs}"
    );
    // serde_json's map sorts its keys, so their order is looked for in the text.
    for run in String::from_utf8(answer.body).unwrap().split("},{") {
        let keys = [
            "\"stdout\":",
            "\"stderr\":",
            "\"duration_ms\":",
            "\"timed_out\":",
        ];
        let places = keys.map(|key| run.rfind(key));
        assert!(
            places.iter().all(Option::is_some) && places.is_sorted() || run == "[]",
            "{run}"
        );
    }
    runs.as_array().unwrap().clone()
}

/// The only run of a script.
fn run(body: &Value) -> Value {
    let mut runs = compile(body);
    assert_eq!(runs.len(), 1);
    runs.remove(0)
}

fn stdout(body: &Value) -> String {
    let run = run(body);
    assert_eq!(
        (&run["stderr"], &run["timed_out"]),
        (&json!(""), &json!(false)),
        "{run}"
    );
    run["stdout"].as_str().unwrap().to_owned()
}

fn python(script: &str) -> Value {
    json!({"script": script, "image": "python:3.11.1-alpine3.17", "cmd": "python3", "extension": "py"})
}

fn with(mut body: Value, name: &str, value: Value) -> Value {
    body[name] = value;
    body
}

fn refused(body: &str) -> Answer {
    let answer = post_json("/compile", body);
    assert_eq!(
        (answer.status, answer.content_type.as_str()),
        (400, "application/json"),
        "{body}"
    );
    answer
}

/// A server for Lua with small limits.
fn strict(change: impl FnOnce(&mut Settings)) -> OwnServer {
    let mut settings = Settings::default();
    change(&mut settings);
    OwnServer::new(engine(1, 4), settings)
}

fn lua(server: &OwnServer, script: &str) -> Value {
    let body = json!({"script": script, "image": "nickblah/lua:5.4", "cmd": "lua"});
    let (head, body) = server
        .send_to("POST", "/compile", "", "*/*", &body.to_string())
        .whole();
    assert!(head.starts_with("http/1.1 200"), "{head}\n{body}");
    serde_json::from_str::<Value>(&body).unwrap()[0].clone()
}

#[test]
fn the_readmes_first_request() {
    let runs = compile(&json!({
        "script": "print('hello, world!')", "image": "python:3.11.1-alpine3.17", "count": 1, "cmd": "python3",
    }));
    assert_eq!(runs.len(), 1);
    assert_eq!(
        (
            &runs[0]["stdout"],
            &runs[0]["stderr"],
            &runs[0]["timed_out"]
        ),
        (&json!("hello, world!\n"), &json!(""), &json!(false))
    );
    assert!(runs[0]["duration_ms"].is_u64());
}

#[test]
fn the_readmes_second_request() {
    for image in ["oven/bun:1.0", "oven/bun:1"] {
        let runs = compile(&json!({
            "script": "console.log(\"Hello, world!\");", "image": image, "count": 4, "cmd": "bun", "extension": "js",
        }));
        assert_eq!(runs.len(), 4);
        assert!(
            runs.iter()
                .all(|run| run["stdout"] == "Hello, world!\n" && run["timed_out"] == false),
            "{runs:?}"
        );
    }
}

#[test]
fn the_program_sees_its_own_name_and_options() {
    let script = "import sys; print(sys.argv, sys.flags.optimize, sys.flags.isolated)";
    assert_eq!(stdout(&python(script)), "['main.py'] 0 0\n");
    assert_eq!(
        stdout(&with(python(script), "cmd", json!("python3 -O -I"))),
        "['main.py'] 1 1\n"
    );
    assert_eq!(
        stdout(&with(python(script), "extension", json!(null))),
        "['main.ext'] 0 0\n"
    );
    let run = run(&python("1 / 0"));
    assert!(
        run["stderr"]
            .as_str()
            .unwrap()
            .contains("main.py\", line 1"),
        "{run}"
    );
    assert_eq!(
        (&run["stdout"], &run["timed_out"]),
        (&json!(""), &json!(false)),
        "an exit code is not told"
    );
}

#[test]
fn every_language_answers_to_its_images_and_commands() {
    let c = "#include <stdio.h>\nint main(void) { puts(\"hi\"); }";
    let cpp = "#include <iostream>\nint main() { std::cout << \"hi\\n\"; }";
    for (image, cmd, extension, script) in [
        ("docker.io/library/gcc:12", "gcc -O2 -o main", "c", c),
        ("gcc:12", "g++ -std=c++20", "cpp", cpp),
        ("silkeh/clang", "", "cpp", cpp),
        ("nickblah/lua:5.4", "lua", "lua", "print('hi')"),
        ("alpine", "lua5.4", "", "print('hi')"),
        (
            "denoland/deno",
            "deno run -A",
            "mjs",
            "import fs from 'node:fs'; console.log('hi')",
        ),
        (
            "library/node",
            "node --no-warnings",
            "cjs",
            "console.log('hi')",
        ),
        ("node", "node", "", "console.log('hi')"),
        ("oven/bun:1", "bun run", "ts", "console.log('hi')"),
        ("registry:5000/x/python:3", "", "", "print('hi')"),
        ("", "", ".py", "print('hi')"),
    ] {
        let body = json!({"script": script, "image": image, "cmd": cmd, "extension": extension});
        assert_eq!(stdout(&body), "hi\n", "{body}");
    }
}

#[test]
fn input_is_a_file_wherever_a_program_looks_for_it() {
    for path in ["input.txt", "/bg/input.txt", "./bg/input.txt"] {
        let body = python(&format!("print(open('{path}').read())"));
        let body = with(with(body, "input", json!("hi")), "count", json!(2));
        let runs = compile(&body);
        assert!(
            runs.len() == 2 && runs.iter().all(|run| run["stdout"] == "hi\n"),
            "{runs:?}"
        );
    }
    let exists =
        python("import os; print(os.path.exists('input.txt'), os.path.exists('/bg/input.txt'))");
    assert_eq!(stdout(&exists), "False False\n");
    assert_eq!(stdout(&with(exists, "input", json!(""))), "True True\n");
}

#[test]
fn standard_input_ends_its_last_line_and_itself() {
    let echo = python("import sys; print(repr(sys.stdin.read()))");
    assert_eq!(stdout(&echo), "''\n", "nothing, and not waiting for more");
    for (stdin, seen) in [("a", "'a\\n'\n"), ("a\n", "'a\\n'\n"), ("", "'\\n'\n")] {
        assert_eq!(stdout(&with(echo.clone(), "stdIn", json!(stdin))), seen);
    }
}

#[test]
fn names_come_in_any_case_and_unknown_ones_are_ignored() {
    let body = json!({"SCRIPT": "print(input())", "Image": "python", "stdin": "a", "color": [1], "extension": null});
    assert_eq!(stdout(&body), "a\n");
}

#[test]
fn no_content_type_is_looked_at() {
    let body = python("print(1)").to_string();
    for content_type in [
        "text/plain",
        "application/msgpack",
        "application/x-www-form-urlencoded",
    ] {
        let answer = request(
            "POST",
            "/compile",
            &[("content-type", content_type)],
            body.as_bytes(),
        );
        assert_eq!(
            (answer.status, answer.json()[0]["stdout"].clone()),
            (200, json!("1\n")),
            "{content_type}"
        );
    }
}

#[test]
fn nothing_is_run_no_times() {
    for count in [0, -3] {
        let answer = post_json(
            "/compile",
            &json!({"script": "x", "count": count}).to_string(),
        );
        assert_eq!((answer.status, answer.body.as_slice()), (200, &b"[]"[..]));
    }
}

#[test]
fn a_hundred_runs_come_back_in_one_answer() {
    let body = json!({"script": "print(1)", "image": "lua", "count": 100});
    let runs = compile(&body);
    assert!(runs.len() == 100 && runs.iter().all(|run| run["stdout"] == "1\n"));
}

#[test]
fn a_compiler_that_refuses_is_what_is_heard() {
    let run =
        run(&json!({"script": "int main(void) { return x; }", "image": "gcc", "extension": "c"}));
    assert!(
        run["stderr"].as_str().unwrap().contains("main.c:1:"),
        "{run}"
    );
    assert_eq!(
        (&run["stdout"], &run["timed_out"]),
        (&json!(""), &json!(false))
    );
}

#[test]
fn bytes_that_are_no_text_are_replaced() {
    let body = python(r"import sys; sys.stdout.buffer.write(b'a\xff\xfeb')");
    assert_eq!(stdout(&body), "a\u{fffd}\u{fffd}b");
}

#[test]
fn output_beyond_the_cap_is_cut_and_the_run_stopped() {
    let cap = 30 << 10;
    for (script, stdout, stderr, timed_out) in [
        ("print('x' * 100000)", cap, 0, true),
        (
            "import sys; print('x' * 100000, file=sys.stderr)",
            0,
            cap,
            true,
        ),
        (
            "import sys; print('x' * 40000); print('y' * 10, file=sys.stderr)",
            cap,
            11,
            true,
        ),
        (
            "import sys; sys.stdout.write('x' * 30720); sys.stderr.write('y' * 30720)",
            cap,
            cap,
            false,
        ),
        ("import sys; sys.stdout.write('x' * 15361)", 15361, 0, false),
    ] {
        let run = run(&python(script));
        let length = |name: &str| run[name].as_str().unwrap().len();
        assert_eq!(
            (
                length("stdout"),
                length("stderr"),
                run["timed_out"].as_bool()
            ),
            (stdout, stderr, Some(timed_out)),
            "{script}"
        );
    }
    let run = run(&python("while True: print('x' * 1000)"));
    assert_eq!(
        (run["stdout"].as_str().unwrap().len(), &run["timed_out"]),
        (cap, &json!(true))
    );
}

#[test]
fn who_takes_too_long_is_stopped_and_heard_so_far() {
    let server = strict(|settings| settings.compile.timeout = Duration::from_millis(500));
    let run = lua(
        &server,
        "print('so far') io.stdout:flush() while true do end",
    );
    assert_eq!(
        (&run["stdout"], &run["timed_out"]),
        (&json!("so far\n"), &json!(true))
    );
    assert!(run["duration_ms"].as_u64().unwrap() >= 400, "{run}");
    assert_eq!(lua(&server, "print(1)")["timed_out"], false);
}

#[test]
fn who_takes_too_much_memory_is_stopped_without_a_word() {
    let server = strict(|settings| settings.compile.memory_bytes = 16 << 20);
    let run = lua(
        &server,
        "print('before') io.stdout:flush() local t = {} while true do t[#t + 1] = ('x'):rep(1e6) .. #t end",
    );
    assert_eq!(
        (&run["stdout"], &run["stderr"], &run["timed_out"]),
        (&json!("before\n"), &json!(""), &json!(false)),
        "{run}"
    );
}

#[test]
fn what_can_not_be_run_is_refused_in_a_sentence() {
    for (body, sentence) in [
        ("", "malformed application/json: EOF"),
        ("{", "malformed application/json: EOF"),
        ("{} {}", "malformed application/json: trailing"),
        (
            "null",
            "malformed payload: .: expected a mapping, got nothing",
        ),
        (
            "[1]",
            "malformed payload: .: expected a mapping, got a list",
        ),
        (
            r#"{"count": "1"}"#,
            r#"malformed payload: .count: expected a whole number, got a string ("1")"#,
        ),
        (
            r#"{"count": 1.5}"#,
            "malformed payload: .count: expected a whole number, got a float (1.5)",
        ),
        (
            r#"{"count": 1001}"#,
            "malformed payload: .count: expected at most 1000, got an integer (1001)",
        ),
        (
            r#"{"count": 18446744073709551615}"#,
            "malformed payload: .count: expected at most 1000",
        ),
        (
            r#"{"Script": 5}"#,
            "malformed payload: .script: expected a string, got an integer (5)",
        ),
        (
            "{}",
            r#"no language here fits the image "", the command "" or the extension """#,
        ),
        (
            r#"{"image": "befunge:93", "cmd": "bef", "extension": "b93"}"#,
            r#"no language here fits the image "befunge:93", the command "bef" or the extension "b93""#,
        ),
        (
            r#"{"image": "python", "cmd": "python3 < input.txt"}"#,
            "there is no shell here",
        ),
        (
            r#"{"image": "python", "cmd": "node"}"#,
            r#"the image "python" is for Python, but the command "node" is for JavaScript"#,
        ),
        (
            r#"{"image": "python", "extension": "a/b"}"#,
            "malformed payload: .extension: must not contain a slash",
        ),
        (
            r#"{"image": "python", "extension": "a\u0000"}"#,
            "malformed payload: .extension: file name",
        ),
        (
            r#"{"image": "python", "cmd": "python3 \u0000"}"#,
            "an argument must not contain a NUL byte",
        ),
    ] {
        let error = refused(body).error();
        assert!(error.starts_with(sentence), "{body}: {error}");
    }
    let long = json!({"image": "x-1.".repeat(1 << 20), "cmd": "y ".repeat(2048), "extension": "z".repeat(1 << 20)});
    assert!(refused(&long.to_string()).error().len() < 500);
    let long = json!({"image": "python", "cmd": "python3 ".repeat(1000)});
    assert_eq!(
        refused(&long.to_string()).error(),
        "malformed payload: .cmd: expected at most 4096 bytes, got 8000"
    );
}

#[test]
fn other_methods_and_larger_bodies_are_refused() {
    let answer = request("GET", "/compile", &[], b"");
    assert_eq!(answer.status, 405);
    assert!(answer.error().contains("use POST /compile"));
    let body = format!(
        r#"{{"script": "{}"}}"#,
        "x".repeat(crate::support::MAX_BODY_BYTES)
    );
    let answer = post_json("/compile", &body);
    assert_eq!(answer.status, 413);
    assert!(answer.error().contains("larger than"));
}

#[test]
fn all_runs_stop_when_the_client_goes_away() {
    let server = OwnServer::new(engine(2, 1), Settings::default());
    let body = json!({"script": "while true do end", "image": "lua", "count": 50});
    let answer = server.send_to("POST", "/compile", "", "*/*", &body.to_string());
    server.settles_at(2, 48);
    // Fifty runs take one place of the backlog, which was free again when the first of them began.
    let next = server.send_to("POST", "/compile", "", "*/*", &body.to_string());
    server.settles_at(2, 98);
    drop((answer, next));
    server.settles_at(0, 0);
}
