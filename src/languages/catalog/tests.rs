//! Whole manifests: what is accepted, what is refused, and whether the message names file and key.

mod forms;

use super::*;

const LUA: &str = r#"
name = "Lua"
version = "5.5"
aliases = ["Lua5.5"]
extensions = ["lua"]
default = true
source = "main.lua"
[build]
recipe = "build.sh"
needs = ["forge"]
outputs = ["lua.wasm", "lib"]
[[build.package]]
registry = "cargo"
name = "lua-src"
version = "551.1.0"
sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
[run]
module = "lua.wasm"
argv = ["lua", "{source}"]
fuel_per_second = 8_000_000_000
[[run.mount]]
at = "/usr/lib/lua"
from = "lib"
[limits]
mem = 65536
[reference]
source = "hello.lua"
stdout = "Hello, world!\n"
"#;

const C: &str = r#"
name = "C"
version = "22"
extensions = ["c", "h"]
source = "main.c"
[compile]
toolchain = "clang"
artifact = "/tmp/main.wasm"
flags = ["-O2", "-D*"]
env = {}
[[compile.step]]
argv = ["clang", "-c", "{flags}", "{source}", "-o", "{object}"]
each = true
[[compile.step]]
argv = ["wasm-ld", "{objects}", "-o", "/tmp/main.wasm"]
[[compile.mount]]
at = "/usr"
from = "usr"
[compile.limits]
time = 10
[run]
argv = ["main"]
fuel_per_second = 1
[reference]
source = "hello.c"
stdout = ""
"#;

const FORGE: &str =
    "name = \"forge\"\nversion = \"1\"\n[build]\nrecipe = \"build.sh\"\noutputs = [\"bin\"]\n";
const CLANG: &str = "name = \"clang\"\nversion = \"22\"\nmodule = \"llvm.wasm\"\n[build]\nrecipe = \"build.sh\"\nneeds = [\"forge\"]\noutputs = [\"llvm.wasm\", \"usr\"]\n";

/// The catalog of Lua, C and their toolchains, with one replacement in the named file.
fn catalog(changed: &str, from: &str, to: &str) -> Result<Catalog, Error> {
    let files = [
        ("runtimes/lua/language.toml", LUA),
        ("runtimes/lua/build.sh", ""),
        ("runtimes/lua/hello.lua", "print(1)"),
        ("runtimes/c/language.toml", C),
        ("runtimes/c/hello.c", ""),
        ("toolchains/forge/toolchain.toml", FORGE),
        ("toolchains/forge/build.sh", ""),
        ("toolchains/clang/toolchain.toml", CLANG),
        ("toolchains/clang/build.sh", ""),
    ];
    let edited: Vec<(&str, String)> = files
        .iter()
        .map(|&(path, text)| {
            let text = if path.contains(changed) {
                text.replace(from, to)
            } else {
                text.to_owned()
            };
            (path, text)
        })
        .collect();
    let borrowed: Vec<(&str, &str)> = edited
        .iter()
        .map(|(path, text)| (*path, text.as_str()))
        .collect();
    Catalog::from_files(&borrowed)
}

fn whole() -> Catalog {
    catalog("lua", "", "").expect("valid manifests")
}

#[test]
fn a_whole_catalog_is_read() {
    let catalog = whole();
    let ids: Vec<_> = catalog
        .languages()
        .map(|language| language.id.as_str())
        .collect();
    assert_eq!(ids, ["c", "lua"]);
    let lua = catalog.find("lua").expect("known");
    assert_eq!(lua.reference_source(), b"print(1)");
    assert_eq!(lua.limits.mem_kb, Some(65536));
    let compile = catalog
        .find("C")
        .and_then(|c| c.compile.clone())
        .expect("compiled");
    assert!(
        matches!(&compile.mounts[0].owner, super::super::Owner::Toolchain(id) if id.as_str() == "clang")
    );
    assert_eq!(compile.steps[1].module, "llvm.wasm");
    assert!(compile.allows_flag("-DX") && !compile.allows_flag("-o"));
}

#[test]
fn a_language_is_found_by_id_alias_name_and_extension_in_any_case() {
    let catalog = whole();
    for name in ["lua", "LUA", "lua5.5", "Lua5.5", ".lua"] {
        assert_eq!(
            catalog.find(name).map(|l| l.id.as_str()),
            Some("lua"),
            "{name}"
        );
    }
    assert_eq!(catalog.find("h").map(|l| l.id.as_str()), Some("c"));
    assert!(catalog.find("cobol").is_none());
}

#[test]
fn a_slip_finds_the_language_that_was_meant() {
    let catalog = whole();
    assert_eq!(catalog.nearest("lau").map(LanguageId::as_str), Some("lua"));
    assert_eq!(
        catalog.nearest("lua5.6").map(LanguageId::as_str),
        Some("lua")
    );
    assert_eq!(catalog.nearest("haskell"), None);
}

#[test]
fn a_wrong_manifest_is_an_error_that_names_file_and_key() {
    for (file, from, to, key) in [
        ("lua/language", "name = \"Lua\"", "nmae = \"Lua\"", "nmae"),
        ("lua/language", "source = \"main.lua\"", "", "source"),
        ("lua/language", "default = true", "default = 1", "default"),
        (
            "lua/language",
            "source = \"main.lua\"",
            "source = \"../x\"",
            "source",
        ),
        ("lua/language", "build.sh", "make.sh", "build.recipe"),
        ("lua/language", "\"forge\"", "\"smithy\"", "build.needs"),
        (
            "lua/language",
            "module = \"lua.wasm\"",
            "module = \"lau.wasm\"",
            "run.module",
        ),
        ("lua/language", "module = \"lua.wasm\"", "", "run.module"),
        ("lua/language", "{source}", "{src}", "run.argv"),
        ("lua/language", "{source}", "{artifact}", "run.argv"),
        (
            "lua/language",
            "from = \"lib\"",
            "from = \"libs\"",
            "run.mount.from",
        ),
        ("lua/language", "8_000_000_000", "0", "run.fuel_per_second"),
        ("lua/language", "mem = 65536", "mem = \"64 MB\"", "mem"),
        ("lua/language", "hello.lua", "world.lua", "reference.source"),
        ("lua/language", "lua-src", "--help", "build.package.name"),
        (
            "lua/language",
            "sha256 = \"00",
            "sha256 = \"0",
            "build.package.sha256",
        ),
        (
            "c/language",
            "\"clang\"\nartifact",
            "\"gcc\"\nartifact",
            "compile.toolchain",
        ),
        (
            "c/language",
            "\"clang\"\nartifact",
            "\"forge\"\nartifact",
            "compile.step.module",
        ),
        ("c/language", "each = true", "", "compile.step.argv"),
        ("c/language", "-D*", "*", "compile.flags"),
        (
            "c/language",
            "time = 10",
            "time = -1",
            "compile.limits.time",
        ),
        (
            "clang/toolchain",
            "module = \"llvm.wasm\"",
            "module = \"x.wasm\"",
            "module",
        ),
        (
            "forge/toolchain",
            "outputs",
            "needs = [\"clang\"]\noutputs",
            "build.needs",
        ),
    ] {
        let error = catalog(file, from, to).expect_err(key).to_string();
        assert!(
            error.contains(file) || from.contains("outputs"),
            "{file}: {error}"
        );
        assert!(error.contains(key), "{key}: {error}");
    }
}

#[test]
fn a_variant_is_the_language_with_flags() {
    let with_variant = "fuel_per_second = 1\n[[variant]]\nnames = [\"C99\"]\nflags = [\"-DC=99\"]";
    let from = C
        .lines()
        .find(|line| line.starts_with("fuel_per_second"))
        .expect("there");
    let rest = |flags: &str| with_variant.replace("-DC=99", flags) + "\n[run.env]";
    let catalog = catalog("c/language", from, &rest("-DC=99")).expect("good");
    let (language, flags) = catalog.resolve("c99").expect("known");
    assert_eq!(
        (language.id.as_str(), flags),
        ("c", &["-DC=99".to_owned()][..])
    );
    let (language, flags) = catalog.resolve("c").expect("known");
    assert_eq!((language.id.as_str(), flags.len()), ("c", 0));
    let error = self::catalog("c/language", from, &rest("-o")).expect_err("not allowed");
    assert!(error.to_string().contains("variant.flags"), "{error}");
}

#[test]
fn a_language_can_be_run_by_the_interpreter_of_another() {
    let moon = "name = 'Moon'\nversion = '1'\nsource = 'main.moon'\n\
        [compile]\ntoolchain = ['moonc', 'clang']\nartifact = '/tmp/main.lua'\n\
        [[compile.step]]\nargv = ['moonc', '{source}', '-o', '{artifact}']\n\
        [[compile.step]]\nargv = ['clang', '--version']\nmodule = 'llvm.wasm'\n\
        [[compile.mount]]\nat = '/usr'\nfrom = 'usr'\n\
        [run]\nruntime = 'lua'\nargv = ['lua', '{artifact}']\nfuel_per_second = 1\n[run.env]\nMOON = '1'\n\
        [reference]\nsource = 'hello.moon'\nstdout = ''\n";
    let of = |moon: &str| {
        Catalog::from_files(&[
            ("runtimes/lua/language.toml", LUA),
            ("runtimes/lua/build.sh", ""),
            ("runtimes/lua/hello.lua", "print(1)"),
            // Before `lua` in the order of names.
            ("runtimes/a-moon/language.toml", moon),
            ("runtimes/a-moon/hello.moon", ""),
            ("toolchains/forge/toolchain.toml", FORGE),
            ("toolchains/forge/build.sh", ""),
            ("toolchains/clang/toolchain.toml", CLANG),
            ("toolchains/clang/build.sh", ""),
            (
                "toolchains/moonc/toolchain.toml",
                "name='moonc'\nversion='1'\nmodule='moonc.wasm'\n[build]\nrecipe='build.sh'\noutputs=['moonc.wasm']",
            ),
            ("toolchains/moonc/build.sh", ""),
        ])
    };
    let catalog = of(moon).expect("good");
    let moon_language = catalog.find("a-moon").expect("known");
    assert!(moon_language.is_interpreted() && moon_language.run.module.is_none());
    let lua = catalog.find("lua").expect("known");
    assert_eq!(moon_language.run_mounts().count(), lua.run.mounts.len());
    let env = |language: &Language| language.run.env.expand(&Default::default());
    for (name, value) in env(lua) {
        assert_eq!(env(moon_language).get(&name), Some(&value));
    }
    assert_eq!(
        env(moon_language).get("MOON").map(String::as_str),
        Some("1")
    );
    let compile = moon_language.compile.as_ref().expect("compiled");
    let modules: Vec<_> = compile
        .steps
        .iter()
        .map(|step| step.module.as_str())
        .collect();
    assert_eq!(modules, ["moonc.wasm", "llvm.wasm"]);
    for (from, to, key) in [
        ("runtime = 'lua'", "runtime = 'luna'", "run.runtime"),
        ("runtime = 'lua'", "runtime = 'a-moon'", "run.runtime"),
        (
            "runtime = 'lua'",
            "runtime = 'lua'\nsnapshot = 'init'",
            "run.runtime",
        ),
        ("['moonc', 'clang']", "[]", "compile.toolchain"),
        ("['moonc', 'clang']", "'moonc'", "compile.step.module"),
    ] {
        let error = of(&moon.replace(from, to)).expect_err(key).to_string();
        assert!(error.contains(key), "{key}: {error}");
    }
}

#[test]
fn an_alias_that_is_taken_is_refused() {
    for alias in ["lua5.5", "LUA"] {
        let with_alias = format!("aliases = [{alias:?}]\nsource = \"main.c\"");
        let error = catalog("c/language", "source = \"main.c\"", &with_alias).expect_err("taken");
        assert!(error.to_string().contains(&alias.to_lowercase()), "{error}");
    }
}

#[test]
fn the_embedded_catalog_is_valid() {
    Catalog::load(None, &Preference::default())
        .expect("the manifests of this repository are valid");
}
