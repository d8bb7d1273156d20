//! The name of a file that a client sends: a relative path that stays inside the working directory.

use std::fmt;

/// The longest path a guest may use, as on Linux.
const MAX_PATH_BYTES: usize = 4095;
/// The longest component of one, as on Linux.
const MAX_COMPONENT_BYTES: usize = 255;
/// Enough for any project layout, small enough that walking a path costs nothing.
const MAX_DEPTH: usize = 32;

/// A relative path of plain components: not empty, no `..`, no `.`, no NUL, not absolute.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileName(Box<str>);

/// Why a name was refused, as a sentence that names it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("file name {name}: {reason}")]
pub struct InvalidFileName {
    name: String,
    reason: &'static str,
}

impl FileName {
    /// Takes `name` when it is a relative path that can't leave the working directory.
    ///
    /// # Errors
    /// Says what is wrong with the name; a long one is cut in the message.
    pub fn new(name: &str) -> Result<Self, InvalidFileName> {
        let refuse = |reason| {
            let shown: String = name.chars().take(60).collect();
            let dots = if shown.len() < name.len() { "…" } else { "" };
            Err(InvalidFileName {
                name: format!("{:?}", format!("{shown}{dots}")),
                reason,
            })
        };
        if name.is_empty() {
            return refuse("must not be empty");
        }
        if name.len() > MAX_PATH_BYTES {
            return refuse("must not be longer than 4095 bytes");
        }
        if name.starts_with('/') {
            return refuse("must be relative to the working directory");
        }
        if name.contains('\0') {
            return refuse("must not contain a NUL byte");
        }
        let mut depth = 0;
        for component in name.split('/') {
            match component {
                "" => return refuse("must not contain an empty component"),
                "." | ".." => return refuse("must not contain `.` or `..`"),
                _ if component.len() > MAX_COMPONENT_BYTES => {
                    return refuse("has a component of more than 255 bytes");
                }
                _ => depth += 1,
            }
        }
        if depth > MAX_DEPTH {
            return refuse("is nested more than 32 deep");
        }
        Ok(Self(name.into()))
    }

    /// The path, its components separated by `/`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands after the last dot of the last component, if anything.
    #[must_use]
    pub fn extension(&self) -> Option<&str> {
        let file = self.0.rsplit('/').next()?;
        file.rsplit_once('.').map(|(_, extension)| extension)
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_leave_the_working_directory_are_refused() {
        for bad in [
            "",
            "/x",
            "../x",
            "a/../../b",
            ".",
            "a//b",
            "a/",
            "x\0y",
            &"a".repeat(4096),
            &"a".repeat(256),
        ] {
            assert!(FileName::new(bad).is_err(), "{bad:?}");
        }
        assert!(FileName::new(&vec!["d"; 33].join("/")).is_err());
    }

    #[test]
    fn ordinary_names_are_taken() {
        for good in [
            "main.py",
            "a/b/c.txt",
            ".hidden",
            "with space",
            "ünï",
            "..x",
        ] {
            assert_eq!(
                FileName::new(good).map(|n| n.to_string()).as_deref(),
                Ok(good)
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn any_name_is_refused_in_a_sentence_or_stays_inside(name in r"([./\\\x00a-c]{0,6}|\PC{0,40}|(\.\./|/|a/|\./){0,40})") {
            match FileName::new(&name) {
                Ok(taken) => {
                    assert_eq!(taken.as_str(), name);
                    let path = std::path::Path::new(taken.as_str());
                    let is_plain = |part| matches!(part, std::path::Component::Normal(_));
                    assert!(path.components().all(is_plain) && path.components().count() > 0);
                    let again: std::path::PathBuf = path.components().collect();
                    assert_eq!(again.to_str(), Some(name.as_str()));
                    assert!(!name.contains('\0'));
                }
                Err(error) => {
                    let said = error.to_string();
                    assert!(said.starts_with("file name \"") && !said.contains(['\n', '\0']), "{said}");
                    assert!(said.len() < 700, "{said}");
                }
            }
        }
    }
}
