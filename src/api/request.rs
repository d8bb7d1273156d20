//! From a body to a submission. Each complaint names the field by its path and the value that was there.

mod field;

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::response::Encoding;
use super::value::Value;
use crate::model::{Checker, Expected, File, FileName, Limits, Quota, Submission, Test};
use field::{Complaint, Field};

/// What most judges of floating-point answers allow.
const DEFAULT_TOLERANCE: f64 = 1e-6;

/// Reads `POST /run`'s body, which may have so many tests: the submission, and how its report is to be written.
pub(super) fn run(body: &Value, max_tests: usize) -> Result<(Submission, Encoding), Complaint> {
    if let Some(Value::List(tests)) = body.get("tests")
        && tests.len() > max_tests
    {
        // Before anything is made of them.
        let count = tests.len();
        return Err(format!(
            ".tests: {count} tests are too many, at most {max_tests} are taken"
        ));
    }
    let submission = submission(body)?;
    let encoding = Field::root(body).of("encoding");
    let encoding = match encoding.clone().present() {
        None => Encoding::Plain,
        Some(field) => match field.text()? {
            "utf8" | "utf-8" => Encoding::Plain,
            "base64" => Encoding::Base64,
            _ => return encoding.wanted(r#""utf8" or "base64""#),
        },
    };
    Ok((submission, encoding))
}

fn submission(body: &Value) -> Result<Submission, Complaint> {
    let root = Field::root(body);
    if !matches!(body, Value::Map(_)) {
        return root.wanted("a mapping");
    }
    let lang = root.of("lang").text()?;
    // Looked at even where it is not used, so that a mistake in it is told; and so with others below.
    root.optional("code", Field::bytes)?;
    let source = root.of(if is_quicktrys(body) { "code" } else { "source" });
    let mut submission = Submission {
        source: source.bytes()?,
        files: files(&root)?,
        all_fatal: root
            .optional("all_fatal", Field::boolean)?
            .unwrap_or_default(),
        ..Submission::new(lang, [])
    };
    if let Some(compile) = root.of("compile").present() {
        compile.object()?;
        submission.compile_limits = limits(&compile)?;
        submission.flags = compile.optional("flags", texts)?.unwrap_or_default();
    }
    let mut default_checker = Checker::default();
    if let Some(execute) = root.of("execute").present() {
        submission.execute = test(&execute, default_checker)?;
        default_checker = checker(&execute, default_checker)?;
    }
    submission.tests = root.optional("tests", |tests| {
        let test = |field| test(field, default_checker);
        tests.list()?.iter().map(test).collect()
    })?;
    // Arguments and environment may stand at the top as well; `execute` is more specific.
    let args = root.optional("args", texts)?;
    let env = root.optional("env", environment)?;
    submission.execute.args = submission.execute.args.or(args);
    submission.execute.env = submission.execute.env.or(env);
    // quicktry's standard input; its clients may send anything else here too, which it never looked at.
    if let (None, true, Some(Value::Text(params))) = (
        &submission.execute.stdin,
        is_quicktrys(body),
        body.get("params"),
    ) {
        submission.execute.stdin = Some(params.as_bytes().into());
    }
    Ok(submission)
}

/// Whether a body has its source in the field that quicktry has it in.
pub(super) fn is_quicktrys(body: &Value) -> bool {
    body.get("source").is_none() && body.get("code").is_some()
}

/// A body of what a query says: its fields are strings, and `stdin` is that of the only test.
pub(super) fn from_query(pairs: Vec<(String, String)>) -> Value {
    let (execute, mut fields): (Vec<_>, Vec<_>) = pairs
        .into_iter()
        .map(|(name, text)| (name, Value::Text(text)))
        .partition(|(name, _)| name == "stdin");
    fields.push(("execute".to_owned(), Value::Map(execute)));
    Value::Map(fields)
}

/// Reads `/test`'s body: the languages to leave out.
pub(super) fn excluded(body: &Value) -> Result<Vec<String>, Complaint> {
    let root = Field::root(body);
    if !matches!(body, Value::Map(_) | Value::Null) {
        return Err(format!(".: expected a mapping, got {}", body.describe()));
    }
    Ok(root.optional("exclude", texts)?.unwrap_or_default())
}

/// Reads a test, whose output is compared by `default_checker` unless it says otherwise.
fn test(field: &Field<'_>, default_checker: Checker) -> Result<Test, Complaint> {
    field.object()?;
    let checker = checker(field, default_checker)?;
    Ok(Test {
        name: field.optional("name", |name| name.text().map(str::to_owned))?,
        stdin: field.optional("stdin", Field::bytes)?,
        args: field.optional("args", texts)?,
        env: field.optional("env", environment)?,
        files: files(field)?,
        limits: limits(field)?,
        fatal: field.optional("fatal", Field::boolean)?.unwrap_or_default(),
        expected: field.optional("expected", |expected| {
            Ok(Expected {
                stdout: expected.bytes()?,
                checker,
            })
        })?,
        repeat: field
            .optional("repeat", Field::count)?
            .map(|count| u32::try_from(count).unwrap_or(u32::MAX)),
        outputs: field.optional("outputs", texts)?,
    })
}

/// Read even where nothing is expected, so that a mistake in it is told.
fn checker(test: &Field<'_>, default: Checker) -> Result<Checker, Complaint> {
    let tolerance = test.optional("tolerance", Field::number)?;
    let field = test.of("checker");
    let checker = match field.clone().present() {
        None => default,
        Some(field) => match field.text()? {
            "exact" => Checker::Exact,
            "trim" => Checker::Trim,
            "tokens" => Checker::Tokens,
            "float" => Checker::Float(DEFAULT_TOLERANCE),
            _ => return field.wanted(r#"one of "exact", "trim", "tokens", "float""#),
        },
    };
    Ok(match (checker, tolerance) {
        (Checker::Float(_), Some(tolerance)) => Checker::Float(tolerance),
        _ => checker,
    })
}

fn files(parent: &Field<'_>) -> Result<Vec<File>, Complaint> {
    let read = |list: &Field<'_>| list.list()?.iter().map(file).collect();
    Ok(parent.optional("files", read)?.unwrap_or_default())
}

fn file(field: &Field<'_>) -> Result<File, Complaint> {
    field.object()?;
    let name = field.of("name");
    let name = FileName::new(name.text()?).map_err(|error| format!("{}: {error}", name.path))?;
    let content = field.of("content");
    let encoding = field.of("encoding");
    let content = match encoding
        .clone()
        .present()
        .map(|field| field.text())
        .transpose()?
    {
        None | Some("utf8" | "utf-8") => content.bytes()?,
        Some("base64") => match BASE64.decode(content.bytes()?) {
            Ok(bytes) => bytes.into(),
            Err(error) => return Err(format!("{}: not valid base64: {error}", content.path)),
        },
        Some(_) => return encoding.wanted(r#""utf8" or "base64""#),
    };
    Ok(File { name, content })
}

fn texts(list: &Field<'_>) -> Result<Vec<String>, Complaint> {
    list.list()?
        .iter()
        .map(|item| item.text().map(str::to_owned))
        .collect()
}

fn environment(map: &Field<'_>) -> Result<BTreeMap<String, String>, Complaint> {
    map.object()?
        .iter()
        .filter(|(_, value)| *value != Value::Null)
        .map(|(name, value)| {
            let field = map.entry(name, value);
            Ok((name.clone(), field.text()?.to_owned()))
        })
        .collect()
}

fn limits(field: &Field<'_>) -> Result<Limits, Complaint> {
    let mem = field.optional("mem", Field::kilobytes)?;
    let virt_mem = field.optional("virt-mem", Field::kilobytes)?;
    Ok(Limits {
        time: field.optional("time", Field::seconds)?,
        extra_time: field.optional("extra-time", Field::seconds)?,
        wall_time: field.optional("wall-time", Field::seconds)?,
        memory_bytes: match (mem, virt_mem) {
            (Some(mem), Some(virt_mem)) => Some(mem.min(virt_mem)),
            (mem, virt_mem) => mem.or(virt_mem),
        },
        stack_bytes: field.optional("stack", Field::kilobytes)?,
        file_bytes: field.optional("fsize", Field::kilobytes)?,
        quota: field.optional("quota", quota)?,
        processes: field
            .optional("processes", Field::count)?
            .map(|count| u32::try_from(count).unwrap_or(u32::MAX)),
        output_bytes: field.optional("output", Field::kilobytes)?,
        fuel: field.optional("fuel", Field::count)?,
    })
}

/// `"blocks,inodes"`, a block being 1 kB.
fn quota(field: &Field<'_>) -> Result<Quota, Complaint> {
    let parse = || -> Option<Quota> {
        let (blocks, inodes) = field.text().ok()?.split_once(',')?;
        let blocks: u64 = blocks.trim().parse().ok()?;
        Some(Quota {
            bytes: blocks.saturating_mul(1024),
            inodes: inodes.trim().parse().ok()?,
        })
    };
    parse().map_or_else(|| field.wanted(r#"a string "blocks,inodes""#), Ok)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::super::value::arbitrary;
    use super::*;
    use crate::model::LimitsInForce;

    fn read(json: &str) -> Result<Submission, String> {
        submission(&Value::from_json(json.as_bytes()).expect("valid JSON"))
    }

    #[test]
    fn complaints_name_the_field_and_the_value() {
        for (json, complaint) in [
            ("{}", ".lang: expected a string, got nothing"),
            (
                r#"{"lang":"c"}"#,
                ".source: expected a string or binary data, got nothing",
            ),
            (
                r#"{"lang":1,"source":""}"#,
                ".lang: expected a string, got an integer (1)",
            ),
            (
                r#"{"lang":"c","source":"","tests":{}}"#,
                ".tests: expected a list, got a dict",
            ),
            (
                r#"{"lang":"c","source":"","tests":[{"time":-1}]}"#,
                ".tests[0].time: expected a finite number that is not negative, got an integer (-1)",
            ),
            (
                r#"{"lang":"c","source":"","execute":{"mem":"1"}}"#,
                r#".execute.mem: expected an integer, got a string ("1")"#,
            ),
            (
                r#"{"lang":"c","source":"","execute":{"quota":"1"}}"#,
                r#".execute.quota: expected a string "blocks,inodes", got a string ("1")"#,
            ),
            (
                r#"{"lang":"c","source":"","files":[{"name":"../x","content":""}]}"#,
                r#".files[0].name: file name "../x": must not contain `.` or `..`"#,
            ),
            (
                r#"{"lang":"c","source":"","execute":3}"#,
                ".execute: expected a mapping, got an integer (3)",
            ),
            ("[]", ": expected a mapping, got a list"),
        ] {
            assert_eq!(read(json).expect_err(json), complaint);
        }
        let nan = Value::Map(vec![
            ("source".into(), "".into()),
            ("lang".into(), "c".into()),
            (
                "compile".into(),
                Value::Map(vec![("time".into(), Value::Float(f64::NAN))]),
            ),
        ]);
        assert!(submission(&nan).is_err_and(
            |complaint| complaint.contains(".compile.time") && complaint.contains("NaN")
        ));
    }

    #[test]
    fn params_are_standard_input_beside_code_only() {
        let stdin = |json| {
            let stdin = read(json).expect("good").execute.stdin;
            stdin.map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        };
        for (json, expected) in [
            (r#"{"lang":"c","code":"","params":"a"}"#, Some("a")),
            (r#"{"lang":"c","code":"","params":["a"]}"#, None),
            (r#"{"lang":"c","source":"","params":"a"}"#, None),
            (
                r#"{"lang":"c","code":"","params":"a","execute":{"stdin":"b"}}"#,
                Some("b"),
            ),
        ] {
            assert_eq!(stdin(json).as_deref(), expected, "{json}");
        }
    }

    #[test]
    fn null_is_absent_unknown_is_ignored_and_units_are_camisoles() {
        let submission = read(
            r#"{"lang":"c","code":"x","source":null,"color":1,"tests":[{"stdin":null,"mem":1,"time":0.5,"quota":"2,3","files":[{"name":"a","content":"/w==","encoding":"base64"}]}]}"#,
        )
        .expect("good");
        assert_eq!(*submission.source, *b"x");
        let test = &submission.tests.expect("given")[0];
        assert_eq!(test.stdin, None);
        assert_eq!(test.limits.memory_bytes, Some(1024));
        assert_eq!(test.limits.time, Some(Duration::from_millis(500)));
        assert_eq!(
            test.limits.quota,
            Some(Quota {
                bytes: 2048,
                inodes: 3
            })
        );
        assert_eq!(*test.files[0].content, [0xff]);
    }

    /// What a body's fields are called, and a few things that they say.
    const WORDS: &[&str] = &[
        "lang",
        "source",
        "code",
        "files",
        "name",
        "content",
        "encoding",
        "base64",
        "utf8",
        "compile",
        "flags",
        "execute",
        "tests",
        "args",
        "env",
        "stdin",
        "params",
        "checker",
        "tolerance",
        "float",
        "exact",
        "expected",
        "repeat",
        "outputs",
        "fatal",
        "all_fatal",
        "time",
        "extra-time",
        "wall-time",
        "mem",
        "virt-mem",
        "stack",
        "fsize",
        "quota",
        "processes",
        "output",
        "fuel",
        "1,2",
        "18446744073709551615,1",
        "c",
    ];

    const NUMBERS: &[&str] = &[
        "time",
        "extra-time",
        "wall-time",
        "mem",
        "virt-mem",
        "stack",
        "fsize",
        "processes",
        "output",
        "fuel",
    ];

    fn words() -> impl Strategy<Value = String> + Clone {
        prop::sample::select(WORDS).prop_map(str::to_owned)
    }

    proptest! {
        #[test]
        fn any_body_is_read_or_refused_in_a_sentence(body in arbitrary::value(words()), fields in prop::collection::vec((words(), arbitrary::value(words())), 0..6)) {
            let mut with_the_least = vec![
                ("lang".to_owned(), Value::from("c")),
                ("source".to_owned(), Value::from("x")),
            ];
            with_the_least.extend(fields);
            for body in [body, Value::Map(with_the_least)] {
                if let Err(complaint) = run(&body, 3) {
                    // The path of the whole body is empty.
                    assert!(complaint.starts_with(['.', ':']) && complaint.contains(": "), "{complaint}");
                    assert!(complaint.len() < 800, "{complaint}");
                }
                let _ = excluded(&body);
            }
        }

        #[test]
        fn any_number_is_a_limit_or_refused_with_its_name(name in prop::sample::select(NUMBERS), number in prop_oneof![
            any::<f64>().prop_map(Value::Float),
            any::<i64>().prop_map(Value::Int),
            any::<u64>().prop_map(Value::Uint),
            prop::sample::select(vec![f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.0, 1e308, f64::MAX, 5e-324]).prop_map(Value::Float),
            Just(Value::Uint(u64::MAX)),
        ]) {
            let is_good = match &number {
                Value::Float(number) => number.is_finite() && *number >= 0.0,
                Value::Int(number) => *number >= 0,
                _ => true,
            };
            let body = Value::Map(vec![(name.to_owned(), number.clone())]);
            match limits(&Field::root(&body)) {
                Ok(limits) => {
                    assert!(is_good, "{name} {number:?}");
                    // However large they are, what is computed of them is in bounds.
                    let second = Duration::from_secs(1);
                    let quota = Quota { bytes: 1, inodes: 1 };
                    let usual = LimitsInForce {
                        time: second,
                        extra_time: second,
                        wall_time: second,
                        memory_bytes: 1,
                        stack_bytes: 1,
                        file_bytes: 1,
                        quota,
                        processes: 1,
                        output_bytes: 1,
                        fuel: None,
                    };
                    let most = usual.unbounded();
                    let resolved = LimitsInForce::resolve(&limits, &usual, &most);
                    assert!(resolved.time <= most.time && resolved.fuel_budget(u64::MAX) > 0);
                }
                Err(complaint) => {
                    assert!(complaint.starts_with(&format!(".{name}: ")), "{complaint}");
                    // Whole numbers are wanted of some.
                    let is_whole = matches!(&number, Value::Float(number) if number.fract() == 0.0);
                    assert!(!is_good || matches!(number, Value::Float(_)) && !is_whole, "{complaint}");
                }
            }
        }
    }
}
