//! Which files come back: patterns as in a shell, whose matching is as cheap as they are short.
//!
//! They are read as `glob` reads them. Matched are they here, all ways through a pattern at a time: going back to try another
//! way, as `glob` does, takes a pattern of twenty stars longer than anybody lives.

use std::sync::Arc;

/// All patterns of one test together. A thousand names fit.
const MAX_BYTES: usize = 64 << 10;
/// Steps of all matching after one run, some tenths of a second. What has not been matched by then stays where it is, like
/// files for which there is no room.
const MAX_STEPS: usize = 50_000_000;

/// Patterns that can be read.
#[derive(Debug, Clone)]
pub(super) struct Patterns(Arc<[Box<str>]>);

impl Patterns {
    /// # Errors
    /// What is wrong with them.
    pub(super) fn new(texts: &[String], most: usize) -> Result<Self, String> {
        let bytes: usize = texts.iter().map(String::len).sum();
        if texts.len() > most {
            let count = texts.len();
            return Err(format!(
                "{count} patterns of outputs are too many, at most {most} are taken"
            ));
        }
        if bytes > MAX_BYTES {
            return Err(format!(
                "{bytes} bytes of patterns of outputs are too many, at most {MAX_BYTES} are taken"
            ));
        }
        let check = |text: &String| match glob::Pattern::new(text) {
            Ok(_) => Ok(text.as_str().into()),
            Err(error) => Err(format!("the pattern {text:?} is not one: {error}")),
        };
        texts.iter().map(check).collect::<Result<_, _>>().map(Self)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Ready to be compared with names.
    pub(super) fn matcher(&self) -> Matcher {
        Matcher {
            patterns: self.0.iter().map(|text| parse(text)).collect(),
            steps: 0,
        }
    }
}

/// What a part of a pattern stands for.
#[derive(Debug)]
enum Part {
    Char(char),
    /// `?`
    One,
    /// `[…]` or `[!…]`: whether it is one of these ranges.
    OneOf(bool, Vec<(char, char)>),
    /// `*`
    Any,
    /// `**` as a whole component of a path
    Deep,
}

/// Reads a pattern that `glob` has found nothing wrong with.
fn parse(text: &str) -> Vec<Part> {
    let chars: Vec<char> = text.chars().collect();
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(&char) = chars.get(at) {
        at += 1;
        parts.push(match char {
            '?' => Part::One,
            '*' if chars.get(at) == Some(&'*') => {
                // With the slash behind it, if there is one: it stands for no folder at all as well.
                at += 1 + usize::from(chars.get(at + 1) == Some(&'/'));
                Part::Deep
            }
            '*' => Part::Any,
            '[' => {
                let is_other = chars.get(at) == Some(&'!');
                let start = at + usize::from(is_other);
                // The first of them may be the closing bracket itself.
                let inside = chars.get(start + 1..).unwrap_or_default();
                let length = inside.iter().position(|char| *char == ']').unwrap_or(0) + 1;
                at = start + length + 1;
                let set = chars.get(start..start + length).unwrap_or_default();
                Part::OneOf(!is_other, ranges(set))
            }
            char => Part::Char(char),
        });
    }
    parts
}

fn ranges(mut set: &[char]) -> Vec<(char, char)> {
    let mut ranges = Vec::new();
    while let [first, rest @ ..] = set {
        let (range, rest) = match rest {
            ['-', last, rest @ ..] => ((*first, *last), rest),
            rest => ((*first, *first), rest),
        };
        ranges.push(range);
        set = rest;
    }
    ranges
}

impl Part {
    /// Whether it can stand for this one character and nothing else.
    fn is(&self, char: char) -> bool {
        match self {
            Self::Char(own) => *own == char,
            Self::One => char != '/',
            Self::OneOf(inside, ranges) => {
                let within = |(first, last): &(char, char)| (*first..=*last).contains(&char);
                char != '/' && ranges.iter().any(within) == *inside
            }
            Self::Any | Self::Deep => false,
        }
    }

    fn can_be_nothing(&self) -> bool {
        matches!(self, Self::Any | Self::Deep)
    }
}

/// Patterns and the work that went into them so far.
pub(super) struct Matcher {
    patterns: Vec<Vec<Part>>,
    steps: usize,
}

impl Matcher {
    /// Whether a name matches one of them, and it was found out in time.
    pub(super) fn wants(&mut self, name: &str) -> bool {
        let Self { patterns, steps } = self;
        patterns.iter().any(|pattern| matches(pattern, name, steps))
    }
}

/// The places in a pattern at which one can be after some of a name.
struct Places {
    all: Vec<usize>,
    /// By place, the last round in which it was added.
    added: Vec<usize>,
}

impl Places {
    fn add(&mut self, place: usize, round: usize) {
        if self.added[place] != round {
            self.added[place] = round;
            self.all.push(place);
        }
    }

    /// With the places behind it that are reached by what stands for nothing.
    fn enter(&mut self, pattern: &[Part], mut place: usize, round: usize) {
        self.add(place, round);
        while pattern.get(place).is_some_and(Part::can_be_nothing) {
            place += 1;
            self.add(place, round);
        }
    }
}

fn matches(pattern: &[Part], name: &str, steps: &mut usize) -> bool {
    *steps += pattern.len() + 1;
    if *steps > MAX_STEPS {
        return false;
    }
    let mut places = Places {
        all: Vec::new(),
        added: vec![0; pattern.len() + 1],
    };
    places.enter(pattern, 0, 1);
    for (round, char) in (2..).zip(name.chars()) {
        let before = std::mem::take(&mut places.all);
        *steps += before.len();
        if before.is_empty() || *steps > MAX_STEPS {
            return false;
        }
        for place in before {
            match pattern.get(place) {
                Some(Part::Any) if char != '/' => places.enter(pattern, place, round),
                // What follows it begins after a slash.
                Some(Part::Deep) if char == '/' => places.enter(pattern, place, round),
                Some(Part::Deep) => places.add(place, round),
                Some(part) if part.is(char) => places.enter(pattern, place + 1, round),
                _ => {}
            }
        }
    }
    let ends = |place: &usize| pattern[*place..].iter().all(Part::can_be_nothing);
    places.all.iter().any(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a shell has it: a `*` stays in its directory, `**` goes into those below.
    const OPTIONS: glob::MatchOptions = glob::MatchOptions {
        case_sensitive: true,
        require_literal_separator: true,
        require_literal_leading_dot: false,
    };

    fn matcher(patterns: &[&str]) -> Matcher {
        let texts: Vec<String> = patterns.iter().map(|text| (*text).to_owned()).collect();
        Patterns::new(&texts, 1000).expect("good").matcher()
    }

    #[test]
    fn every_short_pattern_matches_what_glob_says() {
        let pieces = [
            "a", "b", "/", "*", "?", "**/", "**", "[!a]", "[]b]", "[a-b]", ".",
        ];
        let mut patterns = vec![String::new()];
        for length in 0..4_u32 {
            let from = (0..length)
                .map(|power| pieces.len().pow(power))
                .sum::<usize>();
            let longer: Vec<String> = patterns[from..]
                .iter()
                .flat_map(|shorter| pieces.iter().map(move |piece| format!("{shorter}{piece}")))
                .collect();
            patterns.extend(longer);
        }
        let names = [
            "", "a", "b", "ab", "ba", "aab", "a/b", "a/a/b", "ab/ba", "a/b/a/b", ".a", "a.b", "]",
            "a/", "aa/.b", "é/b",
        ];
        let mut compared = 0;
        for text in patterns {
            let Ok(pattern) = glob::Pattern::new(&text) else {
                continue;
            };
            let mut own = matcher(&[&text]);
            for name in names {
                let expected = pattern.matches_with(name, OPTIONS);
                assert_eq!(own.wants(name), expected, "{text:?} and {name:?}");
                compared += 1;
            }
        }
        assert!(compared > 50_000, "{compared}");
    }

    #[test]
    fn no_pattern_takes_long() {
        let stars = "*a".repeat(500) + "b";
        let name = "a".repeat(200) + "/a";
        let mut matcher = matcher(&[&stars, "a*/a"]);
        assert!(matcher.wants(&name));
        assert!(matcher.steps < 1_000_000, "{}", matcher.steps);
        for _ in 0..10_000 {
            matcher.wants(&name);
        }
        assert!(matcher.steps < 2 * MAX_STEPS);
        assert!(!matcher.wants(&name), "there is an end to it");
    }

    #[test]
    fn there_is_a_most_of_them() {
        let refused = |texts: &[String]| Patterns::new(texts, 2).expect_err("too many");
        assert!(
            refused(&["a".to_owned(), "b".to_owned(), "c".to_owned()]).starts_with("3 patterns")
        );
        assert!(refused(&["a".repeat(MAX_BYTES + 1)]).starts_with("65537 bytes"));
    }
}
