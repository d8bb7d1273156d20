//! Which language an image and a command mean, and what of the command's words its interpreter or compiler is given.
//!
//! The catalog knows languages by their own names. What else images and commands are called is the table here.

use std::sync::Arc;

use crate::error::Error;
use crate::languages::{Catalog, Language};

/// A name of images and of commands.
struct Program {
    name: &'static str,
    /// The languages that it may mean, the likeliest first. Those that the catalog does not have don't count.
    languages: &'static [&'static str],
    /// Words after it that only say that a program is to be run.
    verbs: &'static [&'static str],
}

const fn program(name: &'static str, languages: &'static [&'static str]) -> Program {
    Program {
        name,
        languages,
        verbs: &[],
    }
}

/// Names that are no language's own, or that mean more here than they do there.
const PROGRAMS: &[Program] = &[
    Program {
        name: "bun",
        languages: &["javascript"],
        verbs: &["run"],
    },
    Program {
        name: "deno",
        languages: &["javascript"],
        verbs: &["run"],
    },
    Program {
        name: "go",
        languages: &["go"],
        verbs: &["run"],
    },
    program("golang", &["go"]),
    program("nodejs", &["javascript"]),
    program("qjs", &["javascript"]),
    program("iojs", &["javascript"]),
    program("pypy", &["python"]),
    program("pypy3", &["python"]),
    program("ipython", &["python"]),
    program("micropython", &["python"]),
    program("lua5", &["lua"]),
    program("luajit", &["lua"]),
    program("gcc", &["c", "cpp"]),
    program("clang", &["c", "cpp"]),
    program("cc", &["c", "cpp"]),
    program("tcc", &["c"]),
    program("rustc", &["rust"]),
    program("openjdk", &["java"]),
    program("eclipse-temurin", &["java"]),
    program("amazoncorretto", &["java"]),
];

/// Languages whose interpreters here take the options of the stock ones. The others run a file and nothing else.
const TAKES_OPTIONS: &[&str] = &["python"];

/// What a shell would do something about.
const SHELL: &[char] = &[
    '|', '&', ';', '<', '>', '(', ')', '$', '`', '\\', '"', '\'', '*', '?', '[', ']', '{', '}',
    '~', '#', '!', '\n', '\r',
];

/// No name here comes near this many bytes, and a longer one is not looked up.
const MAX_NAME_BYTES: usize = 64;

/// The language, and how its program is started.
#[derive(Debug, PartialEq)]
pub(super) struct Choice {
    /// Its id.
    pub(super) language: String,
    /// What the interpreter is given before the file; `None` for a compiled language.
    pub(super) interpreter_args: Option<Vec<String>>,
    /// What the compiler is given.
    pub(super) flags: Vec<String>,
}

/// The language of the image, else of the command, else of the extension; those that come later decide where one may mean
/// several. The first word of the command that names a program counts, so that `timeout 5 python3` is `python3`.
///
/// # Errors
/// The sentence to tell the client: no language fits, or the command says what can't be done here.
pub(super) fn choose(
    catalog: &Catalog,
    image: &str,
    cmd: &str,
    extension: &str,
) -> Result<Choice, String> {
    if let Some(at) = cmd.find(SHELL) {
        let found = cmd[at..].chars().next().unwrap_or_default();
        return Err(format!(
            "there is no shell here that could make something of {found:?} in the command: send a program and its options"
        ));
    }
    let words: Vec<&str> = cmd.split_whitespace().collect();
    let command = words.iter().enumerate().find_map(|(at, word)| {
        let name = word.rsplit('/').next().unwrap_or_default();
        let meant = languages(catalog, name);
        (!meant.is_empty()).then_some((at, name, meant))
    });
    let (said, rest) = match &command {
        Some((at, name, meant)) => (meant.as_slice(), arguments(name, &words[at + 1..])),
        None => (&[][..], &[][..]),
    };
    let pictured = languages(catalog, image_name(image));
    let is_in = |list: &[&Arc<Language>], one: &Language| list.iter().any(|l| l.id == one.id);
    let mut fitting = match (pictured.is_empty(), said.is_empty()) {
        (false, false) => {
            let both: Vec<_> = pictured.iter().filter(|one| is_in(said, one)).collect();
            if both.is_empty() {
                return Err(format!(
                    "the image {} is for {}, but the command {} is for {}",
                    shown(image),
                    pictured[0].name,
                    shown(cmd),
                    said[0].name
                ));
            }
            both.into_iter().copied().collect()
        }
        (false, true) => pictured,
        (true, _) => said.to_vec(),
    };
    // The dot tells it from an alias: `cc` is a compiler of C, and `.cc` a file in C++.
    let by_extension = catalog.find(&format!(".{}", extension.trim_start_matches('.')));
    if fitting.is_empty() {
        fitting.extend(by_extension);
    }
    let language = by_extension
        .filter(|language| is_in(&fitting, language))
        .or_else(|| fitting.first().copied())
        .ok_or_else(|| {
            let mut names =
                [image_name(image), words.first().unwrap_or(&""), extension].into_iter();
            if let Some(name) = names.find(|name| catalog.unavailable(name).is_some()) {
                return Error::unknown_language(catalog, name).to_string();
            }
            format!(
                "no language here fits the image {}, the command {} or the extension {}",
                shown(image),
                shown(cmd),
                shown(extension)
            )
        })?;
    started(language, rest)
}

/// What of the words after a program's name is for the interpreter or compiler.
fn started(language: &Language, words: &[&str]) -> Result<Choice, String> {
    let id = language.id.to_string();
    let owned =
        |words: &mut dyn Iterator<Item = &&str>| words.map(|word| (*word).to_owned()).collect();
    let is_option = |word: &&&str| word.starts_with('-');
    let (interpreter_args, flags) = match &language.compile {
        // What else the native command says is for its linker or names its files.
        Some(compile) => {
            let flags = owned(&mut words.iter().filter(|word| compile.allows_flag(word)));
            (None, flags)
        }
        None if TAKES_OPTIONS.contains(&id.as_str()) => (Some(owned(&mut words.iter())), vec![]),
        None => {
            if let Some(word) = words.iter().find(|word| !is_option(word)) {
                return Err(format!(
                    "the command's word {} means nothing to {} here",
                    shown(word),
                    language.name
                ));
            }
            (Some(Vec::new()), Vec::new())
        }
    };
    Ok(Choice {
        language: id,
        interpreter_args,
        flags,
    })
}

/// The words after a program's name, without its verb.
fn arguments<'a, 'w>(name: &str, words: &'w [&'a str]) -> &'w [&'a str] {
    let verbs = PROGRAMS
        .iter()
        .find(|program| program.name == name)
        .map_or(&[][..], |program| program.verbs);
    match words.split_first() {
        Some((first, rest)) if verbs.contains(first) => rest,
        _ => words,
    }
}

/// The languages that a name of an image or a command may mean; a version at its end is no part of it.
fn languages<'c>(catalog: &'c Catalog, name: &str) -> Vec<&'c Arc<Language>> {
    if name.len() > MAX_NAME_BYTES {
        return Vec::new();
    }
    let mut name = name.to_lowercase();
    loop {
        let found: Vec<_> = match PROGRAMS.iter().find(|program| program.name == name) {
            Some(program) => {
                let languages = program.languages.iter();
                languages.filter_map(|name| catalog.find(name)).collect()
            }
            None => catalog.find(&name).into_iter().collect(),
        };
        match name.rsplit_once(['-', '.']) {
            Some((shorter, version))
                if found.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                name = shorter.to_owned();
            }
            _ => return found,
        }
    }
}

/// An image's name without its registry, namespace, tag and digest.
fn image_name(image: &str) -> &str {
    let path = image.split('@').next().unwrap_or_default();
    let last = path.rsplit('/').next().unwrap_or_default();
    last.split(':').next().unwrap_or_default()
}

/// As a quoted string of bounded length.
fn shown(text: &str) -> String {
    let cut: String = text.chars().take(60).collect();
    let dots = if cut.len() < text.len() { "…" } else { "" };
    format!("{:?}", format!("{cut}{dots}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalog() -> Catalog {
        Catalog::load(None, &Default::default()).expect("the embedded manifests are good")
    }

    fn chosen(image: &str, cmd: &str, extension: &str) -> Result<String, String> {
        choose(&catalog(), image, cmd, extension).map(|choice| choice.language)
    }

    #[test]
    fn images_are_known_by_their_last_name() {
        for (image, language) in [
            ("python:3.11.1-alpine3.17", "python"),
            ("oven/bun:1", "javascript"),
            ("library/node", "javascript"),
            ("docker.io/library/gcc:12", "c"),
            ("denoland/deno", "javascript"),
            ("registry:5000/x/python:3", "python"),
            ("localhost:5000/python", "python"),
            ("Python@sha256:0123abcd", "python"),
            ("python-3.13", "python"),
            ("nickblah/lua:5.4-alpine", "lua"),
            ("silkeh/clang:15", "c"),
        ] {
            assert_eq!(chosen(image, "", "").as_deref(), Ok(language), "{image}");
        }
    }

    #[test]
    fn then_come_the_command_and_the_extension() {
        for (image, cmd, extension, language) in [
            ("alpine", "python3", "", "python"),
            ("", "/usr/local/bin/python3.11 -u", "txt", "python"),
            ("", "timeout 5 node", "", "javascript"),
            ("", "bun run", "ts", "javascript"),
            ("", "gcc-12 -O2", "", "c"),
            ("gcc:12", "g++", "", "cpp"),
            ("gcc:12", "gcc", "cpp", "cpp"),
            ("gcc:12", "", "cc", "cpp"),
            ("gcc:12", "", "py", "c"),
            ("", "lua5.3", "", "lua"),
            ("ubuntu:24.04", "", "lua", "lua"),
            ("python:3", "./run", "", "python"),
        ] {
            let found = chosen(image, cmd, extension);
            assert_eq!(found.as_deref(), Ok(language), "{image} {cmd} {extension}");
        }
    }

    #[test]
    fn what_fits_nothing_or_contradicts_itself_is_told_so() {
        for (image, cmd, extension, sentence) in [
            (
                "befunge:93",
                "bef",
                "b93",
                r#"no language here fits the image "befunge:93", the command "bef" or the extension "b93""#,
            ),
            (
                "",
                "python2.7",
                "",
                r#"no language here fits the image "", the command "python2.7" or the extension """#,
            ),
            (
                "python:3",
                "node",
                "",
                r#"the image "python:3" is for Python, but the command "node" is for JavaScript"#,
            ),
            (
                "lua",
                "lua other",
                "lua",
                r#"the command's word "other" means nothing to Lua here"#,
            ),
        ] {
            assert_eq!(chosen(image, cmd, extension), Err(sentence.to_owned()));
        }
        for cmd in [
            "python3 <x",
            "a && python3",
            "python3;",
            "$(node)",
            "node\nnode",
            "lua \"-\"",
        ] {
            let sentence = chosen("", cmd, "").expect_err(cmd);
            assert!(sentence.contains("no shell"), "{sentence}");
        }
    }

    #[test]
    fn words_after_the_program_are_its_own() {
        let choice = |image, cmd| choose(&catalog(), image, cmd, "").expect("fits");
        let args = |image, cmd| choice(image, cmd).interpreter_args.expect("interpreted");
        assert_eq!(args("python", "python3 -u -X utf8"), ["-u", "-X", "utf8"]);
        assert!(args("oven/bun:1", "bun run --smol").is_empty());
        assert!(args("denoland/deno", "deno run -A").is_empty());
        assert!(args("python", "").is_empty());
        let native = choice("gcc:12", "gcc -O2 -Wall -o main -lcurl");
        assert_eq!(native.flags, ["-O2", "-Wall"]);
        assert_eq!(native.interpreter_args, None);
    }
}
