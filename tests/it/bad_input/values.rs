//! Fields of the wrong type, and values that are no values.

use serde_json::json;

use super::refused;
use crate::support::post_json;

/// Every field with the words for what it should be. The path tells where it stands.
const FIELDS: &str = r#"
lang => a string
source => a string or binary data
code => a string or binary data
encoding => a string
all_fatal => a bool
files => a list
files[] => a mapping
files[].name => a string
files[].content => a string or binary data
files[].encoding => a string
args => a list
args[] => a string
env => a mapping
env.A => a string
compile => a mapping
compile.flags => a list
compile.flags[] => a string
compile.time => a float or an integer
compile.extra-time => a float or an integer
compile.wall-time => a float or an integer
compile.mem => an integer
compile.quota => a string "blocks,inodes"
execute => a mapping
execute.stdin => a string or binary data
execute.args => a list
execute.env => a mapping
execute.outputs => a list
execute.outputs[] => a string
execute.time => a float or an integer
execute.extra-time => a float or an integer
execute.wall-time => a float or an integer
execute.mem => an integer
execute.virt-mem => an integer
execute.stack => an integer
execute.fsize => an integer
execute.quota => a string "blocks,inodes"
execute.processes => an integer
execute.output => an integer
execute.fuel => an integer
tests => a list
tests[] => a mapping
tests[].name => a string
tests[].stdin => a string or binary data
tests[].args => a list
tests[].args[] => a string
tests[].env => a mapping
tests[].env.A => a string
tests[].files => a list
tests[].files[].name => a string
tests[].fatal => a bool
tests[].expected => a string or binary data
tests[].checker => a string
tests[].tolerance => a float or an integer
tests[].repeat => an integer
tests[].outputs => a list
tests[].time => a float or an integer
tests[].extra-time => a float or an integer
tests[].wall-time => a float or an integer
tests[].mem => an integer
tests[].virt-mem => an integer
tests[].stack => an integer
tests[].fsize => an integer
tests[].quota => a string "blocks,inodes"
tests[].processes => an integer
tests[].output => an integer
tests[].fuel => an integer
"#;

/// An object of good fields that holds `value` at the end of `path`.
fn with(path: &str, value: serde_json::Value) -> serde_json::Value {
    match path.rsplit_once(['.', '[']) {
        Some((parent, "]")) => with(parent, json!([value])),
        Some((parent, key)) => {
            let mut object = json!({ key: value });
            if parent.ends_with("files[]") && key != "name" {
                object["name"] = "f".into();
            }
            with(parent, object)
        }
        None => {
            let mut body = json!({"lang": "lua", "source": ""});
            if path == "code" {
                body["source"] = json!(null);
            }
            body[path] = value;
            body
        }
    }
}

#[test]
fn every_field_of_a_wrong_type_is_named_with_its_value() {
    let values = [
        (json!(true), "a bool (true)"),
        (json!(7), "an integer (7)"),
        (json!(-0.5), "a float (-0.5)"),
        (json!("nonsense"), r#"a string ("nonsense")"#),
        (json!([]), "a list"),
        (json!({}), "a dict"),
    ];
    let mut count = 0;
    for row in FIELDS.trim().lines() {
        let (path, wanted) = row.split_once(" => ").unwrap();
        for (value, got) in &values {
            // What is wanted is not wrong; and a number may be wrong in other ways.
            let kind = got.split(" (").next().unwrap();
            let is_wanted = wanted.split(" or ").any(|wanted| wanted == kind);
            let is_mapping = wanted == "a mapping" && value.is_object();
            if is_wanted || is_mapping || (value.is_f64() && wanted.contains("integer")) {
                continue;
            }
            let sentence = refused(&with(path, value.clone()).to_string());
            let path = path.replace("[]", "[0]");
            assert_eq!(
                sentence,
                format!("malformed payload: .{path}: expected {wanted}, got {got}")
            );
            count += 1;
        }
    }
    assert!(count > 300, "{count}");
}

#[test]
fn numbers_that_are_none() {
    for (number, complaint) in [
        ("-1", "not negative"),
        ("-0.5", "an integer"),
        ("1.5", "an integer"),
        ("-9223372036854775809", "not negative"),
        ("1e999", "malformed application/json: number out of range"),
        ("NaN", "malformed application/json"),
        ("Infinity", "malformed application/json"),
        ("-Infinity", "malformed application/json"),
        ("0x10", "malformed application/json"),
        ("01", "malformed application/json"),
    ] {
        for field in ["mem", "fuel", "stack", "output", "processes", "fsize"] {
            let body =
                format!(r#"{{"lang": "lua", "source": "", "tests": [{{"{field}": {number}}}]}}"#);
            let told = refused(&body);
            assert!(told.contains(complaint), "{field} {number}: {told}");
        }
    }
    for quota in [
        "", ",", "1", "1,", ",1", "1,2,3", "-1,1", "1.5,1", "a,b", "1;2",
    ] {
        let told =
            refused(&json!({"lang": "lua", "source": "", "execute": {"quota": quota}}).to_string());
        assert!(
            told.contains(".execute.quota") && told.contains(&format!("{quota:?}")),
            "{told}"
        );
    }
    for repeat in ["0", "1001", "1e18"] {
        let body = format!(r#"{{"lang": "lua", "source": "", "tests": [{{"repeat": {repeat}}}]}}"#);
        assert!(
            refused(&body).contains("repeat must be between 1 and"),
            "{repeat}"
        );
    }
    // Large is not wrong, and zero has no sign.
    for number in ["18446744073709551616", "1e300", "1048576.0"] {
        let limits = format!(
            r#"{{"mem": {number}, "fuel": {number}, "fsize": {number}, "wall-time": {number}}}"#
        );
        let body = format!(r#"{{"lang": "lua", "source": "print(1)", "execute": {limits}}}"#);
        assert_eq!(
            post_json("/run", &body).json()["tests"][0]["stdout"],
            "1\n",
            "{number}"
        );
    }
    let body = r#"{"lang": "lua", "source": "print(1)", "execute": {"extra-time": -0.0}}"#;
    assert_eq!(post_json("/run", body).json()["tests"][0]["stdout"], "1\n");
}

#[test]
fn what_is_wrong_inside_a_string() {
    let file = |content: &str| json!({"lang": "lua", "source": "", "files": [{"name": "a", "content": content, "encoding": "base64"}]});
    for content in ["=", "a", "YQ", "YQ=", "YQ==\n", "Y Q=", "_-==", "ä"] {
        let told = refused(&file(content).to_string());
        assert!(
            told.starts_with("malformed payload: .files[0].content: not valid base64"),
            "{content:?}: {told}"
        );
    }
    for (fields, complaint) in [
        (
            json!({"args": ["a\0b"]}),
            "an argument must not contain a NUL byte",
        ),
        (
            json!({"env": {"A=B": "x"}}),
            r#"the environment variable "A=B" can't be set"#,
        ),
        (
            json!({"env": {"": "x"}}),
            r#"the environment variable "" can't be set"#,
        ),
        (
            json!({"env": {"A": "x\0"}}),
            r#"the environment variable "A" can't be set"#,
        ),
        (
            json!({"tests": [{"checker": "fuzzy"}]}),
            r#".tests[0].checker: expected one of "exact", "trim", "tokens", "float", got a string ("fuzzy")"#,
        ),
        (
            json!({"tests": [{"tolerance": -1}]}),
            ".tests[0].tolerance: expected a finite number that is not negative, got an integer (-1)",
        ),
        (
            json!({"tests": [{"outputs": ["["]}]}),
            r#"the pattern "[" is not one"#,
        ),
        (
            json!({"encoding": "latin1"}),
            r#".encoding: expected "utf8" or "base64", got a string ("latin1")"#,
        ),
        (
            json!({"files": [{"name": "a", "content": "", "encoding": "rot13"}]}),
            r#".files[0].encoding: expected "utf8" or "base64""#,
        ),
        (
            json!({"files": [{"name": "main.lua", "content": ""}]}),
            r#"file name "main.lua": is there twice"#,
        ),
        (
            json!({"files": [{"name": "a", "content": ""}, {"name": "a/b", "content": ""}]}),
            r#"file name "a/b": "a" is a file"#,
        ),
        (
            json!({"tests": [{"files": [{"name": "../a", "content": ""}]}]}),
            r#".tests[0].files[0].name: file name "../a""#,
        ),
        (
            json!({"execute": {"files": [{"name": "a", "content": ""}, {"name": "a", "content": ""}]}}),
            r#"file name "a": is there twice"#,
        ),
    ] {
        let mut body = json!({"lang": "lua", "source": ""});
        body.as_object_mut()
            .unwrap()
            .extend(fields.as_object().unwrap().clone());
        let told = refused(&body.to_string());
        assert!(told.contains(complaint), "{told}");
    }
    // Half a character of JavaScript's, in a value or in a key, alone or with another first half.
    for text in [r"\ud800", r"\udc00", r"\ud800\ud800", r"\ud83d", r"x\udfff"] {
        for body in [
            format!(r#"{{"lang": "lua", "source": "", "tests": [{{"stdin": "{text}"}}]}}"#),
            format!(r#"{{"lang": "lua", "source": "", "env": {{"{text}": ""}}}}"#),
        ] {
            let told = refused(&body);
            assert!(
                told.starts_with("malformed application/json"),
                "{text}: {told}"
            );
        }
    }
    let whole = r#"{"lang": "lua", "source": "io.write(io.read('a'))", "tests": [{"stdin": "\ud83d\ude18\u0000\u007f"}]}"#;
    assert_eq!(
        post_json("/run", whole).json()["tests"][0]["stdout"],
        "\u{1f618}\0\u{7f}"
    );
}

#[test]
fn a_key_that_comes_twice_counts_for_what_it_said_last() {
    let body = r#"{"lang": "c", "lang": "lua", "source": "x", "source": "print(io.read())",
        "tests": [{"stdin": "1", "stdin": "2", "name": "a"}, {"stdin": "3", "name": "a"}], "execute": {"time": "no"}, "execute": {}}"#;
    let answer = post_json("/run", body).json();
    let told: Vec<_> = answer["tests"]
        .as_array()
        .unwrap()
        .iter()
        .map(|test| (&test["name"], &test["stdout"]))
        .collect();
    assert_eq!(
        told,
        [(&json!("a"), &json!("2\n")), (&json!("a"), &json!("3\n"))]
    );
}

#[test]
fn long_nonsense_gets_a_short_answer() {
    let long = "n".repeat(1 << 20);
    for body in [
        json!({"lang": long, "source": ""}),
        json!({"lang": "lua", "source": "", "all_fatal": long}),
        json!({"lang": "lua", "source": "", "env": {&long: 3}}),
        json!({"lang": "lua", "source": "", "env": {format!("{long}="): ""}}),
        json!({"lang": "lua", "source": "", "tests": [{"name": long, "args": ["\0"]}]}),
        json!({"lang": "lua", "source": "", "tests": [{"outputs": [format!("[{long}")]}]}),
        json!({"lang": "lua", "source": "", "files": [{"name": format!("/{long}"), "content": ""}]}),
        json!({"lang": "c", "source": "", "compile": {"flags": [long]}}),
    ] {
        let told = refused(&body.to_string());
        assert!(told.chars().count() <= 501, "{}", told.len());
    }
}
