//! A command as words. It is split as a shell would split it, and what only a shell could do with it is refused.

use super::BoxError;

/// What a run does: words, the first of which says what is run. There is no shell, so a text is merely split into words.
///
/// - `python3 main.py --flag`, `python3 -c 'print(1)'`: the interpreter of the profile's language, with its arguments.
/// - `g++ -O2 -o main main.cpp util.cpp`: the compiler of the profile's language, which leaves a program, `a.out` unless
///   named. It takes sources that are named, the flags that the language allows, and ignores those of native linkers.
/// - `./main 1 2`: a program that a compiler left in the working directory, with its arguments.
/// - `true`, `false`: nothing.
///
/// ```
/// use enclos::boxes::Command;
///
/// let words = Command::from("python3 -c 'print(1 + 1)' \"two words\"");
/// assert_eq!(words.words()?, ["python3", "-c", "print(1 + 1)", "two words"]);
/// assert!(Command::from("python3 main.py | sort").words().is_err());
/// assert_eq!(Command::from(["./main", "a|b"]).words()?, ["./main", "a|b"]);
/// # Ok::<(), enclos::boxes::BoxError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command(Form);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Form {
    Words(Vec<String>),
    Text(String),
}

impl Command {
    /// What a container does that was told nothing.
    pub(super) fn nothing() -> Self {
        Self::from(["true"])
    }

    /// Its words.
    ///
    /// # Errors
    /// A sentence when it has no words, or asks for what only a shell could do.
    pub fn words(self) -> Result<Vec<String>, BoxError> {
        let words = match self.0 {
            Form::Words(words) => words,
            Form::Text(text) => split(&text).map_err(BoxError::Command)?,
        };
        if words.first().is_none_or(String::is_empty) {
            return Err(BoxError::Command("the command is empty".to_owned()));
        }
        Ok(words)
    }
}

impl From<&str> for Command {
    fn from(text: &str) -> Self {
        Self(Form::Text(text.to_owned()))
    }
}

impl From<String> for Command {
    fn from(text: String) -> Self {
        Self(Form::Text(text))
    }
}

impl<T: Into<String>, const N: usize> From<[T; N]> for Command {
    fn from(words: [T; N]) -> Self {
        words.into_iter().collect()
    }
}

impl<T: Into<String>> From<Vec<T>> for Command {
    fn from(words: Vec<T>) -> Self {
        words.into_iter().collect()
    }
}

impl<T: Into<String>> FromIterator<T> for Command {
    fn from_iter<I: IntoIterator<Item = T>>(words: I) -> Self {
        Self(Form::Words(words.into_iter().map(Into::into).collect()))
    }
}

/// Means something to a shell wherever it stands unquoted.
const META: &[char] = &[
    '|', '&', ';', '<', '>', '(', ')', '$', '`', '*', '?', '[', '\n',
];
/// Means something to a shell at the beginning of a word.
const META_AT_START: &[char] = &['#', '~'];

fn split(text: &str) -> Result<Vec<String>, String> {
    let refuse = |what: char| {
        Err(format!(
            "there is no shell here, so {what:?} can't do in a command what it does in one; quote it if it is meant as it is"
        ))
    };
    let mut words = Vec::new();
    // None between words; a quoted nothing is a word too.
    let mut word: Option<String> = None;
    let mut rest = text.trim().chars();
    while let Some(next) = rest.next() {
        match next {
            ' ' | '\t' => words.extend(word.take()),
            '\'' => {
                let word = word.get_or_insert_default();
                let (quoted, after) = rest
                    .as_str()
                    .split_once('\'')
                    .ok_or("a quote is not closed in the command")?;
                word.push_str(quoted);
                rest = after.chars();
            }
            '"' => {
                let word = word.get_or_insert_default();
                loop {
                    match rest.next().ok_or("a quote is not closed in the command")? {
                        '"' => break,
                        what @ ('$' | '`') => return refuse(what),
                        '\\' => match rest.next() {
                            Some(escaped @ ('"' | '\\' | '$' | '`')) => word.push(escaped),
                            Some('\n') => {}
                            other => {
                                word.push('\\');
                                word.extend(other);
                            }
                        },
                        plain => word.push(plain),
                    }
                }
            }
            '\\' => match rest.next() {
                Some(escaped) => word.get_or_insert_default().push(escaped),
                None => return Err("the command ends in a backslash".to_owned()),
            },
            what if META.contains(&what) => return refuse(what),
            what if word.is_none() && META_AT_START.contains(&what) => return refuse(what),
            plain => word.get_or_insert_default().push(plain),
        }
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_split_as_a_shell_splits_them() {
        for (text, words) in [
            ("  a \t b  ", &["a", "b"][..]),
            ("a'b c'd", &["ab cd"]),
            ("a '' \"\"", &["a", "", ""]),
            (r#""a\"b\n\\" c\ d \'"#, &["a\"b\\n\\", "c d", "'"]),
            ("'$x | *' \\* a#b", &["$x | *", "*", "a#b"]),
        ] {
            assert_eq!(split(text).expect("words"), words, "{text}");
        }
    }

    #[test]
    fn what_only_a_shell_can_do_is_refused() {
        for text in [
            "a | b",
            "a && b",
            "a; b",
            "a < f",
            "a > f",
            "$(a)",
            "a $HOME",
            "\"$HOME\"",
            "`a`",
            "\"`a`\"",
            "*.c",
            "a\nb",
            "~/a",
            "# a",
            "'a",
            "\"a",
            "a\\",
        ] {
            assert!(split(text).is_err(), "{text}");
        }
        for text in ["", "  ", "''"] {
            assert!(Command::from(text).words().is_err(), "{text:?}");
        }
    }
}
