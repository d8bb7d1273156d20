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

#[test]
fn arguments_and_environment_reach_the_program() {
    let source = "import os, sys\nprint(sys.argv[1:], os.environ.get('A'), os.environ.get('B'))";
    let answer = run(&json!({
        "lang": "python", "source": source, "execute": {"args": ["x"], "env": {"A": "1", "B": "2"}},
        "tests": [{}, {"args": ["y z", ""]}, {"env": {"B": "3"}}, {"args": [], "env": {"A": null}}],
    }));
    let printed = |index: usize| answer["tests"][index]["stdout"].as_str().unwrap();
    assert_eq!(printed(0), "['x'] 1 2\n");
    assert_eq!(printed(1), "['y z', ''] 1 2\n");
    assert_eq!(printed(2), "['x'] 1 3\n");
    assert_eq!(printed(3), "[] 1 2\n");
}

#[test]
fn a_checker_of_execute_is_that_of_every_test() {
    let answer = run(&json!({
        "lang": "lua", "source": "print(io.read('a'))", "execute": {"checker": "float", "tolerance": 0.1},
        "tests": [
            {"stdin": "1.05", "expected": "1"}, {"stdin": "1.05", "expected": "1", "tolerance": 0.01},
            {"stdin": "1.05", "expected": "1", "checker": "trim"}, {"stdin": " a\tb \n", "expected": "a b", "checker": "tokens"},
            {"stdin": "1"}, {"stdin": "2", "expected": "1", "fatal": true}, {"expected": ""},
        ],
    }));
    let tests = answer["tests"].as_array().unwrap();
    let passed: Vec<_> = tests.iter().map(|test| test["passed"].as_bool()).collect();
    let expected = [
        Some(true),
        Some(false),
        Some(false),
        Some(true),
        None,
        Some(false),
        None,
    ];
    assert_eq!(passed, expected);
    // A wrong answer is no failure of the program, and yet fatal.
    assert_eq!(
        (&tests[5]["exitcode"], &tests[5]["meta"]["status"]),
        (&json!(0), &json!("OK"))
    );
    assert_eq!(tests[6], json!({}));
}

#[test]
fn patterns_choose_the_files_that_come_back() {
    let source = "
import os
os.makedirs('out/deep')
for name in ['a.txt', 'out/b.txt', 'out/deep/c.txt', 'out/d.bin', 'changed.txt']:
    open(name, 'wb').write(b'\\xff' if name.endswith('bin') else name.encode())
";
    let patterns = [
        (json!(["*.txt"]), vec!["a.txt", "changed.txt"]),
        (
            json!(["**/*.txt"]),
            vec!["a.txt", "changed.txt", "out/b.txt", "out/deep/c.txt"],
        ),
        (json!(["out/*"]), vec!["out/b.txt", "out/d.bin"]),
        (
            json!(["out/**"]),
            vec!["out/b.txt", "out/d.bin", "out/deep/c.txt"],
        ),
        (json!(["?.txt", "out/d.bin"]), vec!["a.txt", "out/d.bin"]),
        (json!(["[!c]*.txt"]), vec!["a.txt"]),
        (json!(["../*", "/*", "out", ""]), vec![]),
    ];
    let tests: Vec<_> = patterns
        .iter()
        .map(|(outputs, _)| json!({"outputs": outputs}))
        .collect();
    let answer = run(&json!({
        "lang": "python", "source": source, "tests": tests,
        "files": [{"name": "changed.txt", "content": ""}, {"name": "same.txt", "content": ""}],
    }));
    for (test, (pattern, expected)) in answer["tests"].as_array().unwrap().iter().zip(patterns) {
        let files = test["files"].as_array().cloned().unwrap_or_default();
        let names: Vec<_> = files
            .iter()
            .map(|file| file["name"].as_str().unwrap())
            .collect();
        assert_eq!(names, expected, "{pattern}: {test}");
        for file in files {
            let binary = file["name"] == "out/d.bin";
            let encoding = if binary { "base64" } else { "utf8" };
            assert_eq!(file["encoding"], encoding);
            let content = if binary {
                json!("/w==")
            } else {
                file["name"].clone()
            };
            assert_eq!(file["content"], content);
        }
    }
}

#[test]
fn a_tests_files_go_before_the_submissions() {
    let answer = run(&json!({
        "lang": "lua", "source": "print(io.open('d/f'):read('a'))", "files": [{"name": "d/f", "content": "all"}],
        "tests": [{}, {"files": [{"name": "d/f", "content": "b3du", "encoding": "base64"}]}],
    }));
    assert_eq!(answer["tests"][0]["stdout"], "all\n");
    assert_eq!(answer["tests"][1]["stdout"], "own\n");
    // Beside the source they are there when it is compiled, too.
    let answer = run(&json!({
        "lang": "c", "source": "#include \"h/x.h\"\n#include <stdio.h>\nint main() { printf(\"%d\", x() + Y); }",
        "files": [{"name": "h/x.h", "content": "int x(void);\n#define Y 1\n"}, {"name": "x.c", "content": "int x(void) { return 41; }"}],
    }));
    assert_eq!(answer["tests"][0]["stdout"], "42", "{answer}");
}

#[test]
fn base64_is_for_who_asks() {
    let source = r"io.write('\xff\x00') io.stderr:write('text')";
    let body = json!({"lang": "lua", "source": source, "encoding": "base64"});
    let headers = [
        ("content-type", "application/json"),
        ("accept", "application/json"),
    ];
    let answer = request("POST", "/run", &headers, body.to_string().as_bytes()).json();
    let test = &answer["tests"][0];
    assert_eq!(
        (&test["stdout"], &test["stderr"]),
        (&json!("/wA="), &json!("dGV4dA=="))
    );
    assert_eq!(test["encoding"], "base64");
}

#[test]
fn each_repetition_is_accounted_for() {
    let body = json!({"lang": "python", "source": "open('f', 'x')\nprint(1)", "execute": {"repeat": 2}, "tests": [{}, {"repeat": 1}]});
    let answer = run(&body);
    for (index, count) in [2, 1].into_iter().enumerate() {
        let test = &answer["tests"][index];
        // Nothing of one run is there in the next.
        assert_eq!(
            (&test["stdout"], &test["meta"]["status"]),
            (&json!("1\n"), &json!("OK"))
        );
        let runs = test["runs"].as_array().unwrap();
        assert_eq!(runs.len(), count);
        for run in runs {
            assert!(run["time"].is_f64() && run["wall-time"].is_f64());
            assert_eq!(run["fuel"], test["meta"]["fuel"]);
        }
    }
}
