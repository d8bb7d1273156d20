//! Which compiler flags a submission may choose.
//!
//! A compiler runs inside the sandbox, so a flag cannot break out; the list keeps out flags that make the compiler
//! do another job than ours (print its configuration, write elsewhere) and flags that defeat the artifact cache.

use std::fmt;

/// One entry of `compile.flags`: an exact flag, or a prefix that must be followed by something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlagPattern {
    text: String,
    is_prefix: bool,
}

impl fmt::Display for FlagPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.text, if self.is_prefix { "*" } else { "" })
    }
}

impl FlagPattern {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (body, is_prefix) = match text.strip_suffix('*') {
            Some(prefix) => (prefix, true),
            None => (text, false),
        };
        if body.contains('*') {
            return Err(format!("{text:?} may have a * only at its end"));
        }
        if !body.starts_with('-') || body.len() < 2 {
            return Err(format!(
                "{text:?} must be - and at least one more character"
            ));
        }
        Ok(Self {
            text: body.to_owned(),
            is_prefix,
        })
    }

    /// Whether `flag` may be given. The bare prefix may not: `-D` alone would swallow the argument after it.
    pub fn allows(&self, flag: &str) -> bool {
        if self.is_prefix {
            flag.len() > self.text.len() && flag.starts_with(&self.text)
        } else {
            flag == self.text
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exact_flag_allows_only_itself() {
        let flag = FlagPattern::parse("-O2").expect("valid");
        assert!(flag.allows("-O2"));
        assert!(!flag.allows("-O") && !flag.allows("-O22"));
    }

    #[test]
    fn a_prefix_wants_something_after_it() {
        let flag = FlagPattern::parse("-D*").expect("valid");
        assert!(flag.allows("-DNDEBUG") && flag.allows("-Dx=1"));
        assert!(!flag.allows("-D") && !flag.allows("-U"));
    }

    #[test]
    fn a_pattern_that_allows_everything_is_refused() {
        for text in ["*", "-*", "", "-", "O2", "-D*x*"] {
            assert!(FlagPattern::parse(text).is_err(), "{text}");
        }
    }
}
