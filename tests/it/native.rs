//! Runs `tests/native`: the cases of languages in their native form, through HTTP. A language whose packages are missing
//! here is left out with a line that says which.

mod limits;
mod machine;
mod operator;
mod ordinary_user;

use std::path::{Path, PathBuf};

use crate::cases::{Case, Meta, through_http};
use crate::support::{folder, folders};
use machine::{engine, is_ready, server};

/// The folder beside those of languages: it has programs that break limits.
const LIMITS: &str = "limits";

/// Programs that never end, that sleep and that take all memory.
const AT_THE_LIMITS: [&str; 3] = ["limit-time", "limit-memory", "limit-wall"];

/// Makes a test of each language with a native form, which calls a function with its id.
macro_rules! each_native {
    ($test:ident: $($name:ident = $id:literal,)*) => {
        $(
            #[test]
            fn $name() {
                $test($id);
            }
        )*

        const LANGUAGES: &[&str] = &[$($id),*];
    };
}

each_native! { all_cases:
    ada = "ada", assembly = "assembly", bash = "bash", c = "c", clojure = "clojure", cobol = "cobol",
    common_lisp = "common-lisp", cpp = "cpp", csharp = "csharp", d = "d", erlang = "erlang", fsharp = "fsharp",
    groovy = "groovy",
    haskell = "haskell", java = "java", javascript = "javascript", lua = "lua", nim = "nim", pascal = "pascal",
    perl = "perl", php = "php", python = "python", r = "r", ruby = "ruby", rust = "rust",
    visual_basic = "visual-basic",
}

/// The languages that have a native form, which is preferred here.
fn languages() -> Vec<&'static str> {
    let languages = engine().catalog().languages();
    languages
        .filter(|language| language.is_native())
        .map(|language| language.id.as_str())
        .collect()
}

#[test]
fn every_native_language_has_a_test_and_cases_and_meets_its_limits() {
    assert_eq!(languages(), LANGUAGES);
    let with_cases = folders(&folder("native"));
    let with_cases = with_cases
        .iter()
        .map(|path| path.file_name().unwrap().to_str().unwrap());
    let with_cases: Vec<&str> = with_cases.filter(|name| *name != LIMITS).collect();
    assert_eq!(with_cases, LANGUAGES);
    for language in LANGUAGES {
        let cases = cases(language);
        assert!(cases.len() >= 6, "{language}: {} cases", cases.len());
        for name in AT_THE_LIMITS {
            let is_there = cases.iter().any(|case| case.ends_with(name));
            assert!(is_there, "{language} has no case {name}");
        }
    }
}

fn cases(language: &str) -> Vec<PathBuf> {
    folders(&folder("native").join(language))
}

fn all_cases(language: &str) {
    if !is_ready(language) {
        return;
    }
    let all = cases(language);
    let failures = all
        .iter()
        .filter_map(|path| case(server(), language, path).err());
    report(&failures.collect::<Vec<_>>(), all.len());
}

/// Runs a case on a server, which must have run it natively and say what held its limits.
fn case(server: &str, language: &str, path: &Path) -> Result<(), String> {
    let named = |failure| format!("== {language} {}: {failure}", name(path));
    let (compile, tests) =
        through_http(server, language, path, &Case::read(path)).map_err(named)?;
    compile
        .iter()
        .chain(&tests)
        .try_for_each(was_native)
        .map_err(named)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// Whether a report is of a native run, and says of each limit what held it.
fn was_native(meta: &Meta) -> Result<(), String> {
    const LIMITS: [&str; 8] = [
        "fsize",
        "mem",
        "output",
        "processes",
        "quota",
        "stack",
        "time",
        "wall-time",
    ];
    if meta.executor != "native" {
        return Err(format!("it was run by {}", meta.executor));
    }
    let held: Vec<&str> = meta.enforced.keys().map(String::as_str).collect();
    match held == LIMITS && meta.enforced.values().all(|by| !by.is_empty()) {
        true => Ok(()),
        false => Err(format!("its limits were held by {:?}", meta.enforced)),
    }
}

fn report(failures: &[String], of: usize) {
    let count = failures.len();
    assert!(
        failures.is_empty(),
        "{count} of {of} failed\n{}",
        failures.join("\n")
    );
}
