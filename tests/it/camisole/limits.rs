//! What a run may use, how its end is told when it wants more, and how when it fails by itself.

use serde_json::json;

use super::{check_meta, check_ok, first, python};
use crate::support::{request, run};

#[test]
fn wall_time_counts_sleep_and_a_test_overrides_execute() {
    let sleep = |seconds: f64| format!("import time\ntime.sleep({seconds})");
    for (seconds, more) in [
        (0.5, json!({})),
        (0.1, json!({"execute": {"wall-time": 0.8}})),
        (
            0.3,
            json!({"execute": {"wall-time": 0.1}, "tests": [{"wall-time": 10}]}),
        ),
        (
            0.3,
            json!({"execute": {"wall-time": 10}, "tests": [{"wall-time": null}]}),
        ),
    ] {
        let test = first(&python(&sleep(seconds), more));
        check_ok(&test);
        assert!(test["meta"]["wall-time"].as_f64().unwrap() >= seconds);
    }
    for more in [
        json!({"execute": {"wall-time": 0.2}}),
        json!({"execute": {"wall-time": 20}, "tests": [{"wall-time": 0.2}]}),
    ] {
        let test = first(&python(&sleep(10.0), more));
        let meta = &test["meta"];
        check_meta(meta);
        assert_eq!(test["exitcode"], 1);
        assert_eq!(
            (&meta["status"], &meta["killed"]),
            (&json!("TIMED_OUT"), &json!(true))
        );
        assert_eq!(meta["message"], "Time limit exceeded (wall clock)");
        assert_eq!(
            (
                &meta["exitcode"],
                &meta["exitsig"],
                &meta["exitsig-message"]
            ),
            (&json!(0), &json!(0), &json!(null))
        );
        assert!((meta["wall-time"].as_f64().unwrap() - 0.2).abs() < 2.0);
    }
}

#[test]
fn the_grace_after_the_time_is_over_is_for_measuring() {
    let source = "local n = 0 for i = 1, 3e6 do n = n + i end print(n)";
    let alone = first(&json!({"lang": "lua", "source": source}));
    let languages = request("GET", "/languages", &[], b"").json();
    let rate = languages["languages"]["lua"]["fuel-per-second"]
        .as_f64()
        .unwrap();
    let needed = alone["meta"]["fuel"].as_f64().unwrap() / rate;
    let with = |time: f64, extra: f64| {
        first(
            &json!({"lang": "lua", "source": source, "execute": {"time": time, "extra-time": extra}}),
        )
    };
    check_ok(&with(needed * 1.1, needed));
    // It ended by itself, and all it did is told, but it was too late.
    let late = with(needed * 0.9, needed * 0.2);
    assert_eq!(late["stdout"], alone["stdout"]);
    let meta = &late["meta"];
    assert_eq!(
        (&meta["status"], &meta["message"]),
        (&json!("TIMED_OUT"), &json!("Time limit exceeded"))
    );
    assert_eq!(
        (&meta["killed"], &late["exitcode"]),
        (&json!(false), &json!(1))
    );
    assert_eq!(meta["fuel"], alone["meta"]["fuel"]);
    // The grace has an end too.
    let killed = with(needed * 0.5, needed * 0.2);
    assert_eq!(killed["stdout"], "");
    let meta = &killed["meta"];
    assert_eq!(
        (&meta["status"], &meta["message"]),
        (&json!("TIMED_OUT"), &json!("Time limit exceeded"))
    );
    assert_eq!(meta["killed"], true);
}

#[test]
fn memory_limits() {
    let list = |length: u32| format!("print(list(range({length}))[-1])");
    for (length, more) in [
        (1_000_000, json!({})),
        (100_000, json!({"execute": {"mem": 50_000}})),
        (100_000, json!({"execute": {"virt-mem": 50_000}})),
    ] {
        let test = first(&python(&list(length), more));
        check_ok(&test);
        assert_eq!(test["stdout"], format!("{}\n", length - 1));
    }
    for limit in ["mem", "virt-mem"] {
        let test = first(&python(
            &list(5_000_000),
            json!({"execute": {limit: 50_000}}),
        ));
        assert_eq!(
            (&test["exitcode"], &test["stdout"]),
            (&json!(1), &json!("")),
            "{limit}"
        );
        assert!(
            test["stderr"].as_str().unwrap().contains("MemoryError"),
            "{test}"
        );
        let meta = &test["meta"];
        check_meta(meta);
        assert_eq!(
            (&meta["status"], &meta["cg-oom-killed"]),
            (&json!("OUT_OF_MEMORY"), &json!(1))
        );
        assert!(meta["cg-mem"].as_u64().unwrap() <= 50_000);
        assert_eq!(meta["limits"]["mem"], 50_000);
    }
}

#[test]
fn file_limits() {
    let write =
        |kb: u32| format!("with open('f', 'wb') as f: f.write(b'x' * {kb}000)\nprint('OK')");
    for (kb, execute, fits) in [
        (100, json!({}), true),
        (10, json!({"fsize": 11}), true),
        (10, json!({"fsize": 9}), false),
        (10, json!({"quota": "11,5"}), true),
        (10, json!({"quota": "9,5"}), false),
        (10, json!({"quota": "11,0"}), false),
    ] {
        let test = first(&python(&write(kb), json!({"execute": execute})));
        assert_eq!(test["meta"]["status"] == "OK", fits, "{execute}: {test}");
        assert_eq!(test["stdout"] == "OK\n", fits, "{execute}: {test}");
    }
}

#[test]
fn a_signal_is_told_as_isolate_tells_it() {
    // camisole's own test, where the optimizer does not make use of its behavior being undefined.
    let source = "int main() { volatile int a = 0; return 1 / a; }";
    let test = first(&json!({"lang": "c", "source": source, "compile": {"flags": ["-O0"]}}));
    assert_eq!(test["meta"]["message"], "Caught fatal signal 8");
    for (source, number, text, trap) in [
        // Of 1 LLVM knows every quotient but for the divisor that C leaves undefined, so it does not divide.
        (
            "volatile int a = 0; return 42 / a;",
            8,
            "Floating point exception",
            "integer divide by zero",
        ),
        ("abort();", 6, "Aborted", "abort"),
        (
            "*(volatile int *)-16 = 1;",
            11,
            "Segmentation fault",
            "out of bounds memory access",
        ),
    ] {
        let source = format!("#include <stdlib.h>\nint main() {{ {source} }}");
        let answer = run(&json!({"lang": "c", "source": source}));
        let test = &answer["tests"][0];
        let meta = &test["meta"];
        check_meta(meta);
        assert_eq!(test["exitcode"], 1);
        assert_eq!(meta["message"], format!("Caught fatal signal {number}"));
        assert_eq!(
            (&meta["exitsig"], &meta["exitsig-message"]),
            (&json!(number), &json!(text))
        );
        assert_eq!(
            (&meta["status"], &meta["exitcode"]),
            (&json!("SIGNALED"), &json!(0))
        );
        assert_eq!(meta["killed"], false);
        assert!(meta["trap"].as_str().unwrap().contains(trap), "{meta}");
    }
}
