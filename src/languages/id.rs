//! The names of languages and toolchains, which are also names of folders.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;

/// The text is not usable as the name of a language or toolchain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not a valid name: use 1 to 64 lower-case letters, digits and the characters + # - _ . and begin with a letter or digit"
)]
pub struct InvalidId(String);

/// An id becomes part of file names in the cache, so the alphabet is small and `..` cannot be spelled.
fn check(text: &str) -> Result<(), InvalidId> {
    let body = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "+#-_.".contains(c);
    let head = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    if text.len() <= 64 && text.starts_with(head) && text.chars().all(body) {
        Ok(())
    } else {
        Err(InvalidId(text.to_owned()))
    }
}

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                check(text)?;
                Ok(Self(text.to_owned()))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

identifier! {
    /// The id of a language: the name of its folder under `runtimes/`, such as `lua`.
    LanguageId
}

identifier! {
    /// The id of a toolchain: the name of its folder under `toolchains/`, such as `clang`.
    ToolchainId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_names_are_ids() {
        for name in ["lua", "c++", "c#", "python3.13", "f77", "8086"] {
            assert!(name.parse::<LanguageId>().is_ok(), "{name}");
        }
    }

    #[test]
    fn names_that_could_be_paths_or_options_are_refused() {
        for name in [
            "",
            "..",
            ".hidden",
            "a/b",
            "-rf",
            "Lua",
            "a b",
            "lü",
            &"x".repeat(65),
        ] {
            assert!(name.parse::<ToolchainId>().is_err(), "{name}");
        }
    }
}
