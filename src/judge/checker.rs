//! Whether an output is the expected one.

use crate::model::{Checker, Expected};

/// Compares what a test printed with what it had to print.
pub(super) fn matches(expected: &Expected, actual: &[u8]) -> bool {
    match expected.checker {
        Checker::Exact => *expected.stdout == *actual,
        Checker::Trim => trimmed(&expected.stdout).eq(trimmed(actual)),
        Checker::Tokens => tokens(&expected.stdout).eq(tokens(actual)),
        Checker::Float(tolerance) => {
            let (mut expected, mut actual) = (tokens(&expected.stdout), tokens(actual));
            loop {
                match (expected.next(), actual.next()) {
                    (None, None) => return true,
                    (Some(expected), Some(actual)) if close(expected, actual, tolerance) => {}
                    _ => return false,
                }
            }
        }
    }
}

/// The lines without white space at their ends, and without empty lines at the end of the whole.
fn trimmed(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.trim_ascii_end()
        .split(|&byte| byte == b'\n')
        .map(<[u8]>::trim_ascii_end)
}

fn tokens(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(u8::is_ascii_whitespace)
        .filter(|token| !token.is_empty())
}

fn close(expected: &[u8], actual: &[u8], tolerance: f64) -> bool {
    if expected == actual {
        return true;
    }
    let number = |token: &[u8]| {
        std::str::from_utf8(token)
            .ok()?
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite())
    };
    match (number(expected), number(actual)) {
        (Some(expected), Some(actual)) => {
            let difference = (expected - actual).abs();
            difference <= tolerance || difference <= tolerance * expected.abs()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(checker: Checker, expected: &str, actual: &str) -> bool {
        matches(
            &Expected {
                stdout: expected.as_bytes().into(),
                checker,
            },
            actual.as_bytes(),
        )
    }

    #[test]
    fn trim_ignores_white_space_at_ends_only() {
        assert!(check(Checker::Trim, "1 2\n3\n", "1 2  \n3"));
        assert!(!check(Checker::Trim, "1 2", "1  2"));
        assert!(!check(Checker::Trim, "1\n2", "1\n\n2"));
        assert!(!check(Checker::Exact, "1\n", "1"));
    }

    #[test]
    fn tokens_and_floats() {
        assert!(check(Checker::Tokens, "1 2\n3", "1\n2 3\n"));
        assert!(!check(Checker::Tokens, "1 2", "12"));
        assert!(check(
            Checker::Float(1e-6),
            "0.3333333 yes",
            "0.33333330001\nyes"
        ));
        assert!(check(Checker::Float(1e-6), "1e12", "1000000000001"));
        assert!(!check(Checker::Float(1e-6), "1", "1.1"));
        assert!(!check(Checker::Float(1e-6), "1", "nan"));
        assert!(!check(Checker::Float(1e-6), "1", "1 2"));
    }
}
