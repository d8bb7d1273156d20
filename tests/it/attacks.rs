//! Runs `tests/attacks`: hostile programs end with the status that is foreseen, in time, and the next run is well. Variants
//! stand in `attack.toml`, those in a language outside of the default set in a file named after it.

use std::net::TcpListener;
use std::path::Path;

use enclos::{FileName, Submission, Test};
use serde::Deserialize;

use crate::support::{WireLimits, each_language, enclos_with, folder, folders, hello};

/// What the program would have to find on the host to have escaped.
const CANARY: &str = "ENCLOS-CANARY-7f3a";

/// How much later than its wall limit a run may end. On an idle machine it is a few milliseconds; this much allows for a
/// machine that is busy with other tests.
const SLACK_S: f64 = 1.5;

#[derive(Deserialize)]
struct Attack {
    #[allow(dead_code, reason = "for people")]
    shows: String,
    variant: Vec<Variant>,
}

/// The file of a language outside of the default set.
#[derive(Deserialize)]
struct Further {
    variant: Vec<Variant>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Variant {
    lang: String,
    source: String,
    #[serde(default)]
    files: Vec<String>,
    #[serde(default)]
    compile: bool,
    #[serde(default)]
    compile_status: Vec<String>,
    #[serde(default)]
    status: Vec<String>,
    stdin: Option<String>,
    #[serde(default)]
    args: Vec<String>,
    #[serde(default)]
    canary: bool,
    /// The program gets the port of a listener, which nobody may reach.
    #[serde(default)]
    listener: bool,
    stdout: Option<String>,
    #[serde(default)]
    stdout_contains: Vec<String>,
    #[serde(default)]
    stdout_lacks: Vec<String>,
    #[serde(default)]
    stderr_contains: Vec<String>,
    #[serde(default)]
    stderr_lacks: Vec<String>,
    #[serde(default)]
    compile_stderr_lacks: Vec<String>,
    #[serde(default)]
    compile_stderr_contains: Vec<String>,
    truncated: Option<bool>,
    /// Patterns of files that are to come back.
    #[serde(default)]
    outputs: Vec<String>,
    /// Names of the files that come back, in any order.
    #[serde(default)]
    files_named: Vec<String>,
    #[serde(default)]
    files_lack: Vec<String>,
    #[serde(default)]
    limits: WireLimits,
    #[serde(default)]
    compile_limits: WireLimits,
}

/// Runs an attack and says what was not as foreseen.
fn attack(path: &Path, variant: &Variant) -> Result<(), String> {
    let host = tempfile::tempdir().unwrap();
    let canary = host.path().join("canary.txt");
    std::fs::write(&canary, CANARY).unwrap();
    let mut args = variant.args.clone();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    if variant.listener {
        args.insert(0, listener.local_addr().unwrap().port().to_string());
    }
    if variant.canary {
        args.insert(0, canary.display().to_string());
    }
    let mut submission = Submission::new(
        &variant.lang,
        std::fs::read(path.join(&variant.source)).unwrap(),
    );
    for file in &variant.files {
        submission = submission.file(
            FileName::new(file).unwrap(),
            std::fs::read(path.join(file)).unwrap(),
        );
    }
    submission.compile_limits = if variant.compile {
        variant.limits.limits()
    } else {
        variant.compile_limits.limits()
    };
    submission = submission.test(Test {
        args: Some(args),
        outputs: Some(variant.outputs.clone()),
        stdin: variant.stdin.as_ref().map(|stdin| stdin.as_bytes().into()),
        limits: variant.limits.limits(),
        ..Test::default()
    });
    let report = enclos_with(&variant.lang)
        .run_blocking(submission)
        .map_err(|error| error.to_string())?;

    let compile = report
        .compile
        .as_ref()
        .map(|compile| (&compile.outcome, compile.limits));
    let test = report.tests.first().and_then(Option::as_ref);
    for (outcome, limits) in compile
        .into_iter()
        .chain(test.map(|test| (&test.outcome, test.limits)))
    {
        let (took, limit) = (
            outcome.usage.wall.as_secs_f64(),
            limits.wall_time.as_secs_f64(),
        );
        if took > limit + SLACK_S {
            return Err(format!("took {took:.3} s of {limit} s"));
        }
        for output in [&outcome.stdout, &outcome.stderr] {
            if output.len() as u64 > limits.output_bytes {
                return Err(format!("{} bytes of output", output.len()));
            }
            if String::from_utf8_lossy(output).contains(CANARY) {
                return Err("it read the canary".to_owned());
            }
        }
    }
    if listener.accept().is_ok() {
        return Err("it reached the listener".to_owned());
    }
    if std::fs::read(&canary).ok().as_deref() != Some(CANARY.as_bytes()) {
        return Err("it changed the canary".to_owned());
    }
    let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let compile_stderr = compile
        .map(|(outcome, _)| lossy(&outcome.stderr))
        .unwrap_or_default();
    contains(
        &compile_stderr,
        "compile stderr",
        &variant.compile_stderr_contains,
        &variant.compile_stderr_lacks,
    )?;
    // Where either step may be the one that ends it, the compile step's statuses are listed beside the test's.
    let failed_to_compile =
        compile.is_some_and(|(outcome, _)| outcome.status != enclos::Status::Ok);
    if variant.compile || (failed_to_compile && !variant.compile_status.is_empty()) {
        let (outcome, _) = compile.ok_or("there was no compile step")?;
        let status = outcome.status.as_str().to_owned();
        if variant.compile_status.contains(&status) {
            return Ok(());
        }
        return Err(format!(
            "compile status {status} ({:?})\n{}",
            outcome.message,
            cut(&compile_stderr)
        ));
    }
    let outcome = &test
        .ok_or_else(|| format!("did not compile: {}", cut(&compile_stderr)))?
        .outcome;
    let (stdout, stderr) = (lossy(&outcome.stdout), lossy(&outcome.stderr));
    let context = || {
        format!(
            "{:?}\nstdout: {}\nstderr: {}",
            outcome.message,
            cut(&stdout),
            cut(&stderr)
        )
    };
    if !variant
        .status
        .iter()
        .any(|status| status == outcome.status.as_str())
    {
        return Err(format!(
            "status {} instead of {:?} {}",
            outcome.status.as_str(),
            variant.status,
            context()
        ));
    }
    if variant
        .stdout
        .as_ref()
        .is_some_and(|expected| *expected != stdout)
    {
        return Err(format!(
            "expected stdout {:?} {}",
            variant.stdout,
            context()
        ));
    }
    contains(
        &stdout,
        "stdout",
        &variant.stdout_contains,
        &variant.stdout_lacks,
    )?;
    contains(
        &stderr,
        "stderr",
        &variant.stderr_contains,
        &variant.stderr_lacks,
    )?;
    if !variant.outputs.is_empty() {
        let files = test.map(|test| &test.files[..]).unwrap_or_default();
        let mut names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        let mut foreseen: Vec<&str> = variant.files_named.iter().map(String::as_str).collect();
        names.sort_unstable();
        foreseen.sort_unstable();
        if names != foreseen {
            return Err(format!("the files {names:?} came back {}", context()));
        }
        for file in files {
            let content = lossy(&file.content);
            contains(&content, &file.name, &[], &variant.files_lack)?;
            contains(&content, &file.name, &[], &[CANARY.to_owned()])?;
        }
    }
    if variant
        .truncated
        .is_some_and(|truncated| truncated != outcome.output_truncated)
    {
        return Err(format!("truncated: {}", outcome.output_truncated));
    }
    Ok(())
}

fn cut(text: &str) -> String {
    text.chars().take(600).collect()
}

fn contains(text: &str, what: &str, wanted: &[String], unwanted: &[String]) -> Result<(), String> {
    if let Some(needle) = wanted.iter().find(|needle| !text.contains(needle.as_str())) {
        return Err(format!("{what} lacks {needle:?}: {}", cut(text)));
    }
    match unwanted
        .iter()
        .find(|needle| text.contains(needle.as_str()))
    {
        Some(needle) => Err(format!("{what} has {needle:?}: {}", cut(text))),
        None => Ok(()),
    }
}

fn read<T: serde::de::DeserializeOwned>(manifest: &Path) -> T {
    let text = std::fs::read_to_string(manifest).unwrap();
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", manifest.display()))
}

/// Runs the attacks of a folder in a language; how many they were, and what was not as foreseen.
pub(crate) fn run_folder(name: &str, language: &str) -> (usize, Vec<String>) {
    let path = folder("attacks").join(name);
    let of_all = path.join("attack.toml");
    let mut variants = read::<Attack>(&of_all).variant;
    variants.retain(|variant| variant.lang == language);
    let of_one = path.join(format!("{language}.toml"));
    if of_one.exists() {
        variants.extend(read::<Further>(&of_one).variant);
    }
    let mut failures = Vec::new();
    for variant in &variants {
        assert_eq!(variant.lang, language, "{}", of_one.display());
        if let Err(failure) = attack(&path, variant) {
            failures.push(format!("== {name}/{} : {failure}", variant.source));
        }
        hello(language);
    }
    (variants.len(), failures)
}

fn run_all(language: &str) {
    let mut failures = Vec::new();
    let mut count = 0;
    for path in folders(&folder("attacks")) {
        // Those of native programs and those over HTTP have runners of their own.
        if path.ends_with("native") || path.ends_with("http") {
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy();
        let (run, failed) = run_folder(&name, language);
        count += run;
        failures.extend(failed);
    }
    assert!(count >= 5, "{count} attacks in {language}");
    assert!(
        failures.is_empty(),
        "{} of {count} attacks did something else\n{}",
        failures.len(),
        failures.join("\n")
    );
}

each_language!(run_all);
