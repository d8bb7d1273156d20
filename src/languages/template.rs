//! Argument vectors with placeholders, such as `["clang", "-c", "{flags}", "{source}", "-o", "{object}"]`.
//!
//! They are parsed once, when the catalog is loaded, so that a misspelled placeholder is an error of the manifest
//! and not of somebody's submission. Arguments go to a program in the sandbox as they are; no shell ever sees them.

/// What can stand between braces in an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placeholder {
    /// `{source}`: the main source file, or in a step with `each` the source file at hand.
    Source,
    /// `{sources}`: every source file, one argument each.
    Sources,
    /// `{object}`: where the step puts what it makes of `{source}`.
    Object,
    /// `{objects}`: what the step with `each` made, one argument each.
    Objects,
    /// `{flags}`: the flags that the submission chose, one argument each.
    Flags,
    /// `{artifact}`: the path of the finished artifact.
    Artifact,
    /// `{mem}`: the memory limit in force, in kB.
    Mem,
    /// `{stack}`: the stack limit in force, in kB.
    Stack,
}

impl Placeholder {
    const ALL: [(&'static str, Self); 8] = [
        ("source", Self::Source),
        ("sources", Self::Sources),
        ("object", Self::Object),
        ("objects", Self::Objects),
        ("flags", Self::Flags),
        ("artifact", Self::Artifact),
        ("mem", Self::Mem),
        ("stack", Self::Stack),
    ];

    fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find_map(|(name, placeholder)| (*placeholder == self).then_some(*name))
            .unwrap_or_default()
    }

    /// A list becomes any number of arguments, so it cannot be a part of one.
    fn is_list(self) -> bool {
        matches!(self, Self::Sources | Self::Objects | Self::Flags)
    }
}

/// What the placeholders stand for in one call.
#[derive(Debug, Clone, Copy, Default)]
pub struct Values<'a> {
    /// For `{source}`.
    pub source: &'a str,
    /// For `{sources}`.
    pub sources: &'a [String],
    /// For `{object}`.
    pub object: &'a str,
    /// For `{objects}`.
    pub objects: &'a [String],
    /// For `{flags}`.
    pub flags: &'a [String],
    /// For `{artifact}`.
    pub artifact: &'a str,
    /// For `{mem}`.
    pub mem: &'a str,
    /// For `{stack}`.
    pub stack: &'a str,
}

impl<'a> Values<'a> {
    fn one(&self, placeholder: Placeholder) -> &'a str {
        match placeholder {
            Placeholder::Source => self.source,
            Placeholder::Object => self.object,
            Placeholder::Artifact => self.artifact,
            Placeholder::Mem => self.mem,
            Placeholder::Stack => self.stack,
            Placeholder::Sources | Placeholder::Objects | Placeholder::Flags => "",
        }
    }

    fn many(&self, placeholder: Placeholder) -> &'a [String] {
        match placeholder {
            Placeholder::Sources => self.sources,
            Placeholder::Objects => self.objects,
            Placeholder::Flags => self.flags,
            _ => &[],
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Literal(String),
    Value(Placeholder),
}

/// A text with placeholders that stand for one value each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text(Vec<Piece>);

impl Text {
    /// A text without any.
    pub(super) fn literal(text: String) -> Self {
        Self(vec![Piece::Literal(text)])
    }

    pub(super) fn parse(text: &str, allowed: &[Placeholder]) -> Result<Self, String> {
        match parse_argument(text, allowed)? {
            Argument::One(text) => Ok(text),
            Argument::Many(list) => Err(format!("{{{}}} is a list", list.name())),
        }
    }

    pub(super) fn expand(&self, values: &Values<'_>) -> String {
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Literal(text) => text.as_str(),
            Piece::Value(placeholder) => values.one(*placeholder),
        });
        pieces.collect()
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Argument {
    One(Text),
    Many(Placeholder),
}

/// An argument vector with placeholders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argv(Vec<Argument>);

impl Argv {
    /// The first argument is the program's name and has no placeholder.
    pub(super) fn parse(arguments: &[String], allowed: &[Placeholder]) -> Result<Self, String> {
        if arguments
            .first()
            .is_some_and(|name| name.contains(['{', '}']))
        {
            return Err("the first argument is the program's name and has no placeholder".into());
        }
        Self::parse_command(arguments, allowed)
    }

    /// The first argument is what is run, which may be the artifact.
    pub(super) fn parse_command(
        arguments: &[String],
        allowed: &[Placeholder],
    ) -> Result<Self, String> {
        if arguments.first().is_none_or(String::is_empty) {
            return Err("must not be empty: the first argument is the program's name".into());
        }
        let parsed: Result<Vec<_>, _> = arguments
            .iter()
            .map(|argument| parse_argument(argument, allowed))
            .collect();
        parsed.map(Self)
    }

    /// The arguments of one call.
    pub fn expand(&self, values: &Values<'_>) -> Vec<String> {
        let mut expanded = Vec::with_capacity(self.0.len());
        for argument in &self.0 {
            match argument {
                Argument::Many(list) => expanded.extend_from_slice(values.many(*list)),
                Argument::One(text) => expanded.push(text.expand(values)),
            }
        }
        expanded
    }

    /// Those before the first that has this placeholder.
    pub(super) fn before(&self, placeholder: Placeholder) -> Self {
        let lacks_it = |argument: &&Argument| match argument {
            Argument::Many(list) => *list != placeholder,
            Argument::One(text) => !text.0.contains(&Piece::Value(placeholder)),
        };
        Self(self.0.iter().take_while(lacks_it).cloned().collect())
    }

    /// Whether the placeholder stands anywhere in the arguments.
    pub fn uses(&self, placeholder: Placeholder) -> bool {
        self.0.iter().any(|argument| match argument {
            Argument::Many(list) => *list == placeholder,
            Argument::One(text) => text.0.contains(&Piece::Value(placeholder)),
        })
    }
}

fn parse_argument(text: &str, allowed: &[Placeholder]) -> Result<Argument, String> {
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        literal.push_str(&rest[..at]);
        let brace = &rest[at..=at];
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix(brace) {
            literal.push_str(brace);
            rest = after;
            continue;
        }
        let (name, after) = rest
            .split_once('}')
            .filter(|_| brace == "{")
            .ok_or_else(|| format!("{text:?} has a lone {brace}; write it twice if it is meant"))?;
        let placeholder = named(name, allowed)?;
        if placeholder.is_list() {
            return if text.len() == name.len() + 2 {
                Ok(Argument::Many(placeholder))
            } else {
                Err(format!(
                    "{{{name}}} is a list and must be an argument of its own"
                ))
            };
        }
        if !literal.is_empty() {
            pieces.push(Piece::Literal(std::mem::take(&mut literal)));
        }
        pieces.push(Piece::Value(placeholder));
        rest = after;
    }
    literal.push_str(rest);
    if !literal.is_empty() || pieces.is_empty() {
        pieces.push(Piece::Literal(literal));
    }
    Ok(Argument::One(Text(pieces)))
}

fn named(name: &str, allowed: &[Placeholder]) -> Result<Placeholder, String> {
    allowed
        .iter()
        .copied()
        .find(|placeholder| placeholder.name() == name)
        .ok_or_else(|| {
            let known: Vec<_> = allowed
                .iter()
                .map(|p| format!("{{{}}}", p.name()))
                .collect();
            format!(
                "{{{name}}} means nothing here; known are {}",
                known.join(", ")
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Placeholder; 3] = [Placeholder::Source, Placeholder::Flags, Placeholder::Object];

    fn parse(arguments: &[&str]) -> Result<Argv, String> {
        let arguments: Vec<String> = arguments.iter().map(|&a| a.to_owned()).collect();
        Argv::parse(&arguments, &ALL)
    }

    #[test]
    fn placeholders_become_values_and_lists_become_arguments() {
        let argv =
            parse(&["cc", "{flags}", "{source}", "-o{object}.x", "{{}}", ""]).expect("valid");
        let flags = ["-O2".to_owned(), "-g".to_owned()];
        let values = Values {
            source: "{flags}.c",
            object: "/tmp/a",
            flags: &flags,
            ..Values::default()
        };
        assert_eq!(
            argv.expand(&values),
            ["cc", "-O2", "-g", "{flags}.c", "-o/tmp/a.x", "{}", ""]
        );
        assert!(argv.uses(Placeholder::Flags) && !argv.uses(Placeholder::Artifact));
    }

    #[test]
    fn what_cannot_be_expanded_is_refused() {
        for arguments in [
            &[][..],
            &["{source}"],
            &["cc", "{sorce}"],
            &["cc", "{artifact}"],
            &["cc", "x{flags}"],
            &["cc", "{flags}x"],
            &["cc", "{"],
            &["cc", "}"],
            &["cc", "{source"],
        ] {
            assert!(parse(arguments).is_err(), "{arguments:?}");
        }
    }
}
