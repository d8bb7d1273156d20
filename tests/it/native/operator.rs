//! Native languages as an operator and a client meet them: what is listed, what is refused, and what is preferred.

use std::path::Path;
use std::process::{Command, Output};

use enclos::Submission;
use enclos::languages::{ExecutorKind, Preference};

use super::LANGUAGES;
use super::machine::{has_boxes, is_ready, preferring_native, server};
use crate::support::{request_to, serve};

#[test]
fn native_languages_are_listed_as_such() {
    let languages: Vec<&str> = LANGUAGES
        .iter()
        .copied()
        .filter(|language| is_ready(language))
        .collect();
    let listed = request_to(server(), "GET", "/languages", &[], b"").json();
    for language in languages {
        let about = &listed["languages"][language];
        assert_eq!(about["executor"], "native", "{language}: {about}");
        let programs = about["programs"].as_object().unwrap();
        assert_eq!(programs.len(), 1, "{about}");
        let version = programs.values().next().unwrap()["version"]
            .as_str()
            .unwrap();
        assert!(version.chars().any(|c| c.is_ascii_digit()), "{about}");
    }
}

/// A folder with a language that nothing brings.
fn with_unavailable() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let language = folder.path().join("runtimes/lost");
    std::fs::create_dir_all(&language).unwrap();
    let manifest = r#"
name = "Lost"
version = ""
aliases = ["lst"]
extensions = ["lost"]
source = "main.lost"
[unavailable]
why = "no package of any registry brings its compiler"
"#;
    std::fs::write(language.join("language.toml"), manifest).unwrap();
    folder
}

#[test]
fn a_language_that_nothing_brings_is_listed_and_a_submission_in_it_told_why() {
    let folder = with_unavailable();
    let engine = preferring_native()
        .workers(1)
        .languages(folder.path())
        .build()
        .unwrap();
    for name in ["lost", "LST"] {
        let refused = engine
            .run_blocking(Submission::new(name, ""))
            .unwrap_err()
            .to_string();
        assert!(refused.contains(" is not available: "), "{refused}");
        assert!(refused.contains("no package of any"), "{refused}");
    }
    let (_server, address) = serve(&engine);
    let listed = request_to(&address, "GET", "/languages", &[], b"").json();
    let about = &listed["unavailable"]["lost"];
    assert_eq!(about["name"], "Lost", "{listed}");
    assert!(
        about["why"].as_str().unwrap().contains("package"),
        "{about}"
    );
    assert!(listed["languages"]["lost"].is_null(), "{listed}");
}

/// A folder with a language whose package nobody has.
fn with_missing() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let language = folder.path().join("runtimes/missing");
    std::fs::create_dir_all(&language).unwrap();
    let manifest = r#"
name = "Missing"
version = "1"
extensions = ["missing"]
source = "main.missing"
[native]
packages = ["enclos-test-missing"]
needs = ["/nonexistent/missing"]
version = ["missing", "--version"]
[native.run]
argv = ["missing", "{source}"]
[reference]
source = "hello.missing"
stdout = "Hello, world!\n"
"#;
    std::fs::write(language.join("language.toml"), manifest).unwrap();
    std::fs::write(language.join("hello.missing"), "hello").unwrap();
    folder
}

fn command(args: &[&str], extra: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_enclos"));
    command.args(args).arg("--extra-languages").arg(extra);
    command.output().unwrap()
}

#[test]
fn a_missing_package_is_named_with_the_command_that_installs_it() {
    let folder = with_missing();
    let output = command(&["setup", "missing"], folder.path());
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(125), "{said}");
    let sentence = "missing needs the Debian package enclos-test-missing, which is not installed; install it with: ";
    assert!(said.contains(sentence), "{said}");
    assert!(
        said.contains("--no-install-recommends enclos-test-missing;"),
        "{said}"
    );
    assert_eq!(said.lines().count(), 1, "{said}");
    // Named with others, it is an error too, before anything is made.
    let output = command(&["setup", "bash", "missing"], folder.path());
    assert_eq!(output.status.code(), Some(125));
    assert!(output.stdout.is_empty());
}

#[test]
fn every_language_means_those_that_this_machine_has() {
    let folder = with_missing();
    let engine = preferring_native()
        .workers(1)
        .languages(folder.path())
        .build()
        .unwrap();
    engine
        .set_up(&["all"], &*enclos::depot::on_stderr())
        .unwrap();
    let is_served = |name: &str| engine.is_served(engine.catalog().find(name).unwrap());
    assert!(!is_served("missing"));
    assert!(is_served("fortran"));
    assert_eq!(is_served("bash"), has_boxes());
    let refused = engine
        .run_blocking(Submission::new("missing", "hello"))
        .unwrap_err();
    assert!(
        refused.to_string().contains("is not set up here"),
        "{refused}"
    );
}

#[test]
fn the_operator_prefers_an_executor() {
    use ExecutorKind::{Native, Wasm};
    let executors = |executor, native: &[&str]| {
        let native = native.iter().map(ToString::to_string).collect();
        let prefer = Preference { executor, native };
        let engine = enclos::Enclos::builder()
            .workers(1)
            .prefer(prefer)
            .build()
            .unwrap();
        ["perl", "lua", "bash", "fortran"].map(|name| engine.catalog().find(name).unwrap().executor)
    };
    assert_eq!(executors(Wasm, &[]), [Wasm, Wasm, Native, Wasm]);
    assert_eq!(executors(Native, &[]), [Native, Native, Native, Wasm]);
    assert_eq!(executors(Wasm, &["pl"]), [Native, Wasm, Native, Wasm]);
}

#[test]
fn a_preference_is_heeded_on_the_command_line() {
    if !is_ready("perl") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("x.pl");
    // WebAssembly has no processes.
    std::fs::write(&source, "print `echo native` // 'wasm', \"\\n\";").unwrap();
    let source = source.display().to_string();
    for (args, expected) in [
        (&["run", "--prefer", "native", &source][..], "native\n\n"),
        (
            &["run", "--prefer-native", "perl", &source][..],
            "native\n\n",
        ),
        (&["run", &source][..], "wasm\n"),
    ] {
        let output = command(args, folder.path());
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(
            said,
            expected,
            "{args:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}
