//! Languages that have a native form, both forms, or none.

use super::*;
use crate::languages::Values;

const BOTH: &str = r#"
name = "Both"
version = "1"
aliases = ["two"]
extensions = ["both"]
source = "main.both"
[build]
recipe = "build.sh"
outputs = ["both.wasm"]
[run]
module = "both.wasm"
argv = ["both", "{source}"]
fuel_per_second = 1
[run.env]
BRACES = "{mem}"
[limits]
mem = 1
[native]
packages = ["both-dev", "g++"]
needs = ["/usr/bin/both"]
version = ["both", "--version"]
view = ["/etc/both"]
[native.prepare]
argv = ["both", "--out", "/tmp/out", "-m{mem}"]
[native.compile]
artifact = "/tmp/out/"
flags = ["-O2"]
[[native.compile.step]]
argv = ["both", "-m{mem}", "{flags}", "{sources}", "-o", "{artifact}"]
[native.compile.limits]
mem = 2
[native.run]
argv = ["{artifact}main", "-s{stack}"]
out_of_memory = ["no memory"]
[native.run.env]
OPTS = "{mem}k"
[native.limits]
processes = 7
[reference]
source = "hello.both"
stdout = ""
[[bench]]
argv = ["both", "{source}"]
"#;

const GONE: &str = "name = 'Visual Basic'\nversion = ''\naliases = ['VB']\nextensions = ['vb']\nsource = 'main.vb'\n\
    [unavailable]\nwhy = 'no package of this system brings its compiler.'\n";

/// The catalog of a language with both forms and of one that borrows its interpreter, with a replacement in the former.
fn both(prefer: &Preference, from: &str, to: &str) -> Result<Catalog, Error> {
    let borrower = "name='B'\nversion='1'\nsource='b'\n[run]\nruntime='both'\nargv=['b']\nfuel_per_second=1\n\
        [reference]\nsource='h'\nstdout=''";
    Catalog::from_files_preferring(
        &[
            ("runtimes/both/language.toml", &BOTH.replace(from, to)),
            ("runtimes/both/build.sh", ""),
            ("runtimes/both/hello.both", ""),
            ("runtimes/borrower/language.toml", borrower),
            ("runtimes/borrower/h", ""),
            ("runtimes/visual-basic/language.toml", GONE),
        ],
        prefer,
    )
}

fn preferring(executor: ExecutorKind, native: &[&str]) -> Preference {
    Preference {
        executor,
        native: native.iter().map(|&name| name.to_owned()).collect(),
    }
}

#[test]
fn a_language_with_two_forms_is_run_as_the_operator_prefers() {
    let chosen = |executor, native: &[&str]| {
        let catalog = both(&preferring(executor, native), "", "").expect("valid");
        let language = catalog.find("two").expect("known").clone();
        // The other language's interpreter is there in either case.
        assert!(
            catalog
                .find("b")
                .is_some_and(|borrower| !borrower.is_native())
        );
        language
    };
    let wasm = chosen(ExecutorKind::Wasm, &[]);
    assert_eq!(
        (wasm.executor, wasm.native.is_none()),
        (ExecutorKind::Wasm, true)
    );
    assert!(wasm.compile.is_none() && wasm.run.module.is_some());
    assert_eq!(wasm.limits.mem_kb, Some(1));
    let values = Values {
        mem: "5",
        stack: "6",
        artifact: "/tmp/out/",
        ..Values::default()
    };
    assert_eq!(wasm.run.env.expand(&values)["BRACES"], "{mem}");
    for native in [
        chosen(ExecutorKind::Native, &[]),
        chosen(ExecutorKind::Wasm, &["TWO"]),
    ] {
        assert!(native.is_native() && native.is_interpreted() && native.run.module.is_none());
        assert_eq!(
            (native.limits.processes, native.limits.mem_kb),
            (Some(7), None)
        );
        assert_eq!(native.run.argv.expand(&values), ["/tmp/out/main", "-s6"]);
        assert_eq!(native.run.env.expand(&values)["OPTS"], "5k");
        let compile = native.compile.as_ref().expect("compiled");
        let args = compile.steps[0].argv.expand(&values);
        assert_eq!(args, ["both", "-m5", "-o", "/tmp/out/"]);
        assert_eq!(compile.limits.mem_kb, Some(2));
        let needs = native.native.as_ref().expect("native");
        assert_eq!(needs.out_of_memory, ["no memory"]);
        assert_eq!(needs.packages, ["both-dev", "g++"]);
        assert_eq!(native.rivals.len(), 1);
    }
    for name in ["b", "nobody", "vb"] {
        let prefer = preferring(ExecutorKind::Wasm, &[name]);
        let error = both(&prefer, "", "").expect_err(name).to_string();
        assert!(
            error.contains(name) && error.contains("prefer-native"),
            "{error}"
        );
    }
}

#[test]
fn a_form_that_is_not_chosen_must_be_right_as_well() {
    for (from, to, key) in [
        (
            "\"/tmp/out/\"\nflags",
            "\"/out/\"\nflags",
            "native.compile.artifact",
        ),
        (
            "\"/tmp/out/\"\nflags",
            "\"/tmp/../out\"\nflags",
            "native.compile.artifact",
        ),
        ("\"g++\"", "\"--purge\"", "native.packages"),
        ("\"g++\"", "\"bash-\"", "native.packages"),
        ("[\"/usr/bin/both\"]", "[]", "native.needs"),
        ("[\"/usr/bin/both\"]", "[\"both\"]", "native.needs"),
        ("[\"/etc/both\"]", "[\"/etc/../both\"]", "native.view"),
        ("[\"both\", \"--version\"]", "[]", "native.version"),
        ("-m{mem}\"]", "-m{source}\"]", "native.prepare.argv"),
        ("-s{stack}", "-s{flags}", "native.run.argv"),
        ("{mem}k", "{memory}k", "native.run.env.OPTS"),
        ("[\"no memory\"]", "[\"\"]", "native.run.out_of_memory"),
        ("processes = 7", "proceses = 7", "proceses"),
        (
            "[native.limits]",
            "[unavailable]\nwhy = 'x'\n[native.limits]",
            "unavailable",
        ),
        (
            "[[bench]]",
            "[[variant]]\nnames = ['x']\nflags = ['-O2']\n[[bench]]",
            "variant.flags",
        ),
    ] {
        let error = both(&Preference::default(), from, to)
            .expect_err(key)
            .to_string();
        assert!(
            error.contains(key) && error.contains("runtimes/both"),
            "{key}: {error}"
        );
    }
}

#[test]
fn what_can_not_be_run_says_why_and_takes_no_name_from_what_can() {
    let catalog = both(&Preference::default(), "", "").expect("valid");
    for name in ["visual-basic", "Visual Basic", "vb", ".vb", "VB"] {
        assert!(catalog.find(name).is_none());
        let why = crate::Error::unknown_language(&catalog, name).to_string();
        assert_eq!(
            why,
            "Visual Basic is not available: no package of this system brings its compiler."
        );
    }
    assert_eq!(catalog.all_unavailable().count(), 1);
    assert_eq!(catalog.languages().count(), 2);
    let catalog = both(&Preference::default(), "\"two\"", "\"vb\"").expect("no conflict");
    assert!(catalog.find("vb").is_some() && catalog.unavailable("vb").is_none());
    assert!(catalog.unavailable("visual-basic").is_some());
    assert!(matches!(
        crate::Error::unknown_language(&catalog, "visual-basics"),
        crate::Error::UnknownLanguage { .. }
    ));
}

#[test]
fn a_native_language_can_have_a_toolchain_instead_of_packages() {
    let load = |native: &str| {
        let manifest = format!(
            "name='N'\nversion='1'\nsource='n'\n[native]\nversion=['n']\n{native}\n[native.run]\nargv=['n']\n\
             [reference]\nsource='h'\nstdout=''\n"
        );
        Catalog::from_files(&[
            ("toolchains/tools/toolchain.toml", "name='T'\nversion='1'\n"),
            ("runtimes/n/language.toml", &manifest),
            ("runtimes/n/h", ""),
        ])
    };
    let catalog = load("toolchain='tools'").expect("valid");
    let native = catalog.find("n").and_then(|n| n.native.as_ref());
    let native = native.expect("native");
    let toolchain = native.toolchain.as_ref().map(|id| id.as_str());
    assert_eq!(toolchain, Some("tools"));
    for (native, reason) in [
        ("", "native.needs: at least one file is needed"),
        (
            "toolchain='other'",
            "native.toolchain: there is no toolchain \"other\"",
        ),
        (
            "toolchain='tools'\n[native.prepare]\nargv=['n']",
            "native.prepare: there is one /enclos",
        ),
    ] {
        let error = load(native).expect_err("refused").to_string();
        assert!(error.contains(reason), "{error}");
    }
}
