//! What camisole's documentation shows and its own tests assert, sent as a client sends it: every documented field must be
//! there, of the documented type, and say what camisole's would.

mod limits;
mod wire;

use serde_json::{Value, json};

use crate::support::{request, run};

fn first(body: &Value) -> Value {
    run(body)["tests"][0].clone()
}

fn python(source: &str, more: Value) -> Value {
    let mut body = json!({"lang": "python", "source": source});
    let fields = more.as_object().unwrap().clone();
    body.as_object_mut().unwrap().extend(fields);
    body
}

/// Every field that camisole documents, with its type.
fn check_meta(meta: &Value) {
    for key in [
        "cg-mem",
        "cg-oom-killed",
        "csw-forced",
        "csw-voluntary",
        "exitcode",
        "exitsig",
        "max-rss",
    ] {
        assert!(meta[key].is_i64(), "{key} is no integer: {meta}");
    }
    for key in ["time", "wall-time", "time-wall"] {
        assert!(meta[key].is_f64(), "{key} is no float: {meta}");
    }
    for key in ["message", "exitsig-message"] {
        let value = meta.get(key);
        assert!(
            value.is_some_and(|text| text.is_string() || text.is_null()),
            "{key}: {meta}"
        );
    }
    assert!(meta["killed"].is_boolean() && meta["status"].is_string());
}

fn check_ok(report: &Value) {
    let meta = &report["meta"];
    check_meta(meta);
    assert_eq!(report["exitcode"], 0, "{report}");
    for (key, value) in [
        ("status", json!("OK")),
        ("exitcode", json!(0)),
        ("exitsig", json!(0)),
        ("exitsig-message", json!(null)),
        ("killed", json!(false)),
        ("message", json!(null)),
        ("cg-oom-killed", json!(0)),
    ] {
        assert_eq!(meta[key], value, "{key}: {report}");
    }
}

#[test]
fn the_first_example_as_curl_sends_it() {
    let answer = request(
        "POST",
        "/run",
        &[("content-type", "application/x-www-form-urlencoded")],
        br#"{"lang": "python", "source": "print(42)"}"#,
    );
    assert_eq!(
        (answer.status, answer.content_type.as_str()),
        (200, "application/json")
    );
    let body = answer.json();
    assert_eq!(body["success"], true);
    assert!(body.get("compile").is_none());
    let tests = body["tests"].as_array().unwrap();
    assert_eq!(tests.len(), 1);
    assert_eq!(tests[0]["name"], "test000");
    assert_eq!(tests[0]["stdout"], "42\n");
    assert_eq!(tests[0]["stderr"], "");
    check_ok(&tests[0]);
}

#[test]
fn a_compiled_example_with_limits_for_either_step() {
    for (lang, source) in [
        (
            "C",
            "#include <stdio.h>\nint main(void) { printf(\"Hello, world!\\\\n\"); }",
        ),
        (
            "c++",
            "#include <cstdio>\nint main() { std::printf(\"Hello, world!\\\\n\"); }",
        ),
        ("lua", "io.write(\"Hello, world!\\\\n\")"),
    ] {
        let body = json!({
            "lang": lang, "source": source, "compile": {"wall-time": 10},
            "execute": {"time": 2, "wall-time": 5, "processes": 1, "mem": 100_000},
        });
        let answer = run(&body);
        assert_eq!(answer["success"], true);
        assert_eq!(answer.get("compile").is_some(), lang != "lua");
        if lang != "lua" {
            let compile = &answer["compile"];
            assert_eq!(
                (&compile["stdout"], &compile["stderr"]),
                (&json!(""), &json!(""))
            );
            check_ok(compile);
        }
        let test = &answer["tests"][0];
        assert_eq!(
            (&test["name"], &test["stdout"]),
            (&json!("test000"), &json!("Hello, world!\\n"))
        );
        check_ok(test);
        let limits = &test["meta"]["limits"];
        assert_eq!(
            (&limits["mem"], &limits["processes"]),
            (&json!(100_000), &json!(1))
        );
    }
}

#[test]
fn the_example_of_several_inputs() {
    let answer = run(&python(
        "print(int(input()) * 2)",
        json!({"tests": [
            {"name": "test_h2g2", "stdin": "42", "mem": 200_000}, {"name": "test_notfound", "stdin": "404"},
            {"name": "test_leet", "stdin": "1337"}, {"name": "test_666", "stdin": "27972", "time": 1},
        ]}),
    ));
    let tests = answer["tests"].as_array().unwrap();
    let told: Vec<_> = tests
        .iter()
        .map(|test| {
            (
                test["name"].as_str().unwrap(),
                test["stdout"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("test_h2g2", "84\n"),
            ("test_notfound", "808\n"),
            ("test_leet", "2674\n"),
            ("test_666", "55944\n")
        ]
    );
    tests.iter().for_each(check_ok);
    assert_eq!(tests[3]["meta"]["limits"]["time"], 1.0);
}

#[test]
fn the_example_of_every_limit() {
    for (lang, source) in [
        ("c", "#include <stdio.h>\nint main(void) { puts(\"ok\"); }"),
        ("python", "print('ok')"),
        ("javascript", "console.log('ok')"),
        ("lua", "print('ok')"),
    ] {
        let test = first(&json!({
            "lang": lang, "source": source, "compile": {"wall-time": 10, "fsize": 4096, "mem": 100_000},
            "execute": {"time": 2, "wall-time": 5, "processes": 1, "quota": "50,3", "fsize": 256, "stack": 9000, "mem": 100_000},
        }));
        assert_eq!(test["stdout"], "ok\n", "{lang}: {test}");
        check_ok(&test);
        let limits = &test["meta"]["limits"];
        assert_eq!(
            (&limits["quota"], &limits["fsize"]),
            (&json!("50,3"), &json!(256)),
            "{lang}"
        );
    }
    // Its schema's own test asks for the moon, everywhere, and fields that it does not know.
    let all = json!({
        "fsize": 4, "mem": 44_444_444, "virt-mem": 44_444_444, "processes": 4, "quota": "1,8", "stack": 4,
        "time": 546_546, "wall-time": 54.5, "extra-time": 0.5, "colour": "red",
    });
    let mut test = all.clone();
    test["name"] = "moon".into();
    let body = json!({"lang": "lua", "source": "print(1)", "compile": all, "execute": all, "tests": [test], "x": 1});
    check_ok(&first(&body));
}

#[test]
fn fatal_tests_end_it_and_the_rest_are_empty() {
    let tests = json!([{"fatal": false}, {"fatal": true}, {"fatal": false}]);
    let answer = run(&python("1 / 0", json!({"tests": tests})));
    let tests = answer["tests"].as_array().unwrap();
    assert_eq!(tests.len(), 3);
    for test in &tests[..2] {
        check_meta(&test["meta"]);
        assert_eq!(test["exitcode"], 1);
        assert_eq!(test["meta"]["exitcode"], 1);
        assert_eq!(test["meta"]["status"], "RUNTIME_ERROR");
        assert_eq!(test["meta"]["message"], "Exited with error status 1");
        assert!(
            test["stderr"]
                .as_str()
                .unwrap()
                .contains("ZeroDivisionError")
        );
    }
    assert_eq!(tests[2], json!({}));

    let tests = json!([{"fatal": false}, {"fatal": false}, {"fatal": null}]);
    let answer = run(&python("1 / 0", json!({"tests": tests, "all_fatal": true})));
    assert_eq!(answer["tests"][0]["meta"]["status"], "RUNTIME_ERROR");
    assert_eq!(
        answer["tests"].as_array().unwrap()[1..],
        [json!({}), json!({})]
    );
}

#[test]
fn input_comes_out_as_it_went_in() {
    let inputs = ["hello", "world", "emoji \u{1f618} face", ""];
    let tests: Vec<_> = inputs.iter().map(|stdin| json!({"stdin": stdin})).collect();
    let source = "import sys\nsys.stdout.write(sys.stdin.read())";
    // What `execute` says holds where a test is silent: an empty input is not silence, null is.
    let answer = run(&python(
        source,
        json!({"tests": tests, "execute": {"stdin": "other"}}),
    ));
    for (index, stdin) in inputs.iter().enumerate() {
        assert_eq!(answer["tests"][index]["stdout"], *stdin);
    }
    let test = first(&python(
        source,
        json!({"tests": [{"stdin": null}], "execute": {"stdin": "other"}}),
    ));
    assert_eq!(test["stdout"], "other");
    let test = first(&python("print(input())", json!({})));
    assert!(
        test["stderr"].as_str().unwrap().contains("EOFError"),
        "no input is an end of file"
    );
}

#[test]
fn what_does_not_compile_has_no_tests() {
    for source in ["int main() { return x; }", ""] {
        let answer = run(&json!({"lang": "c", "source": source, "tests": [{}, {}]}));
        assert_eq!(answer["success"], true);
        assert!(answer.get("tests").is_none(), "{answer}");
        let compile = &answer["compile"];
        check_meta(&compile["meta"]);
        assert_eq!(compile["exitcode"], 1);
        assert_ne!(compile["stderr"], "");
        let meta = &compile["meta"];
        assert_eq!(
            (&meta["status"], &meta["exitcode"]),
            (&json!("RUNTIME_ERROR"), &json!(1))
        );
        assert_eq!(meta["message"], "Exited with error status 1");
        assert_eq!(
            (&meta["killed"], &meta["exitsig"]),
            (&json!(false), &json!(0))
        );
    }
    let slow = json!({"lang": "c", "source": "int main() { /* not in the cache */ }", "compile": {"fuel": 1000}});
    let compile = &run(&slow)["compile"];
    assert_eq!(compile["meta"]["message"], "Time limit exceeded");
    assert_eq!(
        (&compile["exitcode"], &compile["meta"]["killed"]),
        (&json!(1), &json!(true))
    );
}

#[test]
fn nothing_to_run_and_nothing_said() {
    // An empty program ends well where nothing has to be compiled.
    for lang in ["python", "javascript", "lua"] {
        check_ok(&first(&json!({"lang": lang, "source": ""})));
    }
    let answer = run(&json!({"lang": "c", "source": "int main() {}", "tests": []}));
    check_ok(&answer["compile"]);
    assert_eq!(answer["tests"], json!([]));
    // Null is as good as nothing, wherever it is.
    let nulls = json!({
        "lang": "lua", "source": "print(1)", "compile": null, "execute": null, "all_fatal": null, "files": null,
        "tests": [{"name": null, "fatal": null, "stdin": null, "time": null, "quota": null, "args": null, "env": null, "expected": null}],
    });
    let test = first(&nulls);
    assert_eq!(
        (&test["name"], &test["stdout"]),
        (&json!("test000"), &json!("1\n"))
    );
    assert_eq!(
        first(&json!({"lang": "lua", "source": "print(1)", "tests": null}))["stdout"],
        "1\n"
    );
    let test = first(
        &json!({"lang": "lua", "source": "", "execute": {"time": 1}, "tests": [{"time": null}]}),
    );
    assert_eq!(test["meta"]["limits"]["time"], 1.0);
}
