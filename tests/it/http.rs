//! The contract of each endpoint, beside what `cases` shows of `POST /run`.

use serde_json::json;

use crate::support::{enclos, post_json, request, run};

#[test]
fn run_answers_in_camisoles_shape() {
    let body = json!({
        "lang": "Lua", "source": "print(io.read('n') * 2)",
        "tests": [{"name": "double", "stdin": "21"}, {"stdin": "x", "fatal": true}, {"stdin": "1"}],
    });
    let answer = run(&body);
    assert_eq!(answer["success"], true);
    assert!(answer.get("compile").is_none());
    let tests = answer["tests"].as_array().unwrap();
    assert_eq!(
        (
            &tests[0]["name"],
            &tests[0]["stdout"],
            &tests[0]["exitcode"]
        ),
        (&json!("double"), &json!("42\n"), &json!(0))
    );
    assert_eq!(
        (&tests[1]["name"], &tests[1]["exitcode"]),
        (&json!("test001"), &json!(1))
    );
    assert_eq!(tests[2], json!({}));
    let meta = &tests[1]["meta"];
    assert_eq!(meta["status"], "RUNTIME_ERROR");
    assert_eq!(meta["message"], "Exited with error status 1");
    for (key, value) in [
        ("exitsig", json!(0)),
        ("exitsig-message", json!(null)),
        ("killed", json!(false)),
        ("cg-oom-killed", json!(0)),
        ("executor", json!("wasm")),
    ] {
        assert_eq!(meta[key], value, "{key}");
    }
    for key in [
        "time",
        "wall-time",
        "time-wall",
        "max-rss",
        "cg-mem",
        "csw-forced",
        "csw-voluntary",
        "fuel",
    ] {
        assert!(meta[key].is_number(), "{key}: {meta}");
    }
    assert_eq!(meta["limits"]["time"], 10.0);
}

#[test]
fn limits_of_a_test_go_before_executes_and_under_the_maximum() {
    let answer = run(&json!({
        "lang": "lua", "source": "while true do end",
        "execute": {"time": 0.2, "mem": 1_000_000_000}, "tests": [{}, {"time": 0.1, "wall-time": 1000}],
    }));
    for (index, time) in [0.2, 0.1].into_iter().enumerate() {
        let meta = &answer["tests"][index]["meta"];
        assert_eq!(meta["status"], "TIMED_OUT");
        assert_eq!(meta["message"], "Time limit exceeded");
        assert_eq!(meta["killed"], true);
        assert_eq!(meta["limits"]["time"], time);
        assert_eq!(meta["limits"]["mem"], 2 << 20);
    }
    assert_eq!(answer["tests"][1]["meta"]["limits"]["wall-time"], 120.0);
}

#[test]
fn the_same_run_burns_the_same_fuel() {
    let body = json!({"lang": "lua", "source": "local t = {} for i = 1, 1e5 do t[i] = i * i end print(#t)", "tests": [{"repeat": 3}]});
    let answer = run(&body);
    let runs = answer["tests"][0]["runs"].as_array().unwrap();
    assert_eq!(runs.len(), 3);
    assert!(
        runs.iter().all(|run| run["fuel"] == runs[0]["fuel"]),
        "{runs:?}"
    );
}

#[test]
fn a_compile_error_leaves_no_tests() {
    let answer = run(&json!({"lang": "c", "source": "int main() { return x; }"}));
    assert_eq!(answer["success"], true);
    assert_ne!(answer["compile"]["exitcode"], 0);
    assert!(
        answer["compile"]["stderr"]
            .as_str()
            .unwrap()
            .contains("main.c:1:"),
        "{answer}"
    );
    assert!(answer.get("tests").is_none());
}

#[test]
fn expected_outputs_are_checked() {
    let answer = run(&json!({
        "lang": "lua", "source": "print(io.read('a'))",
        "tests": [
            {"stdin": "1 2", "expected": "1 2"}, {"stdin": "1 2", "expected": "1 2", "checker": "exact"},
            {"stdin": "1\n2", "expected": "1 2", "checker": "tokens"}, {"stdin": "0.1", "expected": "0.1000001", "checker": "float", "tolerance": 1e-3},
        ],
    }));
    let passed: Vec<_> = answer["tests"]
        .as_array()
        .unwrap()
        .iter()
        .map(|test| test["passed"].as_bool())
        .collect();
    assert_eq!(passed, [Some(true), Some(false), Some(true), Some(true)]);
}

#[test]
fn files_go_in_and_come_out() {
    let answer = run(&json!({
        "lang": "lua",
        "source": "local f = io.open('in/data.txt') local g = io.open('out.txt', 'w') g:write(f:read('a'):upper()) g:close()",
        "files": [{"name": "in/data.txt", "content": "aGk=", "encoding": "base64"}],
        "tests": [{"outputs": ["*.txt"]}],
    }));
    assert_eq!(
        answer["tests"][0]["files"],
        json!([{"name": "out.txt", "size": 2, "content": "HI", "encoding": "utf8"}])
    );
}

#[test]
fn binary_output_needs_msgpack() {
    let body = json!({"lang": "lua", "source": r"io.write('\xff\x00')"}).to_string();
    let answer = request(
        "POST",
        "/run",
        &[("accept", "application/json")],
        body.as_bytes(),
    );
    assert_eq!(answer.status, 406);
    assert!(answer.error().contains("Accept: application/msgpack"));
    let answer = request("POST", "/run", &[("accept", "*/*")], body.as_bytes());
    assert_eq!(
        (answer.status, answer.content_type.as_str()),
        (200, "application/msgpack")
    );
    assert!(
        answer
            .body
            .windows(4)
            .any(|window| window == [0xc4, 2, 0xff, 0]),
        "the bytes themselves, as binary"
    );
}

#[test]
fn languages_lists_what_is_served() {
    let answer = request("GET", "/languages", &[], b"").json();
    assert_eq!(answer["success"], true);
    for language in ["c", "cpp", "python", "javascript", "lua"] {
        let described = &answer["languages"][language];
        assert!(
            described["name"].is_string()
                && described["programs"]
                    .as_object()
                    .is_some_and(|programs| programs.len() == 1),
            "{language}"
        );
        assert_eq!(described["executor"], "wasm");
    }
}

#[test]
fn system_tells_of_the_machine() {
    let answer = request("GET", "/system", &[], b"").json();
    assert_eq!(answer["success"], true);
    assert!(
        answer["system"]["cpu_count"]
            .as_u64()
            .is_some_and(|count| count > 0),
        "{answer}"
    );
}

#[test]
fn test_runs_each_reference_program() {
    let answer = post_json("/test", r#"{"exclude": ["python"]}"#).json();
    let results = answer["results"].as_object().unwrap();
    assert!(!results.contains_key("python") && results.len() >= 4);
    assert!(
        results.values().all(|result| result["success"] == true),
        "{answer}"
    );
}

#[test]
fn the_root_says_where_to_go() {
    let answer = request("GET", "/", &[], b"");
    assert_eq!(answer.status, 200);
    assert!(String::from_utf8_lossy(&answer.body).contains("POST /run"));
    let page = request("GET", "/", &[("accept", "text/html,*/*;q=0.8")], b"");
    assert!(page.content_type.starts_with("text/html"));
    for (path, content_type) in [
        ("/playground.js", "text/javascript"),
        ("/playground.css", "text/css"),
    ] {
        assert!(String::from_utf8_lossy(&page.body).contains(path));
        let part = request("GET", path, &[], b"");
        assert!(part.status == 200 && part.content_type.starts_with(content_type));
    }
}

#[test]
fn the_reference_programs_are_what_the_manifests_say() {
    for language in enclos()
        .catalog()
        .languages()
        .filter(|language| enclos().is_served(language))
    {
        crate::support::hello(&language.id.to_string());
    }
}
