//! What the words of a command mean under a profile's language.

use std::sync::Arc;

use super::BoxError;
use super::working_directory::Files;
use crate::judge::Work;
use crate::languages::{Catalog, Compile, Language};
use crate::model::FileName;

/// What a command does.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    End {
        exit_code: i32,
    },
    Interpret {
        args: Vec<String>,
    },
    Compile {
        sources: Vec<String>,
        flags: Vec<String>,
        to: FileName,
    },
    /// A file that is run, its path first.
    Execute {
        args: Vec<String>,
    },
}

/// Where systems keep their programs.
const PATH: [&str; 3] = ["/usr/local/bin/", "/usr/bin/", "/bin/"];
/// Flags that take the next word as their value.
const WITH_VALUE: [&str; 3] = ["-D", "-U", "-I"];
/// Flags for native code and native linkers, which change nothing here.
const HARMLESS: [&str; 24] = [
    "-pipe",
    "-static",
    "-static-libgcc",
    "-static-libstdc++",
    "-s",
    "-lm",
    "-lc",
    "-lrt",
    "-ldl",
    "-lpthread",
    "-pthread",
    "-lstdc++",
    "-lstdc++fs",
    "-march=native",
    "-mtune=native",
    "-m64",
    "-fPIC",
    "-fpic",
    "-fPIE",
    "-fpie",
    "-pie",
    "-no-pie",
    "-g3",
    "-ggdb3",
];
/// What a shell ends with when a command was not found, and when it can't be run.
const NOT_FOUND: i32 = 127;
const NOT_PERMITTED: i32 = 126;

impl Meaning {
    /// # Errors
    /// A sentence when the words mean nothing under this language.
    pub(super) fn of(
        catalog: &Catalog,
        language: &Arc<Language>,
        words: &[String],
    ) -> Result<Self, BoxError> {
        let Some((first, args)) = words.split_first() else {
            return Err(BoxError::Command("the command is empty".to_owned()));
        };
        let name = PATH
            .iter()
            .find_map(|folder| first.strip_prefix(folder))
            .unwrap_or(first);
        match name {
            "true" | ":" => return Ok(Self::End { exit_code: 0 }),
            "false" => return Ok(Self::End { exit_code: 1 }),
            _ => {}
        }
        let compile = language.compile.as_ref();
        if name.contains('/') {
            return match compile {
                Some(_) => Ok(Self::Execute {
                    args: words.to_vec(),
                }),
                None => Err(BoxError::Command(format!(
                    "a program in {} is run by its interpreter, as in \"{} {}\", not as {}",
                    language.name,
                    interpreter(language),
                    language.source,
                    shown(name)
                ))),
            };
        }
        let is_ours = catalog
            .find(name)
            .is_some_and(|found| found.id == language.id);
        match compile {
            None if is_ours || name == interpreter(language) => Ok(Self::Interpret {
                args: args.to_vec(),
            }),
            Some(compile) if is_ours => {
                compiling(language, compile, name, args).map_err(BoxError::Command)
            }
            _ => Err(BoxError::Command(not_a_command(language, name))),
        }
    }

    /// What it comes to in a directory of these files.
    pub(super) fn work(self, files: &Files) -> Work {
        match self {
            Self::End { exit_code } => Work::End {
                exit_code,
                stderr: String::new(),
            },
            Self::Interpret { args } => Work::Interpret { args },
            Self::Compile { sources, flags, to } => Work::Compile { sources, flags, to },
            Self::Execute { args } => {
                let path = args.first().map_or("", String::as_str);
                let end = |exit_code, why: &str| Work::End {
                    exit_code,
                    stderr: format!("{}: {why}\n", shown(path)),
                };
                // The working directory is the root.
                let local = local(path.trim_start_matches('/'));
                let inside = format!("{local}/");
                match FileName::new(local).ok().and_then(|name| files.get(&name)) {
                    Some(artifact) => Work::Execute {
                        artifact: Arc::clone(artifact),
                        args,
                    },
                    None if files.keys().any(|name| name.as_str().starts_with(&inside)) => {
                        end(NOT_PERMITTED, "Is a directory")
                    }
                    None => end(NOT_FOUND, "not found"),
                }
            }
        }
    }
}

fn interpreter(language: &Language) -> String {
    let argv = language.run.argv.expand(&Default::default());
    argv.into_iter().next().unwrap_or_default()
}

fn not_a_command(language: &Language, name: &str) -> String {
    let mut names = vec![language.id.to_string()];
    names.extend(language.aliases.iter().cloned());
    if language.compile.is_none() {
        names.push(interpreter(language));
    }
    names.sort();
    names.dedup();
    let or_program = match language.compile {
        Some(_) => ", or a program of the working directory, as in ./a.out",
        None => "",
    };
    format!(
        "{} is no command here, and there is no shell: the profile's language is {}, so a command starts with one of {}{or_program}",
        shown(name),
        language.name,
        names.join(", ")
    )
}

/// The arguments of a compiler, as far as they can be followed.
fn compiling(
    language: &Language,
    compile: &Compile,
    name: &str,
    args: &[String],
) -> Result<Meaning, String> {
    let mut sources: Vec<String> = Vec::new();
    let mut flags = Vec::new();
    let mut to = None;
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let mut value = |flag: &str| {
            let next = args.next();
            next.ok_or_else(|| format!("{name}: {flag} wants a value after it"))
        };
        if arg == "-o" {
            to = Some(value("-o")?.as_str());
        } else if let Some(attached) = arg.strip_prefix("-o") {
            to = Some(attached);
        } else if arg.starts_with('-') {
            let flag = match arg.as_str() {
                "-O" => "-O1".to_owned(),
                flag if WITH_VALUE.contains(&flag) => format!("{flag}{}", value(flag)?),
                flag => flag.to_owned(),
            };
            if compile.allows_flag(&flag) {
                flags.push(flag);
            } else if !HARMLESS.contains(&flag.as_str()) {
                return Err(format!(
                    "{name}: the flag {} is not allowed for {}",
                    shown(&flag),
                    language.name
                ));
            }
        } else {
            sources.push(source(language, name, arg)?);
        }
    }
    if sources.is_empty() {
        return Err(format!("{name}: no source is named"));
    }
    let to = local(to.unwrap_or("a.out"));
    let to = FileName::new(to).map_err(|error| format!("{name}: -o: {error}"))?;
    Ok(Meaning::Compile { sources, flags, to })
}

fn source(language: &Language, name: &str, arg: &str) -> Result<String, String> {
    let file = FileName::new(local(arg)).map_err(|error| format!("{name}: {error}"))?;
    let known = |extension: &str| {
        let mut extensions = language.extensions.iter();
        extensions.any(|known| known.eq_ignore_ascii_case(extension))
    };
    // To a compiler, a word with an @ before it is a file with further words.
    let is_source = file.extension().is_some_and(known) && !file.as_str().starts_with('@');
    if !is_source {
        return Err(format!(
            "{name}: {} is no source in {}, whose files end in .{}",
            shown(arg),
            language.name,
            language.extensions.join(", .")
        ));
    }
    Ok(file.to_string())
}

/// A path without what says that it starts in the working directory.
fn local(mut path: &str) -> &str {
    while let Some(rest) = path.strip_prefix("./") {
        path = rest.trim_start_matches('/');
    }
    path
}

fn shown(word: &str) -> String {
    let cut: String = word.chars().take(60).collect();
    let dots = if cut.len() < word.len() { "…" } else { "" };
    format!("{cut}{dots}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(language: &str, command: &str) -> Result<Meaning, String> {
        let catalog = Catalog::load(None, &Default::default()).expect("ours are right");
        let language = catalog.find(language).expect("there");
        let words: Vec<String> = command.split(' ').map(str::to_owned).collect();
        Meaning::of(&catalog, language, &words).map_err(|error| error.to_string())
    }

    fn compiled(sources: &[&str], flags: &[&str], to: &str) -> Result<Meaning, String> {
        let owned = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        Ok(Meaning::Compile {
            sources: owned(sources),
            flags: owned(flags),
            to: FileName::new(to).expect("a name"),
        })
    }

    #[test]
    fn compilers_are_told_as_compilers_are() {
        assert_eq!(
            meaning("cpp", "g++ -pipe -O2 -fPIC -o main main.cpp"),
            compiled(&["main.cpp"], &["-pipe", "-O2"], "main")
        );
        assert_eq!(
            meaning("c", "/usr/bin/gcc ./a.c lib/b.c -O -D X=1 -obin/x -lm -m64"),
            compiled(&["a.c", "lib/b.c"], &["-O1", "-DX=1", "-lm"], "bin/x")
        );
        assert_eq!(meaning("c", "cc a.c"), compiled(&["a.c"], &[], "a.out"));
    }

    #[test]
    fn what_a_compiler_is_not_told_here_is_said() {
        for (command, said) in [
            ("gcc", "no source"),
            ("gcc a.c -fplugin=x", "-fplugin=x is not allowed"),
            ("gcc -c a.c", "-c is not allowed"),
            ("gcc a.txt", "a.txt is no source"),
            ("gcc @x.c", "no source"),
            ("gcc ../a.c", "must not contain"),
            ("gcc a.c -o", "-o wants a value"),
            ("gcc a.c -o /x", "must be relative"),
            ("g++ a.c", "g++ is no command here"),
            ("make", "make is no command here"),
        ] {
            let sentence = meaning("c", command).expect_err(command);
            assert!(sentence.contains(said), "{command}: {sentence}");
        }
    }

    #[test]
    fn interpreters_get_their_arguments_as_they_are() {
        let args = |args: &[&str]| {
            Ok(Meaning::Interpret {
                args: args.iter().map(|&arg| arg.to_owned()).collect(),
            })
        };
        assert_eq!(
            meaning("python", "python3 -I main.py x"),
            args(&["-I", "main.py", "x"])
        );
        assert_eq!(meaning("javascript", "/usr/bin/node"), args(&[]));
        assert!(meaning("python", "./main").is_err_and(|said| said.contains("python3 main.py")));
        assert!(meaning("python", "lua main.lua").is_err());
    }
}
